import Layer from 'ol/layer/Layer.js'
import type { FrameState } from 'ol/Map.js'
import type RenderFeature from 'ol/render/Feature.js'
import type VectorTile from 'ol/VectorTile.js'
import { denominatorAtZoom, isInScale } from '../../core/geo/scale-denominator.ts'
import { fillLabel, filterPredicate } from '../../core/style/filter-predicate.ts'
import type { LayerStyle, StyleRule, TextSymbolizer } from '../../core/style/layer-style.ts'
import { sizeAtZoom } from '../../core/style/size-at-zoom.ts'
import { type InteriorPlace, interiorPlace } from './interior-place.ts'
import { type Box, MapCanvas, overlaps, pixelOf } from './map-canvas.ts'
import { RecentTiles } from './recent-tiles.ts'

const MOST_LABELS_OF_A_TILE = 2_000

type PlacedLabel = InteriorPlace & {
  /** Of the feature, so that one cut by tiles has one label. */
  key: string
  text: string
  rule: StyleRule
  face: TextSymbolizer
}

/** The texts that styles ask for, none over another; those of rules without texts cost nothing. */
export class StyledLabelLayer extends Layer {
  /** What is drawn already and must stay readable. */
  avoid: (frame: FrameState) => Box[] = () => []
  readonly #canvas = new MapCanvas()
  readonly #tiles = new Map<string, RecentTiles<{ level: number; labels: PlacedLabel[] }>>()

  /** Takes over the labels of a tile, in place of those that it had before, for the next frame. */
  setTile(layer: string, style: LayerStyle, tile: VectorTile<RenderFeature>): void {
    const rules = style.rules.filter(({ symbolizers }) => symbolizers.some(({ kind }) => kind === 'Text'))
    if (rules.length === 0) return
    const tiles = this.#tiles.get(layer) ?? new RecentTiles(64)
    this.#tiles.set(layer, tiles)
    const [level = 0] = tile.getTileCoord()
    const labels = (tile.getFeatures() ?? []).flatMap((feature) => labelsOf(feature, rules))
    tiles.set(tile.getTileCoord().join('/'), { level, labels: labels.slice(0, MOST_LABELS_OF_A_TILE) })
  }

  clear(layer: string): void {
    this.#tiles.delete(layer)
    this.changed()
  }

  /** Which layers' labels are drawn. */
  shown: (layer: string) => boolean = () => true

  override render(frame: FrameState): HTMLElement {
    const context = this.#canvas.begin(frame)
    const taken = this.avoid(frame)
    const { zoom } = frame.viewState
    const level = Math.floor(zoom - 1 + 1e-6)
    const denominator = denominatorAtZoom(zoom)
    for (const [layer, tiles] of this.#tiles) {
      if (!this.shown(layer)) continue
      const labels = tiles
        .values()
        .filter((tile) => tile.level === level)
        .flatMap((tile) => tile.labels)
        .filter(({ rule }) => isInScale(rule.scaleDenominator, denominator))
      for (const label of largestPieces(labels)) drawLabel(context, frame, taken, label)
    }
    return this.#canvas.element
  }
}

/** One label a feature and rule: that of its largest piece; the larger come first. */
function largestPieces(labels: readonly PlacedLabel[]): PlacedLabel[] {
  const best = new Map<string, PlacedLabel>()
  for (const label of labels) {
    const known = best.get(label.key)
    if (!known || label.area > known.area) best.set(label.key, label)
  }
  return [...best.values()].sort((a, b) => b.area - a.area)
}

function labelsOf(feature: RenderFeature, rules: readonly StyleRule[]): PlacedLabel[] {
  if (feature.get('point_count') !== undefined) return []
  const read = (name: string) => feature.get(name) as string | number | boolean | undefined
  return rules.flatMap((rule, at) => {
    if (rule.filter && !filterPredicate(rule.filter)(read)) return []
    return rule.symbolizers.flatMap((face): PlacedLabel[] => {
      if (face.kind !== 'Text') return []
      const text = fillLabel(face.label, read)
      const place = text === '' ? null : anchorOf(feature)
      if (!place) return []
      const key = `${feature.getId() ?? `${place.x} ${place.y}`} ${at} ${text}`
      return [{ ...place, key, text, rule, face }]
    })
  })
}

/** Points at themselves, lines at their middle vertex, areas within. */
function anchorOf(feature: RenderFeature): InteriorPlace | null {
  const type = feature.getType()
  if (type.endsWith('Polygon')) return interiorPlace(feature)
  const flat = feature.getFlatCoordinates()
  const at = type === 'LineString' ? 2 * Math.floor(flat.length / 4) : 0
  const [x, y] = [flat[at], flat[at + 1]]
  return x === undefined || y === undefined ? null : { x, y, area: flat.length }
}

function drawLabel(
  context: CanvasRenderingContext2D,
  frame: FrameState,
  taken: Box[],
  { x, y, text, face }: PlacedLabel,
): void {
  const [left = 0, top = 0] = pixelOf(frame, [x, y])
  const [width = 0, height = 0] = frame.size
  const [right, down] = face.offset ?? [0, 0]
  // As far from a mark that shrinks as its size there asks for.
  const share = sizeAtZoom(frame.viewState.zoom)
  const [atX, atY] = [left + right * share, top + down * share]
  if (atX < -100 || atY < -30 || atX > width + 100 || atY > height + 30) return
  context.font = `${face.fontWeight === 'bold' ? 700 : 500} ${face.size}px "Plus Jakarta Sans Variable", system-ui, sans-serif`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  const half = context.measureText(text).width / 2
  const tall = face.size * 0.65
  const box = { left: atX - half - 2, right: atX + half + 2, top: atY - tall, bottom: atY + tall }
  if (taken.some((other) => overlaps(other, box))) return
  taken.push(box)
  if (face.haloColor) {
    context.lineJoin = 'round'
    context.lineWidth = (face.haloWidth ?? 1) * 2
    context.strokeStyle = face.haloColor
    context.strokeText(text, atX, atY)
  }
  context.fillStyle = face.color
  context.fillText(text, atX, atY)
}
