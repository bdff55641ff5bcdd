import { crc32 } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

export interface PngHeader {
  width: number
  height: number
  /** PNG (ISO 15948), 11.2.2: 2 true colour, 3 indexed, 6 true colour with alpha. Eight bits a channel or index. */
  colourType: 2 | 3 | 6
}

/** A PNG of its header and these chunks, not interlaced. */
export function pngOf(
  { width, height, colourType }: PngHeader,
  chunks: readonly [string, Uint8Array][],
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits, then the only compression and filter method, not interlaced.
  header.set([8, colourType, 0, 0, 0], 8)
  const all: [string, Uint8Array][] = [['IHDR', header], ...chunks, ['IEND', new Uint8Array(0)]]
  return Buffer.concat([signature, ...all.map(([type, data]) => chunk(type, data))])
}

/** Length, type, data and CRC-32 of type and data (PNG, ISO 15948, 5.3). */
function chunk(type: string, data: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + data.length)
  bytes.writeUInt32BE(data.length, 0)
  bytes.write(type, 4, 'latin1')
  bytes.set(data, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length)
  return bytes
}
