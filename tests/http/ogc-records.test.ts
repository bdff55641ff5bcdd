import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { follow, type ItemDocument, type ItemsDocument, linkOf } from './ogc-client.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const json = async <Body>(path: string) => readJson<Body>(await server.get(path))
const ITEMS = '/ogc/collections/katalog/items'
const find = (query: Record<string, string>) => json<ItemsDocument>(`${ITEMS}?${new URLSearchParams(query)}`)
const titles = ({ features }: ItemsDocument) => features.map(({ properties }) => String(properties?.title))
const layersOf = ({ features }: ItemsDocument) =>
  features.flatMap(
    ({ properties }) => properties?.externalIds?.map(({ value }: { value: string }) => value) ?? [],
  )
interface Layer {
  id: string
  title: { id: string; en: string }
  extent: number[] | null
}
const readLayers = async () => (await json<{ items: Layer[] }>('/api/layers')).items

describe('the catalogue as records', () => {
  it('is a collection of /ogc that leads to a record of each layer, and of the node as their series', async () => {
    const { collections } = await json<{ collections: { id: string; itemType: string }[] }>(
      '/ogc/collections',
    )
    expect(collections.filter(({ itemType }) => itemType === 'record').map(({ id }) => id)).toEqual([
      'katalog',
    ])
    const alone = await json<{ links: ItemsDocument['links']; extent: object }>('/ogc/collections/katalog')
    expect(alone).toMatchObject(collections.at(-1)!)
    const all = await find({ limit: '100' })
    expect(all).toMatchObject({ type: 'FeatureCollection', numberMatched: all.features.length })
    expect(layersOf(all)).toEqual((await readLayers()).map(({ id }) => id))
    expect((await find({ type: 'series' })).features).toHaveLength(1)
    expect((await find({ type: 'dataset', limit: '100' })).features).toHaveLength(all.features.length - 1)
    expect(linkOf(alone, 'items')).toContain(ITEMS)
  })

  it('tells of each layer what its own metadata tells, with links that answer', async () => {
    const { features } = await find({ limit: '100', type: 'dataset' })
    for (const feature of features) {
      const layer = feature.properties?.externalIds[0].value as string
      const record = await json<{
        id: string
        title: { id: string }
        abstract: { id: string }
        extent: number[]
      }>(`/api/layers/${layer}/metadata`)
      expect(feature).toMatchObject({
        id: record.id,
        conformsTo: ['http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/record-core'],
        properties: { type: 'dataset', title: record.title.id, description: record.abstract.id },
      })
      const [w, s, e, n] = record.extent
      expect(feature.geometry).toEqual({
        type: 'Polygon',
        coordinates: [
          [
            [w, s],
            [e, s],
            [e, n],
            [w, n],
            [w, s],
          ],
        ],
      })
      const alone = await json<ItemDocument>(`${ITEMS}/${record.id}`)
      expect(alone).toEqual(feature)
    }
    const [one] = features
    for (const { href, type } of (one as unknown as ItemDocument).links) {
      const answer = await fetch(href)
      expect(answer.status, href).toBe(200)
      expect(answer.headers.get('content-type')?.split(';')[0], href).toBe(type.split(';')[0])
      await answer.arrayBuffer()
    }
    const english = await find({ limit: '100', type: 'dataset', lang: 'en' })
    expect(titles(english)).toEqual((await readLayers()).map(({ title }) => title.en))
  })

  it('is searched by words, box, time, type and ids', async () => {
    expect(titles(await find({ q: 'KISI kebutuhan' }))).toContain('Kisi kebutuhan')
    expect((await find({ q: 'tidak ada sama sekali' })).features).toEqual([])
    const either = await find({ q: 'Kisi kebutuhan,sekolah dan layanan', limit: '100' })
    expect(titles(either)).toEqual(expect.arrayContaining(['Kisi kebutuhan', 'Sekolah dan layanan']))
    const layers = await readLayers()
    const meets = ({ extent }: Layer) => extent !== null && extent[2]! >= 113 && extent[0]! <= 116
    const found = layersOf(await find({ bbox: '113,-6,116,-4', limit: '100' }))
    expect(found).toEqual(layers.filter(meets).map(({ id }) => id))
    expect(found).toContain('facilities')
    expect(layersOf(await find({ bbox: '170,-6,-170,-4' }))).toEqual([])
    expect(layersOf(await find({ datetime: '2026-06-01/..', limit: '100' }))).toContain('proposals')
    expect(layersOf(await find({ datetime: '2030-01-01T00:00:00Z', limit: '100' }))).not.toContain(
      'proposals',
    )
    const [first, second] = (await find({ limit: '2' })).features
    expect((await find({ ids: `${second?.id},${first?.id}` })).numberMatched).toBe(2)
  })

  it('comes in pages that lead on and back', async () => {
    const all = (await find({ limit: '100' })).features.map(({ id }) => id)
    const pages = await follow(await find({ limit: '4' }))
    expect(pages.flatMap(({ features }) => features.map(({ id }) => id))).toEqual(all)
    const back = await follow(pages.at(-1)!, 'prev')
    expect(back.at(-1)!.features.map(({ id }) => id)).toEqual(all.slice(0, 4))
  })

  it('refuses what it does not know', async () => {
    await readFault(await server.get(`${ITEMS}/tidak-ada`), 404)
    for (const [name, value] of [
      ['bbox', '1,2,3'],
      ['datetime', 'kemarin'],
      ['q', ','],
      ['limit', '0'],
      ['cursor', 'x'],
      ['filter', 'TRUE'],
    ] as const)
      await readParameterFault(await server.get(`${ITEMS}?${name}=${value}`), name)
  })
})

