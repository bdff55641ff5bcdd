import type BaseLayer from 'ol/layer/Base.js'
import type OlMap from 'ol/Map.js'
import type { FrameState } from 'ol/Map.js'
import type RenderFeature from 'ol/render/Feature.js'
import type VectorTile from 'ol/VectorTile.js'
import type { ContextLayer } from '../../core/api/context-layer.ts'
import type { MapLayer } from '../../core/api/map-layer.ts'
import { propertiesOfStyle } from '../../core/style/filter-predicate.ts'
import { isNeighbour } from '../../core/style/layer-kinds.ts'
import { viewerPropertiesOf } from '../../core/style/viewer-properties.ts'
import type { LayerChange } from '../api/watch-changes.ts'
import { filterQuery } from '../state/filters.ts'
import { isFill } from '../state/layer-choice.ts'
import type { ViewerState } from '../state/viewer-state.ts'
import { AreaIndex } from './area-index.ts'
import { AreaLabelLayer } from './area-label-layer.ts'
import { AreaMarkLayer, type MarkedAreas } from './area-mark-layer.ts'
import { closeUpRules, firstZoom, nameLabels } from './close-up.ts'
import { CoastLayer } from './coast-layer.ts'
import type { ContextStack } from './context-stack.ts'
import { CountBubbleLayer } from './count-bubble-layer.ts'
import { flatRules } from './flat-rules.ts'
import { heatQuery } from './heat-address.ts'
import type { HeatLayer } from './heat-layer.ts'
import { HighlightLayer } from './highlight-layer.ts'
import { LiveTileLayer } from './live-tile-layer.ts'
import type { Bubble } from './merge-bubbles.ts'
import { PatchableTileSource } from './patchable-tile-source.ts'
import { ProposalPoints } from './proposal-points.ts'
import { proposalStyle } from './proposal-style.ts'
import { StyledLabelLayer } from './styled-label-layer.ts'
import { TracedLine } from './traced-line.ts'

type TileLayer = LiveTileLayer

const GROUND = 'areas-village'
const above = { heat: 60, outline: 75, proposals: 70, bubbles: 71, highlight: 80, labels: 90, styled: 91 }

/** The layers of the map, made when first shown and kept in step with the viewer's state. */
export class LayerStack extends EventTarget {
  readonly points = new ProposalPoints()
  readonly highlight = new HighlightLayer({ zIndex: above.highlight })
  readonly #bubbles = new CountBubbleLayer({ zIndex: above.bubbles })
  readonly #labels = new AreaLabelLayer({ zIndex: above.labels })
  readonly #styled = new StyledLabelLayer({ zIndex: above.styled })
  readonly #outlines = new AreaMarkLayer({ zIndex: above.outline, wash: false })
  readonly #villages = new AreaIndex()
  readonly #districts = new AreaIndex()
  #outlined: string | null = null
  /** What the page begins with is on the map; what comes from now on was asked for. */
  #begun = false
  readonly #map: OlMap
  #catalogue: readonly MapLayer[]
  readonly #shown = new Map<string, TileLayer>()
  #contexts: ContextStack | null = null
  #contextLayers: readonly ContextLayer[] = []
  #heat: HeatLayer | null = null
  #traced: TracedLine | null = null

  constructor(map: OlMap, catalogue: readonly MapLayer[]) {
    super()
    this.#map = map
    this.#catalogue = catalogue.filter(({ unavailable }) => !unavailable)
    this.#labels.avoid = (frame) => [
      ...(this.#bubbles.getVisible() ? this.#bubbles.boxes(frame) : []),
      ...this.highlight.boxes(frame),
    ]
    this.#styled.avoid = () => this.#labels.taken
    this.#styled.shown = (id) => this.#shown.get(id)?.getVisible() === true
    this.#outlines.marked = () => this.#marked()
    const own: BaseLayer[] = [this.highlight, this.#outlines, this.#labels, this.#styled, this.#bubbles]
    for (const layer of own) map.addLayer(layer)
    // What is about the district comes first.
    map.once('rendercomplete', () => map.addLayer(new CoastLayer()))
  }

  /** Shows, hides and filters what differs from the last time. */
  apply(state: ViewerState): void {
    const wanted = state.layers ?? new Map<string, number>()
    for (const layer of this.#catalogue) {
      if (layer.group === 'proposals' || layer.id === GROUND) continue
      this.#toggle(layer.id, wanted.get(layer.id))
    }
    // Colours that cover all land make the plain land under them superfluous, and a quarter of the tiles' bytes.
    const covered = this.#catalogue.some(
      (layer) => isFill(layer) && named(layer) && wanted.get(layer.id) === 1,
    )
    this.#toggle(GROUND, covered ? undefined : 1)
    const filter = filterQuery(state.filters).toString()
    const opacity = wanted.get('proposals')
    const proposals = this.#catalogue.find(({ id }) => id === 'proposals')
    const heat = state.mode === 'heat' && proposals?.heat === true
    this.#filter(filter)
    this.#toggle('proposals', heat ? undefined : opacity)
    this.#bubbles.setVisible(!heat && opacity !== undefined)
    void this.#applyHeat(state, filter, heat ? opacity : undefined)
    void this.#applyContexts(wanted)
    this.#begun = true
  }

