import type { FeatureCollection } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { routesOfApp } from './app-routes.ts'
import { CRS84, follow, type ItemDocument, items, keysOf, type Link, linkOf } from './ogc-client.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const json = async <Body>(path: string) => readJson<Body>(await server.get(path))
interface Collection {
  id: string
  title: string
  extent: { spatial?: { bbox: number[][] }; temporal?: { interval: (string | null)[][] } }
  itemType: string
  crs: string[]
  storageCrs: string
  links: Link[]
}
interface Collections {
  links: Link[]
  crs: string[]
  collections: Collection[]
}
/** Those of features; the catalogue is one of records. */
const listed = async () =>
  (await json<Collections>('/ogc/collections')).collections.filter(({ itemType }) => itemType === 'feature')

describe('the landing page', () => {
  it('leads to everything else, and every link answers with the type that it names', async () => {
    const landing = await json<{ title: string; links: Link[] }>('/ogc')
    expect(landing.title).toContain('Kabupaten Contoh')
    for (const rel of ['self', 'service-desc', 'conformance', 'data'])
      expect(linkOf(landing, rel), rel).toBeDefined()
    const [collection] = await listed()
    const documents = [landing, await json<Collections>('/ogc/collections'), collection!]
    const links = documents.flatMap((document) => document.links)
    for (const { rel, href, type } of links.filter(({ href }) => href.startsWith(server.url))) {
      const answer = await fetch(href)
      expect(answer.status, `${rel} ${href}`).toBe(200)
      const [got, wanted] = [answer.headers.get('content-type') ?? '', type]
      expect(got.split(';')[0], `${rel} ${href}`).toBe(wanted.split(';')[0])
      await answer.arrayBuffer()
    }
  })

  it('tells of each collection under which licence it can be used, by what a planner stated before what its files name', async () => {
    const licenceOf = async (id: string) => {
      const { links } = await json<Collection>(`/ogc/collections/${id}`)
      return links.filter(({ rel }) => rel === 'license').map(({ title, href }) => [title, href])
    }
    expect(await licenceOf('areas-village')).toEqual([])
    const cc0 = 'https://creativecommons.org/publicdomain/zero/1.0/'
    expect(await licenceOf('roads')).toEqual([['Lisensi: CC0', cc0]])
    const { write } = server.database
    await write('datasets').where({ role: 'layer:roads' }).update({ licence: 'Izin dinas' })
    const page = `${server.url}/ogc/collections/roads?f=html`
    expect(await licenceOf('roads')).toEqual([['Lisensi: Izin dinas', page]])
    await write('datasets').where({ role: 'layer:roads' }).update({ licence: 'CC-BY 4.0' })
    const ccBy = 'https://creativecommons.org/licenses/by/4.0/'
    const inList = (await listed()).find(({ id }) => id === 'roads')
    expect(linkOf(inList!, 'license')).toBe(ccBy)
    const overrides = JSON.stringify({
      licence: { text: 'Lisensi daerah', url: 'https://daerah.example/lisensi' },
    })
    await write('layer_metadata').insert({ layer: 'roads', version: 1, overrides })
    expect(await licenceOf('roads')).toEqual([['Lisensi: Lisensi daerah', 'https://daerah.example/lisensi']])
    await write('layer_metadata').where({ layer: 'roads' }).delete()
  })

  it('says what the classes of conformance are that the tests prove', async () => {
    const { conformsTo } = await json<{ conformsTo: string[] }>('/ogc/conformance')
    expect(conformsTo).toContain('http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core')
    expect(new Set(conformsTo).size).toBe(conformsTo.length)
    for (const uri of conformsTo)
      expect(uri).toMatch(/^http:\/\/www\.opengis\.net\/spec\/[\w./-]+\/conf\/[\w-]+$/)
  })
})

