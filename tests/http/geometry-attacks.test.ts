import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { comb, scribble } from '../unit/geometry/hostile-shapes.ts'
import { readFault, readJson } from './answers.ts'
import { readWmsException } from './wms-client.ts'
import { box, type Position, zoneClient } from './zone-client.ts'

let server: TestServer
let client: ReturnType<typeof zoneClient>
beforeAll(async () => {
  server = await startTestServer()
  client = zoneClient(server)
})
afterAll(() => server.close())

/** A shape of the unit tests, of 100 by 100, over the fixture district. */
const overDistrict = ({ coordinates }: { coordinates: unknown }, digits = 4) => {
  const [ring = []] = coordinates as Position[][]
  const placed = ring.map(
    ([x, y]): Position => [Number((111 + x / 400).toFixed(digits)), Number((-2.2 + y / 500).toFixed(digits))],
  )
  return [...placed, placed[0] as Position]
}
const scribbled = (positions: number) => overDistrict(scribble(positions) as { coordinates: unknown })
const wkt = (ring: Position[]) => `POLYGON((${ring.map((position) => position.join(' ')).join(',')}))`
const polygon = (ring: Position[]) => ({ type: 'Polygon', coordinates: [ring] })

/** Every scribble's crossing is reported as a place in the district. */
function expectPlace(fault: object, text: string): void {
  const { at } = fault as { at?: Position }
  if (at) expect(at[0] > 110.9 && at[0] < 111.4 && at[1] > -2.3 && at[1] < -1.9, text).toBe(true)
  expect(text).toMatch(/cross.* at 111\.\d+, -2\.\d+/)
}

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }
const query = (parameters: Record<string, string>) => new URLSearchParams(parameters).toString()
const INFO = {
  service: 'WMS',
  version: '1.3.0',
  request: 'GetFeatureInfo',
  layers: 'areas-village',
  query_layers: 'areas-village',
  styles: '',
  crs: 'CRS:84',
  bbox: '111,-2.2,111.3,-2',
  width: '300',
  height: '200',
  format: 'image/png',
  info_format: 'application/json',
  i: '150',
  j: '100',
}
const wms = (parameters: Record<string, string>) =>
  server.get('/wms', { method: 'POST', headers: FORM, body: query({ ...INFO, ...parameters }) })

