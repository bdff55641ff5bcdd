import { strToU8 } from 'fflate'
import type { FeatureCollection } from 'geojson'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { decodeTile } from '../unit/tiles/decode-tile.ts'
import { readJson } from './answers.ts'
import { packageWith } from './district-zip.ts'
import { ImportClient } from './import-client.ts'

let client: ImportClient
beforeAll(async () => {
  client = await ImportClient.start('district')
})
afterAll(() => client.close())

/**
 * Headings as people write them: a question, a sentence longer than an identifier of PostgreSQL, quotes, a bare
 * number; and such as we use ourselves.
 */
const values = {
  'Rusak?': 'ya',
  [`Keterangan ${'panjang sekali '.repeat(8)}`]: 'a',
  [`Keterangan ${'panjang sekali '.repeat(8)}lagi`]: 'b',
  'Kata "orang" dan \'warga\'': 'c',
  '2025': 'd',
  'column 0': 'e',
  key: 'f',
  geometry: 'g',
  place: 'h',
}

it('keeps what a file calls its columns, whatever that is, by every route', async () => {
  const roads = {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: values,
        geometry: { type: 'Point', coordinates: [111.1, -2.1] },
      },
    ],
  }
  const zip = packageWith(
    { 'aneh.geojson': strToU8(JSON.stringify(roads)) },
    { layers: [{ id: 'odd', title: 'Aneh', file: 'aneh.geojson' }] },
  )
  expect(await client.importOf(zip)).toMatchObject({ state: 'done' })
  const { server } = client
  const { features } = await readJson<FeatureCollection>(await server.get('/data/odd.geojson'))
  expect(features.map(({ properties }) => properties)).toEqual([values])
  const { items } = await readJson<{ items: { properties: unknown }[] }>(
    await server.get('/api/identify?lon=111.1&lat=-2.1&radiusMetres=10&layers=odd'),
  )
  expect(items.map(({ properties }) => properties)).toEqual([values])
  // One point has no area, yet its box in the capabilities is one that a map can be asked of.
  const capabilities = await (await server.get('/wms?service=WMS&request=GetCapabilities')).text()
  const [, box = ''] = /<Name>odd<.*?<BoundingBox CRS="CRS:84" ([^>]*)/s.exec(capabilities) ?? []
  const at = await server.get(
    `/wms?version=1.3.0&request=GetFeatureInfo&layers=odd&query_layers=odd&styles=&crs=CRS:84&bbox=${[...box.matchAll(/"([^"]*)"/g)].map(([, side]) => side)}&width=101&height=101&i=50&j=50&info_format=application/json`,
  )
  expect((await readJson<FeatureCollection>(at)).features.map(({ properties }) => properties)).toEqual([
    values,
  ])
  const collection = await readJson<FeatureCollection>(await server.get('/ogc/collections/odd/items'))
  expect(collection.features.map(({ properties }) => properties)).toEqual([values])
  const [{ id } = { id: '' }] = collection.features
  expect(await readJson(await server.get(`/ogc/collections/odd/items/${id}`))).toMatchObject({
    geometry: { type: 'Point', coordinates: [111.1, -2.1] },
    properties: values,
  })
  const map = 'layers=odd&crs=CRS:84&bbox=111,-2.2,111.2,-2&width=100&height=100'
  const question =
    'request=GetFeatureInfo&version=1.3.0&query_layers=odd&i=50&j=50&info_format=application/json'
  const found = await readJson<FeatureCollection>(await server.get(`/wms?${question}&${map}`))
  expect(found.features.map(({ properties }) => properties)).toEqual([values])
  await expect
    .poll(async () => (await server.get('/tiles/odd/0/0/0.mvt')).status, { timeout: 20_000 })
    .toBe(200)
  const tile = await server.get('/tiles/odd/0/0/0.mvt')
  const [feature] = decodeTile(new Uint8Array(await tile.arrayBuffer()))
  expect(feature?.properties).toEqual(values)
})
