import type RenderFeature from 'ol/render/Feature.js'
import type VectorTile from 'ol/VectorTile.js'
import { describe, expect, it } from 'vitest'
import { AreaIndex } from '../../../client/map/area-index.ts'
import { markedRows } from '../../../client/plan/selection/marked-rows.ts'
import type { Alternatives } from '../../../client/plan/state/alternatives.ts'
import { PlanStore } from '../../../client/plan/state/plan-store.ts'
import { startPlanState } from '../../../client/plan/state/plan-url.ts'
import { markedAreas } from '../../../client/plan/state/proposals-in.ts'
import { chartMarks } from '../../../client/plan/statistics/chart/chart-marks.ts'
import type { Plan } from '../../../client/plan/tab/plan-tab.ts'
import type { BarChart, PointChart } from '../../../core/statistics/analysis-report.ts'

const VILLAGES = ['62.99.01.2001', '62.99.01.2002', '62.99.02.2001'] as const
const [A, B, C] = VILLAGES

/** Proposals `a1 a2` in the first village, `b1` in the second, none in the third, `x` without a village. */
function alternativesOf(codes = ['a1', 'a2', 'b1', 'x']): Alternatives {
  const index = codes.map((code) => ({ a: 0, b: 1 })[code[0] as 'a' | 'b'] ?? -1)
  return {
    codes,
    rowOf: new Map(codes.map((code, row) => [code, row])),
    villages: { codes: [A, B], names: ['Satu', 'Dua'], index: Int32Array.from(index) },
  } as unknown as Alternatives
}

function storeOf(): PlanStore {
  return new PlanStore({ ...startPlanState(''), alternatives: alternativesOf() })
}
const marks = ({ state }: PlanStore) => [[...state.areas].sort(), [...state.selection].sort()]

describe('what is marked', () => {
  it('follows the villages that are chosen, alone or beside each other', () => {
    const store = storeOf()
    store.chooseAreas([A])
    expect(marks(store)).toEqual([[A], ['a1', 'a2']])
    store.chooseAreas([B, C], true)
    expect(marks(store)).toEqual([
      [A, B, C],
      ['a1', 'a2', 'b1'],
    ])
    store.chooseAreas([A], true)
    expect(marks(store)).toEqual([[B, C], ['b1']])
    store.chooseAreas([C])
    expect(marks(store)).toEqual([[C], []])
    store.clearMarks()
    expect(marks(store)).toEqual([[], []])
  })

  it('is no longer of chosen villages once proposals are marked anew; one more beside them keeps them', () => {
    const store = storeOf()
    store.chooseAreas([A])
    store.select('x', true)
    expect(marks(store)).toEqual([[A], ['a1', 'a2', 'x']])
    store.select('b1')
    expect(marks(store)).toEqual([[], ['b1']])
    expect([...markedAreas(store.state)]).toEqual([B])
    store.select('x')
    expect([...markedAreas(store.state)]).toEqual([])
  })

  it('takes in what other filters bring of a chosen village', () => {
    const store = storeOf()
    store.chooseAreas([B])
    store.update({ alternatives: alternativesOf(['a1', 'b1', 'b2']) })
    expect(marks(store)).toEqual([[B], ['b1', 'b2']])
    store.update({ alternatives: alternativesOf(['a1']) })
    expect(markedRows(store)).toEqual([])
    store.update({ alternatives: alternativesOf(['b1']) })
    expect(markedRows(store)).toEqual([0])
  })
})

describe('the marks of a chart', () => {
  const label = { id: '', en: '' }
  const bars = (categories: BarChart['categories']): BarChart => ({
    kind: 'bars',
    key: 'k',
    title: label,
    y: { title: label, unit: label },
    categories,
    series: [],
  })
  const planOf = (store: PlanStore) => ({ store, map: null }) as unknown as Plan

  it('of a village are itself, of a district its villages, of a class those it names, of anything else none', () => {
    const chart = bars([
      { key: A, label },
      { key: '62.99.01', label },
      { key: '1', label, areas: [B, C] },
      { key: '2', label },
    ])
    const { areasOf } = chartMarks(chart, planOf(storeOf()))
    expect(chart.categories.map(({ key }) => areasOf(key))).toEqual([[A], [A, B], [B, C], []])
  })

  it('choose their villages, and let them go when they alone are chosen', () => {
    const store = storeOf()
    const chart = bars([{ key: '1', label, areas: [B, C] }])
    const now = () => chartMarks(chart, planOf(store))
    now().choose(['1'], false)
    expect(marks(store)).toEqual([[B, C], ['b1']])
    expect([now().isChosen('1'), now().isMarked('1')]).toEqual([true, true])
    now().choose(['1'], false)
    expect(marks(store)).toEqual([[], []])
    store.select('b1')
    expect([now().isChosen('1'), now().isMarked('1')]).toEqual([false, true])
  })

  it('of points are one village each, of a colour those of its points', () => {
    const chart = {
      kind: 'points',
      points: [
        { code: A, category: 'hot' },
        { code: C, category: 'hot' },
        { code: B, category: 'cold' },
      ],
    } as unknown as PointChart
    const { areasOf } = chartMarks(chart, planOf(storeOf()))
    expect([areasOf(A), areasOf('hot'), areasOf('cold'), areasOf('none')]).toEqual([[A], [A, C], [B], []])
  })
})

describe('the villages of loaded tiles', () => {
  /** A tile of level 3 that holds pieces of villages, each a ring of x, y pairs. */
  function tileOf(at: [number, number, number], pieces: [code: string, flat: number[]][]) {
    const [level, x, y] = at
    const features = pieces.map(([code, flat]) => ({
      get: (name: string) => ({ code, name: `Desa ${code}` })[name],
      getType: () => 'Polygon',
      getFlatCoordinates: () => flat,
      getEnds: () => [flat.length],
    }))
    const extent = [x * 10, y * 10, x * 10 + 10, y * 10 + 10]
    return {
      getTileCoord: () => [level, x, y],
      extent,
      getFeatures: () => features,
    } as unknown as VectorTile<RenderFeature>
  }
  const box = (west: number, south: number, east: number, north: number) => [
    west,
    south,
    east,
    south,
    east,
    north,
    west,
    north,
    west,
    south,
  ]

  it('are found by place within their tile, under their district, and with the box of all their pieces', () => {
    const index = new AreaIndex()
    index.add(tileOf([3, 0, 0], [[A, box(2, 2, 11, 8)]]))
    index.add(
      tileOf(
        [3, 1, 0],
        [
          [A, box(9, 2, 14, 8)],
          [C, box(14, 2, 19, 8)],
        ],
      ),
    )
    expect(index.at([5, 5], 4)).toEqual({ code: A, name: `Desa ${A}` })
    expect(index.at([16, 5], 4)?.code).toBe(C)
    expect(index.at([1, 1], 4)).toBeNull()
    // Beyond its tile a piece is there to be drawn only.
    expect(index.at([10.5, 5], 4)?.code).toBe(A)
    expect(index.boxOf(A)).toEqual([2, 2, 14, 8])
    expect(index.under('62.99.01')).toEqual([A])
    expect(index.under('62.9')).toEqual([])
    expect(index.boxOf(B)).toBeUndefined()
  })
})
