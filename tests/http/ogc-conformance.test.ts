import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { parseXmlTree } from '../support/xml-tree.ts'
import { decodeTile } from '../unit/tiles/decode-tile.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { EPSG, follow, items, keysOf, type Link, linkOf } from './ogc-client.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

/* One short check for each class that the server declares, after the abstract tests of its standard; more of each elsewhere. */

type Check = () => Promise<void>
const RELATION = 'http://www.opengis.net/def/rel/ogc/1.0'
const RECORDS = '/ogc/collections/katalog/items'
const json = async <Body>(path: string) => readJson<Body>(await server.get(path))
const linked = async (path: string) => json<{ links: Link[] }>(path)

async function isJsonAt(...paths: string[]): Promise<void> {
  for (const path of paths) {
    const answer = await server.get(path, { headers: { Accept: 'application/json' } })
    expect(answer.headers.get('content-type'), path).toMatch(/^application\/([\w.-]+\+)?json/)
    expect(await readJson(answer), path).toBeTypeOf('object')
  }
}

async function isPageAt(...paths: string[]): Promise<void> {
  for (const path of paths) {
    const answer = await server.get(path, { headers: { Accept: 'text/html' } })
    expect(answer.headers.get('content-type'), path).toContain('text/html')
    expect(await answer.text(), path).toMatch(/^<!doctype html>[\s\S]*<h1>/i)
  }
}

async function isDefined(...paths: string[]): Promise<void> {
  const { openapi, paths: defined } = await json<{
    openapi: string
    paths: Record<string, { get?: object }>
  }>('/ogc/api')
  expect(openapi).toMatch(/^3\.0\.\d$/)
  for (const path of paths) expect(defined[path]?.get, path).toBeDefined()
}

const SCHEMA = 'http://www.opengis.net/def/rel/ogc/1.0/schema'
interface Schema {
  $schema: string
  type: string
  properties: Record<string, { title: string; 'x-ogc-role'?: string; readOnly?: boolean }>
}
async function schemaOf(collection: string): Promise<Schema> {
  const { links } = await linked(`/ogc/collections/${collection}`)
  const link = links.find(({ rel }) => rel === SCHEMA)
  expect(link?.type).toBe('application/schema+json')
  return readJson<Schema>(await fetch(link!.href))
}

/** Every feature that a filter lets through, by its key. */
const having = async (filter: string, more: Record<string, string> = {}) =>
  keysOf(await items(server, 'proposals', { filter, limit: '100', ...more }))

/** Both sides hold for the same rows, some and not all. */
async function sameRows(filter: string, plain: string): Promise<void> {
  const found = await having(filter)
  expect(found, filter).toEqual(await having(plain))
  expect(found.length, filter).toBeGreaterThan(0)
  expect(found.length, filter).toBeLessThan(11)
}

const BOX = 'BBOX(111.0, -2.2, 111.1, -2.1)'
const RING = 'POLYGON((111.0 -2.2, 111.1 -2.2, 111.1 -2.1, 111.0 -2.1, 111.0 -2.2))'

const schemas: Check = async () => {
  const schema = await schemaOf('proposals')
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
  expect(schema.type).toBe('object')
  for (const { title } of Object.values(schema.properties)) expect(title).toMatch(/\w/)
  expect(schema.properties.geometry?.['x-ogc-role']).toBe('primary-geometry')
}
const returnables: Check = async () => {
  const [feature] = (await items(server, 'proposals', { limit: '1' })).features
  const known = Object.keys((await schemaOf('proposals')).properties)
  expect(known).toEqual(expect.arrayContaining(Object.keys(feature?.properties ?? {})))
}

