import { describe, expect, test } from 'vitest'
import { perMilleOf, type Scale } from '../../../core/criteria/scale.ts'
import { createRandom } from '../../../core/random/random.ts'
import { makeContest } from '../../../core/score/contest.ts'
import { drawLine, type LineRule } from '../../../core/score/draw-line.ts'
import { isChangeable, type LiftCriterion } from '../../../core/score/levers.ts'
import type { Preference } from '../../../core/score/preference.ts'
import { type RankingMethod, rankByMethod } from '../../../core/score/rank-by-method.ts'
import { methodWithDefaults } from '../../../core/score/ranking-methods.ts'
import { isProvenSmallest, searchLift } from '../../../core/score/search-lift.ts'

const lines = (knots: number[], marks: number[]): Scale => ({
  ...{ kind: 'lines', low: 0, high: 1e12, fill: 0 },
  knots,
  marks,
})
const steps = (knots: number[], marks: number[]): Scale => ({ ...lines(knots, marks), kind: 'steps' })

/** Two are computed from two others; one is a place's. */
const criteria = [
  { key: 'urgency', source: 'proposals.urgency', weight: 20, scale: lines([1, 5], [0, 1000]) },
  { key: 'ready', source: 'proposals.readiness', weight: 15, scale: steps([1, 2, 3], [0, 200, 650, 900]) },
  {
    key: 'people',
    source: 'proposals.beneficiaries',
    weight: 35,
    scale: lines([0, 70, 200], [0, 700, 1000]),
  },
  { key: 'cost', source: 'proposals.costRupiah', weight: 30, scale: lines([10, 90, 200], [1000, 400, 0]) },
  {
    key: 'each',
    source: 'proposals.costPerBeneficiary',
    weight: 25,
    scale: lines([0, 2, 20], [1000, 300, 0]),
  },
  { key: 'poverty', source: 'areas-village.povertyRate', weight: 40, scale: lines([0, 30], [0, 1000]) },
]
const weights = criteria.map(({ weight }) => weight)
/** As far as the scales reach. */
const WHOLE: Readonly<Record<string, readonly [from: number, to: number]>> = {
  urgency: [1, 5],
  ready: [0, 3],
  people: [0, 200],
  cost: [10, 200],
}

type Raw = Record<string, number | null>
const withComputed = (raws: Raw): Raw => {
  const { cost = null, people = null } = raws
  return { ...raws, each: cost === null || !people ? null : cost / people }
}
const rawsOf = (seed: number): Raw => {
  const random = createRandom(seed)
  return withComputed({
    urgency: random.below(8) === 0 ? null : 1 + random.below(5),
    ready: random.below(4),
    people: 5 + random.below(190),
    cost: 1 + random.below(190),
    poverty: random.unit() * 30,
  })
}
const valuesOf = (raws: Raw) => criteria.map(({ key, scale }) => perMilleOf(scale, raws[key] ?? null) ?? 0)
const columnsOf = (all: readonly Raw[]) => {
  const values = all.map(valuesOf)
  return criteria.map((_, c) => Uint16Array.from(values, (row) => row[c]!))
}
const costsOf = (all: readonly Raw[]) => Float64Array.from(all, ({ cost }) => cost ?? Number.NaN)

interface Case {
  readonly all: readonly Raw[]
  readonly method: RankingMethod
  readonly rule: LineRule
  readonly excluded?: Uint8Array
}

function rankingOf({ all, method, excluded }: Case) {
  return rankByMethod({ ...{ columns: columnsOf(all), weights, method }, ...(excluded && { excluded }) })
}

/** Ranks everything anew with the method, and walks down the list. */
function isAbove(one: Case, row: number): boolean {
  const { all, rule } = one
  const { order, rank } = rankingOf(one)
  const { last } = drawLine({ order, costs: costsOf(all), rule })
  return last !== null && rank[row]! <= rank[last]! && rank[row]! > 0
}
const withChange = (one: Case, row: number, change: Raw): Case => ({
  ...one,
  all: one.all.map((raws, at) => (at === row ? withComputed({ ...raws, ...change }) : raws)),
})

function liftOf({ all, method, rule, excluded }: Case, row: number) {
  const columns = columnsOf(all)
  const request = { columns, weights, method, costs: costsOf(all), rule, ...(excluded && { excluded }) }
  const own = criteria.map((criterion, c): LiftCriterion => {
    return { ...criterion, perMille: columns[c]![row]!, raw: all[row]![criterion.key] ?? null }
  })
  return searchLift(own, makeContest(request, row), 1)
}

const other: readonly Preference[] = [
  { kind: 'usual' },
  { kind: 'u-shape', q: 120 },
  { kind: 'v-shape', p: 400 },
  { kind: 'level', q: 50, p: 300 },
  { kind: 'linear', q: 30, p: 500 },
  { kind: 'gaussian', s: 250 },
]
const methods: readonly (readonly [name: string, method: RankingMethod])[] = [
  ['TOPSIS on vector norms', methodWithDefaults('topsis', 6)],
  ['TOPSIS on min–max', { kind: 'topsis', normalisation: 'min-max' }],
  ['PROMETHEE II', methodWithDefaults('promethee', 6)],
  ['PROMETHEE II with other preferences', { kind: 'promethee', preferences: other }],
]
const rules: readonly LineRule[] = [{ top: 8 }, { budgetRupiah: 700 }]

