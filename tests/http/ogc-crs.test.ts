import type { Geometry, Position } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson, readParameterFault } from './answers.ts'
import { CRS84, EPSG, type ItemDocument, items, keysOf, linkOf } from './ogc-client.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const positions = (geometry: Geometry | null): Position[] => {
  if (!geometry || geometry.type === 'GeometryCollection') return []
  const flat = (part: unknown[]): Position[] =>
    typeof part[0] === 'number' ? [part as Position] : part.flatMap((inner) => flat(inner as unknown[]))
  return flat(geometry.coordinates)
}

/** Places of the facilities as PostGIS's PROJ puts them, x east and y north. */
async function byPostgis(code: number): Promise<Position[]> {
  const { rows } = await server.database.read.raw<{ rows: { x: number; y: number }[] }>(
    'SELECT ST_X(g) AS x, ST_Y(g) AS y FROM (SELECT id, ST_Transform(geom, ?::int) AS g FROM facilities WHERE geom IS NOT NULL) f ORDER BY id',
    [code],
  )
  return rows.map(({ x, y }) => [x, y])
}

const places = async (query: Record<string, string>) => {
  const { features } = await items(server, 'facilities', { limit: '100', ...query })
  return features.flatMap(({ geometry }) => positions(geometry))
}

function expectNear(found: Position[], wanted: Position[], tolerance: number): void {
  expect(found).toHaveLength(wanted.length)
  expect(found.length).toBeGreaterThan(3)
  found.forEach((position, index) => {
    expect(Math.abs(position[0]! - wanted[index]![0]!)).toBeLessThan(tolerance)
    expect(Math.abs(position[1]! - wanted[index]![1]!)).toBeLessThan(tolerance)
  })
}

describe('crs', () => {
  it.each([32749, 32750, 3857, 23836, 23880])(
    'EPSG:%i is where PostGIS puts it, to a centimetre',
    async (code) => {
      expectNear(await places({ crs: `${EPSG}/${code}` }), await byPostgis(code), 0.01)
    },
  )

  it('of SRGI2013 in zone 49S is that of WGS 84, since the two are taken as one', async () => {
    expectNear(await places({ crs: `${EPSG}/9489` }), await byPostgis(32749), 0.01)
  })

  it.each([4326, 9470, 4755])('EPSG:%i is latitude first, as the registry has it', async (code) => {
    const wanted = (await byPostgis(4326)).map(([x = 0, y = 0]) => [y, x])
    expectNear(await places({ crs: `${EPSG}/${code}` }), wanted, 1e-6)
  })

  it('CRS84 is longitude first, asked for or not, by URI or by CURIE', async () => {
    expectNear(await places({}), await byPostgis(4326), 1e-6)
    expect(await places({ crs: CRS84 })).toEqual(await places({}))
    expect(await places({ crs: '[OGC:CRS84]' })).toEqual(await places({}))
  })

  it('is told in Content-Crs, kept by next links, and the same for one item', async () => {
    const crs = `${EPSG}/32749`
    const answer = await server.get(
      `/ogc/collections/facilities/items?limit=2&crs=${encodeURIComponent(crs)}`,
    )
    expect(answer.headers.get('content-crs')).toBe(`<${crs}>`)
    const page = await readJson<Awaited<ReturnType<typeof items>>>(answer)
    expect(new URL(linkOf(page, 'next')!).searchParams.get('crs')).toBe(crs)
    const [first] = page.features
    const single = await server.get(
      `/ogc/collections/facilities/items/${first?.id}?crs=${encodeURIComponent(crs)}`,
    )
    expect(single.headers.get('content-crs')).toBe(`<${crs}>`)
    expect((await readJson<ItemDocument>(single)).geometry).toEqual(first?.geometry)
  })

  it('holds for lines and areas of every kind', async () => {
    for (const layer of ['roads', 'areas-village', 'need']) {
      const plain = await items(server, layer, { limit: '20' })
      const turned = await items(server, layer, { limit: '20', crs: `${EPSG}/4326` })
      expect(turned.features.map(({ geometry }) => geometry?.type)).toEqual(
        plain.features.map(({ geometry }) => geometry?.type),
      )
      expect(turned.features.map(({ geometry }) => positions(geometry).map(([a, b]) => [b, a]))).toEqual(
        plain.features.map(({ geometry }) => positions(geometry).map(([a, b]) => [a, b])),
      )
    }
  })

  it('that is not listed is refused, by every parameter', async () => {
    // 32750 is known, but of another zone than the layer lies in.
    for (const name of ['crs', 'bbox-crs', 'filter-crs'])
      for (const uri of [
        'EPSG:4326',
        `${EPSG}/1`,
        `${EPSG}/32601`,
        `${EPSG}/32750`,
        'urn:ogc:def:crs:EPSG::4326',
        'x',
      ])
        await readParameterFault(
          await server.get(`/ogc/collections/roads/items?${new URLSearchParams({ [name]: uri })}`),
          name,
        )
  })

  it('of the collection lists all that is taken: what its place can use, one of them lying in the next zone', async () => {
    const { crs } = await readJson<{ crs: string[] }>(await server.get('/ogc/collections/facilities'))
    expect(crs).toEqual([
      CRS84,
      ...[4326, 3857, 9470, 4755, 32749, 32750, 9489, 9490, 23879, 23880, 23836, 23837].map(
        (code) => `${EPSG}/${code}`,
      ),
    ])
    const list = await readJson<{ crs: string[]; collections: { id: string; crs: string[] }[] }>(
      await server.get('/ogc/collections'),
    )
    for (const { id, crs: own } of list.collections) {
      const told = own[0] === '#/crs' ? list.crs : own
      const one = await readJson<{ crs: string[] }>(await server.get(`/ogc/collections/${id}`))
      expect(told, id).toEqual(one.crs)
    }
    for (const uri of crs) {
      const answer = await server.get(
        `/ogc/collections/facilities/items?limit=1&${new URLSearchParams({ crs: uri })}`,
      )
      expect(answer.headers.get('content-crs'), uri).toBe(`<${uri}>`)
      await answer.arrayBuffer()
    }
  })
})

