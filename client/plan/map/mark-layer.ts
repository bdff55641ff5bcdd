import Layer from 'ol/layer/Layer.js'
import type { FrameState } from 'ol/Map.js'
import { number } from '../../i18n/format-value.ts'
import { MapCanvas, pixelOf } from '../../map/map-canvas.ts'
import type { PlanStore } from '../state/plan-store.ts'

const BRAND = '#0b5246'
const INK = '#1c2733'
/** Marks with a number; beyond, small rings alone, or marks hide the map. */
const MOST_NUMBERS = 40
const RADIUS = 11
const SMALL_RADIUS = 6.5

/** Rings with the rank around the marked proposals and the one under the pointer or the keyboard's focus. */
export class MarkLayer extends Layer {
  readonly #canvas = new MapCanvas()
  readonly #store: PlanStore
  #empty = false

  constructor(store: PlanStore, zIndex: number) {
    super({ zIndex })
    this.#store = store
  }

  override render(frame: FrameState): HTMLElement {
    const { selection, hovered, opened } = this.#store.state
    const codes = new Set(opened ? [...selection, opened] : selection)
    const empty = codes.size === 0 && !hovered
    // A canvas that is touched is sent to the screen anew, whole.
    if (empty && this.#empty) return this.#canvas.element
    this.#empty = empty
    const context = this.#canvas.begin(frame)
    const numbered = codes.size <= MOST_NUMBERS
    for (const code of codes) if (code !== hovered) this.#draw(frame, context, code, numbered)
    if (hovered) this.#draw(frame, context, hovered, true, INK)
    return this.#canvas.element
  }

  #draw(frame: FrameState, context: CanvasRenderingContext2D, code: string, named: boolean, colour = BRAND) {
    const { alternatives } = this.#store.state
    const row = alternatives?.rowOf.get(code)
    if (!alternatives || row === undefined) return
    const [x, y] = [
      alternatives.places[row * 2] ?? Number.NaN,
      alternatives.places[row * 2 + 1] ?? Number.NaN,
    ]
    if (Number.isNaN(x)) return
    const at = pixelOf(frame, [x, y])
    drawRing(context, at, { colour, radius: named ? RADIUS : SMALL_RADIUS })
    const rank = this.#store.ranking?.rank[row]
    if (named && rank) drawNumber(context, at, number(rank), colour)
  }
}

function drawRing(
  context: CanvasRenderingContext2D,
  [x = 0, y = 0]: readonly number[],
  { colour, radius }: { colour: string; radius: number },
): void {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  const width = radius === RADIUS ? 3 : 2
  for (const [thick, style] of [
    [2 * width, '#ffffff'],
    [width, colour],
  ] as const) {
    context.lineWidth = thick
    context.strokeStyle = style
    context.stroke()
  }
}

/** A flag above the ring. */
function drawNumber(
  context: CanvasRenderingContext2D,
  [x = 0, y = 0]: readonly number[],
  text: string,
  colour: string,
): void {
  context.font = '700 12px "Plus Jakarta Sans Variable", system-ui, sans-serif'
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  const width = Math.max(20, context.measureText(text).width + 12)
  context.beginPath()
  context.roundRect(x - width / 2, y - 33, width, 19, 9.5)
  context.lineWidth = 2
  context.strokeStyle = '#ffffff'
  context.stroke()
  context.fillStyle = colour
  context.fill()
  context.fillStyle = '#ffffff'
  context.fillText(text, x, y - 23)
}
