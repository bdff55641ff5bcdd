import type { Geometry, Position } from 'geojson'

/** A shapefile holds shapes of one type; their numbers are Esri's (ESRI Shapefile Technical Description, 1998, table 1). */
export const shapeTypes = { point: 1, line: 3, polygon: 5, multipoint: 8 } as const
export type ShapeKind = keyof typeof shapeTypes

export interface ShapePart {
  kind: ShapeKind
  /** Points as paths of one, lines, or rings of any number of polygons. */
  paths: Position[][]
}

/** What of a geometry goes into which shapefile: one part, but for a collection one of each kind in it. */
export function shapeParts(geometry: Geometry): ShapePart[] {
  switch (geometry.type) {
    case 'Point':
      return [{ kind: 'point', paths: [[geometry.coordinates]] }]
    case 'MultiPoint':
      return [{ kind: 'multipoint', paths: [geometry.coordinates] }]
    case 'LineString':
      return [{ kind: 'line', paths: [geometry.coordinates] }]
    case 'MultiLineString':
      return [{ kind: 'line', paths: geometry.coordinates }]
    case 'Polygon':
      return [{ kind: 'polygon', paths: geometry.coordinates }]
    case 'MultiPolygon':
      return [{ kind: 'polygon', paths: geometry.coordinates.flat() }]
    case 'GeometryCollection': {
      const parts = Map.groupBy(geometry.geometries.flatMap(shapeParts), ({ kind }) =>
        kind === 'point' ? 'multipoint' : kind,
      )
      return [...parts].map(([kind, same]) => ({
        kind,
        paths:
          kind === 'multipoint'
            ? [same.flatMap(({ paths }) => paths.flat())]
            : same.flatMap(({ paths }) => paths),
      }))
    }
  }
}
