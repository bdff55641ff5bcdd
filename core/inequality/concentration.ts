import { badParameter } from '../problem.ts'
import { checkNonNegative } from './check-amounts.ts'

export interface PlaceShares {
  /** Poverty of each place: the greater, the poorer (rate or index turned so). */
  readonly poverty: Float64Array
  readonly population: Float64Array
  /** What each place gets, in all (rupiah, people served). */
  readonly benefit: Float64Array
}

/**
 * Concentration index −1…1 (Kakwani, Wagstaff & van Doorslaer 1997): 2 Σ s_i r_i − 1, s_i the place's share of the
 * benefit, r_i the middle of its people's fractional rank from the poorest. Below 0: the poor get more than their
 * share of people. Places equally poor share their ranks. NaN when there is no benefit or no people.
 */
export function concentrationIndex(places: PlaceShares): number {
  const order = poorestFirst(places)
  const people = places.population.reduce((a, b) => a + b, 0)
  const benefit = places.benefit.reduce((a, b) => a + b, 0)
  if (people === 0 || benefit === 0) return Number.NaN
  let before = 0
  let sum = 0
  for (let at = 0; at < order.length; ) {
    let end = at
    let tiedPeople = 0
    let tiedBenefit = 0
    const poverty = places.poverty[order[at]!]!
    while (end < order.length && places.poverty[order[end]!] === poverty) {
      tiedPeople += places.population[order[end]!]!
      tiedBenefit += places.benefit[order[end]!]!
      end++
    }
    sum += (tiedBenefit / benefit) * ((before + tiedPeople / 2) / people)
    before += tiedPeople
    at = end
  }
  return 2 * sum - 1
}

/**
 * Benefit that falls to each fifth of the people, poorest fifth first, as amounts that sum to the whole. A place on
 * the border of two fifths is split by its people, its benefit spread evenly over them; a place without people puts
 * its benefit where it stands in the order.
 */
export function quintileIncidence(places: PlaceShares): Float64Array {
  const order = poorestFirst(places)
  const people = places.population.reduce((a, b) => a + b, 0)
  const fifths = new Float64Array(5)
  if (people === 0) return fifths
  let before = 0
  for (const i of order) {
    const from = (5 * before) / people
    before += places.population[i]!
    const to = (5 * before) / people
    for (let fifth = Math.min(4, Math.floor(from)); fifth < 5; fifth++) {
      const share = to > from ? (Math.min(to, fifth + 1) - Math.max(from, fifth)) / (to - from) : 1
      if (share > 0) fifths[fifth] = fifths[fifth]! + share * places.benefit[i]!
      if (to <= fifth + 1 || to === from) break
    }
  }
  return fifths
}

function poorestFirst({ poverty, population, benefit }: PlaceShares): Uint32Array {
  checkNonNegative('population', population, poverty.length)
  checkNonNegative('benefit', benefit, poverty.length)
  const missing = poverty.findIndex(Number.isNaN)
  if (missing !== -1)
    throw badParameter(`poverty[${missing}]`, 'NaN', 'a number: leave places without one out')
  return Uint32Array.from(poverty.keys()).sort((a, b) => poverty[b]! - poverty[a]! || a - b)
}

/** The fifth, 0 the poorest, in which the middle one of each place's people is: of a place on a limit, where most are. */
export function quintileOfPlaces(places: Omit<PlaceShares, 'benefit'>): Uint8Array {
  const order = poorestFirst({ ...places, benefit: places.population })
  const people = places.population.reduce((a, b) => a + b, 0)
  const fifths = new Uint8Array(places.population.length)
  let before = 0
  for (const i of order) {
    const own = places.population[i]!
    if (people > 0) fifths[i] = Math.min(4, Math.floor((5 * (before + own / 2)) / people))
    before += own
  }
  return fifths
}
