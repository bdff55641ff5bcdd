import { describe, expect, it } from 'vitest'
import {
  isTileInMatrix,
  lonLatToMercator,
  lonLatToTile,
  MERCATOR_HALF_METRES,
  mercatorMaxLatitude,
  mercatorToLonLat,
  mercatorToTile,
  tileEnvelope3857,
} from '../../../core/geo/tile.ts'

describe('tile arithmetic of WebMercatorQuad', () => {
  it('gives the world as tile 0/0/0', () => {
    const half = MERCATOR_HALF_METRES
    expect(tileEnvelope3857({ z: 0, x: 0, y: 0 })).toEqual([-half, -half, half, half])
  })

  it('counts y from the north', () => {
    const [minX, minY, maxX, maxY] = tileEnvelope3857({ z: 1, x: 1, y: 0 })
    expect([minX, minY]).toEqual([0, 0])
    expect([maxX, maxY]).toEqual([MERCATOR_HALF_METRES, MERCATOR_HALF_METRES])
  })

  it('finds the tile of Pangkalan Bun', () => {
    // By hand: (111.65 + 180) / 360 · 4096 = 3318.3; (1 - ln(tan φ + sec φ) / π) / 2 · 4096 = 2078.5 at φ = -2.68°.
    expect(lonLatToTile(111.65, -2.68, 12)).toEqual({ z: 12, x: 3318, y: 2078 })
  })

  it.each([0, 1, 5, 14, 22])('takes the last tile of zoom %i and refuses the first beyond', (z) => {
    const last = 2 ** z - 1
    expect(isTileInMatrix({ z, x: last, y: last }, 22)).toBe(true)
    expect(isTileInMatrix({ z, x: last + 1, y: 0 }, 22)).toBe(false)
    expect(isTileInMatrix({ z, x: 0, y: last + 1 }, 22)).toBe(false)
  })

  it.each([
    { z: 23, x: 0, y: 0 },
    { z: -1, x: 0, y: 0 },
    { z: 3, x: -1, y: 0 },
    { z: 3, x: 1.5, y: 0 },
    { z: Number.NaN, x: 0, y: 0 },
  ])('refuses %o', (tile) => {
    expect(isTileInMatrix(tile, 22)).toBe(false)
  })

  it('puts the edges of the world into the outermost tiles', () => {
    const half = MERCATOR_HALF_METRES
    expect(mercatorToTile(half, -half, 4)).toEqual({ z: 4, x: 15, y: 15 })
    expect(mercatorToTile(-half, half, 4)).toEqual({ z: 4, x: 0, y: 0 })
    expect(lonLatToTile(180, -90, 22)).toEqual({ z: 22, x: 2 ** 22 - 1, y: 2 ** 22 - 1 })
  })

  it('projects there and back', () => {
    const [lon, lat] = mercatorToLonLat(...lonLatToMercator(111.621, -2.683))
    expect(lon).toBeCloseTo(111.621, 10)
    expect(lat).toBeCloseTo(-2.683, 10)
    expect(lonLatToMercator(0, mercatorMaxLatitude)[1]).toBeCloseTo(MERCATOR_HALF_METRES, 6)
  })
})