async function styleIs(f: string, type: string): Promise<string> {
  const { styles } = await json<{ styles: { id: string; links: Link[] }[] }>('/ogc/styles')
  const link = styles
    .find(({ id }) => id === 'roads.standard')
    ?.links.find(({ rel, href }) => rel === 'stylesheet' && href.includes(`f=${f}`))
  expect(link?.type).toBe(type)
  const answer = await fetch(link!.href)
  expect(answer.headers.get('content-type')?.replace(/\s/g, '')).toContain(type)
  return answer.text()
}
const mapboxStyle: Check = async () => {
  const style = JSON.parse(await styleIs('mapbox', 'application/vnd.mapbox.style+json'))
  expect(style).toMatchObject({ version: 8, layers: [{ 'source-layer': 'roads' }] })
}
const sld = (f: string, version: string) => async () => {
  const root = parseXmlTree(await styleIs(f, `application/vnd.ogc.sld+xml;version=${version}`))
  expect(root).toMatchObject({ name: 'StyledLayerDescriptor', attributes: { version: `${version}.0` } })
}
const styles: Check = async () => {
  expect(linkOf(await linked('/ogc'), `${RELATION}/styles`)).toBe(`${server.url}/ogc/styles?f=json`)
  const { styles: all } = await json<{ styles: { id: string; links: Link[] }[] }>('/ogc/styles')
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  for (const { id, links } of all) {
    expect(linkOf({ links }, 'stylesheet'), id).toContain(`/ogc/styles/${id}?`)
    // As the first years' core asks.
    expect(linkOf({ links }, 'describedby'), id).toContain(`/ogc/styles/${id}/metadata`)
  }
  const { default: chosen, styles: own } = await json<{ default: string; styles: { id: string }[] }>(
    '/ogc/collections/roads/styles',
  )
  expect(own.map(({ id }) => id)).toContain(chosen)
}

async function tileset(kind: 'vector' | 'map', set: string) {
  const list = linkOf(await linked('/ogc/collections/areas-village'), `${RELATION}/tilesets-${kind}`)
  const { tilesets } = await readJson<{ tilesets: { tileMatrixSetURI: string; links: Link[] }[] }>(
    await fetch(list!),
  )
  const found = tilesets.find(({ tileMatrixSetURI }) => tileMatrixSetURI.endsWith(set))
  return readJson<{ dataType: string; crs: string; tileMatrixSetURI: string; links: Link[] }>(
    await fetch(linkOf(found!, 'self')!),
  )
}
async function tileOf(kind: 'vector' | 'map'): Promise<Response> {
  const template = linkOf(await tileset(kind, 'WebMercatorQuad'), 'item')!
  const place = { tileMatrix: '8', tileRow: '129', tileCol: '207' }
  return fetch(template.replace(/\{(\w+)\}/g, (_, name) => place[name as keyof typeof place]))
}
const tiles: Check = async () => {
  expect((await tileOf('vector')).status).toBe(200)
  await readFault(await server.get('/ogc/collections/areas-village/tiles/WebMercatorQuad/0/9/9'), 404)
}
const tileSetMetadata: Check = async () => {
  for (const kind of ['vector', 'map'] as const)
    expect(await tileset(kind, 'WebMercatorQuad')).toMatchObject({
      dataType: kind,
      crs: `${EPSG}/3857`,
      tileMatrixSetURI: 'http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad',
    })
}
const tileMatrixSet: Check = async () => {
  const set = await json<{
    crs: string
    tileMatrices: { id: string; cellSize: number; tileWidth: number }[]
  }>('/ogc/tileMatrixSets/WebMercatorQuad')
  expect(set.crs).toBe(`${EPSG}/3857`)
  expect(set.tileMatrices[0]?.cellSize).toBeCloseTo(156543.033928041, 6)
}

