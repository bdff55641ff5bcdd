import type { Geometry } from 'geojson'
import type { CrsDefinition } from '../../../../core/geo/crs-definitions.ts'
import { Problem } from '../../../../core/problem.ts'
import { mapPositions } from '../../../geometry/map-positions.ts'
import { projectionOf } from '../../projection.ts'

export type Project = (geometry: Geometry) => Geometry

/**
 * From longitude, latitude (EPSG:4326) into a system of our table, easting or longitude first. By proj4, so that both engines
 * give the same; SRGI2013 and DGN95 are taken as WGS 84 (EPSG moves SRGI2013 by 0.2 m from it).
 * The function throws Problem (400) on a position that has no place in the system.
 */
export function makeProject(crs: CrsDefinition): Project {
  if (crs.unit === 'degrees') return (geometry) => geometry
  const { fromLonLat } = projectionOf({ uri: '', definition: crs, latitudeFirst: false })
  return (geometry) =>
    mapPositions(geometry, ([lon = Number.NaN, lat = Number.NaN]) => {
      const [x, y] = fromLonLat(lon, lat)
      if (Number.isFinite(x) && Number.isFinite(y)) return [x, y]
      throw outside(crs, lon, lat)
    })
}

function outside({ code }: CrsDefinition, lon: number, lat: number): Problem {
  return new Problem({
    title: 'No place in this system',
    status: 400,
    detail: `crs: ${lon}, ${lat} has no coordinates in ${code}; choose a system of the area`,
    parameter: 'crs',
    received: code,
    expected: 'a system in which every place of the layer has coordinates',
  })
}

/** Decimals that text keeps of a coordinate: 7 of a degree and 2 of a metre, about a centimetre each. */
export function decimalsOf({ unit }: CrsDefinition): number {
  return unit === 'degrees' ? 7 : 2
}

/** Positions rounded to so many decimals. */
export function roundGeometry(geometry: Geometry, decimals: number): Geometry {
  const scale = 10 ** decimals
  return mapPositions(geometry, (position) => position.map((value) => Math.round(value * scale) / scale))
}
