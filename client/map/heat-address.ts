import { sitePath } from '../api/site-path.ts'

const RADIUS_PIXELS = 40
/** Ground metres per pixel of level 0 of 256 px tiles at the equator (OGC WebMercatorQuad). */
const LEVEL_ZERO_METRES = 156_543.034

/** The address of a density picture "z/x/y" under a query of filters and weight. */
export function heatUrl(query: string, zoom: number, tile: string): string {
  return sitePath(`/heat/proposals/${tile}.png?${query}&radiusMetres=${heatRadius(zoom)}`)
}

/** Metres in two significant digits, within what the server takes (50–50,000). */
export function heatRadius(zoom: number): number {
  const metres = Number(((RADIUS_PIXELS * LEVEL_ZERO_METRES) / 2 ** zoom).toPrecision(2))
  return Math.min(50_000, Math.max(50, metres))
}

/** What the layer of densities shows: filters and weight. */
export function heatQuery(filter: string, weight: string): string {
  return `${filter}${filter ? '&' : ''}weight=${weight}`
}
