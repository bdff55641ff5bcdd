import { lonLatToMercator } from '../../../../core/geo/tile.ts'
import type { Ring } from '../shape/shape.ts'

const projected = new WeakMap<Ring, Float64Array>()

/** A ring's positions in the map's projection (EPSG:3857), x and y in turn; computed once, since rings never change. */
export function ringInMap(ring: Ring): Float64Array {
  const known = projected.get(ring)
  if (known) return known
  const flat = new Float64Array(ring.length * 2)
  ring.forEach(([lon, lat], index) => {
    flat.set(lonLatToMercator(lon, lat), 2 * index)
  })
  projected.set(ring, flat)
  return flat
}
