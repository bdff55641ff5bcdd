import Layer from 'ol/layer/Layer.js'
import type { FrameState } from 'ol/Map.js'
import { MapCanvas, pixelOf } from '../../map/map-canvas.ts'
import type { PlanStore } from '../state/plan-store.ts'
import type { AreaIndex, AreaPiece, AreaTile } from './area-index.ts'

/** Outlines of the villages that were chosen, and a thin wash over them. */
export class AreaMarkLayer extends Layer {
  readonly #canvas = new MapCanvas()
  readonly #store: PlanStore
  readonly #areas: AreaIndex
  #empty = false

  constructor({ store, areas }: { store: PlanStore; areas: AreaIndex }, zIndex: number) {
    super({ zIndex })
    this.#store = store
    this.#areas = areas
  }

  override render(frame: FrameState): HTMLElement {
    const { areas } = this.#store.state
    if (areas.size === 0 && this.#empty) return this.#canvas.element
    this.#empty = areas.size === 0
    const context = this.#canvas.begin(frame)
    if (areas.size === 0) return this.#canvas.element
    for (const loaded of this.#areas.near(frame.viewState.zoom)) drawTile(frame, context, { loaded, areas })
    return this.#canvas.element
  }
}

/** Within its tile alone: pieces end a little beyond it, so that no edge of a tile is drawn as a border. */
function drawTile(
  frame: FrameState,
  context: CanvasRenderingContext2D,
  { loaded, areas }: { loaded: AreaTile; areas: ReadonlySet<string> },
): void {
  const pieces = loaded.pieces.filter(({ code }) => areas.has(code))
  if (pieces.length === 0) return
  const [west = 0, south = 0, east = 0, north = 0] = loaded.extent
  const [left = 0, top = 0] = pixelOf(frame, [west, north])
  const [right = 0, bottom = 0] = pixelOf(frame, [east, south])
  context.save()
  context.beginPath()
  context.rect(left, top, right - left, bottom - top)
  context.clip()
  context.beginPath()
  for (const piece of pieces) trace(frame, context, piece)
  context.fillStyle = 'rgb(11 82 70 / 14%)'
  context.fill('evenodd')
  context.lineJoin = 'round'
  for (const [width, colour] of [
    [5.5, '#ffffff'],
    [2.75, '#0b5246'],
  ] as const) {
    context.lineWidth = width
    context.strokeStyle = colour
    context.stroke()
  }
  context.restore()
}

function trace(frame: FrameState, context: CanvasRenderingContext2D, { flat, ends }: AreaPiece): void {
  let start = 0
  for (const end of ends) {
    for (let i = start; i < end; i += 2) {
      const [x = 0, y = 0] = pixelOf(frame, [flat[i] ?? 0, flat[i + 1] ?? 0])
      if (i === start) context.moveTo(x, y)
      else context.lineTo(x, y)
    }
    context.closePath()
    start = end
  }
}
