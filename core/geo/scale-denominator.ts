import { MERCATOR_HALF_METRES } from './tile.ts'

/** A pixel as OGC standardises it (06-042, 7.2.4.6.9): 0.28 mm. */
const PIXEL_METRES = 0.00028

/** Metres that a degree of longitude has at the equator of WGS 84 (06-042, annex B.3's convention for degrees). */
const METRES_PER_DEGREE = (2 * MERCATOR_HALF_METRES) / 360

const ZOOM_ZERO_RESOLUTION = (2 * MERCATOR_HALF_METRES) / 256

/** Scale denominator of a picture whose pixel spans so many units of its CRS. */
export function scaleDenominator(unitsPerPixel: number, unit: 'degrees' | 'metres'): number {
  return (unitsPerPixel * (unit === 'degrees' ? METRES_PER_DEGREE : 1)) / PIXEL_METRES
}

/** Scale denominator of the web map at a zoom (EPSG:3857, not corrected for latitude). */
export function denominatorAtZoom(zoom: number): number {
  return scaleDenominator(ZOOM_ZERO_RESOLUTION / 2 ** zoom, 'metres')
}

/** Zoom of the web map, with fraction, that has this scale denominator: the reverse of `denominatorAtZoom`. */
export function zoomAtDenominator(denominator: number): number {
  return zoomOfResolution(denominator * PIXEL_METRES)
}

/** Zoom of the web map, with fraction, at which a pixel spans so many metres of EPSG:3857. */
export function zoomOfResolution(metresPerPixel3857: number): number {
  return Math.log2(ZOOM_ZERO_RESOLUTION / metresPerPixel3857)
}

/** Whether a rule is drawn at a scale: from min, inclusive, to max, exclusive. */
export function isInScale(range: { min?: number; max?: number } | undefined, denominator: number): boolean {
  if (!range) return true
  return denominator >= (range.min ?? 0) && denominator < (range.max ?? Infinity)
}