  /** The maps of others that there are to be shown. */
  set contexts(layers: readonly ContextLayer[]) {
    this.#contextLayers = layers
  }

  /** Draws anew what is drawn in another style from now on; its tiles are asked for again only if that reads other attributes. */
  restyle(catalogue: readonly MapLayer[]): void {
    const before = new Map(this.#catalogue.map((layer) => [layer.id, layer]))
    this.#catalogue = catalogue.filter(({ unavailable }) => !unavailable)
    for (const layer of this.#catalogue) {
      const drawn = this.#shown.get(layer.id)
      const same = before.get(layer.id)?.style.version === layer.style.version
      if (!drawn || same) continue
      this.#shown.delete(layer.id)
      this.#styled.clear(layer.id)
      this.#show(layer.id)
      const next = this.#shown.get(layer.id)
      next?.setVisible(drawn.getVisible())
      next?.setOpacity(drawn.getOpacity())
      // The former stays until the new one is drawn.
      this.#map.once('rendercomplete', () => {
        this.#map.removeLayer(drawn)
        drawn.dispose()
      })
    }
  }

  /** Fetches what a change on the server touched, and only that. */
  async patch(change: LayerChange): Promise<void> {
    const source = this.#shown.get(change.layer)?.getSource()
    for (const tile of (await source?.patch(change)) ?? []) this.#learn(change.layer, tile)
    if (change.layer === 'proposals') this.#heat?.reload()
  }

  /** What stands for several proposals at a pixel, if the map shows such. */
  bubbleAt(frame: FrameState, pixel: readonly number[]): Bubble | undefined {
    return this.#bubbles.getVisible() ? this.#bubbles.hit(frame, pixel) : undefined
  }

  /** Marks the line of this name, such as a road that was searched for, as far as its tiles are here and as they come. */
  trace(layer: string, name: string): void {
    this.#traced = new TracedLine(layer, name)
    this.#shown.get(layer)?.setMinZoom(-Infinity)
    for (const tile of this.#shown.get(layer)?.getSource()?.loaded() ?? []) this.#traced.add(tile)
    this.highlight.trace(this.#traced)
  }

  /** Draws the outline of a village or district, by its code; of none for null. */
  outline(code: string | null): void {
    if (code === this.#outlined) return
    this.#outlined = code
    this.#outlines.changed()
  }

  /** A district is one outline where its layer is on the map, else those of its villages. */
  #marked(): MarkedAreas[] {
    const code = this.#outlined
    if (code === null) return []
    const ofDistricts = this.#districts.nameOf(code) !== undefined
    const index = ofDistricts ? this.#districts : this.#villages
    return [{ index, codes: new Set(ofDistricts ? [code] : index.under(code)) }]
  }

  /** Asks for everything on the screen again, after errors or a lost connection. */
  reload(): void {
    for (const layer of this.#shown.values()) layer.getSource()?.reload()
    this.#heat?.reload()
    this.#contexts?.retry()
  }

  /** Whether part of what is drawn could not be loaded. */
  get failed(): boolean {
    return this.#heat?.failed === true || [...this.#shown.values()].some((layer) => layer.getSource()?.failed)
  }

  readonly #failed = (): void => {
    this.dispatchEvent(new Event('tilefailed'))
  }

  /** Draws names and numbers again, for instance once the font is here or in another language. */
  redraw(): void {
    this.#labels.changed()
    this.#styled.changed()
    this.highlight.changed()
    this.#outlines.changed()
    this.#bubbles.changed()
  }

  #toggle(id: string, opacity: number | undefined): void {
    if (opacity !== undefined) this.#show(id)
    const layer = this.#shown.get(id)
    // Whoever asks for a layer is to see it from afar too.
    if (this.#begun && opacity !== undefined && layer?.getVisible() === false) layer.setMinZoom(-Infinity)
    layer?.setVisible(opacity !== undefined)
    if (opacity !== undefined) layer?.setOpacity(opacity)
  }

  #show(id: string): void {
    const description = this.#catalogue.find((layer) => layer.id === id)
    if (this.#shown.has(id) || !description) return
    const source = new PatchableTileSource(description, undefined, propertiesOf(description))
    source.addEventListener('tilefailed', this.#failed)
    source.onLoaded((tile) => this.#learn(id, tile))
    const minZoom = this.#begun ? undefined : firstZoom(description)
    const layer: TileLayer = new LiveTileLayer({
      source,
      ...(minZoom === undefined ? {} : { minZoom }),
      style: rulesOf(description),
      zIndex: id === 'proposals' ? above.proposals : heightOf(description),
      disableHitDetection: true,
    })
    this.#shown.set(id, layer)
    this.#map.addLayer(layer)
  }

  #filter(query: string): void {
    const source = this.#shown.get('proposals')?.getSource()
    if (source) source.filterBy(query)
    else if (query) {
      this.#show('proposals')
      this.#shown.get('proposals')?.getSource()?.filterBy(query)
    }
  }

  /** For what draws names and numbers: with the frame that shows the tile's own features, once their buffers are made. */
  #learn(id: string, tile: VectorTile<RenderFeature>): void {
    const zoom = tile.getTileCoord()[0] ?? 0
    const layer = this.#catalogue.find((other) => other.id === id)
    if (layer && (id === GROUND || (isFill(layer) && named(layer)))) {
      this.#labels.villages.add(zoom, tile.getFeatures() ?? [])
      this.#villages.add(tile)
    }
    const texts = layer && (layer.style.generated ? nameLabels(layer) : layer.style.document)
    if (texts) this.#styled.setTile(id, texts, tile)
    if (id === this.#traced?.layer) this.#traced.add(tile)
    if (id === 'areas-district') {
      this.#labels.districts.add(zoom, tile.getFeatures() ?? [])
      this.#districts.add(tile)
    }
    if (id === 'proposals') {
      this.#bubbles.setTile(tile)
      this.points.setTile(tile)
    }
  }

  /** What draws them is fetched with the first that is wanted. */
  async #applyContexts(wanted: ReadonlyMap<string, number>): Promise<void> {
    const some = this.#contextLayers.some(({ id }) => wanted.has(`context:${id}`))
    if (some && !this.#contexts) {
      const { ContextStack } = await import('./context-stack.ts')
      this.#contexts ??= new ContextStack(this.#map, ({ title }) =>
        this.dispatchEvent(new CustomEvent('contextfailed', { detail: title })),
      )
    }
    this.#contexts?.apply(this.#contextLayers, wanted)
  }

  async #applyHeat(state: ViewerState, filter: string, opacity: number | undefined): Promise<void> {
    const wanted = opacity !== undefined
    const query = heatQuery(filter, state.weight)
    if (wanted && !this.#heat) {
      const { HeatLayer } = await import('./heat-layer.ts')
      this.#heat ??= new HeatLayer(query, above.heat, this.#failed)
      if (!this.#map.getLayers().getArray().includes(this.#heat)) this.#map.addLayer(this.#heat)
    }
    this.#heat?.setVisible(wanted)
    if (wanted) {
      this.#heat?.show(query)
      this.#heat?.setOpacity(opacity)
    }
  }
}

