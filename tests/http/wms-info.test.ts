import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { findAll, parseXmlTree } from '../support/xml-tree.ts'
import { readJson } from './answers.ts'
import { mapQuery, type Version } from './wms-client.ts'
import { readPicture } from './wms-picture.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

interface Feature {
  id: string
  geometry: { type: string; coordinates: unknown }
  properties: Record<string, unknown>
}

/** The map of these tests shows 110.9–111.4 E, 2.3–1.8 S on 200 × 200 pixels. */
const pixelOf = ([lon, lat]: [number, number]) => [
  String(Math.floor((200 * (lon - 110.9)) / 0.5)),
  String(Math.floor((200 * (-1.8 - lat)) / 0.5)),
]

function ask(
  layer: string,
  place: [number, number],
  changes: Record<string, string | undefined> = {},
  version: Version = '1.3.0',
): Promise<Response> {
  const [column, row] = pixelOf(place)
  const at = version === '1.3.0' ? { i: column, j: row } : { x: column, y: row }
  const query = {
    request: 'GetFeatureInfo',
    layers: layer,
    query_layers: layer,
    info_format: 'application/json',
  }
  return server.get(mapQuery({ ...query, ...at, ...changes }, version))
}

async function featuresAt(...asked: Parameters<typeof ask>): Promise<Feature[]> {
  const { type, features } = await readJson<{ type: string; features: Feature[] }>(await ask(...asked))
  expect(type).toBe('FeatureCollection')
  return features
}

const names = (features: Feature[]) => features.map(({ properties }) => properties.name)

describe('GetFeatureInfo', () => {
  it.each<[Version, Record<string, string>]>([
    ['1.3.0', {}],
    ['1.3.0', { crs: 'CRS:84', bbox: '110.9,-2.3,111.4,-1.8' }],
    ['1.1.1', {}],
  ])('finds the area at a pixel and none beside it: %s %o', async (version, changes) => {
    const [feature, ...more] = await featuresAt('areas-village', [111.05, -2.15], changes, version)
    expect(more).toEqual([])
    expect(feature).toMatchObject({
      id: expect.stringMatching(/^areas-village\.\d+$/),
      properties: { code: '62.99.01.2001', name: 'Sungai Jernih' },
      geometry: { type: expect.stringMatching(/Polygon$/) },
    })
    expect(await featuresAt('areas-village', [110.95, -2.15], changes, version)).toEqual([])
  })

  it('finds points within the reach of their symbol, the nearest first, as many as asked for', async () => {
    // A school at 111.25, 2.15 S, and one 150 m beside it.
    const one = await featuresAt('facilities', [111.25, -2.15])
    expect(names(one)).toEqual(['SD NEGERI 1 KOTA LAMA'])
    const several = await featuresAt('facilities', [111.25, -2.15], { feature_count: '10' })
    expect(names(several).slice(0, 2)).toEqual(['SD NEGERI 1 KOTA LAMA', 'SMP NEGERI 1 KOTA LAMA'])
    expect(names(await featuresAt('facilities', [111.251, -2.151], { feature_count: '2' }))).toHaveLength(2)
    expect(await featuresAt('facilities', [111.25, -2.15 + 0.024])).toEqual([])
    const count = (
      await featuresAt('facilities', [111.25, -2.15], {
        feature_count: '999999999',
        bbox: '-90,-180,90,180',
        i: '161',
        j: '102',
      })
    ).length
    expect(count).toBeGreaterThan(2)
  })

  it('asks only the layers that are to be asked, in their order, each for its features', async () => {
    const both = { layers: 'areas-village,facilities,roads', styles: ',,' }
    const place: [number, number] = [111.25, -2.15]
    const found = await featuresAt('', place, { ...both, query_layers: 'facilities,areas-village' })
    expect(found.map(({ id }) => id.split('.')[0])).toEqual(['facilities', 'areas-village'])
    const one = await featuresAt('', place, { ...both, query_layers: 'areas-village' })
    expect(one.map(({ id }) => id.split('.')[0])).toEqual(['areas-village'])
  })

  it('is narrowed as the map is, by CQL_FILTER and TIME', async () => {
    const place: [number, number] = [111.05, -2.15]
    expect(await featuresAt('areas-village', place, { cql_filter: "name = 'Kubu'" })).toEqual([])
    expect(await featuresAt('areas-village', place, { cql_filter: "name LIKE 'Sungai%'" })).toHaveLength(1)
    const everywhere = { bbox: '-12,101,8,121', i: '100', j: '100', feature_count: '100' }
    const years = async (time: string) =>
      new Set(
        (await featuresAt('proposals', place, { ...everywhere, time })).map(
          ({ properties }) => properties.year,
        ),
      )
    expect(await years('2025')).toEqual(new Set([2025]))
    expect(await years('2025/2026')).toEqual(new Set([2025, 2026]))
    expect(await years('1999')).toEqual(new Set())
  })

  it('tells what downloads tell, and of no draft and no household', async () => {
    const found = await featuresAt('proposals', [111.15, -2.1], {
      bbox: '-12,101,8,121',
      i: '100',
      j: '100',
      feature_count: '100',
    })
    const { features } = await readJson<{ features: Feature[] }>(await server.get('/data/proposals.geojson'))
    const published = new Map(features.map((feature) => [feature.properties.code, feature]))
    expect(found.length).toBeGreaterThan(3)
    for (const { properties, geometry } of found) {
      const same = published.get(properties.code)!
      expect(properties).toEqual(same.properties)
      expect(geometry).toEqual(same.geometry)
    }
  })

  it('answers in text and HTML, in both languages, with everything escaped', async () => {
    const place: [number, number] = [111.05, -2.15]
    const textOf = async (format: string, language = 'id') => {
      const answer = await ask('areas-village', place, { info_format: format, language })
      expect(answer.headers.get('content-type')).toBe(`${format}; charset=utf-8`)
      return await answer.text()
    }
    expect(await textOf('text/plain')).toMatch(
      /^Desa dan kelurahan \(areas-village\.\d+\)\n {2}code = 62\.99\.01\.2001\n/,
    )
    expect(await textOf('text/html')).toContain('<th align="left">Nama</th><td>Sungai Jernih</td>')
    expect(await textOf('text/html', 'en')).toContain('<h2>Villages</h2>')
    const empty = await ask('areas-village', [110.95, -2.15], { info_format: 'text/html' })
    expect(await empty.text()).toContain('Tidak ada objek')
    const plain = await ask('areas-village', place, { info_format: undefined })
    expect(plain.headers.get('content-type')).toContain('text/plain')
    const write = server.database.write
    await write.raw(`UPDATE facilities SET name = ? WHERE source_id = '1'`, ['<script>alert("x")</script>&'])
    const page = await (await ask('facilities', [111.25, -2.15], { info_format: 'text/html' })).text()
    expect(page).toContain('&lt;script&gt;')
    expect(page).not.toContain('<script')
    const gml = await ask('facilities', [111.25, -2.15], { info_format: 'application/vnd.ogc.gml' })
    expect(findAll(parseXmlTree(await gml.text()), 'name')[0]?.text).toBe('<script>alert("x")</script>&')
  })

  it.each([
    ['application/vnd.ogc.gml', 'coordinates', /^111(\.\d+)?,-2\.\d+ /],
    ['application/vnd.ogc.gml/3.1.1', 'posList', /^-2\.\d+ 111(\.\d+)? /],
  ])('answers in %s, with its order of axes', async (format, element, order) => {
    const answer = await ask('areas-village', [111.05, -2.15], { info_format: format })
    expect(answer.headers.get('content-type')).toBe(format)
    const root = parseXmlTree(await answer.text())
    expect(root).toMatchObject({ uri: 'http://www.opengis.net/wfs', name: 'FeatureCollection' })
    const members = findAll(root, 'featureMember')
    expect(members).toHaveLength(1)
    expect(findAll(root, 'name')[0]?.text).toBe('Sungai Jernih')
    expect(findAll(root, element)[0]?.text.trim()).toMatch(order)
  })
})

