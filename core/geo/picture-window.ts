import { crsDefinition } from './crs-definitions.ts'
import { scaleDenominator, zoomAtDenominator } from './scale-denominator.ts'
import type { Envelope } from './tile.ts'

/** What a picture shows: a box of a CRS, stretched over so many pixels. */
export interface PictureWindow {
  /** A code of the table of crs-definitions, `EPSG:32749`. */
  crs: string
  /** In units of the CRS, easting or longitude first whatever its registry says. */
  bbox: Envelope
  /** Pixels. */
  width: number
  height: number
}

export interface WindowScale {
  /** As OGC has it: pixels of 0.28 mm, a degree as long as at the equator. */
  denominator: number
  /** Zoom of the web map, with fraction, whose pixels are as large. */
  zoom: number
}

/** How far out a window is. Where its pixels are not square, their mean size counts. Throws RangeError for a CRS outside the table. */
export function scaleOfWindow({ crs, bbox, width, height }: PictureWindow): WindowScale {
  const definition = crsDefinition(crs)
  if (!definition) throw new RangeError(`crs: got ${crs}, expected a code of the table`)
  const unitsPerPixel = Math.sqrt(((bbox[2] - bbox[0]) / width) * ((bbox[3] - bbox[1]) / height))
  const denominator = scaleDenominator(unitsPerPixel, definition.unit)
  return { denominator, zoom: zoomAtDenominator(denominator) }
}
