import { equalAreaX, equalAreaY } from '../geo/equal-area.ts'
import { isRecord } from '../is-record.ts'
import { badParameter } from '../problem.ts'
import { type Rings, ringArea } from './rings.ts'
import { tidyRing } from './tidy-ring.ts'
import { zoneProblem } from './zone-problem.ts'

export const MOST_VERTICES = 20_000

/** What was put right while reading, and how often. */
export interface ShapeFixes {
  closed: number
  duplicates: number
  spikes: number
  lostRings: number
}

/** A MultiPolygon in EPSG:4326: polygons of flat rings (lon, lat …), not closed, outer ones counter-clockwise first. */
export interface ZoneShape {
  readonly polygons: readonly (readonly number[])[][]
  readonly vertices: number
  readonly fixes: ShapeFixes
}

/**
 * Reads an unknown value as GeoJSON Polygon or MultiPolygon (RFC 7946, lon/lat). Open rings are closed, repeated
 * vertices and spikes removed, rings turned, heights dropped; all else is a Problem: 400 for what is no such GeoJSON,
 * 422 for positions off the globe, too many vertices, or nothing left. Whether rings cross is not looked at.
 */
export function readZoneShape(value: unknown): ZoneShape {
  const { type, coordinates }: { type?: unknown; coordinates?: unknown } = isRecord(value) ? value : {}
  if ((type !== 'Polygon' && type !== 'MultiPolygon') || !Array.isArray(coordinates)) {
    const received = typeof type === 'string' ? type : value
    throw badParameter(
      'geometry',
      received,
      'a GeoJSON Polygon or MultiPolygon in degrees, [longitude, latitude]',
    )
  }
  const parts = type === 'Polygon' ? [coordinates] : coordinates
  checkSize(parts)
  const given = parts.map((part, p) => {
    if (!Array.isArray(part)) throw notAList(`geometry.coordinates[${p}]`, part)
    return part.map(readRing)
  })
  checkGlobe(given)
  const fixes = { closed: 0, duplicates: 0, spikes: 0, lostRings: 0 }
  const polygons = given.map((rings) => tidyRings(rings, fixes)).filter((rings) => rings.length > 0)
  if (polygons.length === 0) throw zoneProblem('empty', 'no ring with three different vertices is left')
  const vertices = polygons.flat().reduce((sum, ring) => sum + ring.length / 2, 0)
  return { polygons, vertices, fixes }
}

function notAList(parameter: string, received: unknown) {
  return badParameter(parameter, received, 'a list, as in GeoJSON')
}

/** Before any of it is read: no more positions than a zone may have. */
function checkSize(parts: readonly unknown[]): void {
  let positions = 0
  for (const part of parts) {
    if (!Array.isArray(part)) continue
    positions++
    for (const ring of part) positions += Array.isArray(ring) ? ring.length : 1
  }
  if (positions > 2 * MOST_VERTICES) {
    throw zoneProblem('too-many-vertices', `${positions} vertices are more than a zone may have`, {
      received: String(positions),
      expected: `at most ${MOST_VERTICES} vertices`,
    })
  }
}

/** Rings of one polygon; nothing when its outer ring has no extent, since holes alone are no area. */
function tidyRings(given: readonly (readonly number[])[], fixes: ShapeFixes): number[][] {
  const rings: number[][] = []
  for (const [r, raw] of given.entries()) {
    const ring = tidyRing(raw, fixes)
    if (ring.length < 6) {
      fixes.lostRings++
      if (r === 0) return []
      continue
    }
    rings.push(ringArea(ring) > 0 === (r === 0) ? ring : turned(ring))
  }
  return rings
}

function readRing(value: unknown): number[] {
  if (!Array.isArray(value)) throw notAList('geometry.coordinates', value)
  const ring: number[] = []
  for (const position of value) {
    const [lon, lat] = Array.isArray(position) ? position : []
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) {
      throw badParameter('geometry.coordinates', position, 'positions [longitude, latitude] of two numbers')
    }
    ring.push(lon, lat)
  }
  return ring
}

function turned(ring: readonly number[]): number[] {
  const back: number[] = []
  for (let i = ring.length - 2; i >= 0; i -= 2) back.push(ring[i]!, ring[i + 1]!)
  return back
}

/** A latitude beyond the pole whose longitude would be one: the axes are the other way round. */
function checkGlobe(polygons: readonly number[][][]): void {
  const flat = polygons.flat(2)
  const odd = flat.findIndex((value, i) => Math.abs(value) > (i % 2 === 0 ? 180 : 90))
  if (odd === -1) return
  const received = `[${flat[odd & ~1]}, ${flat[odd | 1]}]`
  const swapped = flat.every((value, i) => Math.abs(value) <= (i % 2 === 0 ? 90 : 180))
  if (swapped) throw swappedAxes(polygons, received)
  throw zoneProblem('off-the-globe', 'positions lie off the globe; metres were perhaps given for degrees', {
    received,
    expected: 'longitude from -180 to 180 and latitude from -90 to 90, in degrees',
  })
}

/** The refusal of a shape with latitude first; it offers the shape with the axes put right. */
export function swappedAxes(polygons: ZoneShape['polygons'], received: string) {
  const swap = (ring: readonly number[]) => ring.map((_, i) => ring[i ^ 1]!)
  const fixes = { closed: 0, duplicates: 0, spikes: 0, lostRings: 0 }
  return zoneProblem('swapped-axes', 'latitude and longitude are swapped', {
    received,
    expected: '[longitude, latitude], such as [111.6, -2.7]',
    repaired: shapeToGeoJson(polygons.map((rings) => tidyRings(rings.map(swap), fixes))),
  })
}

export interface MultiPolygonJson {
  type: 'MultiPolygon'
  coordinates: [number, number][][][]
}

/** The shape as a GeoJSON MultiPolygon (EPSG:4326, longitude first) with closed rings. */
export function shapeToGeoJson(polygons: ZoneShape['polygons']): MultiPolygonJson {
  return { type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map(closedRing)) }
}

function closedRing(ring: readonly number[]): [number, number][] {
  const positions: [number, number][] = []
  for (let i = 0; i < ring.length; i += 2) positions.push([ring[i]!, ring[i + 1]!])
  positions.push([ring[0]!, ring[1]!])
  return positions
}

/** The rings in the plane where areas are true (core/geo/equal-area), metres. */
export function shapeToPlane(polygons: ZoneShape['polygons']): Rings {
  return polygons
    .flat()
    .map((ring) => ring.map((value, i) => (i % 2 === 0 ? equalAreaX(value) : equalAreaY(value))))
}
