import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idOfTitle } from '../../../client/api/id-of-title.ts'
import { ABSENT, PACK_BASE, pack, packProperties } from '../../../client/plan/map/pack-values.ts'
import { PlanStore } from '../../../client/plan/state/plan-store.ts'
import { readPlanUrl, startPlanState, writePlanUrl } from '../../../client/plan/state/plan-url.ts'
import { judgementOf, matrixOf, sliderOf } from '../../../client/plan/weights/pairwise.ts'
import { csvCell } from '../../../core/download/csv-cell.ts'
import { COMPETING_STATUSES } from '../../../core/proposal/competition.ts'
import { RANKING_METHODS } from '../../../core/score/ranking-methods.ts'

const perMille = fc.integer({ min: 0, max: ABSENT })

describe('two values in one attribute', () => {
  it('come apart again in 32-bit floats, even when the card interpolates them a quarter off', () => {
    fc.assert(
      fc.property(perMille, perMille, fc.double({ min: -0.25, max: 0.25, noNaN: true }), (a, b, off) => {
        const packed = Math.fround(pack(a, b))
        expect(packed).toBe(pack(a, b))
        const seen = Math.fround(packed + off)
        const first = Math.floor(Math.fround(Math.fround(seen + 0.5) / PACK_BASE))
        expect(first).toBe(a)
        expect(Math.abs(seen - first * PACK_BASE - b)).toBeLessThanOrEqual(0.32)
      }),
    )
    expect(pack(ABSENT, ABSENT)).toBeLessThan(2 ** 20)
  })

  it('are the mean where a point stands for several, and absent where nothing is known', () => {
    const several: Record<string, unknown> = { point_count: 4, c_a_sum: 2402, c_b_sum: 0 }
    packProperties(several, ['a', 'b', 'c'])
    expect(several).toMatchObject({ p0: pack(601, 0), p1: pack(ABSENT, 0) })
  })
})

describe('what competes on the planner’s page', () => {
  const statusesOf = (search: string) => new PlanStore(startPlanState(search)).state.filters.statuses

  it('is what the rule says unless somebody chooses, and is in the address only then', () => {
    expect(statusesOf('?year=2026')).toEqual([...COMPETING_STATUSES])
    expect(statusesOf('?year=2026&status=rejected,verified')).toEqual(['rejected', 'verified'])
    const store = new PlanStore(startPlanState('?year=2026'))
    expect(writePlanUrl(store.state, 'id')).not.toContain('status=')
    store.update({ filters: { ...store.state.filters, statuses: ['rejected'] } })
    expect(writePlanUrl(store.state, 'id')).toContain('status=rejected')
    store.update({ filters: { ...store.state.filters, statuses: [] } })
    expect(store.state.filters).toMatchObject({ years: [2026], statuses: COMPETING_STATUSES })
  })
})

describe('the address of the planner’s page', () => {
  it('gives back what it was written from', () => {
    const key = fc.constantFrom('urgency', 'cost', 'areaPoverty')
    const way = fc.constantFrom(
      ...RANKING_METHODS.map((method) => ({ method, scale: 'per-mille' as const })),
      { method: 'topsis' as const, scale: 'raw' as const },
    )
    const weights = fc.dictionary(key, fc.integer({ min: 0, max: 100 }), { minKeys: 1 })
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 1000 }), fc.boolean(), way, (chosen, top, forum, by) => {
        const state = {
          ...startPlanState(''),
          weights: { ...chosen },
          top,
          forum,
          tab: 'zones' as const,
          ...by,
        }
        const back = readPlanUrl(writePlanUrl(state, 'id').replace('/rencana', ''))
        expect(back).toMatchObject({ weights: { ...chosen }, top, forum, tab: 'zones', ...by })
      }),
    )
  })

  it('names a scale only where there is one to choose', () => {
    expect(readPlanUrl('?cara=promethee&skala=asli').scale).toBe('per-mille')
    const store = new PlanStore({ ...startPlanState('?cara=topsis&skala=asli'), weights: { a: 10 } })
    expect(store.state.scale).toBe('raw')
    store.chooseMethod('promethee')
    expect(writePlanUrl(store.state, 'id')).not.toContain('skala')
    store.undoWeights()
    expect(writePlanUrl(store.state, 'id')).toContain('cara=topsis&skala=asli')
    store.settleWeights({ a: 20 }, { method: 'topsis' })
    expect(store.state).toMatchObject({ method: 'topsis', scale: 'per-mille' })
  })

  it('leaves out weights that are none', () => {
    expect(readPlanUrl('?w=urgency:101,cost:7,__proto__:5,x:1e2,areaPoverty:-1').weights).toEqual({ cost: 7 })
  })
})

describe('weights', () => {
  it('go back step by step; a slider’s whole move is one step', () => {
    const store = new PlanStore({ ...startPlanState(''), weights: { a: 10 } })
    for (const a of [11, 12, 13]) store.previewWeights({ a })
    store.settleWeights({ a: 13 })
    store.settleWeights({ a: 40 })
    store.undoWeights()
    expect(store.state.weights).toEqual({ a: 13 })
    store.undoWeights()
    expect(store.state.weights).toEqual({ a: 10 })
    expect(store.canUndo).toBe(false)
    store.redoWeights()
    store.redoWeights()
    expect(store.state.weights).toEqual({ a: 40 })
  })

  it('from pairs are a reciprocal matrix of Saaty’s scale', () => {
    for (let slider = -8; slider <= 8; slider++) expect(sliderOf(judgementOf(slider))).toBe(slider)
    expect(matrixOf(['a', 'b'], { 'a>b': 4 })).toEqual([
      [1, 4],
      [0.25, 1],
    ])
  })

  it('are saved under ids that the server takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (title) => {
        const taken: string[] = []
        for (let turn = 0; turn < 12; turn++) {
          const id = idOfTitle(title, 'bobot', taken)
          expect(id).toMatch(/^[a-z][a-z0-9-]{0,39}$/)
          expect(taken).not.toContain(id)
          taken.push(id)
        }
      }),
    )
    expect(idOfTitle('Forum Perangkat Daerah 2026!', 'bobot')).toBe('forum-perangkat-daerah-2026')
    expect(idOfTitle('2026', 'bobot', ['bobot-2026'])).toBe('bobot-2026-2')
  })
})

describe('the table for a spreadsheet', () => {
  it('holds no cell that would be taken for a formula', () => {
    expect(['=1+1', '@x', 'a,b', 'x"y'].map(csvCell)).toEqual(["'=1+1", "'@x", '"a,b"', '"x""y"'])
  })
})
