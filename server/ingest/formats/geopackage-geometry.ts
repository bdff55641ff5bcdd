import type { Geometry } from 'geojson'
import { readWkb, WkbFault } from '../../geometry/read-wkb.ts'
import { checkGeometry } from './check-geometry.ts'
import { RowFault } from './row-fault.ts'
import type { ReadLimits } from './source-file.ts'

/** Bytes of the envelope by its indicator (none, XY, XYZ, XYM, XYZM). */
const ENVELOPE_BYTES = [0, 32, 48, 48, 64]
const HEADER_BYTES = 8

/**
 * Reads a GeoPackage geometry blob (OGC 12-128r19, 2.1.3) into a 2D geometry in the layer's CRS, x before y;
 * null when it is empty. Throws RowFault on anything else, curves included.
 */
export function readGeoPackageGeometry(blob: Uint8Array, limits: ReadLimits): Geometry | null {
  if (blob.length < HEADER_BYTES || blob[0] !== 0x47 || blob[1] !== 0x50)
    throw new RowFault('geometry is not a GeoPackage geometry ("GP" and a header)')
  const flags = blob[3] ?? 0
  if (flags & 0x20) throw new RowFault('geometry of an extended GeoPackage type cannot be read')
  if (flags & 0x10) return null
  const envelopeBytes = ENVELOPE_BYTES[(flags >> 1) & 7]
  if (envelopeBytes === undefined) throw new RowFault('geometry with an unknown kind of envelope')
  return checkGeometry(readBody(blob.subarray(HEADER_BYTES + envelopeBytes), limits), limits)
}

function readBody(wkb: Uint8Array, limits: ReadLimits): Geometry {
  try {
    return readWkb(wkb, limits)
  } catch (error) {
    throw error instanceof WkbFault ? new RowFault(error.message) : error
  }
}