describe('/katalog.jsonld', () => {
  interface Dataset {
    '@id': string
    '@type': string
    'dct:identifier': string
    'dct:title': { '@value': string; '@language': string }[]
    'dcat:distribution': { 'dcat:accessURL': { '@id': string }; 'dcat:mediaType': { '@id': string } }[]
    'dct:spatial'?: { 'dcat:bbox': { '@value': string } }
  }
  interface Catalogue {
    '@context': Record<string, string>
    '@type': string
    'dct:publisher': { 'foaf:name': string }
    'dcat:dataset': Dataset[]
  }

  it('is DCAT in JSON-LD: a dataset of each layer, with ways to have it that answer', async () => {
    const answer = await server.get('/katalog.jsonld', { headers: { Origin: 'https://portal.example' } })
    expect(answer.headers.get('content-type')).toContain('application/ld+json')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    const catalogue = JSON.parse(await answer.text()) as Catalogue
    expect(catalogue['@type']).toBe('dcat:Catalog')
    const layers = await readLayers()
    const datasets = catalogue['dcat:dataset']
    expect(datasets.map((dataset) => dataset['dct:title'][0]?.['@value'])).toEqual(
      layers.map(({ title }) => title.id),
    )
    for (const dataset of datasets) {
      expect(dataset['@type']).toBe('dcat:Dataset')
      expect((await readJson<ItemDocument>(await fetch(dataset['@id']))).id).toBe(dataset['dct:identifier'])
      expect(dataset['dcat:distribution'].length).toBeGreaterThan(3)
      expect(dataset['dct:spatial']?.['dcat:bbox']['@value']).toMatch(/^POLYGON\(\(1\d\d/)
    }
    for (const { 'dcat:accessURL': url, 'dcat:mediaType': type } of datasets.at(-1)!['dcat:distribution']) {
      const way = await fetch(url['@id'])
      expect(way.status, url['@id']).toBe(200)
      expect(type['@id'].endsWith(way.headers.get('content-type')?.split(';')[0] ?? '?'), url['@id']).toBe(
        true,
      )
      await way.arrayBuffer()
    }
    const prefixes = Object.keys(catalogue['@context'])
    for (const [, prefix] of JSON.stringify(catalogue).matchAll(/"(\w+):[A-Za-z]+":/g))
      expect(prefixes).toContain(prefix)
  })

  it('takes no parameters, and only reads', async () => {
    await readParameterFault(await server.get('/katalog.jsonld?x=1'), 'x')
    await readFault(await server.get('/katalog.jsonld', { method: 'DELETE' }), 405)
  })
})
