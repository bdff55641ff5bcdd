import { area, booleanIntersects, featureCollection, intersect, length, polygon } from '@turf/turf'
import { parse } from 'csv-parse/sync'
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import proj4 from 'proj4'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crsDefinition } from '../../core/geo/crs-definitions.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson, readParameterFault } from './answers.ts'
import { box, zoneClient } from './zone-client.ts'

/** Over parts of three villages, with a hole, slanted so that no edge is a village's. */
const SHAPE = {
  type: 'Polygon',
  coordinates: [
    [
      [111.03, -2.17],
      [111.26, -2.19],
      [111.24, -2.05],
      [111.05, -2.08],
      [111.03, -2.17],
    ],
    [
      [111.13, -2.14],
      [111.15, -2.15],
      [111.16, -2.13],
      [111.13, -2.14],
    ],
  ],
}

let server: TestServer
let zone: string
let draft: string
beforeAll(async () => {
  server = await startTestServer()
  const { create } = zoneClient(server)
  const save = async (name: string, published: boolean) =>
    (await readJson<{ id: string }>(await create({ name, published, geometry: SHAPE }))).id
  zone = await save('Prioritas', true)
  draft = await save('Rancangan', false)
})
afterAll(() => server.close())

type Area = Feature<Polygon | MultiPolygon>
const download = async (path: string) => readJson<FeatureCollection>(await server.get(`/data/${path}`))
const codesOf = ({ features }: FeatureCollection) => features.map(({ properties }) => properties?.code).sort()
const whole = () => polygon(SHAPE.coordinates)

describe('a download within a zone', () => {
  it('holds what touches the zone, as Turf sees it', async () => {
    for (const layer of ['areas-village', 'proposals']) {
      const all = await download(`${layer}.geojson`)
      const expected = all.features.filter(({ geometry }) => geometry && booleanIntersects(geometry, whole()))
      expect(expected.length).toBeGreaterThan(1)
      if (layer === 'proposals') expect(expected.length).toBeLessThan(all.features.length)
      const got = await download(`${layer}.geojson?zone=${zone}`)
      expect(codesOf(got)).toEqual(expected.map(({ properties }) => properties?.code).sort())
      const same = all.features.filter(({ id }) => got.features.some((feature) => feature.id === id))
      expect(got.features).toEqual(same)
    }
  })

  it('cut at it holds the shares that Turf cuts, and lines as lines', async () => {
    const all = await download('areas-village.geojson')
    const cut = await download(`areas-village.geojson?zone=${zone}&clip=true`)
    expect(cut.features.length).toBeGreaterThan(2)
    for (const feature of cut.features) {
      const uncut = all.features.find(({ id }) => id === feature.id) as Area
      const expected = intersect(featureCollection([uncut, whole()]))
      expect(area(feature)).toBeGreaterThan(0)
      expect(Math.abs(area(feature) / area(expected!) - 1)).toBeLessThan(1e-5)
    }
    const total = cut.features.reduce((sum, feature) => sum + area(feature), 0)
    const districts = await download(`areas-district.geojson?zone=${zone}&clip=true`)
    const inDistricts = districts.features.reduce((sum, feature) => sum + area(feature), 0)
    expect(Math.abs(total / inDistricts - 1)).toBeLessThan(1e-3)
    const roads = await download(`roads.geojson?zone=${zone}&clip=true`)
    const [road] = roads.features
    expect(road?.geometry.type).toMatch(/LineString$/)
    const longer = (await download('roads.geojson')).features.find(({ id }) => id === road?.id)
    expect(length(road!)).toBeLessThan(length(longer!) * 0.8)
  })

  it('is the same as PostGIS cuts it on this engine', async () => {
    const cut = await download(`areas-village.geojson?zone=${zone}&clip=true`)
    const { rows } = await server.database.read.raw<{ rows: { code: string; km2: number }[] }>(
      `SELECT a.code, ST_Area(ST_Intersection(a.geom, z.geom, 1e-9)::geography) / 1e6 AS km2
       FROM areas a JOIN zones z ON ST_Intersects(a.geom, z.geom) WHERE a.level = 'village' AND z.id = ? ORDER BY 1`,
      [zone],
    )
    const inside = rows.filter(({ km2 }) => km2 > 1e-6)
    expect(codesOf(cut)).toEqual(inside.map(({ code }) => code))
  })

  it('is refused for a zone that is not public, and for none', async () => {
    for (const id of [draft, 'tidak-ada'])
      await readParameterFault(await server.get(`/data/areas-village.geojson?zone=${id}`), 'zone')
  })

  it('is refused while zones are not published', async () => {
    const { send } = zoneClient(server)
    const publish = (state: string) => send('PUT', '/api/layers/zones/publication', { state })
    expect((await publish('unpublished')).status).toBe(200)
    await readParameterFault(await server.get(`/data/areas-village.geojson?zone=${zone}`), 'zone')
    expect((await publish('published')).status).toBe(200)
    expect((await server.get(`/data/areas-village.geojson?zone=${zone}`)).status).toBe(200)
  })
})

