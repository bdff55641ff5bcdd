import type { Geometry } from 'geojson'
import type { LayerDefinition } from '../../layers/layer.ts'

/** Lines and areas as the multi type of their kind, so that a layer of one kind has one type, as GIS programs like it. */
export function promoteToMulti(geometry: Geometry, layer: Pick<LayerDefinition, 'geometry'>): Geometry {
  if (layer.geometry === 'mixed') return geometry
  if (geometry.type === 'LineString') return { type: 'MultiLineString', coordinates: [geometry.coordinates] }
  if (geometry.type === 'Polygon') return { type: 'MultiPolygon', coordinates: [geometry.coordinates] }
  return geometry
}
