import type { MapLayer } from '../../core/api/map-layer.ts'
import type { Place } from '../../core/api/place.ts'
import { identify } from '../api/petausul-api.ts'
import { type Found, gatherFound } from '../panel/gather-found.ts'

/** A village is described with all its services, shown on the map or not. */
export function layersOfVillages(catalogue: readonly MapLayer[]): string[] {
  return ['areas-village', ...catalogue.flatMap(({ id }) => (id.startsWith('coverage-') ? [id] : []))]
}

/** What the card says of a village that was found by its name: as if it had been clicked, without what else lies there. */
export async function describeVillage(
  { code, title, point }: Place,
  catalogue: readonly MapLayer[],
  signal: AbortSignal,
): Promise<Found[]> {
  const bare: Found = { layer: 'areas-village', code, title, properties: {}, also: [] }
  if (!point) return [bare]
  const known = new Set(catalogue.map(({ id }) => id))
  const layers = layersOfVillages(catalogue).filter((id) => known.has(id))
  const question = { lonLat: point, radiusMetres: 0, layers, filter: new URLSearchParams() }
  const found = gatherFound(await identify(question, signal), catalogue).filter((one) => one.code === code)
  return found.length > 0 ? found : [bare]
}
