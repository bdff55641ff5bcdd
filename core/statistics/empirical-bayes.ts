import { checkNonNegative } from '../inequality/check-amounts.ts'

export interface SmoothedRates {
  /** Events a head; NaN for a place without people. */
  readonly smoothed: Float64Array
  /** Weight of a place's own rate, 0–1; the rest is that of all places. */
  readonly weights: Float64Array
  /** Events a head of all places together. */
  readonly mean: number
}

/**
 * Global empirical Bayes estimates of rates by moments (Marshall 1991, "Mapping disease and mortality rates using empirical
 * Bayes estimators", p. 284–285): m + w_i (r_i − m) with w_i = A ÷ (A + m ÷ n_i), A = s² − m ÷ n̄ and not below 0, s² the
 * variance of rates weighted by people. The fewer people a place has, the less its rate counts, since chance alone moves it.
 * Supposes that events are counted and rare (Poisson); places without people take no part.
 */
export function empiricalBayes(events: Float64Array, people: Float64Array): SmoothedRates {
  checkNonNegative('people', people, events.length)
  checkNonNegative('events', events)
  const rows = [...people.keys()].filter((i) => people[i]! > 0)
  const sum = (of: (i: number) => number) => rows.reduce((all, i) => all + of(i), 0)
  const all = sum((i) => people[i]!)
  const mean = sum((i) => events[i]!) / all
  const rate = (i: number) => events[i]! / people[i]!
  const variance = sum((i) => people[i]! * (rate(i) - mean) ** 2) / all
  const between = Math.max(0, variance - mean / (all / rows.length))
  const weights = people.map((own) => {
    if (own === 0) return Number.NaN
    return between === 0 ? 0 : between / (between + mean / own)
  })
  return { smoothed: weights.map((weight, i) => mean + weight * (rate(i) - mean)), weights, mean }
}
