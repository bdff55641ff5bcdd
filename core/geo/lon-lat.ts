/** A position in EPSG:4326 in longitude, latitude order, decimal degrees (the order of GeoJSON). */
export type LonLat = [lon: number, lat: number]

/** True for two finite numbers on the globe: longitude within ±180°, latitude within ±90°. */
export function isOnGlobe(lon: number, lat: number): boolean {
  return Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lon) <= 180 && Math.abs(lat) <= 90
}
