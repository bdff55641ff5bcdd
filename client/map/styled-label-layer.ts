import { getInteriorPointOfArray } from 'ol/geom/flat/interiorpoint.js'
import Layer from 'ol/layer/Layer.js'
import type { FrameState } from 'ol/Map.js'
import type RenderFeature from 'ol/render/Feature.js'
import type VectorTile from 'ol/VectorTile.js'
import { fillLabel, filterPredicate } from '../../core/style/filter-predicate.ts'
import type { LayerStyle, StyleRule, TextSymbolizer } from '../../core/style/layer-style.ts'
import { denominatorAtZoom, isInScale } from '../../core/style/scale-denominator.ts'
import { type Box, MapCanvas, pixelOf } from './map-canvas.ts'
import { RecentTiles } from './recent-tiles.ts'

const MOST_LABELS_OF_A_TILE = 2_000

type PlacedLabel = { x: number; y: number; text: string; rule: StyleRule; face: TextSymbolizer }

/** The texts that styles ask for, none over another; those of rules without texts cost nothing. */
export class StyledLabelLayer extends Layer {
  /** What is drawn already and must stay readable. */
  avoid: (frame: FrameState) => Box[] = () => []
  readonly #canvas = new MapCanvas()
  readonly #tiles = new Map<string, RecentTiles<{ level: number; labels: PlacedLabel[] }>>()

  /** Takes over the labels of a tile, in place of those that it had before. */
  setTile(layer: string, style: LayerStyle, tile: VectorTile<RenderFeature>): void {
    const rules = style.rules.filter(({ symbolizers }) => symbolizers.some(({ kind }) => kind === 'Text'))
    if (rules.length === 0) return
    const tiles = this.#tiles.get(layer) ?? new RecentTiles(64)
    this.#tiles.set(layer, tiles)
    const [level = 0] = tile.getTileCoord()
    const labels = (tile.getFeatures() ?? []).flatMap((feature) => labelsOf(feature, rules))
    tiles.set(tile.getTileCoord().join('/'), { level, labels: labels.slice(0, MOST_LABELS_OF_A_TILE) })
    this.changed()
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
    const drawn = new Set<string>()
    for (const [layer, tiles] of this.#tiles) {
      if (!this.shown(layer)) continue
      for (const tile of tiles.values()) {
        if (tile.level !== level) continue
        for (const label of tile.labels) {
          if (!isInScale(label.rule.scaleDenominator, denominator)) continue
          // A place near an edge stands in two tiles.
          const key = `${layer} ${Math.round(label.x)} ${Math.round(label.y)} ${label.text}`
          if (!drawn.has(key) && drawLabel(context, frame, taken, label)) drawn.add(key)
        }
      }
    }
    return this.#canvas.element
  }
}

function labelsOf(feature: RenderFeature, rules: readonly StyleRule[]): PlacedLabel[] {
  if (feature.get('point_count') !== undefined) return []
  const read = (name: string) => feature.get(name) as string | number | boolean | undefined
  return rules.flatMap((rule) => {
    if (rule.filter && !filterPredicate(rule.filter)(read)) return []
    return rule.symbolizers.flatMap((face): PlacedLabel[] => {
      if (face.kind !== 'Text') return []
      const text = fillLabel(face.label, read)
      const at = text === '' ? undefined : anchorOf(feature)
      return at ? [{ x: at[0], y: at[1], text, rule, face }] : []
    })
  })
}

/** Points at themselves, lines at their middle vertex, areas within. */
function anchorOf(feature: RenderFeature): [number, number] | undefined {
  const flat = feature.getFlatCoordinates()
  const type = feature.getType()
  if (type.endsWith('Polygon')) {
    const [end = flat.length] = feature.getEnds() ?? []
    const ring = flat.slice(0, end)
    const [x, y] = getInteriorPointOfArray(ring, 0, [ring.length], 2, middle(ring), 0)
    return x === undefined || y === undefined ? undefined : [x, y]
  }
  const at = type === 'LineString' ? 2 * Math.floor(flat.length / 4) : 0
  const [x, y] = [flat[at], flat[at + 1]]
  return x === undefined || y === undefined ? undefined : [x, y]
}

function middle(ring: readonly number[]): [number, number] {
  const xs = ring.filter((_, at) => at % 2 === 0)
  const ys = ring.filter((_, at) => at % 2 === 1)
  const between = (values: readonly number[]) => {
    const [least, most] = values.reduce(
      ([low, high], value): [number, number] => [Math.min(low, value), Math.max(high, value)],
      [Infinity, -Infinity] as [number, number],
    )
    return (least + most) / 2
  }
  return [between(xs), between(ys)]
}

function drawLabel(
  context: CanvasRenderingContext2D,
  frame: FrameState,
  taken: Box[],
  { x, y, text, face }: PlacedLabel,
): boolean {
  const [left = 0, top = 0] = pixelOf(frame, [x, y])
  const [width = 0, height = 0] = frame.size
  const [right, down] = face.offset ?? [0, 0]
  const [atX, atY] = [left + right, top + down]
  if (atX < -100 || atY < -30 || atX > width + 100 || atY > height + 30) return false
  context.font = `${face.fontWeight === 'bold' ? 700 : 500} ${face.size}px "Plus Jakarta Sans Variable", system-ui, sans-serif`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  const half = context.measureText(text).width / 2
  const tall = face.size * 0.65
  const box = { left: atX - half - 2, right: atX + half + 2, top: atY - tall, bottom: atY + tall }
  const hidden = taken.some(
    (other) =>
      box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom,
  )
  if (hidden) return false
  taken.push(box)
  if (face.haloColor) {
    context.lineJoin = 'round'
    context.lineWidth = (face.haloWidth ?? 1) * 2
    context.strokeStyle = face.haloColor
    context.strokeText(text, atX, atY)
  }
  context.fillStyle = face.color
  context.fillText(text, atX, atY)
  return true
}