describe('bbox-crs', () => {
  const inCrs84 = () => items(server, 'proposals', { bbox: '111.0,-2.2,111.1,-2.1', limit: '100' })

  it('gives the axes of the box: EPSG:4326 is latitude first', async () => {
    const found = await items(server, 'proposals', {
      bbox: '-2.2,111.0,-2.1,111.1',
      'bbox-crs': `${EPSG}/4326`,
      limit: '100',
    })
    expect(keysOf(found)).toEqual(keysOf(await inCrs84()))
    expect(found.numberReturned).toBeGreaterThan(0)
    await readParameterFault(
      await server.get(
        `/ogc/collections/proposals/items?${new URLSearchParams({ bbox: '111.0,-2.2,111.1,-2.1', 'bbox-crs': `${EPSG}/4326` })}`,
      ),
      'bbox',
    )
  })

  it('in metres selects what PostGIS finds in the transformed box', async () => {
    const box = [500_000, 9_750_000, 512_000, 9_773_000]
    const { rows } = await server.database.read.raw<{ rows: { id: number }[] }>(
      'SELECT id FROM proposals WHERE ST_Intersects(ST_Transform(public_geom, 32749), ST_MakeEnvelope(?, ?, ?, ?, 32749)) ORDER BY 1',
      box,
    )
    const found = await items(server, 'proposals', {
      bbox: box.join(),
      'bbox-crs': `${EPSG}/32749`,
      limit: '100',
    })
    expect(keysOf(found)).toEqual(rows.map(({ id }) => id))
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.length).toBeLessThan(11)
  })

  it('does not change the CRS of the answer', async () => {
    const answer = await server.get(
      `/ogc/collections/proposals/items?${new URLSearchParams({ bbox: '-2.2,111.0,-2.1,111.1', 'bbox-crs': `${EPSG}/4326` })}`,
    )
    expect(answer.headers.get('content-crs')).toBe(`<${CRS84}>`)
    await answer.arrayBuffer()
  })
})
