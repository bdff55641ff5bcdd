import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TileLimits } from '../../server/publish/ogc-tiles/tile-limits.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { decodeTile } from '../unit/tiles/decode-tile.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { type Link, linkOf } from './ogc-client.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const json = async <Body>(path: string) => readJson<Body>(await server.get(path))
const bytes = async (answer: Response) => new Uint8Array(await answer.arrayBuffer())

interface Matrix {
  id: string
  cellSize: number
  scaleDenominator: number
  pointOfOrigin: [number, number]
  matrixWidth: number
  matrixHeight: number
  tileWidth: number
}
interface MatrixSet {
  id: string
  uri: string
  crs: string
  tileMatrices: Matrix[]
}
interface Tileset {
  dataType: string
  crs: string
  tileMatrixSetURI: string
  links: Link[]
  layers: { id: string; propertiesSchema: { properties: Record<string, unknown> } }[]
  boundingBox: { lowerLeft: number[]; upperRight: number[] }
  tileMatrixSetLimits: TileLimits[]
}

describe('tile matrix sets', () => {
  it('are those of OGC 17-083r4, halving from zoom to zoom over the whole of their extent', async () => {
    const { tileMatrixSets } = await json<{ tileMatrixSets: { id: string; links: Link[] }[] }>(
      '/ogc/tileMatrixSets',
    )
    expect(tileMatrixSets.map(({ id }) => id)).toEqual(['WebMercatorQuad', 'WorldCRS84Quad'])
    for (const { id, links } of tileMatrixSets) {
      const set = await readJson<MatrixSet>(await fetch(linkOf({ links }, 'self')!))
      expect(set).toMatchObject({ id, uri: `http://www.opengis.net/def/tilematrixset/OGC/1.0/${id}` })
      const [width, height] = id === 'WebMercatorQuad' ? [40075016.6855785, 40075016.6855785] : [360, 180]
      for (const matrix of set.tileMatrices) {
        expect(matrix.matrixWidth * matrix.tileWidth * matrix.cellSize).toBeCloseTo(width, 5)
        expect(matrix.matrixHeight * matrix.tileWidth * matrix.cellSize).toBeCloseTo(height, 5)
        const metresPerUnit = id === 'WebMercatorQuad' ? 1 : (6378137 * Math.PI) / 180
        expect(matrix.scaleDenominator * 0.00028).toBeCloseTo(matrix.cellSize * metresPerUnit, 6)
      }
    }
    await readFault(await server.get('/ogc/tileMatrixSets/LINZAntarticaMapTilegrid'), 404)
  })
})

