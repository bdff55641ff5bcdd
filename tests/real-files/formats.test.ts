import { existsSync, readFileSync } from 'node:fs'
import type { Feature, FeatureCollection, MultiPolygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { checkAxes, type ReadPoint } from '../../core/geo/axis-check.ts'
import { makeToLonLat } from '../../server/ingest/crs/reproject.ts'
import { readSource } from '../unit/formats/read-source.ts'

const DATA = process.env.PETAUSUL_DATA ?? new URL('../../../shared/data', import.meta.url).pathname
const HERE = existsSync(`${DATA}/kobar`)
const kobar = (name: string) => `${DATA}/kobar/${name}`
const KOBAR_EXTENT = [110.9, -3.6, 112.3, -1.2] as const

/** Area in square degrees of a ring, whichever way round. */
function ringArea(ring: Position[]): number {
  const doubled = ring.reduce((sum, [x = 0, y = 0], index) => {
    const [nx = 0, ny = 0] = ring[(index + 1) % ring.length] ?? []
    return sum + x * ny - nx * y
  }, 0)
  return Math.abs(doubled / 2)
}

/** [area of the outer rings less their holes] of one feature in square degrees. */
function area({ coordinates }: MultiPolygon): number {
  return coordinates.reduce(
    (sum, rings) => sum + rings.reduce((part, ring, n) => part + (n === 0 ? 1 : -1) * ringArea(ring), 0),
    0,
  )
}

/** Distance in degrees from a position to the nearest of some outlines; stops looking once it is near enough. */
function distanceTo(outlines: Position[][], [x = 0, y = 0]: Position): number {
  let nearest = Number.POSITIVE_INFINITY
  for (const outline of outlines) {
    for (let n = 1; n < outline.length; n += 1) {
      const [ax = 0, ay = 0] = outline[n - 1] ?? []
      const [dx, dy] = [(outline[n]?.[0] ?? 0) - ax, (outline[n]?.[1] ?? 0) - ay]
      const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
      nearest = Math.min(nearest, Math.hypot(ax + along * dx - x, ay + along * dy - y))
      if (nearest < 1e-8) return nearest
    }
  }
  return nearest
}

describe.skipIf(!HERE)(
  `the files of Kotawaringin Barat (skipped without PETAUSUL_DATA or ../shared/data)`,
  () => {
    it.each([
      ['desa.geojson', 'geojson', 94, 1],
      ['kecamatan_kalteng_kotor.geojson', 'geojson', 136, 1],
      ['jalan.gpkg', 'geopackage', 1209, 1],
      ['kecamatan_utm49s.zip', 'shapefile', 6, 1],
      ['idm_2024.csv', 'csv', 81, 2],
      ['penduduk_2020.csv', 'csv', 94, 2],
      ['kemiskinan_desa_simulasi.csv', 'csv', 94, 2],
      ['kemiskinan_kabkota_mentah.csv', 'csv', 514, 2],
      ['puskesmas.csv', 'csv', 18, 2],
      ['wilayah_kerja_puskesmas.csv', 'csv', 94, 2],
      ['usulan_sipd_2024.csv', 'csv', 838, 2],
      ['usulan_sipd_2025.csv', 'csv', 893, 2],
      ['usulan_sipd_2026.xlsx', 'xlsx', 943, 4],
    ])(
      '%s is %s with %i rows, the first of them row %i, none faulty',
      async (name, format, count, firstRow) => {
        const { source, features } = await readSource(kobar(name))
        expect(source.format).toBe(format)
        expect(features).toHaveLength(count)
        expect(features[0]?.row).toBe(firstRow)
        expect(features.filter(({ fault }) => fault !== undefined)).toEqual([])
      },
    )

    it('gives the villages exactly as JSON.parse does', async () => {
      const expected = JSON.parse(readFileSync(kobar('desa.geojson'), 'utf8')) as FeatureCollection
      const { features } = await readSource(kobar('desa.geojson'))
      expect(features.map(({ properties, geometry }) => ({ properties, geometry }))).toEqual(
        expected.features.map(({ properties, geometry }: Feature) => ({ properties, geometry })),
      )
    })

    it('locates 275 of 276 schools, 2 of them outside the regency, with axes as they are', async () => {
      const { features } = await readSource(kobar('sekolah.csv'), { lon: 'bujur', lat: 'lintang' })
      const points = features.flatMap(({ geometry }) =>
        geometry?.type === 'Point'
          ? [[geometry.coordinates[0] ?? 0, geometry.coordinates[1] ?? 0] as ReadPoint]
          : [],
      )
      expect([features.length, points.length]).toEqual([276, 275])
      expect(features.filter(({ fault }) => fault !== undefined)).toEqual([])
      expect(checkAxes(points, KOBAR_EXTENT).verdict).toBe('as-is')
      const swapped = points.map(([x, y]): ReadPoint => [Math.abs(y), x])
      expect(checkAxes(swapped, KOBAR_EXTENT).verdict).toBe('swapped-and-sign-lost')
    })

    it('brings the districts in UTM to the ground of their villages within a millionth of a degree', async () => {
      const { source, features } = await readSource(kobar('kecamatan_utm49s.zip'))
      expect(source.crs).toBe('EPSG:32749')
      const toLonLat = makeToLonLat('EPSG:32749')
      const villages = (await readSource(kobar('desa.geojson'))).features
      const outlines = villages.flatMap(({ geometry }) => (geometry as MultiPolygon).coordinates.flat())
      for (const { properties, geometry } of features) {
        if (!geometry) throw new Error('district without geometry')
        const lonLat = toLonLat(geometry)
        const coordinates =
          lonLat.type === 'Polygon' ? [lonLat.coordinates] : (lonLat as MultiPolygon).coordinates
        const members = villages.filter(({ properties: { kode } }) =>
          String(kode).startsWith(String(properties.kode)),
        )
        expect(members).toHaveLength(Number(properties.jml_desa))
        const expected = members.reduce(
          (sum, { geometry: village }) => sum + area(village as MultiPolygon),
          0,
        )
        expect(Math.abs(area({ type: 'MultiPolygon', coordinates }) / expected - 1)).toBeLessThan(0.01)
        const distances = coordinates.flat(2).map((position) => distanceTo(outlines, position))
        expect(Math.max(...distances)).toBeLessThan(1e-6)
      }
      expect(features).toHaveLength(6)
    })

    it('reads the sheet of 2026 with its title row by the headings of a SIPD export', async () => {
      const { source, features } = await readSource(kobar('usulan_sipd_2026.xlsx'), {
        headings: (cells) => cells.includes('ID Usulan') && cells.includes('Alamat'),
      })
      expect(source.fields.slice(0, 3)).toEqual(['No', 'ID Usulan', 'Tanggal Usul'])
      expect(source.fields).toHaveLength(27)
      expect([features[0]?.row, features.at(-1)?.row]).toEqual([4, 946])
    })
  },
)
