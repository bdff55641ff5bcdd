import type OlMap from 'ol/Map.js'
import type RenderFeature from 'ol/render/Feature.js'
import type VectorTile from 'ol/VectorTile.js'
import type { District } from '../../../core/api/district.ts'
import type { MapLayer } from '../../../core/api/map-layer.ts'
import type { LayerChange } from '../../api/watch-changes.ts'
import { AreaIndex } from '../../map/area-index.ts'
import { CoastLayer } from '../../map/coast-layer.ts'
import { flatRules } from '../../map/flat-rules.ts'
import { LiveTileLayer } from '../../map/live-tile-layer.ts'
import { PatchableTileSource } from '../../map/patchable-tile-source.ts'
import { noFilters } from '../../state/filters.ts'
import { firstVisit, isFill } from '../../state/layer-choice.ts'
import { SOFTNESS } from './score-style.ts'
import { StillLabelLayer } from './still-label-layer.ts'

const VILLAGES = 'areas-village'
const DISTRICTS = 'areas-district'

/** What lies under the points: one layer of coloured areas or none, borders, names, and lines to find one's way. */
export class Underlay {
  /** For the map above: names stand over the points. */
  readonly labels = new StillLabelLayer({ zIndex: 90 })
  /** The villages that were loaded, to choose and to mark. */
  readonly areas = new AreaIndex()
  readonly #map: OlMap
  #catalogue: readonly MapLayer[]
  readonly #layers = new Map<string, LiveTileLayer>()
  readonly #onFailure: () => void
  #fill: string | null = null

  constructor(map: OlMap, district: District, catalogue: readonly MapLayer[], onFailure: () => void) {
    this.#map = map
    this.#catalogue = catalogue
    this.#onFailure = onFailure
    map.once('rendercomplete', () => map.addLayer(new CoastLayer()))
    const guides = firstVisit(district, catalogue, noFilters).layers ?? new Map<string, number>()
    for (const id of [VILLAGES, DISTRICTS, ...guides.keys()]) {
      const layer = this.#find(id)
      if (layer && layer.group === 'base') this.#layer(layer)
    }
  }

  /** Colours areas by the layer `id`; null leaves the plain land. */
  show(id: string | null): void {
    this.#fill = id
    const fill = id === null ? undefined : this.#find(id)
    if (fill) this.#layer(fill)
    for (const [other, layer] of this.#layers) {
      const description = this.#find(other)
      if (description && isFill(description)) layer.setVisible(other === id)
    }
  }

  get shown(): string | null {
    return this.#fill
  }

  /** Takes over layers that came, went or are drawn otherwise since the page was opened. */
  takeCatalogue(catalogue: readonly MapLayer[]): void {
    const before = new Map(this.#catalogue.map((layer) => [layer.id, layer]))
    this.#catalogue = catalogue
    for (const [id, layer] of this.#layers) {
      const [was, now] = [before.get(id), this.#find(id)]
      if (!was || !isFill(was) || lookOf(was) === (now && lookOf(now))) continue
      this.#map.removeLayer(layer)
      this.#layers.delete(id)
    }
    this.show(this.#fill)
  }

  patch(change: LayerChange): void {
    void this.#layers.get(change.layer)?.getSource()?.patch(change)
  }

  reload(): void {
    for (const layer of this.#layers.values()) layer.getSource()?.reload()
  }

  retry(): void {
    for (const layer of this.#layers.values()) if (layer.getSource()?.failed) layer.getSource()?.reload()
  }

  #find(id: string): MapLayer | undefined {
    return this.#catalogue.find((layer) => layer.id === id)
  }

  #layer(description: MapLayer): void {
    if (this.#layers.has(description.id)) return
    const source = new PatchableTileSource(description)
    source.addEventListener('tilefailed', this.#onFailure)
    source.onLoaded((tile) => this.#learn(description.id, tile))
    const layer = new LiveTileLayer({
      source,
      style: flatRules(description.style.document, description),
      zIndex: heightOf(description),
      opacity: isFill(description) ? SOFTNESS : 1,
      disableHitDetection: true,
    })
    this.#layers.set(description.id, layer)
    this.#map.addLayer(layer)
  }

  #learn(id: string, tile: VectorTile<RenderFeature>): void {
    const zoom = tile.getTileCoord()[0] ?? 0
    if (id === VILLAGES) {
      this.labels.villages.add(zoom, tile.getFeatures() ?? [])
      this.areas.add(tile)
    }
    if (id === DISTRICTS) this.labels.districts.add(zoom, tile.getFeatures() ?? [])
    this.labels.changed()
  }
}

function lookOf({ legend, style }: MapLayer): string {
  return JSON.stringify([legend, style])
}

function heightOf({ id, geometry }: MapLayer): number {
  if (id === VILLAGES) return 0
  if (id === DISTRICTS) return 40
  return { polygon: 10, mixed: 20, line: 30, point: 50 }[geometry]
}