describe('vector tiles', () => {
  it('are listed with their metadata, whose template leads to them', async () => {
    for (const id of ['proposals', 'areas-village', 'roads']) {
      const collection = await json<{ links: Link[] }>(`/ogc/collections/${id}`)
      const list = linkOf(collection, 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector')!
      const { tilesets } = await readJson<{ tilesets: { links: Link[] }[] }>(await fetch(list))
      expect(tilesets).toHaveLength(2)
      const tileset = await readJson<Tileset>(await fetch(linkOf(tilesets[0]!, 'self')!))
      expect(tileset).toMatchObject({
        dataType: 'vector',
        crs: 'http://www.opengis.net/def/crs/EPSG/0/3857',
        tileMatrixSetURI: 'http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad',
      })
      const template = linkOf(tileset, 'item')!
      const tile = template
        .replace('{tileMatrix}', '8')
        .replace('{tileRow}', '129')
        .replace('{tileCol}', '207')
      const found = decodeTile(await bytes(await fetch(tile)))
      expect(found.length, id).toBeGreaterThan(0)
      for (const { properties } of found)
        for (const name of Object.keys(properties))
          expect(Object.keys(tileset.layers[0]!.propertiesSchema.properties), id).toContain(name)
    }
  })

  it('are those of /tiles, row before column, with their ETags', async () => {
    for (const id of ['proposals', 'areas-village', 'facilities'])
      for (const [z, x, y] of [
        [0, 0, 0],
        [8, 207, 129],
        [12, 3311, 2070],
      ]) {
        const [own, other] = await Promise.all([
          server.get(`/ogc/collections/${id}/tiles/WebMercatorQuad/${z}/${y}/${x}`),
          server.get(`/tiles/${id}/${z}/${x}/${y}.mvt`),
        ])
        expect(own.status, `${id} ${z}`).toBe(other.status)
        expect(own.headers.get('etag')).toBe(other.headers.get('etag'))
        expect(own.headers.get('content-type')).toBe(other.headers.get('content-type'))
        expect(await bytes(own)).toEqual(await bytes(other))
      }
    const year = await server.get('/ogc/collections/proposals/tiles/WebMercatorQuad/8/129/207?year=2026')
    const features = decodeTile(await bytes(year))
    expect(new Set(features.map(({ properties }) => properties.year))).toEqual(new Set([2026]))
  })

  it('in degrees hold the features where their coordinates are', async () => {
    const [z, x, y] = [9, 828, 261]
    const list = await json<{ tilesets: { links: Link[] }[] }>('/ogc/collections/areas-village/tiles')
    const tileset = await readJson<Tileset>(await fetch(linkOf(list.tilesets[1]!, 'self')!))
    expect(tileset).toMatchObject({
      crs: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
      tileMatrixSetURI: 'http://www.opengis.net/def/tilematrixset/OGC/1.0/WorldCRS84Quad',
    })
    const tile = linkOf(tileset, 'item')!
      .replace('{tileMatrix}', `${z}`)
      .replace('{tileRow}', `${y}`)
      .replace('{tileCol}', `${x}`)
    const answer = await fetch(tile)
    const etag = answer.headers.get('etag') ?? ''
    const span = 180 / 2 ** z
    const [west, north] = [-180 + x * span, 90 - y * span]
    const box = [west, north - span, west + span, north].join(',')
    const { features } = await json<{ features: { id: string; geometry: { coordinates: never[] } }[] }>(
      `/ogc/collections/areas-village/items?bbox=${box}&limit=1000`,
    )
    const found = decodeTile(await bytes(answer))
    expect(found.length).toBe(features.length)
    expect(found.length).toBeGreaterThan(1)
    const corners = features.flatMap(({ geometry }) => geometry.coordinates.flat(3) as number[])
    for (const [column, row] of found.flatMap(({ parts }) => parts.flat())) {
      if (column <= 0 || row <= 0 || column >= 4096 || row >= 4096) continue
      const [lon, lat] = [west + (column * span) / 4096, north - (row * span) / 4096]
      const least = corners.reduce(
        (min, value, i) => (i % 2 ? min : Math.min(min, Math.hypot(value - lon, corners[i + 1]! - lat))),
        Number.POSITIVE_INFINITY,
      )
      expect(least).toBeLessThanOrEqual(span / 4096)
    }
    const again = await fetch(tile, { headers: { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' } })
    expect([etag === '', again.status]).toEqual([false, 304])
  })

  it('are a 304 to those who have them, and nothing where nothing is', async () => {
    const path = '/ogc/collections/proposals/tiles/WebMercatorQuad/8/129/207'
    const etag = (await server.get(path)).headers.get('etag') ?? ''
    expect(etag).toMatch(/^"/)
    const again = await server.get(path, { headers: { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' } })
    expect(again.status).toBe(304)
    const empty = await server.get('/ogc/collections/proposals/tiles/WebMercatorQuad/8/0/0')
    expect([empty.status, await empty.text()]).toEqual([204, ''])
    expect(
      (await server.get(path, { headers: { Origin: 'https://x.example' } })).headers.get(
        'access-control-allow-origin',
      ),
    ).toBe('*')
  })

  it('outside the matrix, or in one that has none, are a 404; what is malformed is a 400', async () => {
    const base = '/ogc/collections/proposals/tiles'
    for (const path of [
      'WebMercatorQuad/0/0/1',
      'WebMercatorQuad/0/1/0',
      'WebMercatorQuad/23/0/0',
      'WebMercatorQuad/999999999/0/0',
      'WebMercatorQuad/0/0/12345678901234567890',
      'WorldCRS84Quad/0/1/0',
      'WorldCRS84Quad/0/0/2',
      'Nix/0/0/0',
    ])
      await readFault(await server.get(`${base}/${path}`), 404)
    await readFault(await server.get('/ogc/collections/tidak-ada/tiles/WebMercatorQuad/0/0/0'), 404)
    await readParameterFault(await server.get(`${base}/WebMercatorQuad/a/0/0`), 'tileMatrix')
    await readParameterFault(await server.get(`${base}/WebMercatorQuad/0/-1/0`), 'tileRow')
    await readParameterFault(await server.get(`${base}/WebMercatorQuad/0/0/1.5`), 'tileCol')
    await readParameterFault(await server.get(`${base}/WebMercatorQuad/0/0/0?f=png`), 'f')
    await readParameterFault(await server.get(`${base}/WebMercatorQuad/0/0/0?x=1`), 'x')
  })
})

describe('tiles of the dataset', () => {
  const RELATION = 'http://www.opengis.net/def/rel/ogc/1.0'

  it('are found from the landing page, and hold the map that a viewer begins with', async () => {
    const landing = await json<{ links: Link[] }>('/ogc')
    for (const [kind, path] of [
      ['vector', '/ogc/tiles'],
      ['map', '/ogc/map/tiles'],
    ]) {
      const list = linkOf(landing, `${RELATION}/tilesets-${kind}`)!
      expect(new URL(list).pathname).toBe(path)
      const { tilesets } = await readJson<{ tilesets: { links: Link[] }[] }>(await fetch(list))
      expect(tilesets).toHaveLength(2)
    }
    const tileset = await json<Tileset>('/ogc/tiles/WebMercatorQuad')
    const ids = tileset.layers.map(({ id }) => id)
    expect(ids).toContain('proposals')
    expect(ids).toContain('areas-village')
    const tile = linkOf(tileset, 'item')!.replace('{tileMatrix}/{tileRow}/{tileCol}', '8/129/207')
    const found = new Set(decodeTile(await bytes(await fetch(tile))).map(({ layer }) => layer))
    expect([...found].every((id) => ids.includes(id))).toBe(true)
    expect(found).toContain('areas-village')
  })

  it('hold the collections that are asked for, each as its own tile has it', async () => {
    const query = 'collections=facilities,areas-village'
    const tileset = await json<Tileset>(`/ogc/tiles/WebMercatorQuad?${query}`)
    expect(tileset.layers.map(({ id }) => id)).toEqual(['facilities', 'areas-village'])
    expect(tileset.tileMatrixSetLimits[0]).toEqual({
      tileMatrix: '0',
      minTileRow: 0,
      maxTileRow: 0,
      minTileCol: 0,
      maxTileCol: 0,
    })
    // The tile of the district at zoom 8 lies within them.
    const limits = tileset.tileMatrixSetLimits[8]!
    expect([limits.minTileRow <= 129, limits.maxTileRow >= 129]).toEqual([true, true])
    expect([limits.minTileCol <= 207, limits.maxTileCol >= 207]).toEqual([true, true])
    expect(linkOf(tileset, 'item')).toMatch(/\?collections=facilities,areas-village$/)
    const both = await server.get(`/ogc/tiles/WebMercatorQuad/8/129/207?${query}`)
    const joined = await server.get('/tiles/facilities,areas-village/8/207/129.mvt')
    expect(await bytes(both)).toEqual(await bytes(joined))
    const picture = await server.get(`/ogc/map/tiles/WebMercatorQuad/8/129/207?${query}`)
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(PNG.sync.read(Buffer.from(await picture.arrayBuffer())).width).toBe(256)
  })

  it('of what is no list of collections are refused', async () => {
    for (const wrong of [
      'a b',
      'roads,roads',
      'roads,',
      Array.from({ length: 17 }, (_, at) => `a${at}`).join(','),
    ])
      await readParameterFault(
        await server.get(`/ogc/tiles/WebMercatorQuad/0/0/0?${new URLSearchParams({ collections: wrong })}`),
        'collections',
      )
    await readFault(await server.get('/ogc/tiles/WebMercatorQuad/0/0/0?collections=tidak-ada'), 404)
    await readFault(await server.get('/ogc/tiles?collections=tidak-ada'), 404)
    await readParameterFault(await server.get('/ogc/tiles/WebMercatorQuad/0/0/0?year=2025'), 'year')
  })

  it('are operations of the names that the standard has for them', async () => {
    const { paths } = await json<{ paths: Record<string, { get?: { operationId: string } }> }>('/ogc/api')
    const ids = Object.values(paths).map(({ get }) => get?.operationId)
    for (const resource of ['collection.vector', 'collection.map', 'dataset.vector', 'dataset.map'])
      for (const name of ['getTileSetsList', 'getTileSet', 'getTile'])
        expect(ids).toContain(`tiles.${resource}.${name}`)
  })
})

describe('map tiles', () => {
  const read = async (path: string) => {
    const answer = await server.get(path)
    expect(answer.status, path).toBe(200)
    expect(answer.headers.get('content-type')).toBe('image/png')
    const picture = PNG.sync.read(Buffer.from(await answer.arrayBuffer()))
    expect([picture.width, picture.height]).toEqual([256, 256])
    return picture
  }
  /** Whether a place in degrees is painted in a picture of this box. */
  const isPainted = (
    picture: PNG,
    [west, south, east, north]: number[],
    [lon, lat]: number[],
    flat: boolean,
  ) => {
    const y = (degrees: number) =>
      flat ? degrees : (Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360)) * 180) / Math.PI
    const column = Math.floor((256 * (lon! - west!)) / (east! - west!))
    const row = Math.floor((256 * (y(north!) - y(lat!))) / (y(north!) - y(south!)))
    return picture.data[4 * (row * 256 + column) + 3]! > 0
  }
  /** Within the villages of the test district, and outside of them. */
  const [INSIDE, OUTSIDE] = [
    [111.15, -2.1],
    [111.6, -2.6],
  ]

  it('are pictures of the layer where it lies, in both sets', async () => {
    const mercator = await read('/ogc/collections/areas-village/map/tiles/WebMercatorQuad/8/129/207')
    const west = (207 / 256) * 360 - 180
    const lat = (row: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / 256))) * 180) / Math.PI
    const box = [west, lat(130), west + 360 / 256, lat(129)]
    expect(isPainted(mercator, box, INSIDE!, false)).toBe(true)
    expect(isPainted(mercator, box, OUTSIDE!, false)).toBe(false)
    const span = 180 / 2 ** 7
    const [column, row] = [Math.floor((111.15 + 180) / span), Math.floor((90 + 2.1) / span)]
    const plain = await read(`/ogc/collections/areas-village/map/tiles/WorldCRS84Quad/7/${row}/${column}`)
    const flat = [-180 + column * span, 90 - (row + 1) * span, -180 + (column + 1) * span, 90 - row * span]
    expect(isPainted(plain, flat, INSIDE!, true)).toBe(true)
    expect(isPainted(plain, flat, OUTSIDE!, true)).toBe(false)
    const nothing = await read('/ogc/collections/areas-village/map/tiles/WebMercatorQuad/8/0/0')
    expect(nothing.data.every((value, at) => at % 4 !== 3 || value === 0)).toBe(true)
  })

  it('are listed in both sets, and 304 to those who have them', async () => {
    const collection = await json<{ links: Link[] }>('/ogc/collections/poverty')
    const list = linkOf(collection, 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-map')!
    const { tilesets } = await readJson<{ tilesets: { dataType: string; tileMatrixSetURI: string }[] }>(
      await fetch(list),
    )
    expect(tilesets.map(({ dataType }) => dataType)).toEqual(['map', 'map'])
    const path = '/ogc/collections/poverty/map/tiles/WorldCRS84Quad/7/65/207'
    const etag = (await server.get(path)).headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]+"$/)
    const again = await server.get(path, { headers: { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' } })
    expect(again.status).toBe(304)
  })

  it('outside the matrix are a 404', async () => {
    const base = '/ogc/collections/poverty/map/tiles'
    expect((await server.get(`${base}/WorldCRS84Quad/0/0/1`)).status).toBe(200)
    for (const path of ['WorldCRS84Quad/0/0/2', 'WorldCRS84Quad/0/1/0', 'WebMercatorQuad/1/0/2'])
      await readFault(await server.get(`${base}/${path}`), 404)
    await readParameterFault(await server.get(`${base}/WorldCRS84Quad/0/0/0?f=mvt`), 'f')
  })
})
