import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { strToU8 } from 'fflate'
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readJson } from '../http/answers.ts'
import { packageWith } from '../http/district-zip.ts'
import { ImportClient } from '../http/import-client.ts'
import { zoneClient } from '../http/zone-client.ts'
import { scratchFolder } from '../unit/formats/scratch-folder.ts'

/** Headings as people write them, and shapes of every kind: holes, several parts, a collection, no place at all. */
const ODD = {
  type: 'FeatureCollection',
  features: [
    odd('Rusak?', {
      type: 'Polygon',
      coordinates: [ring(111.1, -2.1, 0.02), ring(111.105, -2.095, 0.004)],
    }),
    odd('=1+1', {
      type: 'MultiPolygon',
      coordinates: [[ring(111.2, -2.2, 0.01)], [ring(111.25, -2.2, 0.01), ring(111.252, -2.198, 0.002)]],
    }),
    odd('Jembatan “é” 橋', { type: 'Point', coordinates: [111.123456789, -2.123456789] }),
    odd('a'.repeat(250), {
      type: 'MultiPoint',
      coordinates: [
        [111.1, -2.1],
        [111.3, -2.3],
      ],
    }),
    odd("D'Artagnan <b>&", {
      type: 'LineString',
      coordinates: [
        [111, -2],
        [111.1, -2.15],
        [111.2, -2.1],
      ],
    }),
  ],
}
function ring(west: number, south: number, side: number): Position[] {
  return [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ]
}
function odd(text: string, geometry: Geometry) {
  const properties = {
    'Kata "orang" dan \'warga\'': text,
    'Kata orang dan keluarganya': `${text} lagi`,
    KATA_ORANG: 'x',
    geometry: 'bukan geometri',
    key: 'k',
    '2025': text.length > 100 ? null : 'd',
  }
  return { type: 'Feature', properties, geometry }
}

const folder = scratchFolder()
const run = promisify(execFile)
/** FlatGeobuf's reader of Arrow arrays stumbles over features without a geometry (GDAL 3.10). */
const environment = { ...process.env, OGR2OGR_USE_ARROW_API: 'NO', OGR_XLSX_HEADERS: 'FORCE' }

let client: ImportClient
beforeAll(async () => {
  client = await ImportClient.start('district')
  const zip = packageWith(
    { 'aneh.geojson': strToU8(JSON.stringify(ODD)) },
    {
      layers: [
        { id: 'odd', title: 'Aneh', file: 'aneh.geojson' },
        { id: 'roads', title: 'Jalan', file: 'jalan.geojson' },
      ],
    },
  )
  expect(await client.importOf(zip)).toMatchObject({ state: 'done' })
  await readJson(
    await zoneClient(client.server).create({
      name: 'Berlubang',
      published: true,
      geometry: { type: 'Polygon', coordinates: [ring(111.05, -2.15, 0.1), ring(111.08, -2.12, 0.02)] },
    }),
  )
})
afterAll(() => client.close())

const LAYERS = ['proposals', 'facilities', 'roads', 'areas-village', 'zones', 'odd']

async function saved(file: string, query = ''): Promise<string> {
  const response = await client.server.get(`/data/${file}${query}`)
  const bytes = Buffer.from(await response.arrayBuffer())
  expect(response.status, bytes.toString('utf8').slice(0, 300)).toBe(200)
  return folder.write(file, bytes)
}

const layersOf = async (path: string): Promise<GdalLayer[]> =>
  (
    JSON.parse((await run('ogrinfo', ['-json', '-so', path], { env: environment })).stdout) as {
      layers: GdalLayer[]
    }
  ).layers

interface GdalLayer {
  name: string
  featureCount: number
  geometryFields: {
    type: string
    coordinateSystem?: { projjson?: { id?: { authority: string; code: number } } }
  }[]
  fields: { name: string; type: string }[]
}

/** A layer as GDAL reads it, in the file's own coordinates: every field, null where the file has nothing. */
async function readByGdal(path: string, layer?: string, options: string[] = []): Promise<Feature[]> {
  const out = folder.path(`account-${Math.random()}.geojson`)
  const asIs = ['-f', 'GeoJSON', '-lco', 'COORDINATE_PRECISION=15', '-lco', 'RFC7946=NO']
  const only = layer ? [layer] : []
  await run('ogr2ogr', ['-q', ...asIs, ...options, out, path, ...only], { env: environment })
  const reported = (await layersOf(path)).find(({ name }) => layer === undefined || name === layer)
  const names = reported?.fields.map(({ name }) => name) ?? []
  const { features } = JSON.parse(readFileSync(out, 'utf8')) as FeatureCollection
  return features.map((feature) => ({
    ...feature,
    properties: Object.fromEntries(names.map((name) => [name, feature.properties?.[name] ?? null])),
  }))
}

