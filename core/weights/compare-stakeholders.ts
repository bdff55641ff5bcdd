import { badParameter } from '../problem.ts'
import { kendall, spearman } from './rank-correlation.ts'

export interface StakeholderRanking {
  readonly name: string
  /** Place of each alternative, 1 the best; the same alternatives in the same order for all. */
  readonly rank: Uint32Array
}

export interface Agreement {
  /** Correlations of each pair of sets, −1…1. */
  readonly pairs: readonly { a: string; b: string; kendall: number; spearman: number }[]
  /** Kendall's coefficient of concordance W of all sets, 0…1 (Kendall & Babington Smith 1939; without ties). */
  readonly concordance: number
  /** Rows above the line for everyone, for some, and how many sets hold each row above it. */
  readonly aboveForAll: Uint32Array
  readonly aboveForSome: Uint32Array
  readonly setsAbove: Uint16Array
  /** Difference of the worst and the best place of each row. */
  readonly spread: Uint32Array
}

/**
 * Where several stakeholders' rankings agree: correlations, and the alternatives above the line (`top`) for all.
 * `onProgress` hears of each correlation, which is what takes long: two for each pair of rankings.
 */
export function compareStakeholders(
  sets: readonly StakeholderRanking[],
  top: number,
  onProgress: (done: number, of: number) => void = () => {},
): Agreement {
  const n = checkSets(sets, top)
  const couples = sets.flatMap((a, at) => sets.slice(at + 1).map((b) => [a, b] as const))
  let done = 0
  const reported = (correlation: number) => {
    onProgress(++done, 2 * couples.length)
    return correlation
  }
  const pairs = couples.map(([a, b]) => {
    const x = Float64Array.from(a.rank)
    const y = Float64Array.from(b.rank)
    return { a: a.name, b: b.name, kendall: reported(kendall(x, y)), spearman: reported(spearman(x, y)) }
  })
  const setsAbove = new Uint16Array(n)
  const spread = new Uint32Array(n)
  for (let i = 0; i < n; i++) {
    let best = n
    let worst = 0
    for (const { rank } of sets) {
      const place = rank[i]!
      if (place <= top) setsAbove[i] = setsAbove[i]! + 1
      best = Math.min(best, place)
      worst = Math.max(worst, place)
    }
    spread[i] = worst - best
  }
  const rows = Uint32Array.from(setsAbove.keys())
  return {
    pairs,
    concordance: concordance(sets, n),
    aboveForAll: rows.filter((i) => setsAbove[i] === sets.length),
    aboveForSome: rows.filter((i) => setsAbove[i]! > 0 && setsAbove[i]! < sets.length),
    setsAbove,
    spread,
  }
}

/** W = 12 S ÷ (m² (n³ − n)), S the squared deviations of the alternatives' rank sums. */
function concordance(sets: readonly StakeholderRanking[], n: number): number {
  const m = sets.length
  const expected = (m * (n + 1)) / 2
  let squares = 0
  for (let i = 0; i < n; i++) {
    const sum = sets.reduce((total, { rank }) => total + rank[i]!, 0)
    squares += (sum - expected) ** 2
  }
  return (12 * squares) / (m * m * (n ** 3 - n))
}

function checkSets(sets: readonly StakeholderRanking[], top: number): number {
  if (sets.length < 2) throw badParameter('sets', `${sets.length} sets`, 'at least 2 stakeholder sets')
  const n = sets[0]!.rank.length
  if (n < 2) throw badParameter('rank', `${n} alternatives`, 'at least 2')
  for (const { name, rank } of sets) {
    if (rank.length !== n) throw badParameter(`rank of ${name}`, `${rank.length} places`, `${n} places`)
    if (rank.includes(0)) throw badParameter(`rank of ${name}`, 0, 'the same alternatives in every set')
  }
  if (!Number.isInteger(top) || top < 0) throw badParameter('top', top, 'an integer of 0 or more')
  return n
}
