import pixelmatch from 'pixelmatch'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { lonLatToMercator } from '../../core/geo/tile.ts'
import type { LayerStyle } from '../../core/style/layer-style.ts'
import { PASSWORD } from '../support/start-test-server.ts'
import { desktop, ViewerHost } from './viewer-page.ts'

const PADDING = 24

let host: ViewerHost
beforeAll(async () => {
  host = await ViewerHost.start()
})
beforeEach(() => host.drawSharply())
afterEach(() => host.closePages())
afterAll(() => host.close())

interface Layer {
  id: string
  extent: [number, number, number, number]
  style: { document: LayerStyle }
}

async function layersOf(): Promise<Layer[]> {
  const answer = await fetch(`${host.server.url}/api/layers`)
  return ((await answer.json()) as { items: Layer[] }).items
}

/** The map of the style page: plain land and the layer over its whole extent, without names or controls. */
async function mapOf(layer: string): Promise<{ page: Page; picture: PNG }> {
  const page = await host.blank(desktop)
  const { url } = host.server
  await page
    .context()
    .request.post(`${url}/api/session`, { data: { password: PASSWORD }, headers: { origin: url } })
  await page.goto(`${url}/gaya/${layer}`)
  const map = page.locator('.map')
  await map.locator('canvas').first().waitFor()
  await page.locator('.ol-zoom').evaluate((element) => element.remove())
  let before: Buffer = Buffer.alloc(0)
  // Drawn when two pictures a second apart are the same, and not of the empty sea.
  await expect
    .poll(
      async () => {
        const now = await map.screenshot()
        const same = now.equals(before) && now.length > 3000
        before = now
        return same
      },
      { interval: 1000, timeout: 30_000 },
    )
    .toBe(true)
  return { page, picture: PNG.sync.read(before) }
}

/** The same from /wms: what `View.fit` shows of an extent in a picture of this size. */
async function wmsOf({ id, extent }: Layer, { width, height }: PNG): Promise<PNG> {
  const [west, south] = lonLatToMercator(extent[0], extent[1])
  const [east, north] = lonLatToMercator(extent[2], extent[3])
  const metres = Math.max((east - west) / (width - 2 * PADDING), (north - south) / (height - 2 * PADDING))
  const [x, y] = [(west + east) / 2, (south + north) / 2]
  const box = [
    x - (metres * width) / 2,
    y - (metres * height) / 2,
    x + (metres * width) / 2,
    y + (metres * height) / 2,
  ]
  const query = new URLSearchParams({
    SERVICE: 'WMS',
    VERSION: '1.3.0',
    REQUEST: 'GetMap',
    LAYERS: id === 'areas-village' ? id : `areas-village,${id}`,
    STYLES: '',
    CRS: 'EPSG:3857',
    BBOX: box.join(','),
    WIDTH: String(width),
    HEIGHT: String(height),
    FORMAT: 'image/png',
    BGCOLOR: '0xDBE8EE',
  })
  const answer = await fetch(`${host.server.url}/wms?${query}`)
  expect(answer.headers.get('content-type')).toContain('image/png')
  return PNG.sync.read(Buffer.from(await answer.arrayBuffer()))
}

/** Share of pixels that differ by more than edges drawn by two renderers do. */
function difference(one: PNG, other: PNG): number {
  const { width, height } = one
  return pixelmatch(one.data, other.data, undefined, width, height, { threshold: 0.2 }) / (width * height)
}

test.each(['poverty', 'idm', 'facilities', 'need', 'areas-district'])(
  'map and WMS draw the layer %s alike',
  async (id) => {
    const layer = (await layersOf()).find((known) => known.id === id)
    if (!layer) throw new Error(`no layer ${id}`)
    const { picture } = await mapOf(id)
    const wms = await wmsOf(layer, picture)
    const share = difference(picture, wms)
    expect(share).toBeLessThan(0.002)
    // A comparison that could not fail would say nothing: without the layer the pictures differ by more.
    const land = await wmsOf({ ...layer, id: 'areas-village' }, picture)
    expect(difference(picture, land)).toBeGreaterThan(share * 2)
  },
)

test('a legend shows the colour of each rule that has a name', async () => {
  for (const id of ['poverty', 'idm', 'facilities']) {
    const layer = (await layersOf()).find((known) => known.id === id)
    const answer = await fetch(
      `${host.server.url}/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetLegendGraphic&LAYER=${id}&FORMAT=image/png`,
    )
    const { data } = PNG.sync.read(Buffer.from(await answer.arrayBuffer()))
    const seen = new Set<string>()
    for (let at = 0; at < data.length; at += 4)
      seen.add(
        `#${[0, 1, 2].map((channel) => (data[at + channel] ?? 0).toString(16).padStart(2, '0')).join('')}`,
      )
    for (const { name, symbolizers } of layer?.style.document.rules ?? []) {
      if (name === '') continue
      const colours = symbolizers.flatMap((symbolizer) =>
        'color' in symbolizer && symbolizer.color ? [symbolizer.color] : [],
      )
      expect(
        colours.some((colour) => seen.has(colour)),
        `${id}: ${name}`,
      ).toBe(true)
    }
  }
})
