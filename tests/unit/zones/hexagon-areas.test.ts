import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hexagonAreas } from '../../../core/zones/hexagon-areas.ts'
import { type Rings, ringsArea } from '../../../core/zones/rings.ts'

const H = Math.sqrt(3)
const EDGE = 10

/** Middles of hexagons around 0, 0 and far beyond what the shapes below reach, as PostGIS lays them. */
function tiling(edge: number, reach: number): { x: number[]; y: number[] } {
  const middles = { x: [] as number[], y: [] as number[] }
  const [columns, lines] = [Math.ceil(reach / (1.5 * edge)) + 1, Math.ceil(reach / (H * edge)) + 1]
  for (let i = -columns; i <= columns; i++)
    for (let j = -lines; j <= lines; j++) {
      middles.x.push(1.5 * edge * i)
      middles.y.push(H * edge * (j + (i % 2 === 0 ? 0 : 0.5)))
    }
  return middles
}

const middles = tiling(EDGE, 110)

function areasOf(rings: Rings, at = middles): number[] {
  const areas = new Array<number>(at.x.length).fill(Number.NaN)
  for (const column of hexagonAreas(rings, EDGE, at))
    for (const { place, area } of column) areas[place] = area
  return areas
}

/** A ring around 0, 0 that is as far from it as told, at equal angles; counter-clockwise, or else a hole. */
function ring(distances: readonly number[], turn: 1 | -1 = 1): number[] {
  return distances.flatMap((far, n) => {
    const angle = (turn * 2 * Math.PI * n) / distances.length
    return [far * Math.cos(angle), far * Math.sin(angle)]
  })
}

describe('areas within hexagons', () => {
  it('are whole hexagons deep within, and nothing beyond', () => {
    const square = [[-50, -50, 50, -50, 50, 50, -50, 50]]
    const whole = ((3 * H) / 2) * EDGE ** 2
    areasOf(square).forEach((area, place) => {
      const [x, y] = [Math.abs(middles.x[place]!), Math.abs(middles.y[place]!)]
      if (x < 40 && y < 41) expect(area).toBeCloseTo(whole, 9)
      if (x > 60 || y > 59) expect(area).toBe(0)
    })
  })

  it('halve a hexagon that an edge goes through the middle of, slanting or not', () => {
    const half = ((3 * H) / 4) * EDGE ** 2
    const alone = { x: [0], y: [0] }
    for (const half_plane of [
      [0, -90, 90, -90, 90, 90, 0, 90],
      [-90, 0, 90, 0, 90, 90, -90, 90],
      [-90, -90, 90, 90, -90, 90],
    ])
      expect(areasOf([half_plane], alone)[0]).toBeCloseTo(half, 9)
  })

  it('add up to that of the shape, concave and with a hole, wherever it lies', () => {
    const distance = fc.double({ min: 41, max: 100, noNaN: true })
    const outline = fc.array(distance, { minLength: 3, maxLength: 40 })
    const hole = fc.array(fc.double({ min: 1, max: 20, noNaN: true }), { minLength: 3, maxLength: 12 })
    fc.assert(
      fc.property(outline, hole, (outer, inner) => {
        const rings = [ring(outer), ring(inner, -1)]
        const areas = areasOf(rings)
        expect(areas.every((area) => area >= -1e-9)).toBe(true)
        expect(areas.reduce((sum, area) => sum + area, 0)).toBeCloseTo(ringsArea(rings), 6)
      }),
    )
  })
})
