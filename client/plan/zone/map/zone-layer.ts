import Layer from 'ol/layer/Layer.js'
import type { FrameState } from 'ol/Map.js'
import { fromLonLat } from 'ol/proj.js'
import { type Box, MapCanvas, pixelOf } from '../../../map/map-canvas.ts'
import type { ZoneDraft } from '../editing/zone-drafts.ts'
import type { ZoneStore } from '../editing/zone-store.ts'
import { type Position, type Shape, shapeBox, vertexCount } from '../shape/shape.ts'
import type { Handle } from './find-handle.ts'
import { ringInMap } from './ring-cache.ts'
import { type Canvas, paintShape, traceRing } from './zone-paths.ts'

const BRAND = '#0b5246'
const FAULT = '#9f1d1d'
/** Above so many in sight, vertices hide the outline that they are to show. */
const MOST_HANDLES = 400
/** Pixels of a name's foot above its zone, and its height. */
const [NAME_RISE, NAME_HEIGHT] = [8, 14]
/** Vertices nearer to the one before are not drawn until one looks closer: a chain of dots would hide the edge. */
const CLOSE_PIXELS = 14
const FONT = '700 12px "Plus Jakarta Sans Variable", system-ui, sans-serif'

/** Where the pointer is, as far as the drawing cares. */
export interface ZoneCursor {
  readonly at: Position | null
  readonly isSnapped: boolean
  readonly handle: Handle | null
}

/** The zones of the drafts, the drawing in progress, the open zone's vertices, and the place of a fault. */
export class ZoneLayer extends Layer {
  readonly #canvas = new MapCanvas()
  readonly #store: ZoneStore
  #cursor: ZoneCursor = { at: null, isSnapped: false, handle: null }

  constructor(store: ZoneStore) {
    super({ zIndex: 85 })
    this.#store = store
  }

  set cursor(cursor: ZoneCursor) {
    this.#cursor = cursor
    this.changed()
  }

  /** Where the zones' names stand: names of villages must not cover them. */
  readonly nameBoxes = (frame: FrameState): Box[] => {
    const { context } = this.#canvas
    context.font = FONT
    return this.#store.state.drafts.zones.flatMap(({ name, shape }) => {
      const box = shapeBox(shape)
      if (!box) return []
      const [x = 0, y = 0] = pixelAt(frame, [(box[0] + box[2]) / 2, box[3]])
      const half = context.measureText(name).width / 2 + 3
      return [
        { left: x - half, right: x + half, top: y - NAME_RISE - NAME_HEIGHT, bottom: y - NAME_RISE + 4 },
      ]
    })
  }

  override render(frame: FrameState): HTMLElement {
    const canvas = this.#canvas.begin(frame)
    const { drafts, preview, tool, trouble } = this.#store.state
    for (const zone of drafts.zones) if (zone.id !== drafts.open) drawZone(frame, canvas, zone.shape, false)
    const { open } = this.#store
    const shape = preview ?? open?.shape ?? []
    drawZone(frame, canvas, shape, true)
    for (const zone of drafts.zones) drawName(frame, canvas, zone === open ? { ...zone, shape } : zone)
    if (tool === 'edit') this.#drawHandles(frame, canvas, shape)
    this.#drawSketch(frame, canvas)
    if (trouble?.at) drawFault(frame, canvas, trouble.at)
    return this.#canvas.element
  }

  #drawHandles(frame: FrameState, canvas: Canvas, shape: Shape): void {
    const { vertex } = this.#store.state
    const { handle } = this.#cursor
    const isMany = vertexCount(shape) > MOST_HANDLES && countInSight(frame, shape) > MOST_HANDLES
    for (const [polygon, rings] of shape.entries()) {
      for (const [ring, positions] of rings.entries()) {
        const flat = ringInMap(positions)
        let before: number[] = [Number.NEGATIVE_INFINITY, 0]
        for (let index = 0; index < positions.length; index++) {
          const is = (place: typeof vertex) =>
            place?.polygon === polygon && place.ring === ring && place.vertex === index
          const isMarked = is(vertex)
          const isHovered = handle?.kind === 'vertex' && is(handle)
          if (isMany && !isMarked && !isHovered) continue
          const at = pixelOf(frame, [flat[2 * index] ?? 0, flat[2 * index + 1] ?? 0])
          const isClose = pixelsBetween(before, at) < CLOSE_PIXELS
          if (isClose && !isMarked && !isHovered) continue
          before = at
          drawDot(canvas, at, isMarked || isHovered ? 7 : 4.5, isMarked)
        }
      }
    }
    if (handle?.kind === 'edge' && this.#cursor.at) drawDot(canvas, pixelAt(frame, this.#cursor.at), 5, true)
  }

  #drawSketch(frame: FrameState, canvas: Canvas): void {
    const { sketch, tool } = this.#store.state
    const { at, isSnapped } = this.#cursor
    const isByPoints = tool === 'polygon' || tool === 'split' || tool === 'hole'
    const line = isByPoints && at && sketch.length > 0 ? [...sketch, at] : sketch
    if (line.length > 0) {
      canvas.beginPath()
      traceRing(frame, canvas, line, tool !== 'split')
      if (tool !== 'split') fill(canvas, 'rgb(15 107 92 / 16%)')
      canvas.beginPath()
      traceRing(frame, canvas, line, !isByPoints && tool !== 'freehand')
      strokeCased(canvas, { width: 2.5, dash: tool === 'split' ? [2, 6] : [], colour: BRAND })
      if (isByPoints)
        for (const [index, point] of sketch.entries())
          drawDot(canvas, pixelAt(frame, point), index ? 4 : 6, index === 0)
    }
    if (at && tool !== 'edit' && tool !== 'villages') drawAim(canvas, pixelAt(frame, at), isSnapped)
  }
}

