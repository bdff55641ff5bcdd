import type { Feature, FeatureCollection } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Zone } from '../../core/api/zone.ts'
import { downloadFormats } from '../../core/download/download-formats.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { findAll, parseXmlTree } from '../support/xml-tree.ts'
import { readJson } from './answers.ts'
import { type ItemDocument, items } from './ogc-client.ts'
import { mapQuery } from './wms-client.ts'
import { readPicture } from './wms-picture.ts'
import { KOTA_LAMA, PATIENT, zoneClient } from './zone-client.ts'

let server: TestServer
let zone: Zone
beforeAll(async () => {
  server = await startTestServer()
  zone = await readJson<Zone>(
    await zoneClient(server).create({ name: 'Zona pesisir', geometry: KOTA_LAMA, published: true }),
  )
})
afterAll(() => server.close())

/** The maps of these tests show 110.9–111.4 E, 2.3–1.8 S on 200 × 200 pixels: the zone lies in columns 120–160, rows 120–160. */
const [INSIDE, OUTSIDE] = [
  [140, 140],
  [60, 140],
] as const

describe('a published zone, as a layer like any other', () => {
  it('is a feature of OGC API Features, with its outline', async () => {
    const { features } = await items(server, 'zones')
    const found = features.find(({ properties }) => properties?.id === zone.id)
    expect(found?.properties).toMatchObject({ name: 'Zona pesisir', population: 5000 })
    expect(found?.geometry).toEqual(zone.geometry)
    const alone = await readJson<ItemDocument>(
      await server.get(`/ogc/collections/zones/items/${String(found?.id)}`),
    )
    expect(alone).toMatchObject({ id: found?.id, properties: { id: zone.id } })
  })

  it('is told by GetFeatureInfo at a point in it, and not beside it', async () => {
    const at = async ([i, j]: readonly [number, number]) => {
      const info_format = 'application/json'
      const query = { request: 'GetFeatureInfo', layers: 'zones', query_layers: 'zones', info_format }
      const answer = await server.get(mapQuery({ ...query, i: String(i), j: String(j) }))
      return (await readJson<FeatureCollection>(answer)).features
    }
    expect(await at(INSIDE)).toMatchObject([{ properties: { id: zone.id, name: 'Zona pesisir' } }])
    expect(await at(OUTSIDE)).toEqual([])
  })

  it('is drawn where it lies, and nowhere else', async () => {
    const draw = async () => readPicture(await server.get(mapQuery({ layers: 'zones', transparent: 'TRUE' })))
    await expect.poll(async () => (await draw()).covered(), PATIENT).toBeGreaterThan(0)
    const picture = await draw()
    expect(picture.covered()).toBeLessThan(0.06)
    // Its edge in the west, halfway down.
    const edge = [118, 119, 120, 121, 122].map((x) => picture.at(x, INSIDE[1]))
    expect(edge.some((colour) => colour !== '')).toBe(true)
    expect(picture.at(...OUTSIDE)).toBe('')
  })

  it('has a record in the catalogue of CSW, in that of OGC API Records, and a page', async () => {
    const { title, extent } = await readJson<{ title: { id: string }; extent: number[] }>(
      await server.get('/api/layers/zones/metadata'),
    )
    const query = new URLSearchParams({
      ...{ service: 'CSW', version: '2.0.2', request: 'GetRecords', typeNames: 'csw:Record' },
      ...{ resultType: 'results', elementSetName: 'full', maxRecords: '50' },
      ...{ constraintLanguage: 'CQL_TEXT', constraint: `dc:title = '${title.id}'` },
    })
    const root = parseXmlTree(await (await server.get(`/csw?${query}`)).text())
    expect(findAll(root, 'title').map(({ text }) => text)).toEqual([title.id])
    const { features } = await readJson<FeatureCollection>(
      await server.get('/ogc/collections/katalog/items?limit=100'),
    )
    const layerOf = ({ properties }: Feature) =>
      (properties?.externalIds as { value: string }[] | undefined)?.[0]?.value
    expect(features.filter((feature) => layerOf(feature) === 'zones')).toMatchObject([
      { properties: { title: title.id } },
    ])
    for (const [at, limit] of [111.2, -2.2, 111.3, -2.1].entries()) expect(extent[at]).toBeCloseTo(limit, 3)
    const page = await server.get('/katalog/zones', { headers: { accept: 'text/html' } })
    expect(page.status).toBe(200)
    expect(await page.text()).toContain(title.id)
  })

  it.each(downloadFormats.map(({ extension, mediaType }) => [extension, mediaType]))(
    'is downloaded as %s',
    async (extension, mediaType) => {
      const answer = await server.get(`/data/zones.${extension}`)
      const bytes = Buffer.from(await answer.arrayBuffer())
      expect(answer.status, bytes.subarray(0, 300).toString()).toBe(200)
      expect(answer.headers.get('content-type')).toContain(mediaType)
      // Packed formats hide their words.
      if (!['xlsx', 'pdf', 'shp.zip'].includes(extension))
        expect(bytes.includes('Zona pesisir'), extension).toBe(true)
      expect(bytes.length).toBeGreaterThan(100)
    },
  )
})