describe.each(methods)('what lifts a proposal by %s', (_, method) => {
  test.each(rules)('is for %o the nearest of all values of a criterion, each ranked anew', (rule) => {
    const seen = new Map<string, number>()
    let never = 0
    for (const set of [1, 2]) {
      const all = Array.from({ length: 40 }, (_, at) => rawsOf(1000 * set + at))
      const excluded = set === 2 ? Uint8Array.from(all, (_, at) => (at % 9 === 4 ? 1 : 0)) : undefined
      const one: Case = { all, method, rule, ...(excluded && { excluded }) }
      const { order } = rankingOf(one)
      const below = [...order].filter((row) => !isAbove(one, row))
      // Some next to the line, some far below.
      for (const row of [0, 2, 6, 16].map((place) => below[place]!)) {
        const { alone } = liftOf(one, row)
        for (const [key, [from, to]] of Object.entries(WHOLE)) {
          const raw = all[row]![key] ?? null
          const enough: number[] = []
          for (let value = from; value <= to; value++)
            if (isAbove(withChange(one, row, { [key]: value }), row)) enough.push(value)
          const found = alone.find((step) => step.key === key)
          const start = raw ?? (key === 'cost' ? to : from)
          const nearest = enough.sort((a, b) => Math.abs(a - start) - Math.abs(b - start))[0]
          expect(found?.toRaw, `set ${set} row ${row} ${key} from ${raw}`).toBe(nearest)
          if (nearest === undefined) never++
          else seen.set(key, (seen.get(key) ?? 0) + 1)
        }
      }
    }
    for (const key of ['urgency', 'people', 'cost']) expect(seen.get(key), key).toBeGreaterThan(0)
    expect(never).toBeGreaterThan(3)
  })

  test('of a place is told in points that are enough, and one less is not', () => {
    const all = Array.from({ length: 40 }, (_, at) => rawsOf(at + 1))
    const one: Case = { all, method, rule: { top: 8 } }
    const columns = columnsOf(all)
    let reported = 0
    for (const row of all.keys()) {
      if (isAbove(one, row)) continue
      const found = liftOf(one, row).alone.find(({ key }) => key === 'poverty')
      if (!found) continue
      expect(found.changeable).toBe(false)
      const rankWith = (value: number) => {
        const changed = columns.map((column) => column.slice())
        changed[5]![row] = value
        return rankByMethod({ columns: changed, weights, method }).rank[row]!
      }
      expect(rankWith(found.toPerMille)).toBeLessThanOrEqual(8)
      expect(rankWith(found.toPerMille - 1)).toBeGreaterThan(8)
      reported++
    }
    expect(reported).toBeGreaterThan(3)
  })

  test('together lifts it, and no part of it can be left out', () => {
    let several = 0
    for (let set = 1; set <= 4; set++) {
      const all = Array.from({ length: 40 }, (_, at) => rawsOf(5000 * set + at))
      const one: Case = { all, method, rule: { top: 4 } }
      for (const row of all.keys()) {
        if (isAbove(one, row)) continue
        const { alone, smallest } = liftOf(one, row)
        const single = alone.find(({ changeable }) => changeable)
        if (single)
          expect(smallest).toEqual([expect.objectContaining({ key: single.key, toRaw: single.toRaw })])
        if (!smallest) {
          const best = { urgency: 5, ready: 3, people: 200, cost: 10 }
          expect(isAbove(withChange(one, row, best), row), `row ${row}`).toBe(false)
          continue
        }
        const change = Object.fromEntries(smallest.map(({ key, toRaw }) => [key, toRaw]))
        expect(isAbove(withChange(one, row, change), row), `row ${row}`).toBe(true)
        if (smallest.length < 2) continue
        several++
        for (const { key } of smallest) {
          const { [key]: _, ...less } = change
          expect(isAbove(withChange(one, row, less), row), `row ${row} without ${key}`).toBe(false)
        }
      }
    }
    expect(several).toBeGreaterThan(3)
  })
})

test('what is found is proven the smallest but on vector norms, where a better value can lose a place', () => {
  const rankOf = (value: number, normalisation: 'vector' | 'min-max') => {
    const columns = [Uint16Array.of(value, 0, 1000), Uint16Array.of(910, 1000, 0)]
    const method = { kind: 'topsis', normalisation } as const
    return rankByMethod({ columns, weights: [10, 100], method }).rank[0]
  }
  expect([900, 950].map((value) => rankOf(value, 'vector'))).toEqual([1, 2])
  const byMinMax = Array.from({ length: 21 }, (_, at) => rankOf(50 * at, 'min-max') ?? 0)
  expect(byMinMax).toEqual(byMinMax.toSorted((a, b) => b - a))
  expect(methods.map(([, method]) => isProvenSmallest(method))).toEqual([false, true, true, true])
})

test('only what those who propose can change is changed together', () => {
  expect(criteria.filter(isChangeable).map(({ key }) => key)).toEqual(['urgency', 'ready', 'people', 'cost'])
})