const ours = async (layer: string, crs: string): Promise<Feature[]> =>
  (await readJson<FeatureCollection>(await client.server.get(`/data/${layer}.geojson?crs=${crs}`))).features

/** Values in the order of the fields; what formats cannot tell apart is made one: nothing and empty text. */
function valuesOf({ properties }: Feature): unknown[] {
  return Object.values(properties ?? {}).map((value) => (value === '' ? null : value))
}

function positionsOf(geometry: Geometry | null): Position[] {
  if (!geometry) return []
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(positionsOf)
  const flat = geometry.coordinates.flat(Number.POSITIVE_INFINITY) as number[]
  return Array.from({ length: flat.length / 2 }, (_, at) => flat.slice(at * 2, at * 2 + 2))
}

/** The farthest that a vertex of one is from the next vertex of the other; infinite where their counts differ. */
function distance(a: Geometry | null, b: Geometry | null): number {
  const [left, right] = [positionsOf(a), positionsOf(b)]
  if (left.length !== right.length) return Number.POSITIVE_INFINITY
  const farthest = (from: Position[], to: Position[]) =>
    Math.max(
      0,
      ...from.map(([x = 0, y = 0]) =>
        Math.min(...to.map(([u = 0, v = 0]) => Math.max(Math.abs(x - u), Math.abs(y - v)))),
      ),
    )
  return Math.max(farthest(left, right), farthest(right, left))
}

const plainType = (geometry: Geometry | null) => geometry?.type.replace('Multi', '')

interface Comparison {
  crs: string
  /** Of text in the file, which may be cut. */
  longest?: number
  shapes?: boolean
}

/** Every feature of ours stands in theirs with the same values and place, and none besides. */
function expectSame(
  theirs: Feature[],
  own: Feature[],
  { crs, longest = Infinity, shapes = true }: Comparison,
): void {
  expect(theirs).toHaveLength(own.length)
  const tolerance = crs === 'EPSG:4326' ? 6e-8 : 0.006
  const left = [...theirs]
  for (const feature of own) {
    const values = valuesOf(feature).map((value) => cutText(value, longest))
    const at = left.findIndex(
      (other) =>
        sameValues(valuesOf(other), values) &&
        (!shapes || distance(other.geometry, feature.geometry) <= tolerance),
    )
    expect(
      at,
      `${JSON.stringify(feature).slice(0, 600)}\nnone of ${JSON.stringify(left[0]).slice(0, 600)}`,
    ).not.toBe(-1)
    const [found] = left.splice(at, 1)
    if (shapes) expect(plainType(found?.geometry ?? null)).toBe(plainType(feature.geometry))
  }
}

function cutText(value: unknown, longest: number): unknown {
  return typeof value === 'string' && Buffer.byteLength(value) > longest ? value.slice(0, longest) : value
}

function sameValues(theirs: unknown[], own: unknown[]): boolean {
  return (
    theirs.length === own.length &&
    own.every((value, at) => {
      const other = theirs[at]
      if (typeof value === 'number')
        return Math.abs(Number(other) - value) <= Math.abs(value) * 1e-12 + 1e-12 && other !== null
      if (typeof value === 'boolean')
        return [value, Number(value), value ? 'T' : 'F', String(value), String(Number(value))].includes(
          other as never,
        )
      return other === value || (value !== null && other !== null && String(other) === String(value))
    })
  )
}

const codeOf = ({ geometryFields }: GdalLayer) => {
  const id = geometryFields[0]?.coordinateSystem?.projjson?.id
  return `${id?.authority}:${id?.code}`
}

