type Positions = readonly (readonly number[])[]

/** A geometry as GeoJSON writes it, of which nothing is changed. */
type Shape =
  | { readonly type: 'Point'; readonly coordinates: readonly number[] }
  | { readonly type: 'MultiPoint' | 'LineString'; readonly coordinates: Positions }
  | { readonly type: 'MultiLineString' | 'Polygon'; readonly coordinates: readonly Positions[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Positions[])[] }
  | { readonly type: 'GeometryCollection'; readonly geometries: readonly Shape[] }

/** Every position of a geometry, whatever its type. */
export function positionsOf(geometry: Shape | null): Positions {
  switch (geometry?.type) {
    case 'Point':
      return [geometry.coordinates]
    case 'MultiPoint':
    case 'LineString':
      return geometry.coordinates
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates.flat()
    case 'MultiPolygon':
      return geometry.coordinates.flat(2)
    case 'GeometryCollection':
      return geometry.geometries.flatMap(positionsOf)
    default:
      return []
  }
}
