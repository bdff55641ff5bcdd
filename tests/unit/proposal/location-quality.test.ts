import { describe, expect, test } from 'vitest'
import { greatCircleMetres } from '../../../core/geo/great-circle.ts'
import type { LonLat } from '../../../core/geo/lon-lat.ts'
import { metresToPolygon, pointInPolygon, type Surface } from '../../../core/geo/point-in-polygon.ts'
import { findCoordinates } from '../../../core/proposal/coordinates-in-text.ts'
import { assessLocation, pointsToLocate } from '../../../core/proposal/location-quality.ts'

const square = (west: number): Surface => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, -3],
      [west + 0.5, -3],
      [west + 0.5, -2.5],
      [west, -2.5],
      [west, -3],
    ],
  ],
})
const villages: Record<string, Surface> = { A: square(111), B: square(111.5) }
const extent: [number, number, number, number] = [111, -3, 112, -2.5]

function assess(text: string, villageCode: string | null, unmatchedPlace = false) {
  return assessLocation({
    candidates: findCoordinates(text, extent),
    villageCode,
    unmatchedPlace,
    extent,
    villageAt: (point) =>
      Object.keys(villages).find((code) => pointInPolygon(point, villages[code]!)) ?? null,
    metresToVillage: (point, code) => metresToPolygon(point, villages[code]!),
  })
}

describe('a location', () => {
  test('inside the stated village is a point', () => {
    expect(assess('-2.700000, 111.200000', 'A')).toMatchObject({
      quality: 'point',
      point: [111.2, -2.7],
      suggestion: null,
    })
  })

  test('just across the border still agrees, further off it contradicts', () => {
    expect(assess('-2.700000, 111.502000', 'A').quality).toBe('point')
    const far = assess('-2.700000, 111.503000', 'A')
    expect(far).toMatchObject({ quality: 'conflict', foundInVillageCode: 'B', villageCode: 'A' })
    expect(far.suggestion).toMatchObject({ reason: 'other-village', lon: 111.503, lat: -2.7 })
  })

  test('without a stated village takes the one that it lies in, unless a name was stated that none matches', () => {
    expect(assess('-2.700000, 111.700000', null)).toMatchObject({ quality: 'point', villageCode: 'B' })
    expect(assess('-2.700000, 111.700000', null, true).quality).toBe('conflict')
  })

  test('that needs a repair stays as written, with the repaired point as suggestion', () => {
    const lost = assess('2.700000, 111.200000', 'A')
    expect(lost).toMatchObject({ quality: 'conflict', point: [111.2, 2.7], foundInVillageCode: null })
    expect(lost.suggestion).toMatchObject({ lon: 111.2, lat: -2.7, reason: 'sign' })
    expect(lost.suggestion!.text.id).toMatch(/minus/)
    expect(assess('2.700000, 111.700000', 'A').foundInVillageCode).toBe('B')
    expect(assess('Lat 111.200000 Long -2.700000', 'A')).toMatchObject({
      point: null,
      suggestion: { reason: 'swap' },
    })
  })

  test('nowhere in the district suggests the stated village', () => {
    const away = assess('-7.250000, 112.750000', 'A')
    expect(away).toMatchObject({
      quality: 'conflict',
      suggestion: { lon: null, lat: null, reason: 'outside-district' },
    })
    expect(assess('-7.250000, 112.750000', null).suggestion).toBeNull()
  })

  test('without coordinates is the village, or none', () => {
    expect(assess('RT 05 RW 03', 'A')).toMatchObject({ quality: 'area', point: null, villageCode: 'A' })
    expect(assess('Lokasi terlampir', null)).toMatchObject({ quality: 'none', point: null })
  })

  test('with several points takes the first that agrees', () => {
    const both = assess('-2.700000, 111.700000 sampai -2.700000, 111.200000', 'A')
    expect(both).toMatchObject({ quality: 'point', point: [111.2, -2.7] })
  })

  test('asks only about points that were announced', () => {
    const candidates = findCoordinates('Lat 111.200000 Long -2.700000; 2.700000, 111.300000', extent)
    expect(pointsToLocate(candidates)).toEqual([
      [111.2, -2.7],
      [111.3, 2.7],
      [111.3, -2.7],
    ])
  })
})

describe('distances', () => {
  test('along a meridian follow the mean radius', () => {
    expect(greatCircleMetres([111, 0], [111, 1])).toBeCloseTo((6371008.8 * Math.PI) / 180, 6)
    expect(greatCircleMetres([111, -2], [111, -2])).toBe(0)
  })

  test('to a polygon agree with the great circle, and are zero inside but not in a hole', () => {
    const point: LonLat = [112.1, -2.7]
    expect(metresToPolygon(point, villages.B!)).toBeCloseTo(greatCircleMetres(point, [112, -2.7]), 0)
    const holed: Surface = {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
          ],
          [
            [0.4, 0.4],
            [0.6, 0.4],
            [0.6, 0.6],
            [0.4, 0.6],
          ],
        ],
      ],
    }
    expect(pointInPolygon([0.2, 0.2], holed)).toBe(true)
    expect(metresToPolygon([0.5, 0.5], holed)).toBeCloseTo(0.1 * ((6371008.8 * Math.PI) / 180), -1)
  })
})