interface Record_ {
  id: string
  properties: { type: string; title: string; externalIds?: { value: string }[] }
  links: Link[]
}
const record: Check = async () => {
  const { features } = await json<{ features: Record_[] }>(`${RECORDS}?limit=100`)
  for (const { id, properties, links } of features) {
    expect([properties.type, properties.title].every(Boolean), id).toBe(true)
    expect(linkOf({ links }, 'collection'), id).toContain('/ogc/collections/katalog')
    expect((await json<Record_>(`${RECORDS}/${id}`)).id).toBe(id)
  }
}
const recordCollection: Check = async () => {
  const catalogue = await json<{ links: Link[] }>('/ogc/collections/katalog')
  expect(catalogue).toMatchObject({ id: 'katalog', type: 'Collection', itemType: 'record' })
  expect(linkOf(catalogue, 'items')).toContain(RECORDS)
}
const recordParameters: Check = async () => {
  const { features } = await json<{ features: Record_[] }>(`${RECORDS}?limit=100`)
  const roads = features.find(({ properties }) => properties.externalIds?.[0]?.value === 'roads')!
  const asked = {
    bbox: '110,-3,112,-1',
    datetime: '2025-01-01/..',
    q: roads.properties.title,
    type: 'dataset',
    ids: roads.id,
    externalIds: 'roads,nosuch',
    limit: '100',
  }
  for (const [name, value] of Object.entries(asked)) {
    const found = await json<{ features: Record_[] }>(
      `${RECORDS}?${new URLSearchParams({ limit: '100', [name]: value })}`,
    )
    expect(
      found.features.map(({ id }) => id),
      name,
    ).toContain(roads.id)
  }
  for (const [name, value] of [
    ['ids', roads.id],
    ['externalIds', 'roads'],
  ] as const)
    expect((await json<{ features: Record_[] }>(`${RECORDS}?${name}=${value}`)).features).toHaveLength(1)
  expect((await json<{ features: Record_[] }>(`${RECORDS}?externalIds=nosuch`)).features).toEqual([])
}

const features: Check = async () => {
  const first = await items(server, 'proposals', { limit: '3' })
  expect(first.numberReturned).toBe(3)
  expect((await follow(first)).flatMap(keysOf)).toHaveLength(11)
  await readParameterFault(await server.get('/ogc/collections/proposals/items?tidak=1'), 'tidak')
}
const landing: Check = async () => {
  for (const rel of ['service-desc', 'service-doc', 'conformance', 'data'])
    expect(linkOf(await linked('/ogc'), rel), rel).toBeDefined()
}
const ITEMS = '/ogc/collections/proposals/items'

