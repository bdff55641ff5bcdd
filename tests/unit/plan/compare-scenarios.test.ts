import { describe, expect, it } from 'vitest'
import { compareScenarios } from '../../../client/plan/scenario/compare-scenarios.ts'
import type { Alternatives } from '../../../client/plan/state/alternatives.ts'
import { rankLive } from '../../../client/plan/state/rank-live.ts'
import type { CriterionInfo } from '../../../core/api/criterion.ts'

const codes = ['A', 'B', 'C', 'D']
const alternatives: Alternatives = {
  digest: '',
  count: 4,
  total: 4,
  truncated: false,
  competition: { years: [], statuses: [], competing: 0, leftOut: [] },
  keys: ['x', 'y'],
  figures: new Map(),
  codes,
  titles: codes,
  villages: { codes: ['1', '2'], names: ['Satu', 'Dua'], index: Int32Array.of(0, 0, 1, -1) },
  status: codes.map(() => 'submitted'),
  sector: codes.map(() => 'health'),
  agency: codes.map(() => null),
  costRupiah: Float64Array.of(10, 20, Number.NaN, 40),
  places: new Float64Array(8),
  columns: new Map([
    ['x', Uint16Array.of(900, 600, 300, 0)],
    ['y', Uint16Array.of(0, 300, 600, 900)],
  ]),
  missing: new Map(),
  leftOut: new Map(),
  rowOf: new Map(codes.map((code, row) => [code, row])),
}
const criteria = ['x', 'y'].map((key) => ({ key }) as CriterionInfo)
const by = (x: number, y: number) => rankLive(alternatives, criteria, { x, y })!

describe('two scenarios', () => {
  it('differ by what only one chooses, each in the order of its own ranking', () => {
    const a = { ranking: by(1, 0), above: new Set(['A', 'B']) }
    const b = { ranking: by(0, 1), above: new Set(['D', 'C', 'B']) }
    const { rows, figures, tau } = compareScenarios(alternatives, a, b)
    expect(rows).toEqual({ onlyA: [0], onlyB: [3, 2], both: [1] })
    expect(figures).toEqual([
      { count: 2, cost: 30, villages: 1 },
      { count: 3, cost: 60, villages: 2 },
    ])
    expect(tau).toBe(-1)
  })

  it('are the same when they are', () => {
    const side = { ranking: by(2, 1), above: new Set(['A']) }
    const { rows, tau } = compareScenarios(alternatives, side, side)
    expect(rows).toEqual({ onlyA: [], onlyB: [], both: [0] })
    expect(tau).toBe(1)
  })
})
