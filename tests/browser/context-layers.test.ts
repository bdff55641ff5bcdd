import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { lonLatToMercator } from '../../core/geo/tile.ts'
import { OFFICE } from '../http/zone-client.ts'
import { ViewerHost } from './viewer-page.ts'

const PURPLE = [0x5a, 0x4f, 0xcf] as const
const LIME = [0x00, 0xff, 0x00] as const
/** A square over the test district, in degrees. */
const RING: [number, number][] = [
  [111.02, -2.18],
  [111.28, -2.18],
  [111.28, -2.02],
  [111.02, -2.02],
  [111.02, -2.18],
]
const collection = (ring: [number, number][], more: object = {}) =>
  JSON.stringify({
    type: 'FeatureCollection',
    ...more,
    features: [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: ring } }],
  })
const tile = PNG.sync.write(
  Object.assign(new PNG({ width: 256, height: 256 }), {
    data: Buffer.from(Array.from({ length: 256 * 256 }, () => [...LIME, 255]).flat()),
  }),
)

let other: Server
let origin: string
let host: ViewerHost
const asked: IncomingMessage[] = []

/** What servers of others answer: one with the axes and CRS that were asked for, one in degrees whatever was asked for. */
function answerOf(url: URL): [type: string, body: string | Buffer] {
  if (url.pathname.startsWith('/ubin/')) return ['image/png', tile]
  if (url.pathname === '/geoserver/wfs')
    return [
      'application/json',
      collection(
        RING.map(([lon, lat]) => lonLatToMercator(lon, lat)),
        {
          crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3857' } },
        },
      ),
    ]
  if (url.pathname === '/rusak/wfs') return ['text/html', '<h1>Under maintenance</h1>']
  return ['application/geo+json', collection(RING)]
}

beforeAll(async () => {
  other = createServer((request, response) => {
    asked.push(request)
    const [type, body] = answerOf(new URL(request.url ?? '', 'http://x'))
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Content-Type', type)
    response.end(body)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  origin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  host = await ViewerHost.start({ settings: { CONTEXT_HOSTS: origin } })
  for (const [id, kind, url, layer] of [
    ['ubin', 'xyz', `${origin}/ubin/{z}/{x}/{y}.png`, null],
    ['geoserver', 'wfs', `${origin}/geoserver/wfs`, 'kantor:batas'],
    ['qgis', 'wfs', `${origin}/qgis/ows?map=a`, 'batas'],
    ['ogc', 'ogc-features', `${origin}/ogc`, 'batas desa'],
    ['rusak', 'wfs', `${origin}/rusak/wfs`, 'batas'],
  ] as const) {
    const title = { id: `Peta ${id}`, en: `Map ${id}` }
    const answer = await host.server.get(`/api/context-layers/${id}`, {
      method: 'PUT',
      headers: { ...OFFICE, 'Content-Type': 'application/json' },
      body: JSON.stringify({ kind, url, layer, title, attribution: `Kantor ${id}` }),
    })
    expect(answer.status, await answer.text()).toBe(200)
  }
  // Storing an address asks nobody.
  expect(asked).toEqual([])
})
beforeEach(() => host.drawSharply())
afterEach(() => host.closePages())
afterAll(async () => {
  other.close()
  await host.close()
})

/** The map with one of others in full colour. */
async function show(id: string): Promise<Page> {
  const page = await host.open(`/?layers=areas-village,context:${id}:1`)
  await page.getByRole('tab', { name: 'Lapisan' }).click()
  return page
}

async function pixelsOf(page: Page, [r, g, b]: readonly [number, number, number]): Promise<number> {
  const { data } = PNG.sync.read(await page.locator('pu-map').screenshot())
  let count = 0
  for (let at = 0; at < data.length; at += 4)
    if (Math.abs(data[at]! - r) < 12 && Math.abs(data[at + 1]! - g) < 12 && Math.abs(data[at + 2]! - b) < 12)
      count++
  return count
}

const queries = (path: string) =>
  asked.map(({ url }) => new URL(url ?? '', origin)).filter(({ pathname }) => pathname === path)

test.each([
  ['ubin', LIME],
  ['geoserver', PURPLE],
  ['qgis', PURPLE],
  ['ogc', PURPLE],
] as const)("another office's map is drawn where it lies, with its source: %s", async (id, colour) => {
  const page = await show(id)
  const box = page.getByRole('checkbox', { name: new RegExp(`Peta ${id}`) })
  await expect.poll(() => pixelsOf(page, colour), { timeout: 20_000 }).toBeGreaterThan(300)
  await page.locator('.credit', { hasText: `Kantor ${id}` }).waitFor()
  await box.uncheck()
  await expect.poll(() => pixelsOf(page, colour), { timeout: 20_000 }).toBeLessThan(20)
  await page.locator('.credit').filter({ hasNotText: 'Kantor' }).waitFor()
})

test('services are asked in their own words, for what is in sight, by the browser alone', async () => {
  for (const id of ['geoserver', 'qgis', 'ogc']) {
    const page = await show(id)
    await expect.poll(() => pixelsOf(page, PURPLE), { timeout: 20_000 }).toBeGreaterThan(300)
  }
  const [wfs] = queries('/geoserver/wfs')
  expect(Object.fromEntries(wfs!.searchParams)).toMatchObject({
    service: 'WFS',
    version: '2.0.0',
    request: 'GetFeature',
    typeNames: 'kantor:batas',
    srsName: 'EPSG:3857',
    count: '2000',
  })
  const [west, south, east, north] = wfs!.searchParams.get('bbox')!.split(',').map(Number)
  const [x, y] = lonLatToMercator(111.15, -2.1)
  expect(west! < x && x < east! && south! < y && y < north!).toBe(true)
  // What stands in the address stays there.
  expect(queries('/qgis/ows')[0]?.searchParams.get('map')).toBe('a')
  const [features] = queries('/ogc/collections/batas%20desa/items')
  const box = features!.searchParams.get('bbox')!.split(',').map(Number)
  expect(box[0]! < 111.15 && 111.15 < box[2]! && box[1]! < -2.1 && -2.1 < box[3]!).toBe(true)
  for (const { headers } of asked) {
    expect(headers['user-agent']).toContain('Chrome')
    expect(headers.cookie).toBeUndefined()
    expect(headers.authorization).toBeUndefined()
  }
})

test('an embedded map shows and names them too', async () => {
  const page = await host.blank()
  await page.goto(`${host.server.url}/sematan?layers=areas-village,context:ubin:1`)
  await expect.poll(() => pixelsOf(page, LIME), { timeout: 20_000 }).toBeGreaterThan(300)
  await page.locator('.foot', { hasText: 'Kantor ubin' }).waitFor()
})

test('one that does not answer as it should harms nothing, is named, and is asked again on a click', async () => {
  const page = await show('rusak:1,context:ubin')
  await expect.poll(() => queries('/rusak/wfs').length, { timeout: 20_000 }).toBeGreaterThan(0)
  await expect.poll(() => pixelsOf(page, LIME), { timeout: 20_000 }).toBeGreaterThan(300)
  const note = page.locator('.toast', { hasText: '“Peta rusak” milik pihak lain tidak dapat dimuat.' })
  await note.waitFor()
  const asked = queries('/rusak/wfs').length
  await note.getByRole('button', { name: 'Coba lagi' }).click()
  await expect.poll(() => queries('/rusak/wfs').length, { timeout: 20_000 }).toBeGreaterThan(asked)
  await note.waitFor()
})
