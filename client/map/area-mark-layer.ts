import Layer from 'ol/layer/Layer.js'
import type { FrameState } from 'ol/Map.js'
import type { AreaIndex, AreaPiece, AreaTile } from './area-index.ts'
import { MapCanvas, pixelOf } from './map-canvas.ts'

/** Areas of one index that are marked. */
export interface MarkedAreas {
  readonly index: AreaIndex
  readonly codes: ReadonlySet<string>
}

/** Outlines of the areas that were chosen; on request with a thin wash over them. */
export class AreaMarkLayer extends Layer {
  /** Asked for at each drawing. */
  marked: () => readonly MarkedAreas[] = () => []
  readonly #canvas = new MapCanvas()
  readonly #wash: boolean
  #empty = false

  constructor({ zIndex, wash }: { zIndex: number; wash: boolean }) {
    super({ zIndex })
    this.#wash = wash
  }

  override render(frame: FrameState): HTMLElement {
    const marked = this.marked().filter(({ codes }) => codes.size > 0)
    const empty = marked.length === 0
    if (empty && this.#empty) return this.#canvas.element
    this.#empty = empty
    const context = this.#canvas.begin(frame)
    for (const { index, codes } of marked)
      for (const loaded of index.near(frame.viewState.zoom))
        drawTile(frame, context, { loaded, codes, wash: this.#wash })
    return this.#canvas.element
  }
}

/** Within its tile alone: pieces end a little beyond it, so that no edge of a tile is drawn as a border. */
function drawTile(
  frame: FrameState,
  context: CanvasRenderingContext2D,
  { loaded, codes, wash }: { loaded: AreaTile; codes: ReadonlySet<string>; wash: boolean },
): void {
  const pieces = loaded.pieces.filter(({ code }) => codes.has(code))
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
  if (wash) {
    context.fillStyle = 'rgb(11 82 70 / 14%)'
    context.fill('evenodd')
  }
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
