import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { strToU8, zipSync } from 'fflate'
import type { FeatureCollection, Geometry, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { makeToLonLat } from '../../server/ingest/crs/reproject.ts'
import { readSource } from '../unit/formats/read-source.ts'
import { scratchFolder } from '../unit/formats/scratch-folder.ts'
import { villagesOf } from '../unit/formats/village-mosaic.ts'

const folder = scratchFolder()
/** On the build server GDAL is installed, so there its absence is a failure and not a reason to skip. */
const PRESENT = spawnSync('ogr2ogr', ['--version']).status === 0 || process.env.CI === 'true'
const SYSTEMS = ['EPSG:4326', 'EPSG:32749', 'EPSG:9489', 'EPSG:23836', 'EPSG:3857', 'EPSG:4755']
const FORMATS = [
  { driver: 'GPKG', name: 'desa.gpkg' },
  { driver: 'FlatGeobuf', name: 'desa.fgb' },
  { driver: 'ESRI Shapefile', name: 'desa.shp' },
  { driver: 'GeoJSON', name: 'desa.geojson' },
  { driver: 'GeoJSONSeq', name: 'desa.geojsonl' },
] as const

function ogr2ogr(...options: string[]): void {
  execFileSync('ogr2ogr', ['-q', ...options], { stdio: ['ignore', 'ignore', 'pipe'] })
}

function zipped(name: string): string {
  const stem = name.replace('.shp', '')
  const files = ['shp', 'dbf', 'prj', 'cpg', 'shx']
    .map((extension) => `${stem}.${extension}`)
    .filter((part) => existsSync(folder.path(part)))
    .map((part) => [part, readFileSync(folder.path(part))])
  return folder.write(`${stem}.zip`, zipSync(Object.fromEntries(files)))
}

/** All vertices, ring by ring, each ring begun at its smallest vertex and turned one way, so that only content differs. */
function rings(geometry: Geometry | null): Position[][] {
  if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return []
  const all = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
  const compare = (a: Position, b: Position) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0)
  const turned = all.map((ring) => {
    const open = ring.slice(1)
    const start = open.indexOf(open.toSorted(compare)[0] ?? [])
    const forward = [...open.slice(start), ...open.slice(0, start)]
    const backward = [...forward.slice(0, 1), ...forward.slice(1).reverse()]
    return compare(forward[1] ?? [], backward[1] ?? []) <= 0 ? forward : backward
  })
  return turned.sort((a, b) => compare(a[0] ?? [], b[0] ?? []) || a.length - b.length)
}

/** Largest difference of any ordinate; infinite when the shapes differ in parts or vertices. */
function largestDifference(a: Geometry | null, b: Geometry | null): number {
  const [left, right] = [rings(a), rings(b)]
  if (left.length !== right.length || left.length === 0) return Number.POSITIVE_INFINITY
  return Math.max(
    ...left.map((ring, index) => {
      const other = right[index] ?? []
      if (ring.length !== other.length) return Number.POSITIVE_INFINITY
      return Math.max(
        ...ring.flatMap(([x = 0, y = 0], n) => [
          Math.abs(x - (other[n]?.[0] ?? Number.NaN)),
          Math.abs(y - (other[n]?.[1] ?? Number.NaN)),
        ]),
      )
    }),
  )
}

/** ogr2ogr's own account of a file, without rounding. */
function accountOf(path: string): FeatureCollection {
  const account = `${path}.account.geojson`
  ogr2ogr('-f', 'GeoJSON', '-lco', 'COORDINATE_PRECISION=15', '-lco', 'RFC7946=NO', account, path)
  return JSON.parse(readFileSync(account, 'utf8')) as FeatureCollection
}

const byCode = (a: { properties: unknown }, b: { properties: unknown }) => {
  const code = ({ properties }: { properties: unknown }) =>
    String((properties as { kode?: unknown } | null)?.kode)
  return code(a).localeCompare(code(b))
}

