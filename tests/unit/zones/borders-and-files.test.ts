import { describe, expect, it } from 'vitest'
import { BorderIndex } from '../../../client/plan/zone/borders/border-index.ts'
import { readZones, writeZones } from '../../../client/plan/zone/editing/geojson-files.ts'
import { zoneCriterion } from '../../../client/plan/zone/editing/zone-api.ts'
import { contentOf, isChanged, linkTo } from '../../../client/plan/zone/editing/zone-content.ts'
import { findHandle } from '../../../client/plan/zone/map/find-handle.ts'
import { SLICE_UNITS, sliceShape } from '../../../client/plan/zone/map/sliced-shape.ts'
import { readLine, readNumber } from '../../../client/plan/zone/parts/shape-operations.ts'
import {
  insertVertex,
  moveShape,
  moveVertex,
  removeVertex,
} from '../../../client/plan/zone/shape/edit-vertices.ts'
import { findCrossing } from '../../../client/plan/zone/shape/find-crossing.ts'
import { geometryOf, type Position, type Shape, shapeOf } from '../../../client/plan/zone/shape/shape.ts'
import { lonLatToMercator } from '../../../core/geo/tile.ts'
import { scribble } from '../geometry/hostile-shapes.ts'
import { square, star } from './shapes.ts'

const box: Shape = [[square(111, -3, 1)]]

describe('snapping to borders', () => {
  const borders = new BorderIndex([box, [[square(112, -3, 1)]]])

  it('takes a vertex before an edge, and the nearest place of an edge otherwise', () => {
    expect(borders.nearest([111.004, -2.997], 0.01)).toEqual([111, -3])
    expect(borders.nearest([111.5, -2.995], 0.01)).toEqual([111.5, -3])
    expect(borders.nearest([111.5, -2.5], 0.01)).toBeNull()
  })

  it('without any border snaps nowhere', () => {
    expect(new BorderIndex([]).nearest([111, -3], 1)).toBeNull()
  })
})

describe('vertices', () => {
  const place = { polygon: 0, ring: 0, vertex: 1 }

  it('are moved, inserted and taken away without touching the shape before', () => {
    expect(moveVertex(box, place, [112.5, -3])[0]?.[0]?.[1]).toEqual([112.5, -3])
    expect(insertVertex(box, place, [112.2, -2.5])[0]?.[0]?.length).toBe(5)
    expect(removeVertex(box, place)[0]?.[0]?.length).toBe(3)
    expect(box[0]?.[0]).toEqual(square(111, -3, 1))
    expect(moveShape(box, [1, 0.5])[0]?.[0]).toEqual(square(112, -2.5, 1))
  })

  it('of a triangle take their ring along', () => {
    const triangle: Shape = [
      [
        [
          [111, -3],
          [112, -3],
          [111, -2],
        ],
      ],
    ]
    expect(removeVertex(triangle, place)).toEqual([])
    const holed: Shape = [
      [
        square(111, -3, 1),
        [
          [111.2, -2.8],
          [111.3, -2.8],
          [111.2, -2.7],
        ],
      ],
    ]
    expect(removeVertex(holed, { ...place, ring: 1 })[0]?.length).toBe(1)
  })

  it('are found under the pointer before the edge that they end', () => {
    const at = lonLatToMercator(112, -3)
    const between = lonLatToMercator(111.5, -3)
    expect(findHandle(box, at, 100)).toEqual({ kind: 'vertex', polygon: 0, ring: 0, vertex: 1 })
    expect(findHandle(box, between, 100)).toEqual({ kind: 'edge', polygon: 0, ring: 0, vertex: 0 })
    expect(findHandle(box, lonLatToMercator(111.5, -2.5), 100)).toBeNull()
  })
})

describe('slices of a large draft', () => {
  const zone = star(Array.from({ length: 20_000 }, (_, i) => 0.3 + 0.02 * Math.sin(i / 3)))

  it('together cover what the draft covers', () => {
    const slices = sliceShape(zone)
    const z = 10
    let area = 0
    for (let x = 0; x < 2 ** z; x++) {
      for (let y = 510; y < 530; y++) {
        for (const ring of slices?.rings(z, x, y) ?? []) area += Math.abs(clippedArea(ring))
      }
    }
    // A degree here is 2^10 ÷ 360 slices wide, a little more high (Mercator).
    const unitsPerDegree = (2 ** z * SLICE_UNITS) / 360
    expect(area / unitsPerDegree ** 2 / (Math.PI * 0.3 ** 2)).toBeGreaterThan(0.99)
    expect(area / unitsPerDegree ** 2 / (Math.PI * 0.3 ** 2)).toBeLessThan(1.1)
  })

  it('hold few vertices of it in a near view, and are cut once', () => {
    const slices = sliceShape(zone)
    expect(sliceShape(zone)).toBe(slices)
    const [x, y] = [Math.floor(((111.9 + 180) / 360) * 2 ** 14), 2 ** 13 + 122]
    const vertices = (slices?.rings(14, x, y) ?? []).reduce((sum, ring) => sum + ring.length / 2, 0)
    expect(vertices).toBeLessThan(2000)
  })

  it('are not made of a small one', () => {
    expect(sliceShape(box)).toBeNull()
  })
})