function pixelAt(frame: FrameState, position: Position): number[] {
  return pixelOf(frame, fromLonLat([...position]))
}

function pixelsBetween([x1 = 0, y1 = 0]: readonly number[], [x2 = 0, y2 = 0]: readonly number[]): number {
  return Math.hypot(x2 - x1, y2 - y1)
}

function countInSight(frame: FrameState, shape: Shape): number {
  const [west = 0, south = 0, east = 0, north = 0] = frame.extent ?? []
  let count = 0
  for (const ring of shape.flat()) {
    const flat = ringInMap(ring)
    for (let i = 0; i < flat.length; i += 2) {
      const [x, y] = [flat[i] ?? 0, flat[i + 1] ?? 0]
      if (x >= west && x <= east && y >= south && y <= north) count++
    }
  }
  return count
}

function drawZone(frame: FrameState, canvas: Canvas, shape: Shape, isOpen: boolean): void {
  if (shape.length === 0) return
  paintShape(frame, canvas, shape, (path) => {
    fill(path, isOpen ? 'rgb(15 107 92 / 20%)' : 'rgb(15 107 92 / 8%)')
    const style = isOpen ? { width: 2.5, dash: [8, 5] } : { width: 1.5, dash: [] }
    strokeCased(path, { ...style, colour: BRAND })
  })
}

function fill(canvas: Canvas, colour: string): void {
  canvas.fillStyle = colour
  canvas.fill('evenodd')
}

interface Pen {
  readonly width: number
  readonly dash: readonly number[]
  readonly colour: string
}

function strokeCased(canvas: Canvas, { width, dash, colour }: Pen): void {
  canvas.lineJoin = 'round'
  canvas.lineCap = 'round'
  canvas.lineWidth = width + 2.5
  canvas.strokeStyle = 'rgb(255 255 255 / 80%)'
  canvas.stroke()
  canvas.setLineDash([...dash])
  canvas.lineWidth = width
  canvas.strokeStyle = colour
  canvas.stroke()
  canvas.setLineDash([])
}

function drawName(frame: FrameState, canvas: Canvas, { name, shape }: ZoneDraft): void {
  const box = shapeBox(shape)
  if (!box || name === '') return
  const [x = 0, y = 0] = pixelAt(frame, [(box[0] + box[2]) / 2, box[3]])
  canvas.font = FONT
  canvas.textAlign = 'center'
  canvas.textBaseline = 'alphabetic'
  canvas.lineJoin = 'round'
  canvas.lineWidth = 4
  canvas.strokeStyle = '#ffffff'
  canvas.strokeText(name, x, y - NAME_RISE)
  canvas.fillStyle = BRAND
  canvas.fillText(name, x, y - NAME_RISE)
}

function drawDot(canvas: Canvas, [x = 0, y = 0]: readonly number[], radius: number, isFull: boolean): void {
  canvas.beginPath()
  canvas.arc(x, y, radius, 0, 2 * Math.PI)
  canvas.fillStyle = isFull ? BRAND : '#ffffff'
  canvas.fill()
  canvas.lineWidth = 2
  canvas.strokeStyle = isFull ? '#ffffff' : BRAND
  canvas.stroke()
}

/** A ring where the next point falls; full when it has jumped to a border. */
function drawAim(canvas: Canvas, [x = 0, y = 0]: readonly number[], isSnapped: boolean): void {
  canvas.beginPath()
  canvas.arc(x, y, isSnapped ? 8 : 5, 0, 2 * Math.PI)
  strokeCased(canvas, { width: 2, dash: [], colour: isSnapped ? '#1b4fd6' : BRAND })
}

function drawFault(frame: FrameState, canvas: Canvas, at: Position): void {
  const [x = 0, y = 0] = pixelAt(frame, at)
  canvas.beginPath()
  canvas.arc(x, y, 14, 0, 2 * Math.PI)
  canvas.moveTo(x - 5, y - 5)
  canvas.lineTo(x + 5, y + 5)
  canvas.moveTo(x + 5, y - 5)
  canvas.lineTo(x - 5, y + 5)
  strokeCased(canvas, { width: 3, dash: [], colour: FAULT })
}
