import { existsSync, readFileSync } from 'node:fs'
import type { Feature, FeatureCollection, MultiPolygon, Position } from 'geojson'

const DATA = process.env.PETAUSUL_DATA ?? new URL('../../../../shared/data', import.meta.url).pathname

/** A wavy outline around a centre, so that vertices are no round numbers. */
function outline(lon: number, lat: number, radius: number, clockwise: boolean): Position[] {
  const corners = 24
  const ring = Array.from({ length: corners }, (_, corner): Position => {
    const angle = ((clockwise ? -1 : 1) * 2 * Math.PI * corner) / corners
    const reach = radius * (1 + 0.2 * Math.sin(5 * angle))
    return [lon + reach * Math.cos(angle), lat + reach * Math.sin(angle)]
  })
  return [...ring, ring[0] ?? []]
}

function village(number: number): Feature<MultiPolygon> {
  const lon = 111 + (number % 6) * 0.2
  const lat = -3 + Math.floor(number / 6) * 0.2
  const island = [outline(lon + 0.09, lat + 0.09, 0.01, false)]
  const mainland = [outline(lon, lat, 0.08, false), outline(lon, lat, 0.02, true)]
  return {
    type: 'Feature',
    properties: {
      kode: `62.01.01.${2000 + number}`,
      nama: `Désa "${number}"; ujung`,
      jiwa: 100 * number + 1,
    },
    geometry: { type: 'MultiPolygon', coordinates: number % 2 === 0 ? [mainland] : [mainland, island] },
  }
}

/** The villages of Kotawaringin Barat where its data are at hand, otherwise made-up ones with holes and islands. */
export function villagesOf(): FeatureCollection {
  const path = `${DATA}/kobar/desa.geojson`
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as FeatureCollection
  return { type: 'FeatureCollection', features: Array.from({ length: 18 }, (_, number) => village(number)) }
}
