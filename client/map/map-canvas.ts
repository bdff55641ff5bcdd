import type { Coordinate } from 'ol/coordinate.js'
import type { FrameState } from 'ol/Map.js'
import { apply } from 'ol/transform.js'

/** CSS pixels of the map's viewport. */
export type Box = { left: number; top: number; right: number; bottom: number }

export function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/**
 * A canvas that covers the map, cleared for each frame and scaled so that one unit is one CSS pixel.
 * Layers of our own (labels, bubbles, highlights) draw on it.
 */
export class MapCanvas {
  readonly element = document.createElement('canvas')
  readonly context: CanvasRenderingContext2D

  constructor() {
    const context = this.element.getContext('2d')
    if (!context) throw new Error('This browser offers no 2D canvas.')
    this.context = context
    this.element.className = 'ol-layer'
    Object.assign(this.element.style, { position: 'absolute', width: '100%', height: '100%' })
    this.element.style.pointerEvents = 'none'
  }

  begin(frame: FrameState): CanvasRenderingContext2D {
    const [width = 0, height = 0] = frame.size
    const ratio = frame.pixelRatio
    const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)]
    if (this.element.width !== pixelWidth || this.element.height !== pixelHeight) {
      this.element.width = pixelWidth
      this.element.height = pixelHeight
    }
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0)
    this.context.clearRect(0, 0, width, height)
    return this.context
  }
}

/** CSS pixel of a coordinate in the view's projection (EPSG:3857). */
export function pixelOf(frame: FrameState, coordinate: readonly number[]): Coordinate {
  return apply(frame.coordinateToPixelTransform, [coordinate[0] ?? 0, coordinate[1] ?? 0])
}