describe('a download within a box', () => {
  const bbox = '111.05,-2.16,111.14,-2.05'

  it('holds what touches it; cut, nothing beyond it', async () => {
    const [west, south, east, north] = bbox.split(',').map(Number) as [number, number, number, number]
    const area = polygon(box(west, south, east, north).coordinates)
    const all = await download('areas-village.geojson')
    const expected = all.features.filter(({ geometry }) => booleanIntersects(geometry, area))
    expect(codesOf(await download(`areas-village.geojson?bbox=${bbox}`))).toEqual(
      expected.map(({ properties }) => properties?.code).sort(),
    )
    const cut = await download(`areas-village.geojson?bbox=${bbox}&clip=true`)
    const positions = JSON.stringify(cut.features.map(({ geometry }) => geometry)).match(
      /\[(-?[\d.]+),(-?[\d.]+)\]/g,
    )
    expect(positions?.length).toBeGreaterThan(8)
    for (const text of positions ?? []) {
      const [lon, lat] = JSON.parse(text) as [number, number]
      expect(lon >= west && lon <= east && lat >= south && lat <= north, text).toBe(true)
    }
  })

  it('may name its own system, by code or URI', async () => {
    const utm = proj4('EPSG:4326', crsDefinition('EPSG:32749')!.proj4)
    const [west, south, east, north] = [111.04, -2.16, 111.14, -2.045]
    const bbox = '111.04,-2.16,111.14,-2.045'
    const metres = [...utm.forward([west, south]), ...utm.forward([east, north])]
      .map((value) => value.toFixed(2))
      .join(',')
    const expected = codesOf(await download(`proposals.geojson?bbox=${bbox}`))
    expect(expected.length).toBeGreaterThan(0)
    for (const query of [
      `bbox=${metres}&bbox-crs=EPSG:32749`,
      `bbox=${metres}&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/32749`,
      `bbox=-2.16,111.04,-2.045,111.14&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326`,
    ])
      expect(codesOf(await download(`proposals.geojson?${query}`)), query).toEqual(expected)
  })
})

