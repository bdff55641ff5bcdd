import { checkNonNegative } from '../inequality/check-amounts.ts'
import { badParameter } from '../problem.ts'

/** One reachable pair: row of the demand, row of the supply, and the cost between them (metres or minutes). */
export interface Reach {
  readonly demand: number
  readonly supply: number
  readonly cost: number
}

/** Weight of a pair by its cost: bands by ascending upper cost (inclusive); beyond the last it is 0. */
export type Decay = readonly { readonly upTo: number; readonly weight: number }[]

export interface CatchmentAccess {
  /** Supply per head of population for each demand row. */
  readonly access: Float64Array
  /** Supply ÷ weighted population in its catchment; 0 when nobody reaches it. */
  readonly ratio: Float64Array
  /** Supplies that nobody reaches: their amount is in no one's access. */
  readonly unreached: readonly number[]
}

/**
 * Two-step floating catchment area (Luo & Wang 2003); with several bands E2SFCA (Luo & Qi 2009). Step 1: supply ÷
 * Σ weight × population; step 2: access = Σ weight × ratio. So Σ population × access = Σ supply reached.
 */
export function twoStepCatchment(
  population: Float64Array,
  supply: Float64Array,
  pairs: readonly Reach[],
  decay: Decay,
): CatchmentAccess {
  checkNonNegative('population', population)
  checkNonNegative('supply', supply)
  checkDecay(decay)
  const weights = pairs.map((pair, k) => {
    if (!(pair.demand in population) || !(pair.supply in supply) || !(pair.cost >= 0)) {
      throw badParameter(`pairs[${k}]`, pair, 'a demand row, a supply row and a cost of 0 or more')
    }
    return decay.find(({ upTo }) => pair.cost <= upTo)?.weight ?? 0
  })
  const served = new Float64Array(supply.length)
  pairs.forEach((pair, k) => {
    served[pair.supply] = served[pair.supply]! + weights[k]! * population[pair.demand]!
  })
  const ratio = supply.map((amount, j) => (served[j]! > 0 ? amount / served[j]! : 0))
  const access = new Float64Array(population.length)
  pairs.forEach((pair, k) => {
    access[pair.demand] = access[pair.demand]! + weights[k]! * ratio[pair.supply]!
  })
  const unreached = [...served.keys()].filter((j) => served[j] === 0 && supply[j]! > 0)
  return { access, ratio, unreached }
}

function checkDecay(decay: Decay): void {
  if (decay.length === 0) throw badParameter('decay', 'no bands', 'at least one band')
  decay.forEach(({ upTo, weight }, at) => {
    const before = decay[at - 1]
    const falls = weight > 0 && weight <= (before?.weight ?? Number.POSITIVE_INFINITY)
    if (!(upTo >= 0 && upTo > (before?.upTo ?? -1) && falls)) {
      throw badParameter(
        `decay[${at}]`,
        { upTo, weight },
        'costs that grow and weights above 0 that do not grow',
      )
    }
  })
}
