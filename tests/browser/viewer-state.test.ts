import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readChange } from '../../client/api/watch-changes.ts'
import { stacksOf } from '../../client/map/count-bubble-layer.ts'
import { mergeBubbles } from '../../client/map/merge-bubbles.ts'
import { touched } from '../../client/map/touched-tiles.ts'
import { foundTitle } from '../../client/panel/found-list.ts'
import { gatherFound, proposalItem } from '../../client/panel/gather-found.ts'
import { yearsText } from '../../client/panel/pu-figures.ts'
import { clearedFilters, filterQuery, noFilters, readFilters } from '../../client/state/filters.ts'
import { switchMode, toggleLayer } from '../../client/state/layer-choice.ts'
import { boxAround } from '../../client/state/nearest-proposals.ts'
import { readViewerUrl, writeViewerUrl } from '../../client/state/viewer-url.ts'
import { roundLength } from '../../client/viewer/pu-scale-bar.ts'
import type { MapLayer } from '../../core/api/map-layer.ts'
import type { Identified } from '../../core/api/place.ts'

const codes = (...values: string[]) => fc.uniqueArray(fc.constantFrom(...values)).map((list) => list.sort())

const filters = fc.record({
  years: fc.uniqueArray(fc.integer({ min: 2000, max: 2099 })).map((years) => years.sort()),
  stages: codes('village', 'agency', 'plan'),
  sectors: codes('education', 'public-works', 'support'),
  statuses: codes('submitted', 'in-progress', 'realised'),
  sources: codes('musrenbang', 'pokir'),
  qualities: fc
    .uniqueArray(fc.constantFrom('point' as const, 'area' as const, 'conflict' as const, 'none' as const))
    .map((list) => list.sort()),
  area: fc.constantFrom('', '62.01', '62.01.02.2001'),
  text: fc.constantFrom('', 'jalan', 'air & jalan, 50% + “RT 1”', 'x'.repeat(200)),
})