describe('a download with a filter', () => {
  const rows = async (query: URLSearchParams) => codesOf(await download(`proposals.geojson?${query}`))

  it('in CQL2, as text or JSON, holds what matches, together with all else that is asked', async () => {
    const all = (await download('proposals.geojson')).features.map(({ properties }) => properties ?? {})
    const dear = all.filter(({ costRupiah }) => costRupiah > 200_000_000).map(({ code }) => code)
    expect(dear.length).toBeGreaterThan(1)
    expect(dear.length).toBeLessThan(all.length)
    expect(await rows(new URLSearchParams({ filter: 'costRupiah > 200000000' }))).toEqual(dear.sort())
    const json = { op: '>', args: [{ property: 'costRupiah' }, 200_000_000] }
    expect(
      await rows(new URLSearchParams({ filter: JSON.stringify(json), 'filter-lang': 'cql2-json' })),
    ).toEqual(dear.sort())
    const dearIn2026 = all.filter(({ code, year }) => dear.includes(code) && year === 2026)
    expect(await rows(new URLSearchParams({ filter: 'costRupiah > 200000000', year: '2026' }))).toEqual(
      dearIn2026.map(({ code }) => code).sort(),
    )
  })

  it('that makes no sense is refused by its name', async () => {
    for (const [query, parameter] of [
      ['filter=colour=1', 'filter'],
      ['filter=costRupiah+>', 'filter'],
      ['filter=costRupiah>1&filter-lang=sql', 'filter-lang'],
      ['filter=S_INTERSECTS(geometry,POINT(1+2))&filter-crs=EPSG:1', 'filter-crs'],
      ['clip=true', 'clip'],
      ['clip=yes&bbox=111,-3,112,-1', 'clip'],
      ['bbox=1,2,3', 'bbox'],
      ['bbox=1,2,3,4&bbox-crs=EPSG:9999', 'bbox-crs'],
      ['bbox=9e9,2,3,4&bbox-crs=EPSG:32749', 'bbox'],
      ['bbox=112,-3,111,-1', 'bbox'],
      ['bbox=-3,112,-1,111&bbox-crs=[EPSG:4326]', 'bbox'],
      ['bbox=-3,111,-1,1120&bbox-crs=[EPSG:4326]', 'bbox'],
      ['crs=EPSG:27700', 'crs'],
      ['lang=jv', 'lang'],
      ['geometry=wkt', 'geometry'],
      ['year=20x5', 'year'],
    ])
      await readParameterFault(await server.get(`/data/proposals.geojson?${query}`), parameter ?? '')
  })
})

describe('a download in another system', () => {
  it('says which, and where proj4 puts each place', async () => {
    const code = 'EPSG:32749'
    const utm = proj4('EPSG:4326', crsDefinition(code)!.proj4)
    const lonLat = await download('facilities.geojson')
    const metres = await download(`facilities.geojson?crs=${code}`)
    expect(metres).toMatchObject({
      crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32749' } },
    })
    expect(lonLat).not.toHaveProperty('crs')
    expect(metres.features).toHaveLength(lonLat.features.length)
    metres.features.forEach((feature, index) => {
      const { geometry } = lonLat.features[index]!
      if (!geometry) {
        expect(feature.geometry).toBeNull()
        return
      }
      if (geometry.type !== 'Point' || feature.geometry.type !== 'Point') throw new Error('no point')
      const [x = 0, y = 0] = utm.forward(geometry.coordinates)
      expect(feature.geometry.coordinates[0]).toBeCloseTo(x, 1)
      expect(feature.geometry.coordinates[1]).toBeCloseTo(y, 1)
    })
    const response = await server.get(`/data/areas-village.csv?crs=${code}`)
    expect(response.headers.get('content-crs')).toBe('<http://www.opengis.net/def/crs/EPSG/0/32749>')
    const [first] = parse(await response.text(), { bom: true, columns: true }) as Record<string, string>[]
    expect(Number(first?.x)).toBeGreaterThan(400_000)
    expect(Number(first?.y)).toBeGreaterThan(9_000_000)
  })

  it('turns rings as RFC 7946 has them', async () => {
    const { features } = await download(`areas-village.geojson?zone=${zone}&clip=true`)
    for (const { geometry } of features as Area[]) {
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
      for (const [outer = []] of polygons) {
        let doubled = 0
        outer.forEach(([x = 0, y = 0], at) => {
          const [nextX = 0, nextY = 0] = outer[(at + 1) % outer.length] ?? []
          doubled += (x - 111) * (nextY + 2) - (nextX - 111) * (y + 2)
        })
        expect(doubled).toBeGreaterThan(0)
      }
    }
  })
})

it('a table may have whole shapes as text', async () => {
  const response = await server.get('/data/roads.csv?geometry=wkt')
  const rows = parse(await response.text(), { bom: true, columns: true }) as Record<string, string>[]
  expect(rows.map(({ wkt }) => wkt?.slice(0, 15))).toContain('LINESTRING(111 ')
})

it('a head tells what a file is, without making it', async () => {
  const head = await server.get('/data/proposals.csv?year=2025', { method: 'HEAD' })
  expect(head.status).toBe(200)
  expect(head.headers.get('content-disposition')).toBe('attachment; filename="proposals.csv"')
  expect((await server.get('/data/proposals.csv?filter=x', { method: 'HEAD' })).status).toBe(400)
})