/** Layers of all villages carry their names, which become labels. */
function named({ fields }: MapLayer): boolean {
  return fields.some(({ name }) => name === 'name') && fields.some(({ name }) => name === 'code')
}

/** The symbols of statuses have a picture of their own, which their rules in other outlets follow. */
function rulesOf(layer: MapLayer) {
  const { generated, document } = layer.style
  const hasBubbles = layer.id === 'proposals'
  if (generated && hasBubbles) return proposalStyle()
  return [...flatRules(document, layer, hasBubbles), ...(generated ? closeUpRules(layer) : [])]
}

/** What the map reads of a layer whose tiles carry much more; all of the others. */
function propertiesOf({ id, geometry, fields, style }: MapLayer): string[] | undefined {
  const read = viewerPropertiesOf({ id, geometry, attributes: fields })
  return read ? [...new Set([...read, ...propertiesOfStyle(style.document)])] : undefined
}

/** Areas below, then water, lines, points. */
function heightOf(layer: MapLayer): number {
  if (isNeighbour(layer)) return -1
  if (layer.id === GROUND) return 0
  if (layer.id === 'areas-district') return 40
  const byGeometry = { polygon: 10, mixed: 20, line: 30, point: 50 }
  return byGeometry[layer.geometry] + (layer.group === 'base' ? 2 : 0)
}
