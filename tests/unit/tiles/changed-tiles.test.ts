import { describe, expect, it } from 'vitest'
import { tileEnvelope3857, tileKey, tileSpanMetres } from '../../../core/geo/tile.ts'
import { changedTiles } from '../../../server/tiles/served/changed-tiles.ts'
import { readWkb } from '../../../server/tiles/snapshot/read-wkb.ts'
import { type Position, type TestGeometry, toWkb } from './wkb.ts'

const home = { z: 10, x: 829, y: 519 }
const [west, , , north] = tileEnvelope3857(home)
const span = tileSpanMetres(home.z)

/** A place in parts of the home tile's edge from its upper left corner. */
const at = (x: number, y: number): Position => [west + x * span, north - y * span]

const changed = (geometry: TestGeometry, limit = 600) => changedTiles([readWkb(toWkb(geometry))], limit)
const atZoom = (geometry: TestGeometry, z: number) =>
  changed(geometry)
    .tiles.filter((tile) => tile.z === z)
    .map(tileKey)

describe('the tiles that a change touches', () => {
  it('are one a zoom for a point in the midst of its tiles, down to the deepest', () => {
    // A third is never near an edge: in thirds of ever smaller tiles it stays at one or two thirds.
    const { tiles, deepest } = changed({ type: 'Point', coordinates: at(1 / 3, 1 / 3) })
    expect(deepest).toBe(22)
    expect(tiles.filter(({ z }) => z >= 10)).toHaveLength(13)
    expect(tiles.filter(({ z }) => z >= 10)[0]).toEqual(home)
  })

  it('are the neighbours too for a point in their buffer', () => {
    expect(atZoom({ type: 'Point', coordinates: at(0.999, 0.5) }, 10)).toEqual(['10/829/519', '10/830/519'])
    expect(atZoom({ type: 'Point', coordinates: at(0.001, 0.001) }, 10)).toHaveLength(4)
    expect(atZoom({ type: 'Point', coordinates: at(0.9, 0.5) }, 10)).toEqual(['10/829/519'])
  })

  it('are those along a line, not all of its envelope', () => {
    const diagonal: TestGeometry = { type: 'LineString', coordinates: [at(0.03, 0.03), at(0.97, 0.97)] }
    const touched = atZoom(diagonal, 13)
    expect(touched).toContain('13/6632/4152')
    expect(touched).toContain('13/6639/4159')
    expect(touched).not.toContain('13/6639/4152')
    expect(touched.length).toBeLessThan(24)
  })

  it('are those inside an area and not those in its hole', () => {
    const ring = (low: number, high: number): Position[] => [
      at(low, low),
      at(high, low),
      at(high, high),
      at(low, high),
      at(low, low),
    ]
    const frame: TestGeometry = { type: 'Polygon', coordinates: [ring(0.02, 0.98), ring(0.22, 0.78)] }
    const touched = atZoom(frame, 13)
    expect(touched).not.toContain('13/6635/4155')
    expect(touched).toContain('13/6632/4152')
    const whole: TestGeometry = { type: 'Polygon', coordinates: [ring(0.02, 0.98)] }
    expect(atZoom(whole, 13)).toHaveLength(64)
  })

  it('end at a zoom where they would become too many, all zooms above it complete', () => {
    const area: TestGeometry = {
      type: 'Polygon',
      coordinates: [[at(0.1, 0.1), at(0.9, 0.1), at(0.9, 0.9), at(0.1, 0.1)]],
    }
    const { tiles, deepest } = changed(area, 100)
    expect(tiles.length).toBeLessThanOrEqual(100)
    expect(deepest).toBeGreaterThan(10)
    expect(deepest).toBeLessThan(15)
    expect(Math.max(...tiles.map(({ z }) => z))).toBe(deepest)
  })

  it('end early for an outline of very many vertices', () => {
    const ring = Array.from({ length: 200_000 }, (_, i): Position => {
      const angle = (2 * Math.PI * i) / 199_999
      return at(0.5 + 0.4 * Math.cos(angle), 0.5 + 0.4 * Math.sin(angle))
    })
    const { tiles, deepest } = changed({ type: 'Polygon', coordinates: [ring] })
    expect(deepest).toBeLessThan(10)
    expect(tiles.length).toBeGreaterThan(0)
  })

  it('are none where nothing is located', () => {
    expect(changedTiles([], 600).tiles).toEqual([])
  })
})
