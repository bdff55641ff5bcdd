import { readFileSync } from 'node:fs'
import type { Point } from 'geojson'
import { describe, expect, it } from 'vitest'
import { crsDefinition, crsDefinitions } from '../../../core/geo/crs-definitions.ts'
import { makeToLonLat, ReprojectionFault } from '../../../server/ingest/crs/reproject.ts'
import { UnknownCrs } from '../../../server/ingest/crs/unknown-crs.ts'
import { fixture } from './read-source.ts'

const golden = readFileSync(fixture('proj-points.golden.txt'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('EPSG:'))
  .map((line) => line.split(' '))
  .map(
    ([code = '', ...numbers]) => [code, ...numbers.map(Number)] as [string, number, number, number, number],
  )

describe('the CRS table', () => {
  it.each(golden)('puts a point of %s where PROJ puts it', (code, x, y, lon, lat) => {
    const point = makeToLonLat(code)({ type: 'Point', coordinates: [x, y] }) as Point
    expect(Math.abs((point.coordinates[0] ?? 0) - lon)).toBeLessThan(1e-8)
    expect(Math.abs((point.coordinates[1] ?? 0) - lat)).toBeLessThan(1e-8)
  })

  it('has been compared with PROJ for every Indonesian system', () => {
    const compared = new Set(golden.map(([code]) => code))
    const indonesian = crsDefinitions.filter(({ name }) => /SRGI|DGN/.test(name)).map(({ code }) => code)
    expect(indonesian).toHaveLength(2 + 15 + 15 + 16)
    expect(indonesian.filter((code) => !compared.has(code))).toEqual([])
  })

  it('calls the TM-3 zones by their official names', () => {
    expect(crsDefinition('EPSG:23830')?.name).toBe('DGN95 / Indonesia TM-3 zone 46.2')
    expect(crsDefinition('EPSG:23836')?.name).toBe('DGN95 / Indonesia TM-3 zone 49.2')
    expect(crsDefinition('EPSG:23845')?.name).toBe('DGN95 / Indonesia TM-3 zone 54.1')
  })
})

describe('making longitude and latitude', () => {
  it('keeps the shape of every geometry type and drops height', () => {
    const polygon = [
      [
        [0, 0, 5],
        [1, 0, 5],
        [1, 1, 5],
        [0, 0, 5],
      ],
    ]
    const toLonLat = makeToLonLat('EPSG:9470')
    expect(
      toLonLat({
        type: 'GeometryCollection',
        geometries: [
          { type: 'MultiPolygon', coordinates: [polygon] },
          { type: 'MultiPoint', coordinates: [[1, 2]] },
        ],
      }),
    ).toEqual({
      type: 'GeometryCollection',
      geometries: [
        {
          type: 'MultiPolygon',
          coordinates: [
            [
              [
                [0, 0],
                [1, 0],
                [1, 1],
                [0, 0],
              ],
            ],
          ],
        },
        { type: 'MultiPoint', coordinates: [[1, 2]] },
      ],
    })
  })

  it('throws on a coordinate without a finite place, naming it', () => {
    const toLonLat = makeToLonLat('EPSG:32749')
    expect(() => toLonLat({ type: 'Point', coordinates: [Number.NaN, 5] })).toThrow(ReprojectionFault)
    expect(() => toLonLat({ type: 'Point', coordinates: [1e300, 1e300] })).toThrow(/1e\+300/)
  })

  it('refuses a code that it does not know', () => {
    expect(() => makeToLonLat('EPSG:27700')).toThrow(UnknownCrs)
  })
})
