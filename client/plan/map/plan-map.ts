import { createEmpty, extend } from 'ol/extent.js'
import type BaseLayer from 'ol/layer/Base.js'
import OlMap from 'ol/Map.js'
import { fromLonLat, toLonLat, transformExtent } from 'ol/proj.js'
import View from 'ol/View.js'
import type { CriterionInfo } from '../../../core/api/criterion.ts'
import type { MapLayer } from '../../../core/api/map-layer.ts'
import type { Envelope } from '../../../core/geo/envelope.ts'
import { isAbort } from '../../api/problem-response.ts'
import type { LayerChange } from '../../api/watch-changes.ts'
import { AreaMarkLayer } from '../../map/area-mark-layer.ts'
import { extentOf } from '../../map/extent-of.ts'
import type { MapView } from '../../state/viewer-state.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { MarkLayer } from './mark-layer.ts'
import { ScoreLayer } from './score-layer.ts'
import { isServed, untilServed } from './served-fields.ts'
import { Underlay } from './underlay.ts'

export interface FitOptions {
  readonly durationMs?: number
  readonly beneath?: readonly [top: number, right: number, bottom: number, left: number]
}

/** Where the map draws, one over the other. */
export interface MapPlaces {
  readonly ground: HTMLElement
  readonly map: HTMLElement
}

/**
 * The map of the planner's page. Follows the store: weights, filters, underlay, marks. Tabs add layers and
 * interactions to `ol`; while one draws it claims the pointer, and clicks mark no proposals. What lies under the points is a
 * map of its own with the same view: a step of a slider does not draw it again. Emits `tilefailed`, and `change` when it
 * begins or ends to wait for tiles with other criteria.
 */
export class PlanMap extends EventTarget {
  readonly ol: OlMap
  readonly ground: OlMap
  readonly underlay: Underlay
  readonly marks: MarkLayer
  readonly areaMarks: AreaMarkLayer
  readonly #store: PlanStore
  #claims = 0
  #scores: ScoreLayer
  #renewing = new AbortController()
  #isBehind = false
  #pointsShown = true
  readonly #signal: AbortSignal
  /** Where the map stood at first; empty where the address named a place. */
  #opened = ''

  /** The store must know the district, the catalogue and the criteria. */
  constructor(places: MapPlaces, store: PlanStore, signal: AbortSignal) {
    super()
    const { district, catalogue, criteria, view } = store.state
    const proposals = catalogue.find(({ id }) => id === 'proposals')
    if (!district || !proposals) throw new Error('The map needs the district and its layers.')
    this.#store = store
    this.#signal = signal
    const shared = { controls: [], view: makeView(view) }
    this.ground = new OlMap({ ...shared, target: places.ground, interactions: [] })
    this.ol = new OlMap({ ...shared, target: places.map })
    this.underlay = new Underlay(this.ground, district, catalogue, this.#failed)
    this.ol.addLayer(this.underlay.labels)
    this.#scores = this.#makeScores(proposals, criteria)
    this.marks = new MarkLayer(store, 80)
    // Over all that WebGL draws: a canvas between would part its layers, and the first of each part is cleared within its clip.
    this.areaMarks = new AreaMarkLayer({ zIndex: 79, wash: true })
    this.areaMarks.marked = () => [{ index: this.underlay.areas, codes: store.state.areas }]
    this.ol.addLayer(this.areaMarks)
    this.ol.addLayer(this.scores)
    this.ol.addLayer(this.marks)
    if (!view) {
      this.fit(extentOf(district), { durationMs: 0 })
      this.#opened = this.#place()
    }
    this.#follow(signal)
    signal.addEventListener('abort', () => {
      this.ol.dispose()
      this.ground.dispose()
    })
  }

  /** The proposals in their colours; another layer once a criterion came or went. */
  get scores(): ScoreLayer {
    return this.#scores
  }

  /** Whether the points are still coloured by the former criteria: tiles with the present ones are being made. */
  get isBehind(): boolean {
    return this.#isBehind
  }

  /** Whether the map still shows the district as it began, and nobody has moved it. */
  get isAsOpened(): boolean {
    return this.#opened !== '' && this.#place() === this.#opened
  }

  #place(): string {
    const view = this.ol.getView()
    return `${view.getCenter()} ${view.getResolution()}`
  }

