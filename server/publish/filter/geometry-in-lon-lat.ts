import { filterFault } from '../../../core/filter/filter-fault.ts'
import type { FilterBox, FilterGeometry, FilterPosition, Value } from '../../../core/filter/filter-tree.ts'
import { crsInTableOrder, type PublicCrs } from '../../../core/geo/crs-uris.ts'
import { projectionOf } from '../projection.ts'
import type { FilterScope } from './filter-scope.ts'

type Literal = Extract<Value, { kind: 'geometry' | 'bbox' }>
type Convert = (position: FilterPosition) => FilterPosition

/** Pieces of each edge of a box, which is no longer straight once it is in degrees. */
const STEPS_OF_AN_EDGE = 16

/** A client's geometry as longitude, latitude degrees. Throws Problem (400) where a position has no place on the globe. */
export function geometryInLonLat(literal: Literal, scope: FilterScope): FilterGeometry {
  const crs = (literal.crs === undefined ? undefined : crsInTableOrder(literal.crs)) ?? scope.crs
  const convert = converter(crs, scope)
  if (literal.kind === 'geometry') return convertGeometry(literal.geometry, convert)
  return convertBox(literal.box, crs, convert, scope)
}

function converter(crs: PublicCrs, scope: FilterScope): Convert {
  const { toLonLat } = projectionOf(crs)
  return ([first, second]) => {
    const [lon, lat] = toLonLat(first, second)
    if (Math.abs(lon) <= 360 && Math.abs(lat) <= 90) return [lon, lat]
    const axes = crs.latitudeFirst ? 'latitude, longitude' : 'x, y'
    throw filterFault(
      { parameter: scope.parameter, at: '' },
      `position ${first} ${second}`,
      `positions of ${crs.definition.code} (${axes})`,
    )
  }
}

function convertGeometry(geometry: FilterGeometry, convert: Convert): FilterGeometry {
  switch (geometry.type) {
    case 'Point':
      return { type: geometry.type, coordinates: convert(geometry.coordinates) }
    case 'MultiPoint':
    case 'LineString':
      return { type: geometry.type, coordinates: geometry.coordinates.map(convert) }
    case 'MultiLineString':
    case 'Polygon':
      return { type: geometry.type, coordinates: geometry.coordinates.map((line) => line.map(convert)) }
    case 'MultiPolygon':
      return {
        type: geometry.type,
        coordinates: geometry.coordinates.map((polygon) => polygon.map((ring) => ring.map(convert))),
      }
    default:
      return {
        type: geometry.type,
        geometries: geometry.geometries.map((part) => convertGeometry(part, convert)),
      }
  }
}

/** A box as the polygon, line or point that it is; two polygons where it crosses the antimeridian. */
function convertBox(box: FilterBox, crs: PublicCrs, convert: Convert, scope: FilterScope): FilterGeometry {
  const [x1, y1, x2, y2] = crs.latitudeFirst ? [box[1], box[0], box[3], box[2]] : box
  const wraps = x1 > x2 && crs.definition.unit === 'degrees'
  if ((x1 > x2 && !wraps) || y1 > y2)
    throw filterFault({ parameter: scope.parameter, at: '' }, `box ${box.join(', ')}`, 'minima before maxima')
  const place: Convert = ([x, y]) => convert(crs.latitudeFirst ? [y, x] : [x, y])
  if (!wraps) return shapeOfBox([x1, y1, x2, y2], place, crs)
  const halves = [
    [x1, y1, 180, y2],
    [-180, y1, x2, y2],
  ] as const
  return { type: 'MultiPolygon', coordinates: halves.map((half) => [ringOf(half, 1).map(place)]) }
}

function shapeOfBox(box: FilterBox, place: Convert, crs: PublicCrs): FilterGeometry {
  const [x1, y1, x2, y2] = box
  if (x1 === x2 && y1 === y2) return { type: 'Point', coordinates: place([x1, y1]) }
  if (x1 === x2 || y1 === y2) return { type: 'LineString', coordinates: [place([x1, y1]), place([x2, y2])] }
  const steps = crs.definition.unit === 'degrees' ? 1 : STEPS_OF_AN_EDGE
  return { type: 'Polygon', coordinates: [ringOf(box, steps).map(place)] }
}

function ringOf([x1, y1, x2, y2]: FilterBox, steps: number): FilterPosition[] {
  const corners = [
    [x1, y1],
    [x2, y1],
    [x2, y2],
    [x1, y2],
    [x1, y1],
  ] as const
  const ring: FilterPosition[] = [corners[0]]
  for (let corner = 1; corner < corners.length; corner++) {
    const [from, to] = [corners[corner - 1] ?? corners[0], corners[corner] ?? corners[0]]
    for (let step = 1; step < steps; step++)
      ring.push([from[0] + ((to[0] - from[0]) * step) / steps, from[1] + ((to[1] - from[1]) * step) / steps])
    ring.push(to)
  }
  return ring
}
