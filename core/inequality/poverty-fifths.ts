import { badParameter } from '../problem.ts'
import { checkNonNegative } from './check-amounts.ts'

export interface PlacePoverty {
  /** Poverty of each place: the greater, the poorer. */
  readonly poverty: Float64Array
  readonly population: Float64Array
}

/**
 * The fifth of the people, 1 the poorest, that each place belongs to as a whole: where the middle of its people stands
 * in the order from the poorest (the rank of the concentration index). Places equally poor share their fifth, and the
 * poorest places are always in the first, however many live there.
 */
export function povertyFifths({ poverty, population }: PlacePoverty): Uint8Array {
  checkNonNegative('population', population, poverty.length)
  const missing = poverty.findIndex(Number.isNaN)
  if (missing !== -1)
    throw badParameter(`poverty[${missing}]`, 'NaN', 'a number: leave places without one out')
  const order = Uint32Array.from(poverty.keys()).sort((a, b) => poverty[b]! - poverty[a]!)
  const people = population.reduce((a, b) => a + b, 0)
  const fifths = new Uint8Array(poverty.length)
  let before = 0
  for (let at = 0; at < order.length; ) {
    let end = at
    let tied = 0
    while (end < order.length && poverty[order[end]!] === poverty[order[at]!]) {
      tied += population[order[end]!]!
      end++
    }
    const middle = people === 0 ? 0 : (before + tied / 2) / people
    const fifth = at === 0 ? 1 : Math.min(5, 1 + Math.floor(5 * middle))
    for (const place of order.subarray(at, end)) fifths[place] = fifth
    before += tied
    at = end
  }
  return fifths
}
