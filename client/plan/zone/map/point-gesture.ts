import type MapBrowserEvent from 'ol/MapBrowserEvent.js'
import { closes, finishSketch } from '../editing/zone-steps.ts'
import type { ZoneStore } from '../editing/zone-store.ts'
import { metresBetween } from '../shape/draw-shapes.ts'
import type { Position } from '../shape/shape.ts'
import { type Gesture, type PointerPlace, positionOf } from './gesture.ts'
import type { ZoneLayer } from './zone-layer.ts'

/** Draws point by point: by clicks, or with the keyboard by moving the map under its middle. */
export class PointGesture implements Gesture {
  readonly #store: ZoneStore
  readonly #layer: ZoneLayer
  #byKeys = false
  #isRepeated = false

  constructor(store: ZoneStore, layer: ZoneLayer) {
    this.#store = store
    this.#layer = layer
  }

  move({ position, isSnapped }: PointerPlace): void {
    this.#byKeys = false
    this.#layer.cursor = { at: position, isSnapped, handle: null }
  }

  click({ position, isSnapped, reach }: PointerPlace): boolean {
    this.#byKeys = false
    const { sketch, tool } = this.#store.state
    const last = sketch.at(-1)
    if (tool !== 'split' && closes(sketch, position, reach)) finishSketch(this.#store)
    else {
      // The second click of a double click is none of its own; two quick clicks apart from each other are two points.
      this.#isRepeated = last !== undefined && metresBetween(last, position) <= reach / 3
      if (!this.#isRepeated) this.#store.addPoint(position)
    }
    this.#layer.cursor = { at: position, isSnapped, handle: null }
    return true
  }

  doubleClick(): boolean {
    if (this.#isRepeated && this.#store.state.sketch.length >= 2) finishSketch(this.#store)
    return true
  }

  /** Enter puts a point in the map's middle, and closes the drawing when nothing moved since; whether it was ours. */
  key(event: MapBrowserEvent): boolean {
    const { sketch, tool } = this.#store.state
    const { originalEvent } = event
    if (!(originalEvent instanceof KeyboardEvent)) return false
    const { key } = originalEvent
    if (key.startsWith('Arrow')) this.#byKeys = true
    if (tool !== 'polygon' && tool !== 'split' && tool !== 'hole') return false
    if (key === 'Enter') {
      const middle = positionOf({ coordinate: event.map.getView().getCenter() ?? [0, 0] })
      if (this.#isOver(middle)) finishSketch(this.#store)
      else this.#store.addPoint(middle)
      return true
    }
    if (key === 'Backspace' && sketch.length > 0) this.#store.undo()
    if (key === 'Escape') this.#store.choose('edit')
    return key === 'Backspace' || key === 'Escape'
  }

  #isOver(middle: Position): boolean {
    const { sketch } = this.#store.state
    const last = sketch.at(-1)
    if (!last) return false
    return (!this.#byKeys && sketch.length > 1) || (last[0] === middle[0] && last[1] === middle[1])
  }
}