describe('the address of a view', () => {
  it('gives back every state that it was written from', () => {
    const state = fc.record({
      view: fc.option(
        fc.record({
          lon: fc.integer({ min: -17_900_000, max: 17_900_000 }).map((n) => n / 1e5),
          lat: fc.integer({ min: -8_000_000, max: 8_000_000 }).map((n) => n / 1e5),
          zoom: fc.integer({ min: 0, max: 2400 }).map((n) => n / 100),
        }),
      ),
      layers: fc.option(
        fc
          .uniqueArray(
            fc.tuple(
              fc.constantFrom('proposals', 'poverty', 'coverage-SD'),
              fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
            ),
            { selector: ([id]) => id },
          )
          .map((list) => new Map(list)),
      ),
      mode: fc.constantFrom('points' as const, 'heat' as const),
      weight: fc.constantFrom('count' as const, 'cost' as const, 'poor' as const),
      filters,
      selected: fc.option(fc.constantFrom('202500001', 'a b/c&d')),
    })
    fc.assert(
      fc.property(state, (before) => {
        const after = readViewerUrl(writeViewerUrl(before, 'id').replace(/^\//, ''))
        const weight = before.mode === 'heat' ? before.weight : 'count'
        expect(after).toEqual({ ...before, weight, covered: new Map() })
      }),
    )
  })

  it('leaves out what is no code, no year and no place', () => {
    const state = readViewerUrl(
      '?map=99/100/200&year=20x,2025&status=<b>,submitted&area=%27;DROP&stage=1&q=%20%00%20&quality=exact&layers=poverty:7',
    )
    expect(state.view).toBeNull()
    expect(filterQuery(state.filters).toString()).toBe('year=2025&status=submitted')
    expect([...(state.layers ?? [])]).toEqual([['poverty', 1]])
  })

  it('takes filters by the names that the server takes', () => {
    fc.assert(
      fc.property(filters, (before) => {
        expect(readFilters(filterQuery(before))).toEqual(before)
      }),
    )
  })
})

describe('clearing all', () => {
  it('keeps the year, unless the year is all there is', () => {
    const narrowed = { ...noFilters, years: [2025], sectors: ['health'], text: 'jalan' }
    expect(clearedFilters(narrowed)).toEqual({ ...noFilters, years: [2025] })
    expect(clearedFilters(clearedFilters(narrowed))).toEqual(noFilters)
  })
})

describe('the box that is asked for what lies near', () => {
  it('holds all within reach and is the same for all of a cell of the grid, so that boxes do not tell the place', () => {
    const place = fc.tuple(
      fc.double({ min: 95, max: 141, noNaN: true }),
      fc.double({ min: -11, max: 6, noNaN: true }),
    )
    fc.assert(
      fc.property(place, fc.integer({ min: 2_000, max: 500_000 }), ([lon, lat], reach) => {
        const [west, south, east, north] = boxAround([lon, lat], reach)
        const degrees = reach / 111_195
        expect(west).toBeLessThanOrEqual(lon - degrees)
        expect(east).toBeGreaterThanOrEqual(lon + degrees)
        expect(south).toBeLessThanOrEqual(lat - degrees)
        expect(north).toBeGreaterThanOrEqual(lat + degrees)
        for (const side of [west, south, east, north])
          expect(Math.abs(side * 50 - Math.round(side * 50))).toBeLessThan(1e-6)
        const cell = [0.25, 0.75].flatMap((x) => [0.25, 0.75].map((y): [number, number] => [x, y]))
        const [column, row] = [Math.floor(lon * 50), Math.floor(lat * 50)]
        const boxes = cell.map(([x, y]) => boxAround([(column + x) / 50, (row + y) / 50], reach))
        expect(new Set(boxes.map(String)).size).toBe(1)
      }),
    )
  })
})

describe('a change on the server', () => {
  it('touches the tiles that it names and, below its deepest level, those under them', () => {
    const change = { layer: 'proposals', tiles: ['2/3/1', '1/1/0'], deepest: 2 }
    expect(touched(['1/1/0', '1/0/0', '2/3/1', '3/6/3', '4/12/4', '4/11/4'], change)).toEqual([
      '1/1/0',
      '2/3/1',
      '3/6/3',
      '4/12/4',
    ])
  })

  it('of a form that we do not know is passed over', () => {
    expect(readChange('{"kind":"notice"}')).toBeNull()
    expect(readChange('{"layer":"roads","tiles":["3/1/2",7]}')).toEqual({
      layer: 'roads',
      tiles: ['3/1/2'],
      deepest: 3,
    })
  })
})

describe('bubbles', () => {
  it('that join keep the sum, and none is left within reach of a larger one that took others in', () => {
    const bubble = fc.record({
      x: fc.integer({ min: 0, max: 1000 }),
      y: fc.integer({ min: 0, max: 1000 }),
      count: fc.integer({ min: 1, max: 99 }),
    })
    fc.assert(
      fc.property(fc.array(bubble), (bubbles) => {
        const sum = (list: { count: number }[]) => list.reduce((total, { count }) => total + count, 0)
        const merged = mergeBubbles(bubbles, 100)
        expect(sum(merged)).toBe(sum(bubbles))
        expect(merged.map(({ count }) => count)).toEqual(
          merged.map(({ count }) => count).sort((a, b) => a - b),
        )
      }),
    )
    expect(
      mergeBubbles(
        [
          { x: 0, y: 0, count: 3 },
          { x: 10, y: 0, count: 1 },
        ],
        20,
      ),
    ).toEqual([{ x: 2.5, y: 0, count: 4 }])
    expect(
      mergeBubbles(
        [
          { x: 0, y: 0, count: 3 },
          { x: 30, y: 0, count: 1 },
        ],
        20,
      ),
    ).toHaveLength(2)
  })
})

describe('proposals at the very same place', () => {
  it('are counted at it; what stands for several, or alone, is not', () => {
    const at = (x: number, count = 1) => ({ x, y: 0, count })
    expect(stacksOf([at(1), at(2), at(1), at(3, 40), at(1), at(3)])).toEqual([at(1, 3)])
  })
})

describe('layers', () => {
  const fill = (id: string) =>
    ({
      id,
      geometry: 'polygon',
      legend: { kind: 'classes', property: 'v', breaks: [0, 1], colours: ['#fff'], unit: { id: '', en: '' } },
    }) as unknown as MapLayer
  const catalogue = [
    fill('poverty'),
    fill('idm'),
    { id: 'roads', geometry: 'line', legend: null } as unknown as MapLayer,
  ]

  it('that fill areas take each other’s place; others stay', () => {
    const shown = new Map([
      ['poverty', 0.5],
      ['roads', 1],
    ])
    expect([...toggleLayer(shown, fill('idm'), catalogue).keys()]).toEqual(['roads', 'idm'])
    expect([...toggleLayer(shown, fill('poverty'), catalogue).keys()]).toEqual(['roads'])
  })

  it('that densities took the place of come back with the points, unless another fill was put there', () => {
    const layers = new Map([
      ['poverty', 0.5],
      ['roads', 1],
    ])
    const dense = switchMode({ layers, covered: new Map() }, 'heat', catalogue)
    expect([...(dense.layers ?? [])]).toEqual([['roads', 1]])
    const back = switchMode(dense, 'points', catalogue)
    expect(new Map(back.layers)).toEqual(layers)
    expect(back.covered.size).toBe(0)
    const other = toggleLayer(dense.layers, fill('idm'), catalogue)
    const kept = switchMode({ ...dense, layers: other }, 'points', catalogue)
    expect([...(kept.layers?.keys() ?? [])]).toEqual(['roads', 'idm'])
  })
})

describe('what is under the pointer', () => {
  it('comes as proposals, the village with what other layers say of it, then the rest', () => {
    const layer = (id: string, geometry: string) => ({ id, geometry }) as unknown as MapLayer
    const catalogue = [
      layer('areas-village', 'polygon'),
      layer('coverage-SD', 'polygon'),
      layer('facilities', 'point'),
      layer('proposals', 'mixed'),
    ]
    const item = (id: string, code: string): Identified => ({ layer: id, title: id, code, properties: {} })
    const found = gatherFound(
      [
        item('coverage-SD', 'v1'),
        item('facilities', 'f'),
        item('areas-village', 'v1'),
        item('proposals', 'p'),
      ],
      catalogue,
    )
    expect(found.map(({ layer: id }) => id)).toEqual(['proposals', 'areas-village', 'facilities'])
    expect(found[1]?.also.map(({ layer: id }) => id)).toEqual(['coverage-SD'])
  })
})

describe('what is counted', () => {
  it('tells all years that are filtered by', () => {
    expect([[], [2026, 2025], [2024, 2026, 2025], [2020, 2024, 2026]].map(yearsText)).toEqual([
      '',
      '2025, 2026',
      '2024–2026',
      '3 tahun',
    ])
  })

  it('at one place is at least so many where the server names no more', () => {
    const titleOf = (count: number) =>
      foundTitle(Array.from({ length: count }, (_, i) => proposalItem(String(i), '')))
    expect(titleOf(49)).toBe('49 usulan di titik ini')
    expect(titleOf(50)).toBe('Sedikitnya 50 usulan di titik ini')
  })
})

describe('the scale bar', () => {
  it('shows the largest 1, 2 or 5 that fits', () => {
    expect([0, 0.9, 1, 4.9, 5, 1999, 2000].map(roundLength)).toEqual([0, 0.5, 1, 2, 5, 1000, 2000])
  })
})
