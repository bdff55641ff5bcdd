import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readJson } from '../http/answers.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { scratchFolder } from '../unit/formats/scratch-folder.ts'

const folder = scratchFolder()
let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const run = promisify(execFile)
const source = () => `OAPIF:${server.url}/ogc`
let made = 0

/** What GDAL read of a collection, without rounding; and the requests that it made for it. */
async function read(collection: string, ...options: string[]) {
  made += 1
  const path = folder.path(`${made}.geojson`)
  const raw = ['-f', 'GeoJSON', '-lco', 'RFC7946=NO', '-lco', 'COORDINATE_PRECISION=15', '-preserve_fid']
  const { stderr } = await run('ogr2ogr', [...raw, path, source(), collection, ...options], {
    env: { ...process.env, CPL_DEBUG: 'ON' },
    maxBuffer: 2 ** 26,
  })
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as FeatureCollection
  const requests = [...stderr.matchAll(/Fetch\((\S+)\)/g)].map(([, url = '']) => new URL(url))
  const asked = requests.filter((url) => url.pathname.endsWith('/items')).at(-1)?.searchParams
  return { features, asked: asked ?? new URLSearchParams(), requests }
}

const download = async (layer: string) =>
  (await readJson<FeatureCollection>(await server.get(`/data/${layer}.geojson`))).features

const byId = (a: Feature, b: Feature) => Number(a.id) - Number(b.id)
const idsOf = (features: Feature[]) => features.map(({ id }) => Number(id)).sort((a, b) => a - b)

function positions(geometry: Geometry | null): Position[] {
  const flat = (part: unknown[]): Position[] =>
    typeof part[0] === 'number' ? [part as Position] : part.flatMap((inner) => flat(inner as unknown[]))
  return geometry && 'coordinates' in geometry ? flat(geometry.coordinates) : []
}

function expectNear(found: Position[], wanted: Position[], tolerance: number, what = ''): void {
  expect(found.length, what).toBe(wanted.length)
  for (const [index, [x = 0, y = 0]] of found.entries()) {
    expect(Math.abs(x - wanted[index]![0]!), what).toBeLessThan(tolerance)
    expect(Math.abs(y - wanted[index]![1]!), what).toBeLessThan(tolerance)
  }
}

describe('GDAL reading /ogc', () => {
  it('finds every collection, and in each the features of its download, over many pages', async () => {
    const { items } = await readJson<{ items: { id: string }[] }>(await server.get('/api/layers'))
    const { stdout } = await run('ogrinfo', ['-so', source()])
    expect([...stdout.matchAll(/^\d+: (\S+) /gm)].map(([, id]) => id)).toEqual([
      ...items.map(({ id }) => id),
      'katalog',
    ])
    for (const { id } of items) {
      const { features, requests } = await read(id, '-oo', 'PAGE_SIZE=3')
      const wanted = await download(id)
      expect(idsOf(features), id).toEqual(idsOf(wanted))
      expect(requests.filter((url) => url.searchParams.has('cursor')).length, id).toBe(
        Math.ceil(wanted.length / 3) - 1,
      )
      const sorted = [features.toSorted(byId), wanted.toSorted(byId)] as const
      for (const [index, { geometry, properties }] of sorted[0].entries()) {
        expectNear(positions(geometry), positions(sorted[1][index]!.geometry), 1e-9, id)
        for (const [name, value] of Object.entries(sorted[1][index]!.properties ?? {}))
          if (typeof value === 'string') expect(properties?.[name], `${id} ${name}`).toBe(value)
      }
    }
  })

  it.each([
    ["status = 'accepted'", (p: Properties) => p.status === 'accepted'],
    [
      "costRupiah > 100000000 AND title LIKE 'Pembangunan%'",
      (p: Properties) => Number(p.costRupiah) > 1e8 && String(p.title).startsWith('Pembangunan'),
    ],
    [
      "year = 2026 OR NOT (status = 'accepted')",
      (p: Properties) => p.year === 2026 || p.status !== 'accepted',
    ],
    ["title ILIKE '%RUANG%'", (p: Properties) => String(p.title).toLowerCase().includes('ruang')],
    ['districtCode IS NULL', (p: Properties) => p.districtCode === null],
  ])('hands the filter %s on in CQL, and gets what it means', async (where, holds) => {
    const { features, asked } = await read('proposals', '-where', where)
    expect(asked.get('filter-lang')).toBe('cql-text')
    expect(asked.get('filter')).toMatch(/\w/)
    const wanted = (await download('proposals')).filter(({ properties }) => holds(properties as Properties))
    expect(idsOf(features)).toEqual(idsOf(wanted))
    expect(wanted.length).toBeGreaterThan(0)
  })

  it('hands a box on, and gets what meets it', async () => {
    const { features, asked } = await read('proposals', '-spat', '111.0', '-2.2', '111.1', '-2.1')
    expect(asked.get('bbox')).toMatch(/^111(\.0*)?,-2\.2/)
    const wanted = (await download('proposals')).filter(({ geometry }) =>
      positions(geometry).some(([x = 0, y = 0]) => x >= 111 && x <= 111.1 && y >= -2.2 && y <= -2.1),
    )
    expect(idsOf(features)).toEqual(expect.arrayContaining(idsOf(wanted)))
    expect(wanted.length).toBeGreaterThan(0)
  })

  it.each(['EPSG:32749', 'EPSG:9489', 'EPSG:23836', 'EPSG:3857', 'EPSG:9470', 'EPSG:4755'])(
    'asks for %s, whose coordinates are those of its own projection',
    async (crs) => {
      const { features, asked } = await read('facilities', '-oo', `CRS=${crs}`)
      expect(asked.get('crs')).toContain(crs.replace('EPSG:', '/EPSG/0/'))
      const plain = await read('facilities')
      const geographic = /9470|4755/.test(crs)
      expect(features.length).toBeGreaterThan(3)
      for (const feature of features) {
        const [lon = 0, lat = 0] =
          positions(plain.features.find(({ id }) => id === feature.id)!.geometry)[0] ?? []
        if (lon === 0) continue
        const wanted = geographic ? [lon, lat] : await project(crs, lon, lat)
        expectNear(positions(feature.geometry), [wanted], geographic ? 1e-7 : 0.02, crs)
      }
    },
  )
})

type Properties = Record<string, string | number | boolean | null>

/** A place in a projected CRS, by PROJ; datums taken as one, as everywhere in the product. */
async function project(crs: string, lon: number, lat: number): Promise<Position> {
  const base = crs === 'EPSG:9489' ? 'EPSG:9470' : crs === 'EPSG:23836' ? 'EPSG:4755' : 'EPSG:4326'
  const child = run('gdaltransform', ['-s_srs', base, '-t_srs', crs, '-output_xy'])
  child.child.stdin?.end(`${lon} ${lat}\n`)
  return (await child).stdout.trim().split(/\s+/).map(Number)
}
