import GeoJSON from 'ol/format/GeoJSON.js'
import TileLayer from 'ol/layer/Tile.js'
import VectorLayer from 'ol/layer/Vector.js'
import { bbox } from 'ol/loadingstrategy.js'
import type OlMap from 'ol/Map.js'
import { transformExtent } from 'ol/proj.js'
import TileWMS from 'ol/source/TileWMS.js'
import VectorSource from 'ol/source/Vector.js'
import XYZ from 'ol/source/XYZ.js'
import type { ContextLayer } from '../../core/api/context-layer.ts'

/** Over plain land and colours of areas, under lines and points. */
const BELOW = 25
const MOST_FEATURES = 2_000
/** Features of others look like nothing of ours. */
const outlines = {
  'stroke-color': '#5a4fcf',
  'stroke-width': 1.5,
  'stroke-line-dash': [6, 3],
  'fill-color': 'rgba(90, 79, 207, 0.08)',
  'circle-radius': 4,
  'circle-fill-color': '#5a4fcf',
  'circle-stroke-color': '#ffffff',
  'circle-stroke-width': 1,
}

type DrawnLayer = TileLayer<TileWMS | XYZ> | VectorLayer

/** Maps of others, fetched by the browser from where they are; made when first shown. */
export class ContextStack {
  readonly #map: OlMap
  readonly #shown = new Map<string, DrawnLayer>()
  readonly #failed = new Set<string>()
  readonly #onFailure: (layer: ContextLayer) => void

  /** `onFailure` hears of a layer once, until it is tried again. */
  constructor(map: OlMap, onFailure: (layer: ContextLayer) => void) {
    this.#map = map
    this.#onFailure = onFailure
  }

  /** Asks again for those that failed. */
  retry(): void {
    for (const id of this.#failed) this.#shown.get(id)?.getSource()?.refresh()
    this.#failed.clear()
  }

  /** `wanted`: opacity by `context:{id}`. */
  apply(layers: readonly ContextLayer[], wanted: ReadonlyMap<string, number>): void {
    for (const layer of layers) {
      const opacity = wanted.get(`context:${layer.id}`)
      let drawn = this.#shown.get(layer.id)
      if (opacity !== undefined && !drawn) {
        drawn = makeLayer(layer)
        this.#shown.set(layer.id, drawn)
        this.#listen(layer, drawn)
        this.#map.addLayer(drawn)
      }
      drawn?.setVisible(opacity !== undefined)
      drawn?.setOpacity(opacity ?? 1)
    }
  }

  #listen(layer: ContextLayer, drawn: DrawnLayer): void {
    const fail = () => {
      if (this.#failed.has(layer.id)) return
      this.#failed.add(layer.id)
      this.#onFailure(layer)
    }
    if (drawn instanceof VectorLayer) drawn.getSource()?.on('featuresloaderror', fail)
    else drawn.getSource()?.on('tileloaderror', fail)
  }
}

function makeLayer(layer: ContextLayer): DrawnLayer {
  const { kind, url } = layer
  if (kind === 'xyz') {
    const source = new XYZ({ url, crossOrigin: 'anonymous', maxZoom: 19 })
    return new TileLayer({ source, zIndex: BELOW })
  }
  if (kind === 'wms') {
    const params = { LAYERS: layer.layer ?? '', TILED: true, FORMAT: 'image/png', TRANSPARENT: true }
    const source = new TileWMS({ url, params, crossOrigin: 'anonymous' })
    return new TileLayer({ source, zIndex: BELOW })
  }
  const source = new VectorSource({
    format: new GeoJSON(),
    strategy: bbox,
    url: (extent) => (kind === 'wfs' ? wfsAddress(layer, extent) : itemsAddress(layer, extent)),
  })
  return new VectorLayer({ source, style: outlines, zIndex: BELOW })
}

function wfsAddress({ url, layer }: ContextLayer, extent: number[]): string {
  const address = new URL(url)
  const query = {
    service: 'WFS',
    version: '2.0.0',
    request: 'GetFeature',
    typeNames: layer ?? '',
    outputFormat: 'application/json',
    srsName: 'EPSG:3857',
    bbox: `${extent.join(',')},EPSG:3857`,
    count: String(MOST_FEATURES),
  }
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
  return address.href
}

function itemsAddress({ url, layer }: ContextLayer, extent: number[]): string {
  const address = new URL(`${url.replace(/\/$/, '')}/collections/${encodeURIComponent(layer ?? '')}/items`)
  const box = transformExtent(extent, 'EPSG:3857', 'EPSG:4326')
  address.search = String(
    new URLSearchParams({ f: 'json', limit: String(MOST_FEATURES), bbox: box.join(',') }),
  )
  return address.href
}
