/** What a layer that a package brings is, by the id that it gives it: maps draw each in its way, and show it unasked. */
interface KnownLayer {
  id: string
  geometry: 'point' | 'line' | 'polygon' | 'mixed'
}

export function isWater({ id }: Pick<KnownLayer, 'id'>): boolean {
  return /water|lake|river|stream|sungai|danau|laut/.test(id)
}

/** Built-up land. */
export function isSettled({ id, geometry }: KnownLayer): boolean {
  return geometry === 'polygon' && /settlement|permukiman|built|urban/.test(id)
}

export function isBuilding({ id, geometry }: KnownLayer): boolean {
  return geometry === 'polygon' && /building|bangunan|gedung/.test(id)
}

/** Areas around the district, such as the regencies beside it. */
export function isNeighbour({ id, geometry }: KnownLayer): boolean {
  return geometry === 'polygon' && /neighbou?r|tetangga/.test(id)
}
