import type { Envelope } from '../../../core/geo/tile.ts'
import type { LayerState, Segment } from './snapshot.ts'

const remembered = new WeakMap<Segment, Envelope | null>()

function nothing(): Envelope {
  return [Infinity, Infinity, -Infinity, -Infinity]
}

function widen(envelope: Envelope, minX: number, minY: number, [maxX, maxY]: [number, number]): void {
  if (minX < envelope[0]) envelope[0] = minX
  if (minY < envelope[1]) envelope[1] = minY
  if (maxX > envelope[2]) envelope[2] = maxX
  if (maxY > envelope[3]) envelope[3] = maxY
}

/** Envelope of all geometry of a segment in EPSG:3857, dead rows too; null when nothing is located. */
function segmentExtent(segment: Segment): Envelope | null {
  const known = remembered.get(segment)
  if (known !== undefined) return known
  const { points, shapes } = segment
  const envelope = nothing()
  for (let i = 0; i < points.length; i += 2) {
    widen(envelope, points[i]!, points[i + 1]!, [points[i]!, points[i + 1]!])
  }
  const { boxes } = shapes
  for (let i = 0; i < boxes.length; i += 4) {
    widen(envelope, boxes[i]!, boxes[i + 1]!, [boxes[i + 2]!, boxes[i + 3]!])
  }
  const found = envelope[0] <= envelope[2] ? envelope : null
  remembered.set(segment, found)
  return found
}

/** Envelope of a layer in EPSG:3857 as loaded and changed since; null when nothing is located. */
export function layerExtent({ base, delta }: Pick<LayerState, 'base' | 'delta'>): Envelope | null {
  const envelope = nothing()
  for (const segment of [base, delta]) {
    const part = segment ? segmentExtent(segment) : null
    if (part) widen(envelope, part[0], part[1], [part[2], part[3]])
  }
  return envelope[0] <= envelope[2] ? envelope : null
}