const villages = villagesOf()
folder.write('villages.geojson', JSON.stringify(villages))

describe.skipIf(!PRESENT)(
  'our readers and GDAL (skipped where ogr2ogr is missing, never with CI=true)',
  () => {
    describe.each(SYSTEMS)('in %s', (crs) => {
      it.each(FORMATS)('read the same features and coordinates from $driver', async ({ driver, name }) => {
        const written = folder.path(`${crs.replace(':', '-')}-${name}`)
        const inLonLat = driver === 'GeoJSONSeq'
        ogr2ogr(
          '-f',
          driver,
          '-t_srs',
          inLonLat ? 'EPSG:4326' : crs,
          written,
          folder.path('villages.geojson'),
        )
        const expected = accountOf(written).features.toSorted(byCode)
        const readable = driver === 'ESRI Shapefile' ? zipped(`${crs.replace(':', '-')}-${name}`) : written
        const { source, features } = await readSource(readable)
        features.sort(byCode)
        expect(source.crs).toBe(inLonLat ? 'EPSG:4326' : crs)
        expect(features.map(({ properties }) => properties)).toEqual(
          expected.map(({ properties }) => properties),
        )
        expect(features.filter(({ fault }) => fault !== undefined)).toEqual([])
        const differences = features.map(({ geometry }, n) =>
          largestDifference(geometry, expected[n]?.geometry ?? null),
        )
        expect(Math.max(...differences)).toBeLessThan(1e-7)
      })

      it('agree on longitude and latitude', async () => {
        const written = folder.path(`${crs.replace(':', '-')}-back.gpkg`)
        // SRGI2013 to SRGI2013: PROJ moves it by 0.2 m against WGS 84, which is not what is compared here.
        const ownDatum = crs === 'EPSG:9489' ? 'EPSG:9470' : 'EPSG:4326'
        ogr2ogr('-f', 'GPKG', '-s_srs', ownDatum, '-t_srs', crs, written, folder.path('villages.geojson'))
        const { source, features } = await readSource(written)
        const toLonLat = makeToLonLat(source.crs ?? '')
        const expected = villages.features.toSorted(byCode)
        const differences = features
          .sort(byCode)
          .map(({ geometry }, n) =>
            largestDifference(geometry && toLonLat(geometry), expected[n]?.geometry ?? null),
          )
        expect(Math.max(...differences)).toBeLessThan(1e-8)
      })
    })

    it('agree on the cells of a CSV and an XLSX', async () => {
      const csv = folder.path('desa.csv')
      const xlsx = folder.path('desa.xlsx')
      ogr2ogr('-f', 'CSV', '-lco', 'SEPARATOR=SEMICOLON', csv, folder.path('villages.geojson'))
      ogr2ogr('-f', 'XLSX', xlsx, folder.path('villages.geojson'))
      for (const path of [csv, xlsx]) {
        const read = (await readSource(path)).features.map(({ properties }) => properties)
        expect(read).toHaveLength(villages.features.length)
        expect(read).toEqual(accountOf(path).features.map(({ properties }) => properties))
      }
    })

    it('agree on a .prj that GDAL writes for every form of WKT', async () => {
      for (const form of ['wkt1', 'wkt_esri', 'wkt2_2015', 'wkt2_2019']) {
        const wkt = execFileSync('gdalsrsinfo', ['-o', form, 'EPSG:23836'], { encoding: 'utf8' })
        const files = ['shp', 'dbf'].map((extension) => [
          `a.${extension}`,
          readFileSync(folder.path(`EPSG-23836-desa.${extension}`)),
        ])
        const zip = zipSync({ ...Object.fromEntries(files), 'a.prj': strToU8(wkt) })
        expect((await readSource(folder.write(`${form}.zip`, zip))).source.crs).toBe('EPSG:23836')
      }
    })
  },
)