describe('the definition at /ogc/api', () => {
  interface Definition {
    openapi: string
    servers: { url: string }[]
    paths: Record<string, Record<string, { operationId: string; parameters: Parameter[]; responses: object }>>
    components: { parameters: Record<string, Parameter> }
  }
  interface Parameter {
    $ref?: string
    name: string
    in: string
    schema: { maximum?: number; minimum?: number; default?: number; enum?: string[] }
  }
  const definition = () => json<Definition>('/ogc/api')

  it('is OpenAPI 3.0 and lists every route below /ogc, and none besides', async () => {
    const { openapi, servers, paths } = await definition()
    expect(openapi).toMatch(/^3\.0\.\d$/)
    expect(servers).toEqual([{ url: `${server.url}/ogc` }])
    const concrete = (await listed()).map(({ id }) => `/collections/${id}/items`)
    const templates = Object.keys(paths).filter((path) => !concrete.includes(path))
    const routes = (await routesOfApp(server.database)).filter((route) => / \/ogc(\/|$)/.test(route))
    expect(templates.map((path) => `GET /ogc${path === '/' ? '' : path}`).sort()).toEqual(routes.sort())
    for (const path of concrete) expect(Object.keys(paths)).toContain(path)
    const ids = Object.values(paths).map(({ get }) => get?.operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('names just the parameters that items take, and resolves every reference', async () => {
    const { paths, components } = await definition()
    const resolve = (parameter: Parameter) => {
      if (!parameter.$ref) return parameter
      const name = parameter.$ref.replace('#/components/parameters/', '')
      expect(Object.keys(components.parameters)).toContain(name)
      return components.parameters[name]!
    }
    for (const { get } of Object.values(paths)) get?.parameters.map(resolve)
    const names = paths['/collections/roads/items']?.get?.parameters.map(resolve).map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(['limit', 'bbox', 'datetime', 'crs', 'filter', 'nama', 'kategori']),
    )
    // What OGC's own suite looks for, beside the alternatives of four or six.
    expect(components.parameters.bbox!.schema).toMatchObject({
      type: 'array',
      minItems: 4,
      maxItems: 6,
      items: { type: 'number' },
    })
    expect(components.parameters.crs!.schema.enum?.length).toBeLessThan(15)
    const limit = components.parameters.limit!.schema
    expect(limit).toMatchObject({ minimum: 1, maximum: 10_000, default: 10 })
    const values: Record<string, string> = {
      bbox: '111,-3,112,-1',
      datetime: '2025-01-01/..',
      f: 'json',
      lang: 'en',
      limit: '3',
      filter: 'TRUE',
      'filter-lang': 'cql2-text',
    }
    for (const name of names ?? []) {
      if (name === 'cursor' || name === 'year') continue
      const value = values[name] ?? (name.endsWith('crs') ? CRS84 : 'x')
      const answer = await server.get(
        `/ogc/collections/roads/items?${new URLSearchParams({ [name]: value })}`,
      )
      expect(answer.status, name).toBe(200)
      await answer.arrayBuffer()
    }
  })
})

describe('collections', () => {
  it('are the layers that hold something, each with extent, CRSs and links, the same alone as in the list', async () => {
    const { items: layers } = await json<{ items: { id: string; extent: number[] | null }[] }>('/api/layers')
    const { crs } = await json<Collections>('/ogc/collections')
    const collections = await listed()
    expect(collections.map(({ id }) => id)).toEqual(layers.map(({ id }) => id))
    for (const [index, inList] of collections.entries()) {
      const alone = await json<Collection>(`/ogc/collections/${inList.id}`)
      expect({ ...alone, crs: inList.crs }).toEqual(inList)
      expect(inList.crs[0] === '#/crs' ? crs : inList.crs).toEqual(alone.crs)
      expect(crs).toEqual(expect.arrayContaining(alone.crs))
      expect(alone).toMatchObject({ itemType: 'feature', storageCrs: CRS84 })
      expect(alone.crs[0]).toBe(CRS84)
      expect(alone.extent.spatial?.bbox[0] ?? null).toEqual(layers[index]?.extent)
      expect(linkOf(alone, 'items', 'application/geo+json')).toContain(`/collections/${inList.id}/items`)
    }
    const proposals = collections.find(({ id }) => id === 'proposals')
    expect(proposals?.extent.temporal?.interval).toEqual([['2025-01-01T00:00:00Z', '2026-12-31T23:59:59Z']])
  })

  it('speak Indonesian first, and English when asked', async () => {
    expect((await json<Collection>('/ogc/collections/areas-village')).title).toBe('Desa dan kelurahan')
    const english = await json<Collection>('/ogc/collections/areas-village?lang=en')
    expect(english.title).toBe('Villages')
    expect(linkOf(english, 'items')).toContain('lang=en')
  })

  it('that are not there are a 404', async () => {
    for (const path of [
      'tidak-ada',
      'tidak-ada/items',
      'tidak-ada/items/1',
      'tidak-ada/schema',
      'tidak-ada/queryables',
    ])
      await readFault(await server.get(`/ogc/collections/${path}`), 404)
  })
})

describe('items', () => {
  it('are those of the download, of every layer, feature by feature', async () => {
    for (const { id } of await listed()) {
      const whole = await items(server, id, { limit: '10000' })
      const download = await json<FeatureCollection>(`/data/${id}.geojson`)
      expect(whole.features, id).toEqual(download.features)
      expect(whole.type).toBe('FeatureCollection')
      expect(whole.numberReturned, id).toBe(download.features.length)
      expect(whole.numberMatched, id).toBe(download.features.length)
    }
  })

  it('say when and in which CRS they were told', async () => {
    const before = Date.now()
    const answer = await server.get('/ogc/collections/proposals/items')
    expect(answer.headers.get('content-type')).toContain('application/geo+json')
    expect(answer.headers.get('content-crs')).toBe(`<${CRS84}>`)
    const { timeStamp } = await readJson<{ timeStamp: string }>(answer)
    expect(Date.parse(timeStamp)).toBeGreaterThanOrEqual(before)
    expect(Date.parse(timeStamp)).toBeLessThanOrEqual(Date.now())
  })

  it('come in pages that hold every feature once, and lead back', async () => {
    const all = keysOf(await items(server, 'proposals', { limit: '100' }))
    for (const limit of [1, 3, 4, all.length - 1, all.length, all.length + 1]) {
      const first = await items(server, 'proposals', { limit: String(limit) })
      const pages = await follow(first)
      expect(pages.flatMap(keysOf), `limit ${limit}`).toEqual(all)
      expect(pages).toHaveLength(Math.ceil(all.length / limit))
      for (const page of pages) {
        expect(page.numberMatched).toBe(all.length)
        expect(page.numberReturned).toBe(page.features.length)
      }
      expect(linkOf(first, 'prev')).toBeUndefined()
      const back = await follow(pages.at(-1)!, 'prev')
      expect(new Set(back.flatMap(keysOf)), `limit ${limit}, back`).toEqual(new Set(all))
      expect(keysOf(back.at(-1)!)).toEqual(keysOf(first))
    }
  })

  it('tell how many match a selection on every page of it', async () => {
    const first = await items(server, 'proposals', { limit: '2', status: 'submitted' })
    const pages = await follow(first)
    const matched = pages.reduce((sum, { numberReturned }) => sum + numberReturned, 0)
    expect(pages.length).toBeGreaterThan(1)
    expect(pages.map(({ numberMatched }) => numberMatched)).toEqual(pages.map(() => matched))
  })

  it('go on where they stopped though rows are written and deleted meanwhile', async () => {
    const first = await items(server, 'facilities', { limit: '2' })
    const all = keysOf(await items(server, 'facilities', { limit: '100' }))
    await server.database.write('facilities').where({ id: all[1] }).delete()
    const rest = (await follow(first)).slice(1).flatMap(keysOf)
    expect(rest).toEqual(all.slice(2))
  })

  it('more than the most are the most; none is a mistake', async () => {
    expect((await items(server, 'proposals', { limit: '999999999' })).numberReturned).toBe(11)
    for (const limit of ['0', '-1', '1.5', 'ten', ''])
      await readParameterFault(await server.get(`/ogc/collections/proposals/items?limit=${limit}`), 'limit')
  })

  it('refuse a cursor that was changed, or that belongs to another question', async () => {
    const first = await items(server, 'proposals', { limit: '2' })
    const cursor = new URL(linkOf(first, 'next')!).searchParams.get('cursor') ?? ''
    const ask = (text: string, more = '') =>
      server.get(`/ogc/collections/proposals/items?cursor=${encodeURIComponent(text)}${more}`)
    expect((await ask(cursor)).status).toBe(200)
    const plain = Buffer.from(cursor, 'base64url').toString()
    const changed = Buffer.from(plain.replace(/\.\d+/, '.1')).toString('base64url')
    for (const wrong of [changed, `${cursor}A`, cursor.slice(0, -2), 'x', `${cursor}=`])
      await readParameterFault(await ask(wrong), 'cursor')
    await readParameterFault(await ask(cursor, '&status=accepted'), 'cursor')
    await readParameterFault(await server.get(`/ogc/collections/roads/items?cursor=${cursor}`), 'cursor')
    expect((await ask(cursor, '&limit=5&lang=en')).status, 'of pages of another length').toBe(200)
  })

  it('of thousands come whole in pages of the most, and are not counted beyond what is worth it', async () => {
    const many = 20_050
    await server.database.write.raw(
      `INSERT INTO facilities (dataset_id, source_id, type, name, placement, geom)
       SELECT (SELECT min(dataset_id) FROM facilities), 'uji-' || n, 'UJI', 'Uji ' || n, 'inside', ST_SetSRID(ST_Point(111 + n / 1e5, -2), 4326)
       FROM generate_series(1, ?::int) n`,
      [many],
    )
    try {
      const pages = await follow(await items(server, 'facilities', { type: 'UJI', limit: '10000' }))
      expect(pages.map(({ numberReturned }) => numberReturned)).toEqual([10_000, 10_000, 50])
      expect(pages.map(({ numberMatched }) => numberMatched)).toEqual([undefined, undefined, undefined])
      const names = pages.flatMap(({ features }) => features.map(({ properties }) => properties?.id))
      expect(names).toEqual(Array.from({ length: many }, (_, at) => `uji-${at + 1}`))
      const fewer = await items(server, 'facilities', { type: 'UJI', bbox: '111,-3,111.15,-1', limit: '1' })
      expect(fewer.numberMatched).toBe(15_000)
    } finally {
      await server.database.write('facilities').where({ type: 'UJI' }).delete()
    }
  })

  it('never show a draft', async () => {
    await server.database.write.raw(`UPDATE proposals SET status = 'draft' WHERE code = '202500001'`)
    try {
      const { features } = await items(server, 'proposals', { limit: '100' })
      expect(features.map(({ properties }) => properties?.code)).not.toContain('202500001')
      expect(features).toHaveLength(10)
      expect((await items(server, 'proposals', { code: '202500001' })).features).toEqual([])
    } finally {
      await server.database.write.raw(`UPDATE proposals SET status = 'accepted' WHERE code = '202500001'`)
    }
  })
})

describe('a selection of items', () => {
  it('by box is what PostGIS says meets it, with four numbers or six', async () => {
    for (const box of ['111.0,-2.2,111.1,-2.1', '111.15,-2.1,111.2,-2.0', '110,-3,112,-1', '0,0,1,1']) {
      const bounds = box.split(',').map(Number)
      const { rows } = await server.database.read.raw<{ rows: { id: number }[] }>(
        `SELECT p.id FROM proposals p WHERE ST_Intersects(p.public_geom, ST_MakeEnvelope(?, ?, ?, ?, 4326)) ORDER BY 1`,
        bounds,
      )
      const found = await items(server, 'proposals', { bbox: box, limit: '100' })
      expect(keysOf(found), box).toEqual(rows.map(({ id }) => id))
      const [w, s, e, n] = bounds
      const high = await items(server, 'proposals', { bbox: `${w},${s},-10,${e},${n},8848.5`, limit: '100' })
      expect(keysOf(high), box).toEqual(keysOf(found))
    }
  })

  it('by a box across the antimeridian is both its sides', async () => {
    const around = await items(server, 'roads', { bbox: '111.01,-3,110,0' })
    expect(around.numberReturned).toBe(2)
    expect((await items(server, 'roads', { bbox: '170,-3,-170,0' })).numberReturned).toBe(0)
  })

  it('by property is what has that value, of each type', async () => {
    const all = (await items(server, 'proposals', { limit: '100' })).features
    for (const [name, value] of [
      ['status', 'accepted'],
      ['year', 2026],
      ['costRupiah', 278_700_000],
      ['beyondStandard', false],
      ['title', 'Lampu jalan <script>alert(1)</script>'],
    ] as const) {
      const found = await items(server, 'proposals', { [name]: String(value), limit: '100' })
      const expected = all.filter(({ properties }) => properties?.[name] === value)
      expect(found.features, name).toEqual(expected)
      expect(expected.length, name).toBeGreaterThan(0)
    }
    const years = await items(server, 'proposals', { year: '2025,2026', limit: '100' })
    expect(years.features).toEqual(all)
    await readParameterFault(
      await server.get('/ogc/collections/proposals/items?costRupiah=banyak'),
      'costRupiah',
    )
    await readParameterFault(
      await server.get('/ogc/collections/proposals/items?beyondStandard=ya'),
      'beyondStandard',
    )
  })

  it('by time is what meets it; where nothing tells a time, time narrows nothing', async () => {
    const yearsOf = async (datetime: string) => {
      const { features } = await items(server, 'proposals', { datetime, limit: '100' })
      return [...new Set(features.map(({ properties }) => Number(properties?.year)))].sort()
    }
    expect(await yearsOf('2025-07-01T00:00:00Z')).toEqual([2025])
    expect(await yearsOf('2025-12-31')).toEqual([2025])
    expect(await yearsOf('2025-12-31T23:30:00-02:00')).toEqual([2026])
    expect(await yearsOf('../2025-06-01T00:00:00Z')).toEqual([2025])
    expect(await yearsOf('2025-12-31T23:59:59Z/..')).toEqual([2025, 2026])
    expect(await yearsOf('/2024-12-31T00:00:00Z')).toEqual([])
    expect(await yearsOf('2026-01-01T00:00:00Z/2026-01-02T00:00:00Z')).toEqual([2026])
    expect((await items(server, 'roads', { datetime: '1999-01-01' })).numberReturned).toBe(2)
    for (const wrong of [
      'yesterday',
      '2025',
      '2025-13-01',
      '../..',
      '2026-01-01/2025-01-01',
      '2025-01-01/a',
      '2025-01-01T00:00:00',
      '2025-01-01/2025-02-01/2025-03-01',
    ])
      await readParameterFault(
        await server.get(`/ogc/collections/proposals/items?datetime=${encodeURIComponent(wrong)}`),
        'datetime',
      )
  })
})

describe('one item', () => {
  it('is the one of the list, with links to itself and its collection', async () => {
    for (const collection of ['proposals', 'areas-village', 'facilities']) {
      const { features } = await items(server, collection, { limit: '3' })
      for (const feature of features) {
        const { links, ...alone } = await json<ItemDocument>(
          `/ogc/collections/${collection}/items/${feature.id}`,
        )
        expect(alone).toEqual(feature)
        expect(linkOf({ links }, 'collection')).toContain(`/ogc/collections/${collection}`)
        expect(linkOf({ links }, 'self')).toContain(`/items/${feature.id}`)
      }
    }
  })

  it('that is not there, or is a draft, is a 404', async () => {
    for (const id of ['0', '999999999', '99999999999999999999', 'abc', '-1', '1.5', '%00', '1%20OR%201=1'])
      await readFault(await server.get(`/ogc/collections/proposals/items/${id}`), 404)
  })
})

describe('every answer under /ogc', () => {
  const PATHS = [
    '/ogc',
    '/ogc/api',
    '/ogc/conformance',
    '/ogc/queryables',
    '/ogc/collections',
    '/ogc/collections/proposals',
    '/ogc/collections/proposals/schema',
    '/ogc/collections/proposals/queryables',
    '/ogc/collections/proposals/items',
    '/ogc/collections/areas-village/items?limit=2&bbox=110,-3,112,-1',
    '/ogc/collections/roads/items/1',
    '/ogc/collections/katalog',
    '/ogc/collections/katalog/items?q=desa',
    '/ogc/styles',
    '/ogc/collections/roads/styles',
    '/ogc/styles/roads.standard/metadata',
    '/ogc/tileMatrixSets',
    '/ogc/tileMatrixSets/WorldCRS84Quad',
    '/ogc/collections/poverty/tiles',
    '/ogc/collections/poverty/map/tiles/WorldCRS84Quad',
  ]

  it.each(PATHS)('%s has a strong ETag, and is a 304 to those who have it', async (path) => {
    const whole = await server.get(path)
    expect(whole.status).toBe(200)
    await whole.arrayBuffer()
    const etag = whole.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[^"]+"$/)
    const ask = (tag: string) =>
      server.get(path, { headers: { 'If-None-Match': tag, 'Cache-Control': 'max-age=0' } })
    const same = await ask(`"another", ${etag}`)
    expect(same.status).toBe(304)
    expect(same.headers.get('etag')).toBe(etag)
    expect(await same.text()).toBe('')
    const other = await ask('"another"')
    expect(other.status).toBe(200)
    await other.arrayBuffer()
  })

  it('is a page for people, in both languages, whose links within the site all answer', async () => {
    const seen = new Set<string>()
    for (const path of PATHS) {
      const page = await server.get(path, {
        headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
      })
      expect(page.status, path).toBe(200)
      expect(page.headers.get('content-type'), path).toContain('text/html')
      expect(page.headers.get('vary'), path).toContain('Accept')
      const text = await page.text()
      expect(text, path).toMatch(/<html lang="id">[\s\S]*<h1>[^<]+<\/h1>/)
      expect(text, path).not.toContain('<script>alert')
      const english = await server.get(`${path}${path.includes('?') ? '&' : '?'}f=html&lang=en`)
      expect(await english.text(), path).toContain('<html lang="en">')
      for (const [, href = ''] of text.matchAll(/href="(\/ogc[^"]*)"/g))
        seen.add(href.replaceAll('&#38;', '&'))
    }
    expect(seen.size).toBeGreaterThan(20)
    for (const href of seen) {
      const answer = await server.get(href)
      expect(answer.status, href).toBe(200)
      await answer.arrayBuffer()
    }
    const listing = await (await server.get('/ogc/collections/proposals/items?f=html&limit=100')).text()
    expect(listing).toContain('&#60;script&#62;alert(1)&#60;/script&#62;')
    expect(listing).toMatch(/11 dari 11 unsur/)
    const first = await (
      await server.get('/ogc/collections/proposals/items?f=html&limit=1&status=submitted')
    ).text()
    const next = /rel="next" href="([^"]+)"/.exec(first)?.[1]?.replaceAll('&#38;', '&')
    expect(await (await server.get(next ?? '', { headers: { Accept: 'text/html' } })).text()).toContain(
      'rel="prev"',
    )
  })

  it('to HEAD is that to GET without its body', async () => {
    for (const path of PATHS) {
      const head = await server.get(path, { method: 'HEAD' })
      const whole = await server.get(path)
      expect(await head.text()).toBe('')
      expect(head.status, path).toBe(200)
      for (const name of ['content-type', 'content-crs', 'access-control-allow-origin', 'vary'])
        expect(head.headers.get(name), `${path} ${name}`).toBe(whole.headers.get(name))
      await whole.arrayBuffer()
    }
  })

  it('may be read by scripts of any site, and written by nobody', async () => {
    for (const path of PATHS) {
      const answer = await server.get(path, { headers: { Origin: 'https://portal.example' } })
      expect(answer.headers.get('access-control-allow-origin'), path).toBe('*')
      expect(answer.headers.get('access-control-expose-headers'), path).toContain('Content-Crs')
      await answer.arrayBuffer()
      const options = await server.get(path, { method: 'OPTIONS' })
      expect(options.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const refused = await server.get(path, { method })
        expect(refused.headers.get('allow'), path).toBe('GET, HEAD, OPTIONS')
        await readFault(refused, 405)
      }
    }
  })

  it('refuses what it does not know, what is given twice, and formats that it does not speak', async () => {
    for (const path of PATHS) {
      const join = path.includes('?') ? '&' : '?'
      await readParameterFault(await server.get(`${path}${join}tidak_dikenal=1`), 'tidak_dikenal')
      await readParameterFault(await server.get(`${path}${join}f=xml`), 'f')
      await readParameterFault(await server.get(`${path}${join}f=json&f=json`), 'f')
      await readParameterFault(await server.get(`${path}${join}lang=fr`), 'lang')
      await readFault(await server.get(path, { headers: { Accept: 'image/png' } }), 406)
    }
  })

  it('is anew once the store has changed', async () => {
    const path = '/ogc/collections/proposals/items?limit=100'
    const etag = (await server.get(path)).headers.get('etag') ?? ''
    await server.database.write.transaction(async (transaction) => {
      await transaction('proposals').where({ code: '202500002' }).update({ title: 'Jembatan baru' })
      await transaction.raw(`SELECT pg_notify('petausul_changes', '{"layer":"proposals","ids":null}')`)
    })
    const again = () => server.get(path, { headers: { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' } })
    await expect.poll(async () => (await again()).status, { timeout: 20_000 }).toBe(200)
    expect(await (await again()).text()).toContain('Jembatan baru')
  })
})