const CHECKS: Record<string, Record<string, Check>> = {
  'ogcapi-common-1/1.0': {
    core: async () => {
      await landing()
      await readFault(await server.get('/ogc/nosuch'), 404)
      await readFault(await server.get('/ogc/conformance', { method: 'POST' }), 405)
    },
    'landing-page': landing,
    json: () => isJsonAt('/ogc', '/ogc/conformance', '/ogc/api'),
    html: () => isPageAt('/ogc', '/ogc/conformance', '/ogc/api'),
    oas30: () => isDefined('/', '/conformance', '/api'),
  },
  'ogcapi-common-2/1.0': {
    collections: async () => {
      const { collections } = await json<{ collections: { id: string; links: Link[] }[] }>('/ogc/collections')
      for (const { id } of collections)
        expect(await json(`/ogc/collections/${id}`)).toMatchObject({ id, links: expect.any(Array) })
    },
  },
  'ogcapi-common-3/1.0': { schemas, 'returnables-and-receivables': returnables },
  'ogcapi-features-1/1.0': {
    core: features,
    geojson: async () => {
      const answer = await server.get(ITEMS)
      expect(answer.headers.get('content-type')).toContain('application/geo+json')
      expect(await readJson(answer)).toMatchObject({
        type: 'FeatureCollection',
        timeStamp: expect.any(String),
      })
    },
    html: () => isPageAt('/ogc/collections', ITEMS, `${ITEMS}/1`),
    oas30: () =>
      isDefined('/collections', '/collections/{collection}', '/collections/{collection}/items/{item}'),
  },
  'ogcapi-features-2/1.0': {
    crs: async () => {
      const crs = `${EPSG}/32749`
      const answer = await server.get(`${ITEMS}?${new URLSearchParams({ crs })}`)
      expect(answer.headers.get('content-crs')).toBe(`<${crs}>`)
      const box = { bbox: '-2.2,111,-2.1,111.1', 'bbox-crs': `${EPSG}/4326`, limit: '100' }
      expect(keysOf(await items(server, 'proposals', box))).toEqual(
        keysOf(await items(server, 'proposals', { bbox: '111,-2.2,111.1,-2.1', limit: '100' })),
      )
    },
  },
  'ogcapi-features-3/1.0': {
    queryables: async () => {
      const link = linkOf(await linked('/ogc/collections/proposals'), `${RELATION}/queryables`)
      const { properties } = await readJson<Schema>(await fetch(link!))
      expect(Object.keys(properties)).toContain('status')
    },
    'queryables-query-parameters': async () => {
      const found = await items(server, 'proposals', { status: 'accepted', limit: '100' })
      expect(keysOf(found)).toEqual(await having("status = 'accepted'"))
    },
    filter: async () => {
      await readParameterFault(await server.get(`${ITEMS}?filter=status`), 'filter')
      await readParameterFault(await server.get(`${ITEMS}?filter=TRUE&filter-lang=sql`), 'filter-lang')
      await readParameterFault(await server.get(`${ITEMS}?filter=TRUE&filter-crs=EPSG:1`), 'filter-crs')
    },
    'features-filter': async () => {
      const accepted = await having("status = 'accepted'")
      const within = await having("status = 'accepted'", { bbox: '111,-2.2,111.1,-2.1' })
      expect(accepted).toEqual(expect.arrayContaining(within))
      expect(within.length).toBeLessThan(accepted.length)
    },
  },
  'ogcapi-features-5/1.0': {
    schemas,
    'core-roles-features': async () => {
      const roles = Object.values((await schemaOf('proposals')).properties).map((p) => p['x-ogc-role'])
      expect(roles.filter((role) => role === 'primary-geometry')).toHaveLength(1)
      expect(roles.filter((role) => role === 'id').length).toBeLessThan(2)
    },
    'returnables-and-receivables': returnables,
  },
  'cql2/1.0': {
    'cql2-text': () => sameRows("status = 'accepted'", "NOT (status <> 'accepted')"),
    'cql2-json': async () => {
      const tree = { op: '=', args: [{ property: 'status' }, 'accepted'] }
      expect(await having(JSON.stringify(tree), { 'filter-lang': 'cql2-json' })).toEqual(
        await having("status = 'accepted'"),
      )
    },
    'basic-cql2': () => sameRows('NOT (year < 2026 OR year > 2026)', 'year = 2026'),
    'advanced-comparison-operators': async () => {
      await sameRows('year BETWEEN 2026 AND 2027', 'year = 2026')
      await sameRows('year IN (2026, 1)', 'year = 2026')
      await sameRows("status LIKE 'accep_%'", "status = 'accepted'")
    },
    'case-insensitive-comparison': () => sameRows("CASEI(status) = CASEI('ACCEPTED')", "status = 'accepted'"),
    'accent-insensitive-comparison': () =>
      sameRows("ACCENTI(status) = ACCENTI('áccepted')", "status = 'accepted'"),
    'basic-spatial-functions': () =>
      sameRows(`S_INTERSECTS(geometry, ${BOX})`, `S_INTERSECTS(geometry, ${RING})`),
    'basic-spatial-functions-plus': () =>
      sameRows(
        `S_INTERSECTS(geometry, MULTIPOLYGON((${RING.slice('POLYGON('.length)}))`,
        `S_INTERSECTS(geometry, ${BOX})`,
      ),
    'spatial-functions': async () => {
      await sameRows(`NOT S_DISJOINT(geometry, ${RING})`, `S_INTERSECTS(geometry, ${RING})`)
      const every = ['CONTAINS', 'CROSSES', 'EQUALS', 'OVERLAPS', 'TOUCHES', 'WITHIN']
      for (const name of every) expect(await having(`S_${name}(geometry, ${RING})`)).toBeInstanceOf(Array)
      expect(await having(`S_CONTAINS(${RING}, geometry)`)).toEqual(
        await having(`S_WITHIN(geometry, ${RING})`),
      )
    },
    'temporal-functions': async () => {
      await sameRows("T_AFTER(year, DATE('2025-12-31'))", 'year = 2026')
      await sameRows("T_BEFORE(year, DATE('2026-01-01'))", 'year = 2025')
      await sameRows("T_INTERSECTS(year, INTERVAL('2026-02-01', '..'))", 'year = 2026')
      await sameRows("NOT T_DISJOINT(year, INTERVAL('2026-02-01', '..'))", 'year = 2026')
      await sameRows("T_DURING(year, INTERVAL('2024-12-31', '2026-01-01'))", 'year = 2025')
      await sameRows("T_CONTAINS(year, INTERVAL('2025-02-01', '2025-03-01'))", 'year = 2025')
      await sameRows("T_STARTEDBY(year, INTERVAL('2025-01-01', '2025-02-01'))", 'year = 2025')
      for (const name of [
        'EQUALS',
        'FINISHEDBY',
        'FINISHES',
        'MEETS',
        'METBY',
        'OVERLAPPEDBY',
        'OVERLAPS',
        'STARTS',
      ])
        expect(await having(`T_${name}(year, INTERVAL('2025-01-01', '2026-06-30'))`)).toBeInstanceOf(Array)
    },
    'array-functions': async () => {
      await sameRows("A_OVERLAPS(status, ('accepted', 'x'))", "status = 'accepted'")
      await sameRows("A_CONTAINEDBY(status, ('accepted', 'x'))", "status = 'accepted'")
      await sameRows("A_CONTAINS(status, ('accepted'))", "status = 'accepted'")
      await sameRows("A_EQUALS(status, ('accepted'))", "status = 'accepted'")
    },
    'property-property': async () => {
      expect(await having('title = title')).toHaveLength(11)
      await sameRows("'accepted' = status", "status = 'accepted'")
      expect(await having('1 = 2')).toEqual([])
    },
    arithmetic: async () => {
      await sameRows('year - 2000 = 13 * 2', 'year = 2026')
      await sameRows('year % 2 = 0', 'year = 2026')
      await sameRows('year div 2 = 1013 AND year / 1013 >= 2 ^ 1', 'year = 2026')
    },
  },
  'ogcapi-tiles-1/1.0': {
    core: tiles,
    tileset: tileSetMetadata,
    'tilesets-list': async () => {
      const { tilesets } = await json<{ tilesets: { tileMatrixSetURI: string }[] }>(
        '/ogc/collections/areas-village/tiles',
      )
      const sets = tilesets.map(({ tileMatrixSetURI }) => tileMatrixSetURI.split('/').at(-1))
      expect(sets).toEqual(['WebMercatorQuad', 'WorldCRS84Quad'])
    },
    'dataset-tilesets': async () => {
      const landing = await linked('/ogc')
      for (const kind of ['vector', 'map'])
        expect(linkOf(landing, `${RELATION}/tilesets-${kind}`)).toBeDefined()
      const { tilesets } = await json<{ tilesets: object[] }>('/ogc/tiles')
      expect(tilesets).toHaveLength(2)
    },
    'collections-selection': async () => {
      const { layers } = await json<{ layers: { id: string }[] }>(
        '/ogc/tiles/WebMercatorQuad?collections=roads,areas-village',
      )
      expect(layers.map(({ id }) => id)).toEqual(['roads', 'areas-village'])
    },
    'geodata-tilesets': async () => {
      const collection = await linked('/ogc/collections/areas-village')
      for (const kind of ['vector', 'map'])
        expect(linkOf(collection, `${RELATION}/tilesets-${kind}`)).toBeDefined()
    },
    mvt: async () => {
      const answer = await tileOf('vector')
      expect(answer.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile')
      expect(decodeTile(new Uint8Array(await answer.arrayBuffer())).length).toBeGreaterThan(0)
    },
    png: async () => {
      const { width, height } = PNG.sync.read(Buffer.from(await (await tileOf('map')).arrayBuffer()))
      expect([width, height]).toEqual([256, 256])
    },
    oas30: async () => {
      const { paths } = await json<{ paths: object }>('/ogc/api')
      expect(
        Object.keys(paths).filter((path) => path.endsWith('{tileMatrix}/{tileRow}/{tileCol}')),
      ).toHaveLength(4)
    },
  },
  'tms/2.0': {
    tilematrixset: tileMatrixSet,
    tilesetmetadata: tileSetMetadata,
    'json-tilematrixset': async () => {
      await isJsonAt('/ogc/tileMatrixSets', '/ogc/tileMatrixSets/WorldCRS84Quad')
      await tileMatrixSet()
    },
    'json-tilesetmetadata': () =>
      isJsonAt(
        '/ogc/collections/areas-village/tiles/WebMercatorQuad',
        '/ogc/collections/areas-village/map/tiles/WorldCRS84Quad',
      ),
  },
  'ogcapi-records-1/1.0': {
    'searchable-catalog': async () => {
      await recordCollection()
      await recordParameters()
    },
    'records-api': async () => {
      const { collections } = await json<{ collections: { id: string; itemType: string }[] }>(
        '/ogc/collections',
      )
      expect(collections.filter(({ itemType }) => itemType === 'record').map(({ id }) => id)).toEqual([
        'katalog',
      ])
      await record()
    },
    'record-collection': recordCollection,
    'record-core': record,
    'record-core-query-parameters': recordParameters,
    json: async () => {
      const answer = await server.get(RECORDS)
      expect(answer.headers.get('content-type')).toContain('application/geo+json')
      expect(await readJson(answer)).toMatchObject({ type: 'FeatureCollection', links: expect.any(Array) })
    },
    html: () => isPageAt('/ogc/collections/katalog', RECORDS),
    oas30: async () => {
      const { paths } = await json<{
        paths: Record<string, { get: { parameters: { name?: string; $ref?: string }[] } }>
      }>('/ogc/api')
      const names = paths['/collections/katalog/items']?.get.parameters.map(
        ({ name, $ref }) => name ?? $ref?.split('/').at(-1),
      )
      expect(names).toEqual(
        expect.arrayContaining(['bbox', 'datetime', 'limit', 'q', 'type', 'ids', 'externalIds']),
      )
    },
  },
  'ogcapi-styles-1/1.0': {
    core: styles,
    'global-styles': styles,
    'collection-styles': async () => {
      const own = linkOf(await linked('/ogc/collections/roads'), `${RELATION}/styles`)
      const { styles: of } = await readJson<{ styles: { id: string }[] }>(await fetch(own!))
      expect(of.map(({ id }) => id)).toContain('roads.standard')
      for (const { id } of of) {
        const sheet = await server.get(`/ogc/collections/roads/styles/${id}?f=mapbox`)
        expect(sheet.status, id).toBe(200)
        expect(await sheet.text()).toBe(await (await server.get(`/ogc/styles/${id}?f=mapbox`)).text())
      }
      await readFault(await server.get('/ogc/collections/roads/styles/poverty.standard'), 404)
    },
    'mapbox-styles': mapboxStyle,
  },
  'ogcapi-styles-1/0.0': {
    core: styles,
    'mapbox-styles': mapboxStyle,
    'sld-10': sld('sld10', '1.0'),
    'sld-11': sld('sld11', '1.1'),
  },
}

const PROVEN = Object.entries(CHECKS).flatMap(([standard, classes]) =>
  Object.entries(classes).map(([name, check]) => ({
    uri: `http://www.opengis.net/spec/${standard}/conf/${name}`,
    check,
  })),
)

describe('the classes of conformance', () => {
  it('that are declared are those that are proven here', async () => {
    const { conformsTo } = await json<{ conformsTo: string[] }>('/ogc/conformance')
    expect([...conformsTo].sort()).toEqual(PROVEN.map(({ uri }) => uri).sort())
  })

  it.each(PROVEN)('$uri', async ({ check }) => check())
})