  /** Shows a box of degrees; `beneath` are pixels at the top, right, bottom and left that something else covers. */
  fit(box: Envelope, { durationMs = 350, beneath = [0, 0, 0, 0] }: FitOptions = {}): void {
    const extent = transformExtent(box, 'EPSG:4326', 'EPSG:3857')
    const padding = beneath.map((pixels) => pixels + 24)
    this.ol.getView().fit(extent, { duration: calm(durationMs), padding, maxZoom: 16 })
  }

  /** Shows all that is marked; false where none of it has a place. */
  showMarked(): boolean {
    const extent = createEmpty()
    const { selection, areas, alternatives } = this.#store.state
    for (const code of selection) {
      const row = alternatives?.rowOf.get(code) ?? -1
      const [x, y] = [alternatives?.places[row * 2], alternatives?.places[row * 2 + 1]]
      if (x !== undefined && y !== undefined && !Number.isNaN(x)) extend(extent, [x, y, x, y])
    }
    for (const code of areas) extend(extent, this.underlay.areas.boxOf(code) ?? createEmpty())
    const [west = 0, , east = 0] = extent
    if (west > east) return false
    this.ol.getView().fit(extent, { duration: calm(350), padding: [56, 56, 64, 56], maxZoom: 14 })
    return true
  }

  /** Brings a proposal into sight, if it has a place and is out of sight or still part of a cluster. */
  show(code: string): void {
    const { alternatives } = this.#store.state
    const row = alternatives?.rowOf.get(code)
    const [x, y] = [alternatives?.places[(row ?? -1) * 2], alternatives?.places[(row ?? -1) * 2 + 1]]
    if (x === undefined || y === undefined || Number.isNaN(x)) return
    const view = this.ol.getView()
    view.animate({ center: [x, y], zoom: Math.max(11, view.getZoom() ?? 0), duration: calm(350) })
  }

  zoomBy(levels: number): void {
    const view = this.ol.getView()
    view.animate({ zoom: (view.getZoom() ?? 9) + levels, duration: calm(180) })
  }

  /** Adds a layer until `signal` ends. */
  addLayer(layer: BaseLayer, signal: AbortSignal): void {
    this.ol.addLayer(layer)
    signal.addEventListener('abort', () => this.ol.removeLayer(layer))
  }

  /** Until `signal` ends, clicks and the pointer belong to the caller alone. */
  claimPointer(signal: AbortSignal): void {
    this.#claims++
    signal.addEventListener('abort', () => {
      this.#claims--
    })
  }

  /** Whether the proposals are drawn; without them the colours of areas are seen whole. */
  get pointsShown(): boolean {
    return this.#pointsShown
  }

  showPoints(shown: boolean): void {
    this.#pointsShown = shown
    this.#scores.setVisible(shown)
    this.dispatchEvent(new Event('change'))
  }

  get isClaimed(): boolean {
    return this.#claims > 0
  }

  patch(change: LayerChange): void {
    if (change.layer === 'proposals') void this.scores.patch(change)
    else this.underlay.patch(change)
  }

  /** Asks for all tiles again, where changes may have been missed. */
  reload(): void {
    this.scores.getSource()?.reload()
    this.underlay.reload()
  }

  /** Asks again for the layers of which something could not be loaded. */
  retry(): void {
    if (this.scores.getSource()?.failed) this.scores.getSource()?.reload()
    this.underlay.retry()
  }

  /** Draws names and numbers again: once the font is here, or in another language. */
  redraw(): void {
    this.underlay.labels.changed()
    this.marks.changed()
  }

