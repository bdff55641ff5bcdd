import Layer from 'ol/layer/Layer.js'
import type { FrameState } from 'ol/Map.js'
import { MapCanvas, pixelOf } from '../../../map/map-canvas.ts'
import type { PlanStore } from '../../state/plan-store.ts'
import { isCertain, type PackageView } from '../package-view.ts'

export const FUNDED_COLOUR = '#0f6b5c'

/** The funded proposals above the faded others: full where that is certain, a ring where it rests on the weights. */
export class PackageLayer extends Layer {
  readonly #canvas = new MapCanvas()
  readonly #store: PlanStore
  readonly #view: () => PackageView | null

  constructor(store: PlanStore, view: () => PackageView | null) {
    super({ zIndex: 75 })
    this.#store = store
    this.#view = view
  }

  override render(frame: FrameState): HTMLElement {
    const canvas = this.#canvas.begin(frame)
    const view = this.#view()
    const { alternatives } = this.#store.state
    if (!view || !alternatives) return this.#canvas.element
    const { zoom } = frame.viewState
    const radius = Math.min(8, Math.max(3.2, (zoom - 4) * 0.85))
    const [west = 0, south = 0, east = 0, north = 0] = frame.extent ?? []
    for (const code of view.chosen.keys()) {
      const row = alternatives.rowOf.get(code)
      if (row === undefined) continue
      const x = alternatives.places[row * 2] ?? Number.NaN
      const y = alternatives.places[row * 2 + 1] ?? Number.NaN
      // Not a number compares as outside: a proposal without a place.
      if (!(x >= west && x <= east && y >= south && y <= north)) continue
      drawDot(canvas, pixelOf(frame, [x, y]), radius, isCertain(view, code))
    }
    return this.#canvas.element
  }
}

function drawDot(
  canvas: CanvasRenderingContext2D,
  [x = 0, y = 0]: readonly number[],
  radius: number,
  isFull: boolean,
) {
  canvas.beginPath()
  canvas.arc(x, y, radius, 0, 2 * Math.PI)
  canvas.lineWidth = 3.5
  canvas.strokeStyle = '#ffffff'
  canvas.stroke()
  canvas.fillStyle = isFull ? FUNDED_COLOUR : '#ffffff'
  canvas.fill()
  canvas.lineWidth = isFull ? 1 : 2.25
  canvas.strokeStyle = FUNDED_COLOUR
  canvas.stroke()
}
