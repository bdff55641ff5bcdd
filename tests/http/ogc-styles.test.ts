import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OFFICE, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import type { Link } from './ogc-client.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const json = async <Body>(path: string) => readJson<Body>(await server.get(path))
interface Styles {
  default?: string
  styles: { id: string; title: string; links: Link[] }[]
}
interface MapboxStyle {
  version: number
  sources: Record<string, { type: string; url: string }>
  layers: {
    id: string
    type: string
    source: string
    'source-layer': string
    filter?: unknown
    minzoom?: number
    maxzoom?: number
    paint: Record<string, unknown>
  }[]
}

describe('styles', () => {
  it('are those of every layer, each with links that answer with the type that they name', async () => {
    const { items } = await json<{ items: { id: string }[] }>('/api/layers')
    const { styles } = await json<Styles>('/ogc/styles')
    for (const { id } of items) {
      const own = await json<Styles>(`/ogc/collections/${id}/styles`)
      const known = (await json<{ items: { name: string }[] }>(`/api/styles/${id}`)).items
      expect(own.styles.map((style) => style.id)).toEqual(known.map(({ name }) => `${id}.${name}`))
      expect(own.default).toBe(own.styles[0]?.id)
      for (const style of own.styles) expect(styles).toContainEqual(style)
    }
    for (const { href, type } of styles.slice(0, 4).flatMap(({ links }) => links)) {
      const answer = await fetch(href)
      expect(answer.status, href).toBe(200)
      expect(answer.headers.get('content-type')?.split(';')[0], href).toBe(type.split(';')[0])
      expect(answer.headers.get('etag'), href).toMatch(/^"/)
      await answer.arrayBuffer()
    }
  })

  it("as GeoStyler's JSON and SLD are what /api/styles tells", async () => {
    const { document } = await json<{ document: object }>('/api/styles/poverty/standard')
    expect(await json('/ogc/styles/poverty.standard?f=geostyler')).toEqual(document)
    for (const [f, version] of [
      ['sld10', '1.0.0'],
      ['sld11', '1.1.0'],
    ]) {
      const own = await (await server.get(`/ogc/styles/poverty.standard?f=${f}`)).text()
      expect(own).toBe(await (await server.get(`/api/styles/poverty/standard/sld?version=${version}`)).text())
    }
    const byAccept = await server.get('/ogc/styles/poverty.standard', {
      headers: { Accept: 'application/vnd.ogc.sld+xml' },
    })
    expect(await byAccept.text()).toContain('StyledLayerDescriptor')
  })

  it('as Mapbox style draw the tiles of their layer: each feature as the rules that hold for it', async () => {
    for (const layer of ['poverty', 'proposals', 'facilities', 'roads', 'need']) {
      const style = await json<MapboxStyle>(`/ogc/styles/${layer}.standard`)
      expect(style).toMatchObject({ version: 8, sources: { [layer]: { type: 'vector' } } })
      const { vector_layers } = await readJson<{ vector_layers: { id: string; fields: object }[] }>(
        await fetch(style.sources[layer]!.url),
      )
      expect(style.layers.length, layer).toBeGreaterThan(0)
      expect(new Set(style.layers.map(({ id }) => id)).size).toBe(style.layers.length)
      for (const { type, source, filter, paint, ...rest } of style.layers) {
        expect(rest['source-layer']).toBe(vector_layers[0]?.id)
        expect(source).toBe(layer)
        for (const name of Object.keys(paint)) expect(name.startsWith(`${type}-`), name).toBe(true)
        for (const [, name] of JSON.stringify(filter ?? []).matchAll(/\["(?:get|has)","([^"]+)"\]/g))
          expect(Object.keys(vector_layers[0]!.fields), layer).toContain(name)
      }
    }
  })

  it('that the office stores are there at once', async () => {
    const { document } = await json<{ document: { rules: object[] } }>('/api/styles/roads/standard')
    const put = await server.get('/api/styles/roads/tebal', {
      method: 'PUT',
      headers: {
        ...OFFICE,
        'Content-Type': 'application/json',
        'If-None-Match': '*',
      },
      body: JSON.stringify({
        title: { id: 'Jalan tebal', en: 'Thick roads' },
        document: {
          ...document,
          name: 'tebal',
          rules: [
            {
              name: 'Jalan',
              filter: ['==', 'kategori', 'desa'],
              scaleDenominator: { max: 500000 },
              symbolizers: [{ kind: 'Line', color: '#123456', width: 8, dasharray: [16, 8] }],
            },
          ],
        },
      }),
    })
    expect(put.status, await put.text()).toBe(201)
    const { styles } = await json<Styles>('/ogc/collections/roads/styles?lang=en')
    expect(styles.map(({ title }) => title)).toContain('Jalan: Thick roads')
    const [line] = (await json<MapboxStyle>('/ogc/styles/roads.tebal')).layers
    expect(line).toMatchObject({
      type: 'line',
      filter: ['==', ['get', 'kategori'], 'desa'],
      paint: { 'line-color': '#123456', 'line-dasharray': [2, 1] },
    })
    // 1:500,000 in pixels of 0.28 mm is 140 m a pixel: zoom 10.127 of 256-pixel tiles, 9.127 of 512.
    expect(line?.minzoom).toBeCloseTo(9.127, 2)
    const metadata = await json<{ id: string; version: string; stylesheets: object[] }>(
      '/ogc/styles/roads.tebal/metadata',
    )
    expect(metadata).toMatchObject({ id: 'roads.tebal', version: '1' })
    expect(metadata.stylesheets).toHaveLength(4)
  })

  it('that are not there are a 404, and formats that are none a 400', async () => {
    for (const id of [
      'roads',
      'roads.',
      '.standard',
      'roads.tidak-ada',
      'tidak.standard',
      'roads.default',
      '%00.%00',
    ])
      for (const path of [id, `${id}/metadata`]) await readFault(await server.get(`/ogc/styles/${path}`), 404)
    await readParameterFault(await server.get('/ogc/styles/roads.standard?f=qml'), 'f')
    await readParameterFault(await server.get('/ogc/styles/roads.standard?x=1'), 'x')
  })
})