describe.each(['EPSG:4326', 'EPSG:23836'])('in %s', (crs) => {
  it.each(LAYERS)('the GeoPackage of %s says to GDAL what the GeoJSON says', async (layer) => {
    const path = await saved(`${layer}.gpkg`, `?crs=${crs}`)
    const [reported] = await layersOf(path)
    expect(reported?.name).toBe(layer)
    expect(codeOf(reported!)).toBe(crs)
    expectSame(await readByGdal(path), await ours(layer, crs), { crs })
  })

  it.each(LAYERS)('the FlatGeobuf of %s says to GDAL what the GeoJSON says', async (layer) => {
    const path = await saved(`${layer}.fgb`, `?crs=${crs}`)
    const [reported] = await layersOf(path)
    expect(codeOf(reported!)).toBe(crs)
    expectSame(await readByGdal(path), await ours(layer, crs), { crs })
  })

  it.each(LAYERS)('the shapefiles of %s say to GDAL what the GeoJSON says', async (layer) => {
    const path = `/vsizip/${await saved(`${layer}.shp.zip`, `?crs=${crs}`)}`
    const reported = await layersOf(path)
    const own = await ours(layer, crs)
    const read = await Promise.all(reported.map(({ name }) => readByGdal(path, name)))
    for (const { name, geometryFields } of reported)
      if (!name.endsWith('_unlocated'))
        expect(geometryFields[0]?.coordinateSystem, name).toMatchObject({
          wkt: expect.stringMatching(/WGS|DGN/),
        })
    expectSame(read.flat(), own, { crs, longest: 254 })
  })
})

describe('the workbook', () => {
  it.each(LAYERS)('of %s has the values and a point on each feature, read by GDAL', async (layer) => {
    const path = await saved(`${layer}.xlsx`)
    const sheets = await layersOf(path)
    expect(sheets.map(({ name }) => name)).toHaveLength(2)
    expect(sheets[1]?.name).toBe('Tentang')
    const rows = await readByGdal(path, sheets[0]?.name)
    const own = await ours(layer, 'EPSG:4326')
    const withoutPlace = rows.map(({ properties, ...feature }) => ({
      ...feature,
      properties: Object.fromEntries(Object.entries(properties ?? {}).slice(0, -2)),
    }))
    expectSame(withoutPlace, own, { crs: 'EPSG:4326', shapes: false })
    rows.forEach(({ properties }, at) => {
      const geometry = own[at]?.geometry
      if (geometry?.type === 'Point')
        expect(Object.values(properties ?? {}).slice(-2)).toEqual(geometry.coordinates)
      if (!geometry) expect(Object.values(properties ?? {}).slice(-2)).toEqual([null, null])
    })
  })
})

describe('the KML', () => {
  it.each(LAYERS)('of %s has every field and place, read by GDAL', async (layer) => {
    const read = await readByGdal(await saved(`${layer}.kml`))
    const own = await ours(layer, 'EPSG:4326')
    const names = Object.keys(own[0]?.properties ?? {})
    const same = read.map((feature) => ({
      ...feature,
      // The driver shows a field "name" as the placemark's own.
      properties: Object.fromEntries(
        names.map((name) => [name, feature.properties?.[name === 'name' ? 'Name' : name] ?? null]),
      ),
    }))
    expectSame(same, own, { crs: 'EPSG:4326' })
  })
})

describe('an index', () => {
  const box = ['111.0', '-2.19', '111.09', '-2.11']

  it.each(['areas-village.gpkg', 'areas-village.fgb', 'proposals.fgb', 'odd.fgb'])(
    'of %s gives what a box touches',
    async (file) => {
      const path = await saved(file)
      const features = await readByGdal(path, undefined, ['-spat', ...box])
      const layer = file.split('.')[0]
      const expected = await readJson<FeatureCollection>(
        await client.server.get(`/data/${layer}.geojson?bbox=${box.join(',')}`),
      )
      expect(expected.features.length).toBeGreaterThan(0)
      const reported = (found: Feature[]) => found.map((feature) => JSON.stringify(valuesOf(feature))).sort()
      expect(reported(features)).toEqual(reported(expected.features))
    },
  )

  it('of a GeoPackage keeps step with what GDAL edits', async () => {
    const path = await saved('areas-village.gpkg')
    const sql = (text: string) => run('ogrinfo', ['-q', path, '-sql', text], { env: environment })
    await sql(`DELETE FROM "areas-village" WHERE code = '62.99.01.2001'`)
    const { stdout } = await run('ogrinfo', [
      '-json',
      '-so',
      '-spat',
      '111.01',
      '-2.19',
      '111.02',
      '-2.18',
      path,
    ])
    const { layers } = JSON.parse(stdout) as { layers: GdalLayer[] }
    expect(layers[0]?.featureCount).toBe(0)
    const check = await run('ogrinfo', ['-q', path, '-sql', 'PRAGMA integrity_check'])
    expect(check.stdout).toContain('= ok')
  })
})
