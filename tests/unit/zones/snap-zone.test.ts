import { describe, expect, it } from 'vitest'
import { ringArea } from '../../../core/zones/rings.ts'
import { snapZone } from '../../../core/zones/snap-zone.ts'

/** About a metre at the equator. */
const METRE = 1 / 111_320
const at = (...metres: number[]) =>
  metres.map((value) => 111 + value * METRE).map((v, i) => (i % 2 ? v - 111 : v))

/** A crooked border from south to north with a vertex every 100 m, and the villages to its west and east. */
const border = Array.from({ length: 51 }, (_, i) => [5000 + 120 * Math.sin(i), 100 * i] as const)
const west = at(...border.flat(), 0, 5000, 0, 0)
const east = at(...border.toReversed().flat(), 10_000, 0, 10_000, 5000)
const borders = [west, east]
const vertices = (ring: readonly number[]) =>
  Array.from({ length: ring.length / 2 }, (_, i) => `${ring[2 * i]} ${ring[2 * i + 1]}`)
const snap = (ring: number[], metres: number) => snapZone([[ring]], borders, metres)

describe('an outline near a border', () => {
  it('follows it exactly: with the very vertices of the border, and its others as they were', () => {
    const drawn = at(1000, 1000, 5000, 1000, 5000, 4000, 1000, 4000)
    const { polygons, onBorder, vertices: all } = snap(drawn, 200)
    const [ring = []] = polygons[0] ?? []
    const mine = vertices(ring)
    const followed = vertices(west).filter((vertex) => mine.includes(vertex))
    expect(followed.length).toBeGreaterThanOrEqual(29)
    expect(mine).toContain(vertices(drawn)[0])
    expect(mine).toContain(vertices(drawn)[3])
    expect(all).toBe(mine.length)
    expect(onBorder).toBe(mine.length - 2)
  })

  it('becomes the village when it is drawn around it', () => {
    const drawn = at(30, 40, 2500, -30, 4980, 20, 5080, 1500, 4950, 3000, 5020, 4960, 2000, 5030, -40, 4970)
    const [ring = []] = snap(drawn, 200).polygons[0] ?? []
    expect(new Set(vertices(ring))).toEqual(new Set(vertices(west)))
    expect(ringArea(ring)).toBeCloseTo(Math.abs(ringArea(west)), 15)
  })

  it('stays as it was where it crosses one, and where none is near', () => {
    const across = at(3000, 1000, 7000, 1030, 7000, 3000, 3000, 3030)
    expect(snap(across, 100).polygons).toEqual([[across]])
    const away = at(1000, 1000, 2000, 1000, 2000, 2000)
    expect(snap(away, 100)).toEqual({ polygons: [[away]], vertices: 3, onBorder: 0 })
  })

  it('has a drawn vertex near a border put on it, even where it only touches', () => {
    const corner = at(3000, 2000, 4930, 2500, 3000, 3000)
    const [ring = []] = snap(corner, 200).polygons[0] ?? []
    expect(vertices(ring)).toHaveLength(3)
    expect(vertices(ring)[0]).toBe(vertices(corner)[0])
    expect(vertices(ring)[1]).not.toBe(vertices(corner)[1])
  })

  it('gives the same again when it is snapped twice', () => {
    const once = snap(at(30, 40, 4980, 20, 5020, 4960, -40, 4970), 200)
    const [ring = []] = once.polygons[0] ?? []
    const [again = []] = snap([...ring], 200).polygons[0] ?? []
    expect(new Set(vertices(again))).toEqual(new Set(vertices(ring)))
  })

  it('that vanishes within the tolerance is gone, not a line', () => {
    expect(snap(at(4990, 1000, 5010, 1000, 5000, 1010), 500).polygons).toEqual([])
  })
})