function clippedArea(ring: ArrayLike<number>): number {
  let twice = 0
  const at = (i: number) => Math.max(0, Math.min(SLICE_UNITS, ring[i] ?? 0))
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length
    twice += at(i) * at(next + 1) - at(next) * at(i + 1)
  }
  return twice / 2
}

describe('files', () => {
  it('give zones back with their names, as they were written', () => {
    const zones = [{ id: 'a', name: 'Pesisir', note: 'n', shape: box }]
    expect(readZones(writeZones(zones))).toEqual([{ name: 'Pesisir', shape: box }])
  })

  it('of a bare geometry, of a feature and of a collection are read alike', () => {
    const geometry = geometryOf(box)
    const feature = { type: 'Feature', properties: { nama: 'Zona' }, geometry }
    expect(readZones(JSON.stringify(geometry))).toEqual([{ name: '', shape: box }])
    expect(readZones(JSON.stringify(feature))[0]?.name).toBe('Zona')
    expect(
      readZones(JSON.stringify({ type: 'FeatureCollection', features: [feature, feature] })).length,
    ).toBe(2)
  })

  it.each([
    ['', '400'],
    ['[]', '400'],
    ['{"type":"FeatureCollection","features":[]}', '400'],
    ['{"type":"Polygon","coordinates":[[[1,2],[3]]]}', '400'],
    ['{"type":"Polygon","coordinates":[[[700000,9700000],[700100,9700000],[700100,9700100]]]}', '422'],
  ])('that hold no zone are refused: %s', (text, status) => {
    expect(() => readZones(text)).toThrow(
      expect.objectContaining({ body: expect.objectContaining({ status: Number(status) }) }),
    )
  })

  it('with an outline scribbled thousands of times over itself are refused with the place, without a repair', () => {
    const { coordinates } = scribble(4000) as unknown as { coordinates: Position[][] }
    const within = coordinates.map((ring) => ring.map(([x, y]) => [x, y / 2]))
    try {
      readZones(JSON.stringify({ type: 'Polygon', coordinates: within }))
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ fault: 'crosses-itself', repaired: null })
      const [lon, lat] = (error as { at?: Position }).at ?? []
      expect([lon, lat].every((value) => Number(value) > 0 && Number(value) < 100)).toBe(true)
    }
  })

  it('with an outline that touches itself are refused as the server would', () => {
    const eight = [
      [
        [111, -2],
        [111.1, -2.1],
        [111.2, -2],
        [111.2, -2.2],
        [111.1, -2.1],
        [111, -2.2],
        [111, -2],
      ],
    ]
    expect(() => readZones(JSON.stringify({ type: 'Polygon', coordinates: eight }))).toThrow(
      expect.objectContaining({ fault: 'crosses-itself', at: [111.1, -2.1] }),
    )
  })

  it('with an outline that crosses itself offer the repaired one', () => {
    const bow = '{"type":"Polygon","coordinates":[[[111,-3],[112,-2],[112,-3],[111,-2],[111,-3]]]}'
    try {
      readZones(bow)
      expect.unreachable()
    } catch (error) {
      const { fault, repaired } = error as { fault: string; repaired: Shape }
      expect(fault).toBe('crosses-itself')
      expect(repaired.length).toBe(2)
      expect(findCrossing(repaired)).toBeNull()
    }
  })
})

describe('a draft and the version it began with', () => {
  const draft = { id: 'd', name: 'Zona', note: '', shape: box }
  const saved = { id: 'zona-1', version: 2, published: false } as Parameters<typeof linkTo>[0]

  it('differ once name, note or a vertex differs, and not by what a server rounds', () => {
    const link = linkTo(saved, draft)
    expect(isChanged(draft, link)).toBe(false)
    const rounded = shapeOf(JSON.parse(JSON.stringify(geometryOf(moveShape(box, [1e-10, 0])))))
    expect(contentOf({ ...draft, shape: rounded })).toBe(link.content)
    expect(isChanged({ ...draft, note: 'x' }, link)).toBe(true)
    const near: Position = [112.0000001, -3]
    const moved = moveVertex(box, { polygon: 0, ring: 0, vertex: 1 }, near)
    expect(isChanged({ ...draft, shape: moved }, link)).toBe(true)
    expect(isChanged(draft, undefined)).toBe(true)
  })

  it('becomes a criterion whose key a tile may carry', () => {
    const { key, source, normalisation } = zoneCriterion({ id: 'pesisir-timur-4k2m', name: 'Pesisir timur' })
    expect(key).toMatch(/^[a-z][A-Za-z0-9]*$/)
    expect([source, normalisation.kind]).toEqual(['zone:pesisir-timur-4k2m', 'curve'])
  })
})

describe('numbers that are typed', () => {
  it('may have a decimal comma or a point', () => {
    expect([readNumber('500'), readNumber('-2,5'), readNumber('2.5')]).toEqual([500, -2.5, 2.5])
    expect([readNumber(''), readNumber('lima'), readNumber('60000')]).toEqual([null, null, null])
  })

  it('make a line of at least two places on the globe', () => {
    expect(readLine('111,5 -2,6; 111.9 -2.4')).toEqual([
      [111.5, -2.6],
      [111.9, -2.4],
    ])
    expect(readLine('111,5 -2,6')).toBeNull()
    expect(readLine('111,5 -2,6; 300 -2')).toBeNull()
    expect(readLine('111,5 -2,6 7; 111 -2')).toBeNull()
  })
})
