import type { GeometryWriter } from '../encode/geometry-writer.ts'
import type { MvtLayerWriter } from '../encode/mvt-layer-writer.ts'
import { POINT_TYPE } from '../snapshot/snapshot.ts'
import type { PicturePlane } from './picture-plane.ts'
import type { PlacedRows } from './placed-rows.ts'

/** Which of the placed rows are meant. */
export interface Selection {
  placed: readonly PlacedRows[]
  masks: readonly (Uint8Array | null)[]
}

/** From so many points on, those within one pixel are drawn once: they look the same, and a picture has only so many. */
const THINNED_FROM = 4000

/** Hands over each point of the selection that lies within the picture's bounds. */
export function eachPoint(
  { placed, masks }: Selection,
  { bounds }: PicturePlane,
  visit: (rows: PlacedRows, row: number, x: number, y: number) => void,
): void {
  const { minX, minY, maxX, maxY } = bounds
  for (const [at, rows] of placed.entries()) {
    const coords = rows.points
    const mask = masks[at]
    for (let i = 0; i < rows.pointRows.length; i++) {
      const row = rows.pointRows[i]!
      if (mask && mask[row] === 0) continue
      const x = coords[2 * i]!
      const y = coords[2 * i + 1]!
      if (x >= minX && x <= maxX && y >= minY && y <= maxY) visit(rows, row, x, y)
    }
  }
}

/** All points of a rule as one feature: they have one symbol and no attributes. */
export function writePoints(
  { writer, geometry }: { writer: MvtLayerWriter; geometry: GeometryWriter },
  plane: PicturePlane,
  selection: Selection,
): void {
  const places: number[] = []
  const total = selection.placed.reduce((sum, { pointRows }) => sum + pointRows.length, 0)
  const isNew = total >= THINNED_FROM ? firstInPixel(plane) : () => true
  eachPoint(selection, plane, (_rows, _row, x, y) => {
    if (isNew(x, y)) places.push(Math.round(x), Math.round(y))
  })
  if (places.length === 0) return
  const { feature, tags } = writer.openFeature(-1)
  const open = writer.openGeometry(tags, POINT_TYPE)
  geometry.points(writer.features, places)
  writer.closeFeature(feature, open)
}

function firstInPixel({ bounds, unitsPerPixelX, unitsPerPixelY }: PicturePlane) {
  const across = Math.ceil((bounds.maxX - bounds.minX) / unitsPerPixelX) + 1
  const down = Math.ceil((bounds.maxY - bounds.minY) / unitsPerPixelY) + 1
  const taken = new Uint8Array(across * down)
  return (x: number, y: number) => {
    const column = Math.floor((x - bounds.minX) / unitsPerPixelX)
    const line = Math.floor((y - bounds.minY) / unitsPerPixelY)
    const at = line * across + column
    if (taken[at] === 1) return false
    taken[at] = 1
    return true
  }
}
