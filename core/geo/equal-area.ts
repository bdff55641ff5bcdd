/** WGS 84: semi-major axis in metres, and eccentricity squared. */
const A = 6378137
const E2 = 0.0066943799901413165
const E = Math.sqrt(E2)
const RADIANS = Math.PI / 180

/** Metres east of Greenwich along the equator. */
export function equalAreaX(lon: number): number {
  return A * lon * RADIANS
}

/**
 * Lambert's cylindrical equal-area projection on the WGS 84 ellipsoid with the equator as its standard parallel
 * (Snyder 1987, Map Projections: A Working Manual, eq. 10-15 and 3-12): areas of figures drawn in it are true;
 * within 11° of the equator lengths are off by 2 % at most. Latitude in degrees to metres.
 */
export function equalAreaY(lat: number): number {
  const sine = Math.sin(lat * RADIANS)
  const es = E * sine
  const q = (1 - E2) * (sine / (1 - es * es) - (1 / (2 * E)) * Math.log((1 - es) / (1 + es)))
  return (A * q) / 2
}
