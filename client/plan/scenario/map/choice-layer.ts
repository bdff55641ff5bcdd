import Layer from 'ol/layer/Layer.js'
import type { FrameState } from 'ol/Map.js'
import { MapCanvas, pixelOf } from '../../../map/map-canvas.ts'
import type { PlanStore } from '../../state/plan-store.ts'
import type { ScenarioController } from '../scenario-controller.ts'

/** Colours and shapes of what one side alone chooses; what both choose is a small green disc. */
export const sideColours = { a: '#a8430f', b: '#5a3fb0', shared: '#0f6b5c' } as const

type Canvas = CanvasRenderingContext2D

/** What each side chooses, left and right of the divider. */
export class ChoiceLayer extends Layer {
  readonly #canvas = new MapCanvas()
  readonly #store: PlanStore
  readonly #controller: ScenarioController

  constructor(store: PlanStore, controller: ScenarioController) {
    super({ zIndex: 75 })
    this.#store = store
    this.#controller = controller
  }

  override render(frame: FrameState): HTMLElement {
    const canvas = this.#canvas.begin(frame)
    const { shown, split } = this.#controller
    if (!shown) return this.#canvas.element
    const [width = 0, height = 0] = frame.size
    const at = split * width
    const { onlyA, onlyB, both } = shown.comparison.rows
    const inside = (left: number, right: number, draw: () => void) => {
      canvas.save()
      canvas.beginPath()
      canvas.rect(left, 0, right - left, height)
      canvas.clip()
      draw()
      canvas.restore()
    }
    inside(0, width, () => this.#drawAll(frame, canvas, both, drawDisc))
    inside(0, at, () => this.#drawAll(frame, canvas, onlyA, drawSquare))
    inside(at, width, () => this.#drawAll(frame, canvas, onlyB, drawDiamond))
    return this.#canvas.element
  }

  #drawAll(
    frame: FrameState,
    canvas: Canvas,
    rows: readonly number[],
    draw: (canvas: Canvas, at: readonly number[], size: number) => void,
  ) {
    const places = this.#store.state.alternatives?.places ?? []
    const size = Math.min(7, Math.max(3, (frame.viewState.zoom - 4) * 0.8))
    const [west = 0, south = 0, east = 0, north = 0] = frame.extent ?? []
    for (const row of rows) {
      const [x, y] = [places[row * 2] ?? Number.NaN, places[row * 2 + 1] ?? Number.NaN]
      // Not a number compares as outside: a proposal without a place.
      if (x >= west && x <= east && y >= south && y <= north) draw(canvas, pixelOf(frame, [x, y]), size)
    }
  }
}

function drawDisc(canvas: Canvas, [x = 0, y = 0]: readonly number[], size: number): void {
  canvas.beginPath()
  canvas.arc(x, y, size * 0.8, 0, 2 * Math.PI)
  paint(canvas, sideColours.shared)
}

function drawSquare(canvas: Canvas, [x = 0, y = 0]: readonly number[], size: number): void {
  canvas.beginPath()
  canvas.rect(x - size, y - size, 2 * size, 2 * size)
  paint(canvas, sideColours.a)
}

function drawDiamond(canvas: Canvas, [x = 0, y = 0]: readonly number[], size: number): void {
  const reach = size * 1.35
  canvas.beginPath()
  canvas.moveTo(x, y - reach)
  canvas.lineTo(x + reach, y)
  canvas.lineTo(x, y + reach)
  canvas.lineTo(x - reach, y)
  canvas.closePath()
  paint(canvas, sideColours.b)
}

function paint(canvas: Canvas, colour: string): void {
  canvas.lineWidth = 2.5
  canvas.strokeStyle = '#ffffff'
  canvas.stroke()
  canvas.fillStyle = colour
  canvas.fill()
}