describe('a geometry that crosses itself thousands of times', () => {
  const filter = (positions: number) => `S_INTERSECTS(geometry, ${wkt(scribbled(positions))})`

  it('is an exception of WMS that says where, however often it comes, while others are answered', async () => {
    const hostile = Array.from({ length: 12 }, () => wms({ cql_filter: filter(2000) }))
    const others = ['/healthz', '/api/layers', '/ogc/collections/proposals/items?limit=1'].map((path) =>
      server.get(path),
    )
    for (const answer of await Promise.all(others)) expect(answer.status).toBe(200)
    for (const answer of await Promise.all(hostile)) {
      const { text } = await readWmsException(answer)
      expect(text).toContain('cql_filter')
      expectPlace({}, text)
    }
    const map = await wms({ request: 'GetMap', cql_filter: filter(2000) })
    expectPlace({}, (await readWmsException(map)).text)
  })

  it('is a 400 that says where, at every route that takes a filter and in both languages of it', async () => {
    const json = JSON.stringify({
      op: 's_within',
      args: [{ property: 'geometry' }, polygon(scribbled(200))],
    })
    const collection = JSON.stringify({
      op: 's_touches',
      args: [{ property: 'geometry' }, { type: 'GeometryCollection', geometries: [polygon(scribbled(200))] }],
    })
    const asked: Record<string, string>[] = [
      { filter: filter(600), 'filter-lang': 'cql2-text' },
      { filter: json, 'filter-lang': 'cql2-json' },
      { filter: collection, 'filter-lang': 'cql2-json' },
      { filter: filter(300).replace('POLYGON((', 'LINESTRING(').replace('))', ')') },
    ]
    for (const parameters of asked)
      for (const path of ['/ogc/collections/proposals/items', '/data/areas-village.geojson']) {
        const fault = await readFault(await server.get(`${path}?${query(parameters)}`), 400)
        expect(fault.parameter).toBe('filter')
        expectPlace(fault, fault.detail)
      }
  })

  it('is a 400 as well in another CRS, with its place in degrees', async () => {
    const metres = scribbled(300).map(([lon, lat]) => [(lon - 111) * 111_000 + 500_000, 1e7 + lat * 110_600])
    const utm = wkt(metres as Position[])
    const parameters = {
      filter: `S_INTERSECTS(geometry, ${utm})`,
      'filter-crs': 'http://www.opengis.net/def/crs/EPSG/0/32749',
    }
    const fault = await readFault(
      await server.get(`/ogc/collections/proposals/items?${query(parameters)}`),
      400,
    )
    expectPlace(fault, fault.detail)
  })

  it('is refused as a comb of slanted teeth too, which crosses nothing but tires an engine', async () => {
    const ring = overDistrict(comb(400, 100) as { coordinates: unknown })
    const parameters = { filter: `S_INTERSECTS(geometry, ${wkt(ring)})` }
    const fault = await readFault(
      await server.get(`/ogc/collections/proposals/items?${query(parameters)}`),
      400,
    )
    expect(fault.expected).toBe('at most 100 edges of geometries side by side')
  })

  it('is no zone and no proposal: told where at once, while others are answered', async () => {
    const geometry = polygon(scribbled(4000))
    const asked = [
      client.statistics({ geometry }),
      client.snap({ geometry, toleranceMetres: 500 }),
      client.create({ name: 'Coretan', geometry }),
    ]
    expect((await server.get('/ogc/collections/proposals/items?limit=1')).status).toBe(200)
    for (const answer of await Promise.all(asked)) {
      const fault = await readFault(answer, 422)
      expect(fault).toMatchObject({ fault: 'crosses-itself', parameter: 'geometry' })
      expect(fault).not.toHaveProperty('repaired')
      expectPlace(fault, fault.detail)
    }
    for (const shape of [geometry, { type: 'LineString', coordinates: scribbled(4000) }]) {
      const submitted = await client.send('POST', '/api/proposals', {
        title: 'Coretan panjang',
        geometry: shape,
      })
      const fault = await readFault(submitted, 400)
      expect(fault.parameter).toBe('geometry')
      expectPlace(fault, fault.detail)
    }
  })
})

describe('a zone of many vertices', () => {
  const circle = (positions: number): Position[] =>
    Array.from({ length: positions }, (_, i): Position => {
      const angle = (2 * Math.PI * i) / positions
      return [111.15 + 0.05 * Math.cos(angle), -2.1 + 0.05 * Math.sin(angle)]
    })

  it('that crosses itself once is offered repaired, however many there are', async () => {
    const eight = circle(9000)
    eight.splice(3000, 0, [111.15, -2.16])
    const fault = await readFault(await client.statistics({ geometry: polygon(eight) }), 422)
    expect(fault).toMatchObject({ fault: 'crosses-itself' })
    expect(fault.received).toMatch(/^edges that cross at 111\.\d+, -2\.\d+$/)
    await readJson(await client.statistics({ geometry: (fault as { repaired?: unknown }).repaired }))
  })

  it('that are teeth aslant, each over the other, is refused: villages would be tried with each', async () => {
    const geometry = polygon(overDistrict(slanted, 9))
    const fault = await readFault(await client.statistics({ geometry }), 422)
    expect(fault).toMatchObject({ parameter: 'geometry', expected: 'at most 100' })
  })

  /** Uprights of a comb, leant over as far as it is wide. */
  const slanted = (() => {
    const { coordinates } = comb(8000, 8000) as unknown as { coordinates: Position[][] }
    return { coordinates: coordinates.map((ring) => ring.map(([x, y]): Position => [x / 160, y / 10])) }
  })()
})

describe('a zone of the whole world', () => {
  it('is a 400 that names the edge without a course', async () => {
    for (const geometry of [box(-180, -90, 180, 90), box(-90, -45, 90, 45), box(-10, -90, 10, 90)]) {
      const answer = await client.statistics({ geometry })
      const fault = await readFault(answer, 400)
      expect(fault).toMatchObject({ parameter: 'geometry', fault: 'too-wide' })
      expect(fault.received).toMatch(/half around the globe or more at -?\d+, -?\d+/)
    }
    await readJson(await client.statistics({ geometry: box(30, -40, 170, 40) }))
  })
})
