import { crc32, deflateSync } from 'node:zlib'

/** Red, green, blue and alpha of one palette entry, 0 to 255 each. */
export type PaletteColour = readonly [red: number, green: number, blue: number, alpha: number]

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Length, type, data and CRC-32 of type and data (PNG, ISO 15948, 5.3). */
function chunk(type: string, data: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + data.length)
  bytes.writeUInt32BE(data.length, 0)
  bytes.write(type, 4, 'latin1')
  bytes.set(data, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length)
  return bytes
}

function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  // Eight bits a pixel, palette colour, the only compression and filter method, not interlaced.
  data.set([8, 3, 0, 0, 0], 8)
  return data
}

/**
 * A PNG of palette colours: one index a pixel, row by row from the top, `width` wide.
 * Palette of 1 to 256 entries; rows are stored unfiltered, which serves few colours best.
 */
export function indexedPng(pixels: Uint8Array, width: number, palette: readonly PaletteColour[]): Uint8Array {
  const height = pixels.length / width
  const raw = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) raw.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  return Buffer.concat([
    signature,
    chunk('IHDR', header(width, height)),
    chunk('PLTE', Uint8Array.from(palette.flatMap((colour) => colour.slice(0, 3)))),
    chunk('tRNS', Uint8Array.from(palette.map(([, , , alpha]) => alpha))),
    chunk('IDAT', deflateSync(raw, { level: 6 })),
    chunk('IEND', new Uint8Array(0)),
  ])
}
