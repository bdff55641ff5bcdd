import Layer from 'ol/layer/Layer.js'
import type { FrameState } from 'ol/Map.js'
import { fromLonLat } from 'ol/proj.js'
import type { ProposalGeometry } from '../../core/api/proposal.ts'
import type { LonLat } from '../../core/geo/lon-lat.ts'
import { type Box, MapCanvas, pixelOf } from './map-canvas.ts'
import type { TracedLine } from './traced-line.ts'

const INK = '#0b5246'
/** CSS pixels. */
const SELECTED_RADIUS = 13

/** Rings around the open proposal and the one under the pointer or the keyboard's focus, and its full shape. */
export class HighlightLayer extends Layer {
  readonly #canvas = new MapCanvas()
  #geometry: ProposalGeometry | null = null
  #selected: LonLat | null = null
  #hovered: readonly number[] | null = null

  #traced: TracedLine | null = null

  /** The line of a name instead of a proposal's place. */
  trace(line: TracedLine): void {
    this.#traced = line
    this.#selected = null
    this.#geometry = null
    this.changed()
  }

  select(point: LonLat | null, geometry: ProposalGeometry | null): void {
    this.#selected = point
    this.#geometry = geometry
    this.#traced = null
    this.changed()
  }

  /** `place` in EPSG:3857, or null for none. */
  hover(place: readonly number[] | null): void {
    if (place?.[0] === this.#hovered?.[0] && place?.[1] === this.#hovered?.[1]) return
    this.#hovered = place
    this.changed()
  }

  /** What the ring of the chosen place covers, for names to keep clear of. */
  boxes(frame: FrameState): Box[] {
    if (!this.#selected || !isPoint(this.#geometry)) return []
    const [x = 0, y = 0] = pixelOf(frame, fromLonLat(this.#selected))
    const reach = SELECTED_RADIUS + 4
    return [{ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach }]
  }

  override render(frame: FrameState): HTMLElement {
    const context = this.#canvas.begin(frame)
    // Tiles are of 512 px: one level less than the view.
    drawPaths(frame, context, this.#traced?.near(Math.floor(frame.viewState.zoom - 1)) ?? [])
    if (this.#geometry) drawShape(frame, context, this.#geometry)
    if (this.#selected && isPoint(this.#geometry))
      drawRing(frame, context, fromLonLat(this.#selected), SELECTED_RADIUS)
    if (this.#hovered) drawRing(frame, context, this.#hovered, 11)
    return this.#canvas.element
  }
}

function isPoint(geometry: ProposalGeometry | null): boolean {
  return geometry === null || linesOf(geometry).length === 0
}

function drawRing(
  frame: FrameState,
  context: CanvasRenderingContext2D,
  at: readonly number[],
  radius: number,
): void {
  const [x = 0, y = 0] = pixelOf(frame, at)
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  strokeTwice(context)
}

function drawShape(frame: FrameState, context: CanvasRenderingContext2D, geometry: ProposalGeometry): void {
  for (const line of linesOf(geometry)) {
    context.beginPath()
    line.forEach((coordinate, index) => {
      const [x = 0, y = 0] = pixelOf(frame, fromLonLat(coordinate))
      if (index === 0) context.moveTo(x, y)
      else context.lineTo(x, y)
    })
    strokeTwice(context)
  }
}

/** All pieces in one stroke: the casing of one must not cut through the line of the next. */
function drawPaths(frame: FrameState, context: CanvasRenderingContext2D, paths: readonly number[][]): void {
  context.beginPath()
  for (const flat of paths) {
    for (let i = 0; i < flat.length; i += 2) {
      const [x = 0, y = 0] = pixelOf(frame, [flat[i] ?? 0, flat[i + 1] ?? 0])
      if (i === 0) context.moveTo(x, y)
      else context.lineTo(x, y)
    }
  }
  strokeTwice(context)
}

function strokeTwice(context: CanvasRenderingContext2D): void {
  context.lineJoin = 'round'
  context.lineCap = 'round'
  context.lineWidth = 7
  context.strokeStyle = '#ffffff'
  context.stroke()
  context.lineWidth = 3.5
  context.strokeStyle = INK
  context.stroke()
}

function linesOf(geometry: ProposalGeometry): number[][][] {
  if (geometry.type === 'LineString') return [geometry.coordinates]
  if (geometry.type === 'MultiLineString' || geometry.type === 'Polygon') return geometry.coordinates
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flat()
  return []
}
