import { badParameter } from '../problem.ts'
import { checkNonNegative } from './check-amounts.ts'

export interface PlacePoverty {
  /** Poverty of each place: the greater, the poorer (rate or index turned so). */
  readonly poverty: Float64Array
  readonly population: Float64Array
}

/** Rows of places equally poor together, the poorest first: their order in the list tells nothing. */
export function poorestFirst({ poverty, population }: PlacePoverty): number[][] {
  checkNonNegative('population', population, poverty.length)
  const missing = poverty.findIndex(Number.isNaN)
  if (missing !== -1)
    throw badParameter(`poverty[${missing}]`, 'NaN', 'a number: leave places without one out')
  const alike = Map.groupBy(poverty.keys(), (place) => poverty[place]!)
  return [...alike].sort(([a], [b]) => b - a).map(([, rows]) => rows)
}

/**
 * The part (0–1) of each place's people in each fifth of all people, five to a place, the poorest fifth first: for
 * amounts by fifths that hold exactly as many people. Places equally poor stand in the order as one, so that all have
 * the same parts; what stands on the border of two fifths is split by people. A place without people is where it stands in
 * the order; of nobody there are no fifths, and all parts are 0.
 */
export function peopleByFifth(places: PlacePoverty): Float64Array {
  const people = places.population.reduce((a, b) => a + b, 0)
  const parts = new Float64Array(5 * places.poverty.length)
  let before = 0
  for (const alike of poorestFirst(places)) {
    if (people === 0) break
    const from = (5 * before) / people
    before += alike.reduce((sum, place) => sum + places.population[place]!, 0)
    const to = (5 * before) / people
    for (let fifth = Math.min(4, Math.floor(from)); fifth < 5; fifth++) {
      const part = to > from ? (Math.min(to, fifth + 1) - Math.max(from, fifth)) / (to - from) : 1
      for (const place of alike) if (part > 0) parts[5 * place + fifth] = part
      if (to <= fifth + 1 || to === from) break
    }
  }
  return parts
}

/**
 * The fifth of the people, 1 the poorest, that each place belongs to as a whole: where the middle of its people stands
 * in the order from the poorest (the rank of the concentration index). Places equally poor share their fifth, and the
 * poorest places are always in the first, however many live there. So a package counts: in conditions on the poorest
 * fifth, in what each fifth gets, and on the sheet.
 */
export function povertyFifths(places: PlacePoverty): Uint8Array {
  const people = places.population.reduce((a, b) => a + b, 0)
  const fifths = new Uint8Array(places.poverty.length)
  let before = 0
  poorestFirst(places).forEach((alike, at) => {
    const own = alike.reduce((sum, place) => sum + places.population[place]!, 0)
    const middle = people === 0 ? 0 : (before + own / 2) / people
    const fifth = at === 0 ? 1 : Math.min(5, 1 + Math.floor(5 * middle))
    for (const place of alike) fifths[place] = fifth
    before += own
  })
  return fifths
}

/** Sums of an amount over the places that belong to each fifth as a whole, the poorest first. */
export function sumByFifth(fifths: Uint8Array, amounts: Float64Array): Float64Array {
  const sums = new Float64Array(5)
  fifths.forEach((fifth, place) => {
    sums[fifth - 1]! += amounts[place]!
  })
  return sums
}
