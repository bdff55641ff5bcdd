import type { FrameState } from 'ol/Map.js'
import { MERCATOR_HALF_METRES } from '../../../../core/geo/tile.ts'
import type { Ring, Shape } from '../shape/shape.ts'
import { ringInMap } from './ring-cache.ts'
import { SLICE_UNITS, type SlicedShape, sliceShape } from './sliced-shape.ts'

export type Canvas = CanvasRenderingContext2D

/** Traces a ring's outline in pixels. */
export function traceRing(frame: FrameState, canvas: Canvas, ring: Ring, closed = true): void {
  const flat = ringInMap(ring)
  const [a = 1, , , d = 1, e = 0, f = 0] = frame.coordinateToPixelTransform
  for (let i = 0; i < flat.length; i += 2) {
    const [x, y] = [(flat[i] ?? 0) * a + e, (flat[i + 1] ?? 0) * d + f]
    if (i === 0) canvas.moveTo(x, y)
    else canvas.lineTo(x, y)
  }
  if (closed) canvas.closePath()
}

/** Draws a shape by `paint`, which fills and strokes the path that is set: once for all, or slice by slice. */
export function paintShape(
  frame: FrameState,
  canvas: Canvas,
  shape: Shape,
  paint: (canvas: Canvas) => void,
): void {
  const slices = sliceShape(shape)
  if (slices) {
    paintSlices(frame, canvas, slices, paint)
    return
  }
  canvas.beginPath()
  for (const ring of shape.flat()) traceRing(frame, canvas, ring)
  paint(canvas)
}

function paintSlices(
  frame: FrameState,
  canvas: Canvas,
  slices: SlicedShape,
  paint: (canvas: Canvas) => void,
): void {
  const z = Math.max(0, Math.min(slices.deepest, Math.round(frame.viewState.zoom) - 1))
  const span = (2 * MERCATOR_HALF_METRES) / 2 ** z
  const [west = 0, south = 0, east = 0, north = 0] = frame.extent ?? []
  const column = (x: number) =>
    Math.max(0, Math.min(2 ** z - 1, Math.floor((x + MERCATOR_HALF_METRES) / span)))
  const row = (y: number) => column(-y)
  for (let x = column(west); x <= column(east); x++) {
    for (let y = row(north); y <= row(south); y++) {
      paintSlice(frame, canvas, slices, { z, x, y, span }, paint)
    }
  }
}

interface SlicePlace {
  readonly z: number
  readonly x: number
  readonly y: number
  readonly span: number
}

function paintSlice(
  frame: FrameState,
  canvas: Canvas,
  slices: SlicedShape,
  { z, x, y, span }: SlicePlace,
  paint: (canvas: Canvas) => void,
): void {
  const rings = slices.rings(z, x, y)
  if (rings.length === 0) return
  const [a = 1, , , d = 1, e = 0, f = 0] = frame.coordinateToPixelTransform
  const left = (x * span - MERCATOR_HALF_METRES) * a + e
  const top = (MERCATOR_HALF_METRES - y * span) * d + f
  const unit = (span * a) / SLICE_UNITS
  canvas.save()
  canvas.beginPath()
  // Whole pixels: two neighbours must neither overlap nor leave a seam.
  const [x0, y0] = [Math.round(left), Math.round(top)]
  canvas.rect(x0, y0, Math.round(left + span * a) - x0, Math.round(top + span * a) - y0)
  canvas.clip()
  canvas.beginPath()
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const [px, py] = [left + (ring[i] ?? 0) * unit, top + (ring[i + 1] ?? 0) * unit]
      if (i === 0) canvas.moveTo(px, py)
      else canvas.lineTo(px, py)
    }
    canvas.closePath()
  }
  paint(canvas)
  canvas.restore()
}
