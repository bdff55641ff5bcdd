import { tileSpanMetres } from '../../../core/geo/tile.ts'
import { growableFloat64, growableUint8, growableUint32 } from '../growable-array.ts'
import { TILE_EXTENT } from '../tile-units.ts'
import type { CollectedRows } from './row-collector.ts'
import { simplifyLine, simplifyRing } from './simplify-path.ts'
import { POLYGON_TYPE, type ShapeLevel } from './snapshot.ts'

/**
 * Zooms up to which each generalised level serves; deeper ones see the original geometry. Every second zoom: one
 * between has twice the vertices it needs, but the database simplifies a large coverage half as often.
 */
export const generalisedZooms = [4, 6, 8, 10, 12] as const

/** The zoom of the original geometry's level: none is deeper. */
export const ORIGINAL_LEVEL_ZOOM = 99

/** Tolerance of a level in EPSG:3857 metres: eight tile units at its zoom, half a pixel of 256. */
export function levelToleranceMetres(toZoom: number): number {
  return (8 * tileSpanMetres(toZoom)) / TILE_EXTENT
}

/** The geometry as it came, which serves every zoom that no generalised level does. */
export function originalLevel(rows: CollectedRows): ShapeLevel {
  const { ringsOf, ringStart, outer, coords } = rows
  return { toZoom: ORIGINAL_LEVEL_ZOOM, ringsOf, ringStart, outer, coords }
}

/** Simplifies each line and ring by itself (not for coverages: neighbours would part). Multipoints stay whole. */
export function simplifiedLevel(original: ShapeLevel, shapeType: Uint8Array, toZoom: number): ShapeLevel {
  const { ringsOf, ringStart, coords } = original
  const tolerance = levelToleranceMetres(toZoom)
  const keep = new Uint8Array(coords.length / 2)
  for (let shape = 0; shape < shapeType.length; shape++) {
    for (let ring = ringsOf[shape]!; ring < ringsOf[shape + 1]!; ring++) {
      const range: [number, number] = [ringStart[ring]!, ringStart[ring + 1]!]
      if (shapeType[shape] === POLYGON_TYPE) simplifyRing(coords, keep, range, tolerance)
      else if (shapeType[shape] === 1) keep.fill(1, range[0], range[1])
      else simplifyLine(coords, keep, range, tolerance)
    }
  }
  return keptVertices(original, keep, toZoom)
}

function keptVertices(original: ShapeLevel, keep: Uint8Array, toZoom: number): ShapeLevel {
  const kept = growableFloat64()
  const starts = growableUint32()
  const { ringStart, coords, ringsOf, outer } = original
  for (let ring = 0; ring < outer.length; ring++) {
    starts.push(kept.length / 2)
    for (let i = ringStart[ring]!; i < ringStart[ring + 1]!; i++) {
      if (keep[i] === 0) continue
      kept.push(coords[2 * i]!)
      kept.push(coords[2 * i + 1]!)
    }
  }
  starts.push(kept.length / 2)
  return { toZoom, ringsOf, ringStart: starts.finish(), outer, coords: kept.finish() }
}

/** A coverage's level as the database simplified it, put into the order of this layer's shapes. */
export interface CoverageLevelRows {
  toZoom: number
  rows: CollectedRows
}

/**
 * Brings a coverage level into shape order by id. A polygon that the database did not return keeps its
 * original geometry: a border that does not match is better than a village that vanishes.
 */
export function coverageLevel(collected: CollectedRows, level: CoverageLevelRows): ShapeLevel {
  const found = new Map<number, number>()
  const { rows } = level
  for (let s = 0; s < rows.shapeRow.length; s++) {
    if (rows.shapeType[s] === POLYGON_TYPE) found.set(rows.ids[rows.shapeRow[s]!]!, s)
  }
  const ringsOf = growableUint32()
  const ringStart = growableUint32()
  const outer = growableUint8()
  const coords = growableFloat64()
  ringsOf.push(0)
  for (let s = 0; s < collected.shapeRow.length; s++) {
    const match =
      collected.shapeType[s] === POLYGON_TYPE ? found.get(collected.ids[collected.shapeRow[s]!]!) : undefined
    const from = match === undefined ? collected : rows
    const shape = match ?? s
    for (let ring = from.ringsOf[shape]!; ring < from.ringsOf[shape + 1]!; ring++) {
      ringStart.push(coords.length / 2)
      outer.push(from.outer[ring]!)
      coords.pushAll(from.coords.subarray(2 * from.ringStart[ring]!, 2 * from.ringStart[ring + 1]!))
    }
    ringsOf.push(outer.length)
  }
  ringStart.push(coords.length / 2)
  const done = { ringsOf: ringsOf.finish(), ringStart: ringStart.finish(), outer: outer.finish() }
  return { toZoom: level.toZoom, ...done, coords: coords.finish() }
}

/** The zoom of the level that serves a zoom. */
export function levelZoomFor(z: number): number {
  return generalisedZooms.find((toZoom) => z <= toZoom) ?? ORIGINAL_LEVEL_ZOOM
}

/** The coarsest level that still serves the zoom. */
export function levelForZoom(levels: readonly ShapeLevel[], z: number): ShapeLevel {
  return levels.find((level) => z <= level.toZoom) ?? levels[levels.length - 1]!
}
