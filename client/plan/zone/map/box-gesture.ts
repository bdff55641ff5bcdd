import { finishFreehand, finishSketch } from '../editing/zone-steps.ts'
import type { ZoneStore } from '../editing/zone-store.ts'
import { circleRing, metresBetween, rectangleRing } from '../shape/draw-shapes.ts'
import type { Position } from '../shape/shape.ts'
import type { Gesture } from './gesture.ts'
import type { ZoneLayer } from './zone-layer.ts'

/** Fewer pixels are a slip of the hand, not a zone. */
const LEAST_PIXELS = 6

/** Draws by one drag: a rectangle from corner to corner, a circle from its centre, or a line by hand. */
export function boxGesture(store: ZoneStore, layer: ZoneLayer): Gesture {
  let start: Position | null = null
  return {
    down({ position }) {
      start = position
      store.clearSketch()
      return true
    },
    drag({ position, isSnapped }) {
      if (!start) return
      const { tool, sketch } = store.state
      if (tool === 'freehand') store.update({ sketch: [...sketch, position] })
      else if (tool === 'rectangle') store.update({ sketch: rectangleRing(start, position) })
      else store.update({ sketch: circleRing(start, metresBetween(start, position)) })
      layer.cursor = { at: position, isSnapped, handle: null }
    },
    up({ position, pixelDegrees }) {
      const { sketch, tool } = store.state
      const from = start
      start = null
      const size = from ? Math.hypot(position[0] - from[0], position[1] - from[1]) / pixelDegrees : 0
      const isSlip = sketch.length < 3 || (tool !== 'freehand' && size < LEAST_PIXELS)
      if (!isSlip && tool === 'freehand') finishFreehand(store, pixelDegrees)
      else {
        if (!isSlip) finishSketch(store)
        store.clearSketch()
      }
    },
    move({ position, isSnapped }) {
      layer.cursor = { at: position, isSnapped, handle: null }
    },
    // A tap draws nothing, and must not zoom either.
    click: () => true,
    doubleClick: () => true,
    cancel() {
      if (!start) return
      start = null
      store.clearSketch()
    },
  }
}
