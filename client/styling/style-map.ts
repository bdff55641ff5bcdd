import Zoom from 'ol/control/Zoom.js'
import OlMap from 'ol/Map.js'
import { transformExtent } from 'ol/proj.js'
import type RenderFeature from 'ol/render/Feature.js'
import type VectorTile from 'ol/VectorTile.js'
import View from 'ol/View.js'
import type { MapLayer } from '../../core/api/map-layer.ts'
import type { LayerStyle } from '../../core/style/layer-style.ts'
import { flatRules } from '../map/flat-rules.ts'
import { LiveTileLayer } from '../map/live-tile-layer.ts'
import { PatchableTileSource } from '../map/patchable-tile-source.ts'
import { RecentTiles } from '../map/recent-tiles.ts'
import { StyledLabelLayer } from '../map/styled-label-layer.ts'
import { stylingText } from './styling-words.ts'

const wholeDistrict = { padding: [24, 24, 24, 24] }

/** The map on which a style is tried: plain land, and over it the layer. */
export class StyleMap extends EventTarget {
  readonly ol: OlMap
  readonly #layer: MapLayer
  readonly #labels = new StyledLabelLayer({ zIndex: 9 })
  readonly #tiles = new RecentTiles<VectorTile<RenderFeature>>(64)
  #source: PatchableTileSource
  #shown: LiveTileLayer | null = null
  #style: LayerStyle | null = null

  constructor(target: HTMLElement, layer: MapLayer, ground: MapLayer | undefined) {
    super()
    this.#layer = layer
    this.ol = new OlMap({
      target,
      controls: [
        new Zoom({ zoomInTipLabel: stylingText('zoomIn'), zoomOutTipLabel: stylingText('zoomOut') }),
      ],
      view: new View({ minZoom: 4, maxZoom: 18 }),
    })
    const extent = layer.extent ?? ground?.extent
    if (extent) this.ol.getView().fit(transformExtent(extent, 'EPSG:4326', 'EPSG:3857'), wholeDistrict)
    if (ground && ground.id !== layer.id)
      this.ol.addLayer(
        new LiveTileLayer({
          source: new PatchableTileSource(ground),
          style: flatRules(ground.style.document, ground),
          zIndex: 0,
        }),
      )
    this.#source = new PatchableTileSource(layer)
    this.#source.onLoaded((tile) => {
      this.#tiles.set(tile.getTileCoord().join('/'), tile)
      if (this.#style) this.#labels.setTile(layer.id, this.#style, tile)
    })
    this.#source.addEventListener('tilefailed', () => this.dispatchEvent(new Event('tilefailed')))
    this.ol.addLayer(this.#labels)
  }

  /** Draws in another style; tiles are not asked for again. */
  show(style: LayerStyle): void {
    if (style === this.#style) return
    this.#style = style
    const next = new LiveTileLayer({ source: this.#source, style: flatRules(style, this.#layer), zIndex: 5 })
    this.ol.addLayer(next)
    const before = this.#shown
    this.#shown = next
    // The former stays until the new one is drawn, so that nothing flashes.
    this.ol.once('rendercomplete', () => {
      if (before) this.ol.removeLayer(before)
      before?.dispose()
    })
    this.#labels.clear(this.#layer.id)
    for (const tile of this.#tiles.values()) this.#labels.setTile(this.#layer.id, style, tile)
  }
}
