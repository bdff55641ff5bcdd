import type { Envelope } from '../../../core/geo/tile.ts'

export interface HeaderInput {
  rootLength: number
  metadataLength: number
  leavesLength: number
  dataLength: number
  addressedTiles: number
  entries: number
  contents: number
  minZoom: number
  maxZoom: number
  /** West, south, east, north in degrees. */
  bounds: Envelope
}

export const HEADER_LENGTH = 127

const GZIP = 2
const MVT = 1

/** Header of an archive laid out root, metadata, leaves, tiles (PMTiles v3, section 3). */
export function encodeHeader(input: HeaderInput): Buffer {
  const { rootLength, metadataLength, leavesLength, dataLength, bounds } = input
  const header = Buffer.alloc(HEADER_LENGTH)
  header.write('PMTiles', 'latin1')
  header.writeUInt8(3, 7)
  const metadataOffset = HEADER_LENGTH + rootLength
  const leavesOffset = metadataOffset + metadataLength
  const numbers = [HEADER_LENGTH, rootLength, metadataOffset, metadataLength, leavesOffset, leavesLength]
  numbers.push(leavesOffset + leavesLength, dataLength, input.addressedTiles, input.entries, input.contents)
  for (const [i, value] of numbers.entries()) header.writeBigUInt64LE(BigInt(value), 8 + 8 * i)
  const clustered = 1
  for (const [i, value] of [clustered, GZIP, GZIP, MVT, input.minZoom, input.maxZoom].entries()) {
    header.writeUInt8(value, 96 + i)
  }
  const [west, south, east, north] = bounds
  for (const [i, degrees] of [west, south, east, north].entries()) writeDegrees(header, degrees, 102 + 4 * i)
  header.writeUInt8(input.minZoom, 118)
  writeDegrees(header, (west + east) / 2, 119)
  writeDegrees(header, (south + north) / 2, 123)
  return header
}

/** Degrees as whole ten-millionths. */
function writeDegrees(header: Buffer, degrees: number, at: number): void {
  header.writeInt32LE(Math.round(degrees * 1e7), at)
}