describe('GetLegendGraphic', () => {
  const legend = (more: string) =>
    server.get(`/wms?service=WMS&request=GetLegendGraphic&version=1.3.0&${more}`)

  it('draws the classes of a layer, in both languages and several formats', async () => {
    const whole = await readPicture(await legend('layer=poverty&format=image/png'))
    expect(whole.height).toBeGreaterThan(60)
    expect(whole.covered('#ffffff')).toBeGreaterThan(0.03)
    const english = await (await legend('layer=poverty&format=image/png&language=en')).arrayBuffer()
    const indonesian = await (await legend('layer=poverty&format=image/png')).arrayBuffer()
    expect(Buffer.from(english).equals(Buffer.from(indonesian))).toBe(false)
    expect((await legend('layer=poverty&format=image/svg%2Bxml')).headers.get('content-type')).toBe(
      'image/svg+xml',
    )
    const transparent = await readPicture(await legend('layer=poverty&transparent=TRUE'))
    expect(transparent.at(0, 0)).toBe('')
    expect((await readPicture(await legend('layer=poverty&bgcolor=0x00ff00'))).at(0, 0)).toBe('#00ff00')
    // Without a version too, and with sizes that some clients take for the whole picture's.
    await readPicture(await server.get('/wms?request=GetLegendGraphic&layer=poverty&width=20&height=20'))
    await readPicture(await legend('layer=poverty&width=4000&height=4000'))
  })

  it('puts the name of the layer beside the one symbol of a style without classes', async () => {
    for (const layer of ['areas-village', 'areas-district', 'roads']) {
      const drawn = await readPicture(await legend(`layer=${layer}`))
      // A symbol alone is 32 pixels wide.
      expect(drawn.width, layer).toBeGreaterThan(60)
    }
    const words = (language: string) =>
      legend(`layer=areas-district&language=${language}`).then(async (answer) =>
        Buffer.from(await answer.arrayBuffer()),
      )
    expect((await words('en')).equals(await words('id'))).toBe(false)
  })

  it('is as large as capabilities say', async () => {
    const text = await (await server.get('/wms?service=WMS&request=GetCapabilities&version=1.1.1')).text()
    const legends = [...text.matchAll(/<LegendURL width="(\d+)" height="(\d+)">.*?href="([^"]+)"/g)]
    expect(legends.length).toBeGreaterThan(8)
    for (const [, width, height, address = ''] of legends) {
      const drawn = await readPicture(await fetch(address.replaceAll('&amp;', '&')))
      expect([drawn.width, drawn.height], address).toEqual([Number(width), Number(height)])
    }
  })
})
