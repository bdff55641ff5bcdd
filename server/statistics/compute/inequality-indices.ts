import { concentrationIndex } from '../../../core/inequality/concentration.ts'
import { gini } from '../../../core/inequality/gini.ts'
import { theil } from '../../../core/inequality/theil.ts'
import { williamson } from '../../../core/inequality/williamson.ts'
import type { Amount } from './spending-of.ts'

/** One village with people and a poverty rate. */
export interface Place {
  readonly code: string
  readonly district: string
  readonly population: number
  readonly poverty: number
  readonly spent: Readonly<Record<Amount, number>>
}

/** NaN where there is nothing to share. */
export interface Indices {
  readonly gini: number
  readonly theilWithin: number
  readonly theilBetween: number
  readonly williamson: number
  readonly concentration: number
}

export const columns = (places: readonly Place[], amount: Amount) => ({
  poverty: Float64Array.from(places, ({ poverty }) => poverty),
  population: Float64Array.from(places, ({ population }) => population),
  benefit: Float64Array.from(places, ({ spent }) => spent[amount]),
})

/** Gini, Theil and Williamson of rupiah per person, all weighted by people, and concentration of rupiah by village poverty. */
export function indicesOf(places: readonly Place[], amount: Amount): Indices {
  const { population, benefit, poverty } = columns(places, amount)
  const perHead = benefit.map((value, i) => value / population[i]!)
  const { within, between } = theil(
    perHead,
    places.map(({ district }) => district),
    population,
  )
  return {
    gini: gini(perHead, population),
    theilWithin: within,
    theilBetween: between,
    williamson: williamson(perHead, population),
    concentration: concentrationIndex({ poverty, population, benefit }),
  }
}
