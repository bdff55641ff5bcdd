import { type LayerState, rowOfId, type Segment, type ShapeLevel } from '../snapshot/snapshot.ts'
import type { ChangedGeometry } from './changed-tiles.ts'
import { type RowShapes, rowGeometry, shapesOfRow } from './geometry-of-row.ts'

interface Found {
  segment: Segment
  shapes: RowShapes
}

function findShapes(segment: Segment, id: number): Found | null {
  const row = rowOfId(segment, id)
  if (row < segment.pointCount) return null
  const shapes = shapesOfRow(segment, row)
  return shapes.end > shapes.first ? { segment, shapes } : null
}

/** As last served: the changed row if there is one, else base's unless it is gone. */
function findServed({ base, dead, delta }: LayerState, id: number): Found | null {
  const changed = delta ? findShapes(delta, id) : null
  if (changed) return changed
  const row = rowOfId(base, id)
  return row < 0 || dead?.[row] === 1 ? null : findShapes(base, id)
}

function levelOf({ segment }: Found, toZoom: number): ShapeLevel {
  const { levels } = segment.shapes
  return levels.find((level) => toZoom <= level.toZoom) ?? levels[levels.length - 1]!
}

/** Whether two rows have the same rings with the same vertices in the same order at a level. */
function areSame(a: Found, b: Found, toZoom: number): boolean {
  const [one, other] = [levelOf(a, toZoom), levelOf(b, toZoom)]
  const [from, start] = [one.ringsOf[a.shapes.first]!, other.ringsOf[b.shapes.first]!]
  const rings = one.ringsOf[a.shapes.end]! - from
  if (other.ringsOf[b.shapes.end]! - start !== rings) return false
  for (let ring = 0; ring < rings; ring++) {
    if (one.outer[from + ring] !== other.outer[start + ring]) return false
    const [p, q] = [2 * one.ringStart[from + ring]!, 2 * other.ringStart[start + ring]!]
    const length = 2 * one.ringStart[from + ring + 1]! - p
    if (2 * other.ringStart[start + ring + 1]! - q !== length) return false
    for (let i = 0; i < length; i++) if (one.coords[p + i] !== other.coords[q + i]) return false
  }
  return true
}

/**
 * Shapes of a coverage that differ from those served before at some level, as they were and as they are: a moved
 * border moves the ends of others, and the simplification of the whole may choose other vertices along them. Each
 * with the deepest zoom at which it differs. Compares vertex by vertex: some 10 ms for 8,494 villages.
 */
export function movedShapes(before: LayerState, after: Segment): ChangedGeometry[] {
  const moved: ChangedGeometry[] = []
  const zooms = after.shapes.levels.map(({ toZoom }) => toZoom)
  for (const id of new Set([...before.base.ids, ...(before.delta?.ids ?? []), ...after.ids])) {
    const [old, now] = [findServed(before, id), findShapes(after, id)]
    for (const toZoom of zooms) {
      if (old && now && areSame(old, now, toZoom)) continue
      for (const found of [old, now]) {
        if (!found) continue
        const geometry = rowGeometry(found.segment, found.shapes, levelOf(found, toZoom))
        moved.push({ geometry, toZoom })
      }
    }
  }
  return moved
}
