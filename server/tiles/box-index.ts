import Flatbush from 'flatbush'
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
