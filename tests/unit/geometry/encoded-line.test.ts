import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COAST_REACH, type CoastRegion, regionOf } from '../../../client/map/coasts/coast-regions.ts'
import east from '../../../client/map/coasts/coasts-east.json' with { type: 'json' }
import middle from '../../../client/map/coasts/coasts-middle.json' with { type: 'json' }
import west from '../../../client/map/coasts/coasts-west.json' with { type: 'json' }
import world from '../../../client/map/coasts/coasts-world.json' with { type: 'json' }
import { decodeLine, encodeLine } from '../../../core/geo/encoded-line.ts'
import { envelopeContains } from '../../../core/geo/envelope.ts'
import { pointInPolygon } from '../../../core/geo/point-in-polygon.ts'

describe('a line as text', () => {
  it('comes back to within half a step of the lattice', () => {
    const position = fc.tuple(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -90, max: 90, noNaN: true }),
    )
    fc.assert(
      fc.property(fc.array(position), (positions) => {
        const flat = decodeLine(encodeLine(positions))
        expect(flat).toHaveLength(positions.length * 2)
        for (const [at, value] of positions.flat().entries())
          expect(Math.abs((flat[at] ?? Number.NaN) - value)).toBeLessThan(0.00501)
      }),
    )
  })
})

describe('the coasts of the map', () => {
  const positionsOf = (ring: string) => {
    const flat = decodeLine(ring)
    return Array.from({ length: flat.length / 2 }, (_, at): [number, number] => [
      flat[2 * at] ?? 0,
      flat[2 * at + 1] ?? 0,
    ])
  }
  const regions = Object.entries({ west, middle, east, world }).map(
    ([region, { rings }]) => [region as CoastRegion, rings.split(' ').map(positionsOf)] as const,
  )
  const rings = regions.flatMap(([, ring]) => ring)
  const isLand = (place: [number, number]) =>
    rings.some((ring) => pointInPolygon(place, { type: 'Polygon', coordinates: [ring] }))

  it('have Palangka Raya, Jakarta and Jayapura on land, and the middle of the Java Sea in the sea', () => {
    expect(
      [
        [113.9, -2.2],
        [106.8, -6.3],
        [140.6, -2.7],
      ].map(([lon = 0, lat = 0]) => isLand([lon, lat])),
    ).toEqual([true, true, true])
    expect(isLand([111, -5])).toBe(false)
  })
  it('are fetched wherever a map shows some of them: each region reaches as far as its land', () => {
    for (const [region, lands] of regions) {
      const isReached = (place: [number, number]) =>
        COAST_REACH[region].some((reach) => envelopeContains(reach, place))
      expect(lands.flat().filter((place) => !isReached(place))).toEqual([])
      expect(lands.filter((ring) => regionOf(ring) !== region)).toEqual([])
    }
  })
})