  #follow(signal: AbortSignal): void {
    const { state } = this.#store
    this.underlay.show(state.underlay ?? null)
    let shown = this.#store.ranking
    this.#store.watch((now, before) => {
      if (now.filters !== before.filters) this.scores.filterBy(now.filters)
      if (now.catalogue !== before.catalogue) this.underlay.takeCatalogue(now.catalogue)
      if (now.criteria !== before.criteria) void this.#renewScores()
      if (now.underlay !== before.underlay) this.underlay.show(now.underlay ?? null)
      if (this.#store.ranking !== shown) {
        shown = this.#store.ranking
        this.scores.show(shown)
        this.marks.changed()
      }
      const marked = now.selection !== before.selection || now.opened !== before.opened
      if (marked || now.hovered !== before.hovered) this.marks.changed()
      if (now.areas !== before.areas) this.areaMarks.changed()
    }, signal)
    this.ol.on('moveend', () => this.#remember())
    void document.fonts.ready.then(() => this.redraw())
  }

  readonly #failed = (): void => {
    this.dispatchEvent(new Event('tilefailed'))
  }

  /** Tiles asked for with a criterion that was deleted meanwhile are refused; the layer is about to be made anew. */
  async #scoresFailed(proposals: MapLayer, scores: ScoreLayer): Promise<void> {
    const names = scores.keys.map((key) => `c_${key}`)
    const served = await isServed(proposals, names, this.#signal).catch(() => true)
    if (served && scores === this.#scores) this.#failed()
  }

  #makeScores(proposals: MapLayer, criteria: readonly CriterionInfo[]): ScoreLayer {
    const scores = new ScoreLayer(proposals, criteria)
    scores.getSource()?.addEventListener('tilefailed', () => void this.#scoresFailed(proposals, scores))
    scores.filterBy(this.#store.state.filters)
    scores.show(this.#store.ranking)
    scores.setVisible(this.#pointsShown)
    return scores
  }

  /** Criteria came or went: their values are attributes of the tiles, so that the layer is made anew. */
  async #renewScores(): Promise<void> {
    const { criteria, catalogue } = this.#store.state
    const proposals = catalogue.find(({ id }) => id === 'proposals')
    const same =
      criteria.length === this.#scores.keys.length &&
      criteria.every(({ key }) => this.#scores.keys.includes(key))
    this.#renewing.abort()
    this.#fallBehind(!same)
    if (!proposals || same) return
    this.#renewing = new AbortController()
    const ended = AbortSignal.any([this.#signal, this.#renewing.signal])
    try {
      await untilServed(
        proposals,
        criteria.map(({ key }) => `c_${key}`),
        ended,
      )
    } catch (error) {
      if (!isAbort(error)) this.#failed()
    }
    if (ended.aborted) return
    const former = this.#scores
    this.#scores = this.#makeScores(proposals, criteria)
    this.#scores.setOpacity(former.getOpacity())
    this.ol.addLayer(this.#scores)
    this.ol.removeLayer(former)
    former.dispose()
    this.#fallBehind(false)
  }

  #fallBehind(isBehind: boolean): void {
    if (isBehind === this.#isBehind) return
    this.#isBehind = isBehind
    this.dispatchEvent(new Event('change'))
  }

  #remember(): void {
    const view = this.ol.getView()
    const [lon = 0, lat = 0] = toLonLat(view.getCenter() ?? [0, 0])
    this.#store.update({ view: { lon, lat, zoom: view.getZoom() ?? 0 } })
  }
}

function makeView(view: MapView | null): View {
  return new View({
    center: fromLonLat(view ? [view.lon, view.lat] : [118, -2]),
    zoom: view?.zoom ?? 5,
    minZoom: 4,
    maxZoom: 19,
    enableRotation: false,
  })
}

function calm(durationMs: number): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : durationMs
}
