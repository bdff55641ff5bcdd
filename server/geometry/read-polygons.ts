import { ringArea } from '../../core/zones/rings.ts'

const POLYGON = 3
const MULTI_POLYGON = 6

/**
 * Flat rings (lon, lat …), not closed, of a POLYGON or MULTIPOLYGON in little-endian WKB, as ST_AsBinary(…, 'NDR')
 * writes it; outer rings are turned counter-clockwise and holes clockwise.
 */
export function readPolygons(wkb: Uint8Array): number[][] {
  const view = new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength)
  const rings: number[][] = []
  let at = 0
  const count = () => {
    const value = view.getUint32(at, true)
    at += 4
    return value
  }
  const readGeometry = (): void => {
    const order = view.getUint8(at++)
    const type = count()
    if (order !== 1 || (type !== POLYGON && type !== MULTI_POLYGON))
      throw new Error(`WKB: got order ${order} and type ${type}, expected a little-endian polygon`)
    const parts = count()
    for (let i = 0; i < parts; i++) {
      if (type === MULTI_POLYGON) readGeometry()
      else rings.push(turnedTo(i === 0 ? 1 : -1, readRing()))
    }
  }
  const readRing = (): number[] => {
    const ring: number[] = []
    const vertices = count()
    for (let i = 0; i < vertices; i++) {
      if (i < vertices - 1) ring.push(view.getFloat64(at, true), view.getFloat64(at + 8, true))
      at += 16
    }
    return ring
  }
  readGeometry()
  return rings
}

function turnedTo(turn: 1 | -1, ring: number[]): number[] {
  if (ringArea(ring) * turn >= 0) return ring
  const back: number[] = []
  for (let i = ring.length - 2; i >= 0; i -= 2) back.push(ring[i]!, ring[i + 1]!)
  return back
}
