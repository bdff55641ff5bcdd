import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findCapabilities } from '../support/capabilities.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'

const executablePath = findCapabilities().chromium
const OPENLAYERS = fileURLToPath(new URL('../../node_modules/ol/dist/ol.js', import.meta.url))

interface TileSource {
  url: string
  version: string
  projection: string
  tiled: boolean
}

/** Draws in the page and reads the colours of pixels; the map shows 110.9–111.4 E, 2.35–1.85 S on 300 × 300 pixels. */
async function colours(
  page: Page,
  request: TileSource,
): Promise<{ inside: string; outside: string; info: string | undefined }> {
  return await page.evaluate(async ({ url, version, projection, tiled }) => {
    // biome-ignore lint/suspicious/noExplicitAny: OpenLayers' full build is a global without types
    const ol = (globalThis as any).ol
    document.body.innerHTML = '<div id="map" style="width:300px;height:300px"></div>'
    const options = {
      url,
      crossOrigin: 'anonymous',
      projection,
      params: { LAYERS: 'areas-village', VERSION: version, TRANSPARENT: 'TRUE' },
    }
    const source = tiled ? new ol.source.TileWMS(options) : new ol.source.ImageWMS({ ...options, ratio: 1 })
    const layer = tiled ? new ol.layer.Tile({ source }) : new ol.layer.Image({ source })
    const place = (lonLat: [number, number]) => ol.proj.transform(lonLat, 'EPSG:4326', projection)
    const map = new ol.Map({
      target: 'map',
      controls: [],
      pixelRatio: 1,
      layers: [layer],
      view: new ol.View({ projection, center: place([111.15, -2.1]) }),
    })
    map.getView().fit([...place([110.9, -2.35]), ...place([111.4, -1.85])])
    await new Promise((resolve) => map.once('rendercomplete', resolve))
    const context = document.querySelector('canvas')!.getContext('2d', { willReadFrequently: true })!
    const colour = (lonLat: [number, number]) => {
      const [x, y] = map.getPixelFromCoordinate(place(lonLat))
      return [...context.getImageData(Math.round(x), Math.round(y), 1, 1).data].join(',')
    }
    const address = source.getFeatureInfoUrl(
      place([111.05, -2.15]),
      map.getView().getResolution(),
      projection,
      {
        INFO_FORMAT: 'application/json',
      },
    )
    const { features } = await (await fetch(address)).json()
    const result = {
      inside: colour([111.05, -2.05]),
      outside: colour([111.05, -2.3]),
      info: features[0]?.properties.name,
    }
    map.setTarget(undefined)
    return result
  }, request)
}

describe.skipIf(!executablePath)('OpenLayers', () => {
  let server: TestServer
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    server = await startTestServer()
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] })
    page = await browser.newPage()
    await page.setContent('<!doctype html><title>OpenLayers</title><body></body>')
    await page.addScriptTag({ path: OPENLAYERS })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  const ways = ['EPSG:3857', 'EPSG:4326'].flatMap((projection) =>
    ['1.3.0', '1.1.1'].flatMap((version) => [true, false].map((tiled) => ({ projection, version, tiled }))),
  )
  it.each(ways)('draws $projection by $version (tiled: $tiled), and asks what is there', async (way) => {
    const found = await colours(page, { url: `${server.url}/wms`, ...way })
    expect(found).toEqual({ inside: '247,243,234,255', outside: '0,0,0,0', info: 'Sungai Jernih' })
  })
})
