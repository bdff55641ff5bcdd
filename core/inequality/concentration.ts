import { checkNonNegative } from './check-amounts.ts'
import { type PlacePoverty, peopleByFifth, poorestFirst } from './poverty-fifths.ts'

export interface PlaceShares extends PlacePoverty {
  /** What each place gets, in all (rupiah, people served). */
  readonly benefit: Float64Array
}

/**
 * Concentration index −1…1 (Kakwani, Wagstaff & van Doorslaer 1997): 2 Σ s_i r_i − 1, s_i the place's share of the
 * benefit, r_i the middle of its people's fractional rank from the poorest. Below 0: the poor get more than their
 * share of people. Places equally poor share their ranks. NaN when there is no benefit or no people.
 */
export function concentrationIndex(places: PlaceShares): number {
  const people = places.population.reduce((a, b) => a + b, 0)
  const benefit = places.benefit.reduce((a, b) => a + b, 0)
  const groups = equallyPoor(places)
  if (people === 0 || benefit === 0) return Number.NaN
  let before = 0
  let sum = 0
  for (const alike of groups) {
    sum += (alike.benefit / benefit) * ((before + alike.population / 2) / people)
    before += alike.population
  }
  return 2 * sum - 1
}

/** Below this an index is 0.00 as it is written, and leans to neither side. */
const NOTICEABLE = 0.005

/** To whom a concentration index leans, in words: to poor places, to better-off ones, or to neither. */
export function leaningOf(index: number): 'poor' | 'none' | 'better-off' {
  if (index <= -NOTICEABLE) return 'poor'
  return index >= NOTICEABLE ? 'better-off' : 'none'
}

/**
 * Benefit that falls to each fifth of the people, poorest fifth first, as amounts that sum to the whole: each place gives
 * to a fifth what the part of its people there gets (`peopleByFifth`).
 */
export function quintileIncidence(places: PlaceShares): Float64Array {
  checkNonNegative('benefit', places.benefit, places.poverty.length)
  const fifths = new Float64Array(5)
  peopleByFifth(places).forEach((part, at) => {
    fifths[at % 5]! += part * places.benefit[Math.floor(at / 5)]!
  })
  return fifths
}

/** People and benefit of places equally poor together, the poorest first. */
function equallyPoor(places: PlaceShares): { population: number; benefit: number }[] {
  checkNonNegative('benefit', places.benefit, places.poverty.length)
  return poorestFirst(places).map((rows) => ({
    population: rows.reduce((sum, i) => sum + places.population[i]!, 0),
    benefit: rows.reduce((sum, i) => sum + places.benefit[i]!, 0),
  }))
}
