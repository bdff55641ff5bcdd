import { readFileSync } from 'node:fs'
import { geojson } from 'flatgeobuf'
import { describe, expect, it } from 'vitest'
import { fixture, readingFault, readSource } from './read-source.ts'
import { scratchFolder } from './scratch-folder.ts'

const folder = scratchFolder()

describe('FlatGeobuf', () => {
  it('reads every kind of value and a geometry of several parts', async () => {
    const { source, features } = await readSource(fixture('mixed.fgb'))
    expect(source).toMatchObject({ format: 'flatgeobuf', crs: 'EPSG:4326', layerName: 'mixed' })
    expect(source.fields).toEqual(['n', 'big', 'ok', 't', 'r', 'd'])
    expect(features.map(({ properties }) => properties)).toEqual([
      { n: 1, big: '9007199254740993', ok: true, t: 'a', r: 0.5, d: '2024-01-02T00:00:00' },
      { n: 2, big: 5, ok: false, t: null, r: null, d: null },
      { n: 3, big: -7, ok: true, t: 'ü', r: 1e10, d: '2024-12-31T00:00:00' },
    ])
    expect(features[1]?.geometry).toEqual({
      type: 'GeometryCollection',
      geometries: [
        {
          type: 'LineString',
          coordinates: [
            [111, -2],
            [112, -3],
          ],
        },
        { type: 'Point', coordinates: [111, -2] },
      ],
    })
    const third = features[2]?.geometry
    expect(third?.type === 'MultiPolygon' && third.coordinates.map((rings) => rings.length)).toEqual([2, 1])
  })

  it('reads a file without index, in SRGI2013, with a feature that has no geometry', async () => {
    const { source, features } = await readSource(fixture('island-srgi.fgb'))
    expect(source.crs).toBe('EPSG:9489')
    expect(features.map(({ geometry }) => geometry?.type)).toEqual(['MultiPolygon', undefined])
  })

  it('reads what the flatgeobuf package writes', async () => {
    const features = [1, 2, 3].map((n) => ({
      type: 'Feature' as const,
      properties: { n, name: `nama ${n}` },
      geometry: {
        type: 'LineString' as const,
        coordinates: [
          [n, 0],
          [n, 1],
        ],
      },
    }))
    const path = folder.write('own.fgb', geojson.serialize({ type: 'FeatureCollection', features }))
    const read = await readSource(path)
    expect(read.source.crs).toBeNull()
    expect(read.features.map(({ properties, geometry }) => ({ properties, geometry }))).toEqual(
      features.map(({ properties, geometry }) => ({ properties, geometry })),
    )
  })

  it('says that a truncated file is one, at the feature where it ends', async () => {
    const bytes = readFileSync(fixture('mixed.fgb'))
    const fault = await readingFault(folder.write('cut.fgb', bytes.subarray(0, bytes.length - 30)))
    expect(fault).toMatchObject({ row: 3, received: 'less: truncated' })
  })

  it('does not allocate what a header announces', async () => {
    const bytes = Buffer.from(readFileSync(fixture('mixed.fgb')))
    bytes.writeUInt32LE(0xfffffff0, 8)
    expect((await readingFault(folder.write('huge.fgb', bytes))).message).toMatch(/at most/)
  })
})
