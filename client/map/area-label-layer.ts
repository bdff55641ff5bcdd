import Layer from 'ol/layer/Layer.js'
import type { FrameState } from 'ol/Map.js'
import { type Anchor, AreaAnchors } from './area-anchors.ts'
import { type Box, MapCanvas, overlaps, pixelOf } from './map-canvas.ts'

type LabelFace = { font: string; colour: string; spacing: string; upper: boolean; line: number }

const villageFace: LabelFace = {
  font: '600 12px "Plus Jakarta Sans Variable", system-ui, sans-serif',
  colour: '#27313c',
  spacing: '0px',
  upper: false,
  line: 14,
}

const districtFace: LabelFace = {
  font: '700 11px "Plus Jakarta Sans Variable", system-ui, sans-serif',
  colour: '#5b5142',
  spacing: '1.2px',
  upper: true,
  line: 14,
}

/**
 * Names of villages and districts over everything else, with a halo, none over another. Districts lead while
 * the villages are still small. Anchors come from the tiles of the area layers, so no request is made for them.
 */
export class AreaLabelLayer extends Layer {
  readonly villages = new AreaAnchors()
  readonly districts = new AreaAnchors()
  /** What is drawn already and must stay readable. */
  avoid: (frame: FrameState) => Box[] = () => []
  /** All boxes that were taken when it was last drawn, its own names among them. */
  taken: Box[] = []
  readonly #canvas = new MapCanvas()

  override render(frame: FrameState): HTMLElement {
    const context = this.#canvas.begin(frame)
    const resolution = frame.viewState.resolution
    const taken = this.avoid(frame)
    this.taken = taken
    const draw = (anchors: Anchor[], face: LabelFace, mustFit: boolean) => {
      setFace(context, face)
      for (const anchor of anchors)
        drawLabel({ frame, context, taken }, anchor, face, mustFit ? resolution : 0)
    }
    const tileZoom = frame.viewState.zoom - 1
    const villagesLead = frame.viewState.zoom >= 10
    if (!villagesLead) draw(this.districts.near(tileZoom), districtFace, false)
    draw(this.villages.near(tileZoom), villageFace, true)
    return this.#canvas.element
  }
}

const SHIFT_PIXELS = 13

type Drawing = { frame: FrameState; context: CanvasRenderingContext2D; taken: Box[] }

/** With a resolution, a name that is much wider than its area is left for a closer view. */
function drawLabel(drawing: Drawing, anchor: Anchor, face: LabelFace, resolution: number): void {
  const { frame, context, taken } = drawing
  const [x = 0, y = 0] = pixelOf(frame, [anchor.x, anchor.y])
  const [width = 0, height = 0] = frame.size
  if (x < -80 || y < -20 || x > width + 80 || y > height + 20) return
  const lines = breakName(face.upper ? anchor.name.toUpperCase() : anchor.name)
  const half = Math.max(...lines.map((line) => context.measureText(line).width)) / 2
  const edge = resolution ? Math.sqrt(anchor.area) / resolution : Infinity
  if (half * 2 > edge * 1.25) return
  const tall = (lines.length * face.line) / 2
  // In the middle of its area, or else just below or above what is there.
  const shift = [0, 1, -1, 2, -2].find((step) => {
    const middle = y + step * SHIFT_PIXELS
    const box = { left: x - half - 3, right: x + half + 3, top: middle - tall, bottom: middle + tall }
    return !taken.some((other) => overlaps(other, box)) && taken.push(box)
  })
  if (shift === undefined) return
  lines.forEach((line, index) => {
    const lineY = y + shift * SHIFT_PIXELS + (index - (lines.length - 1) / 2) * face.line
    context.strokeText(line, x, lineY)
    context.fillText(line, x, lineY)
  })
}

function setFace(context: CanvasRenderingContext2D, face: LabelFace): void {
  context.font = face.font
  context.letterSpacing = face.spacing
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  context.lineWidth = 4
  context.strokeStyle = 'rgba(255, 255, 255, 0.92)'
  context.fillStyle = face.colour
}

/** Long names take two lines, broken at the space nearest to the middle. */
function breakName(name: string): string[] {
  if (name.length < 15) return [name]
  const middle = name.length / 2
  const spaces = [...name.matchAll(/ /g)].map((match) => match.index)
  const at = spaces.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0]
  return at === undefined ? [name] : [name.slice(0, at), name.slice(at + 1)]
}
