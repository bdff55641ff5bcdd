import Flatbush from 'flatbush'
import type { SearchBox } from './search-points.ts'
import type { Shapes } from './snapshot.ts'

const indexes = new WeakMap<Shapes, Flatbush>()

/** The Flatbush over a segment's shape boxes, made once per thread; null without shapes. */
export function boxIndex(shapes: Shapes): Flatbush | null {
  if (shapes.index === null) return null
  let index = indexes.get(shapes)
  if (!index) {
    index = Flatbush.from(shapes.index)
    indexes.set(shapes, index)
  }
  return index
}

/** Whether the whole of a shape lies in a box of EPSG:3857, so that it need not be cut. */
export function shapeInside(
  { boxes }: Shapes,
  shape: number,
  { minX, minY, maxX, maxY }: SearchBox,
): boolean {
  const at = shape * 4
  return boxes[at]! >= minX && boxes[at + 1]! >= minY && boxes[at + 2]! <= maxX && boxes[at + 3]! <= maxY
}
