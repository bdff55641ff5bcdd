import { type CrsDefinition, crsDefinition } from './crs-definitions.ts'

/**
 * The systems that people work in around a place (degrees): web mercator, the geographic ones of Indonesia, and the UTM and TM-3
 * zones in which it lies. Zones are 6° wide from 180° W; TM-3 halves them.
 */
export function crsNear(lon: number, lat: number): CrsDefinition[] {
  const zone = Math.floor((lon + 180) / 6) + 1
  const south = lat < 0
  const half = ((lon % 6) + 6) % 6 < 3 ? 1 : 2
  const codes = [
    3857,
    9470,
    4755,
    (south ? 32700 : 32600) + zone,
    south ? 9487 + zone - 47 : 9476 + zone - 46,
    south ? 23877 + zone - 47 : 23866 + zone - 46,
    23830 + (half === 1 ? 2 * (zone - 47) + 1 : 2 * (zone - 46)),
  ]
  return codes.flatMap((code) => crsDefinition(`EPSG:${code}`) ?? [])
}
