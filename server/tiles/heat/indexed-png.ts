import { deflateSync } from 'node:zlib'
import { pngOf } from '../png-chunks.ts'

/** Red, green, blue and alpha of one palette entry, 0 to 255 each. */
export type PaletteColour = readonly [red: number, green: number, blue: number, alpha: number]

/**
 * A PNG of palette colours: one index a pixel, row by row from the top, `width` wide.
 * Palette of 1 to 256 entries; rows are stored unfiltered, which serves few colours best. `texts`: keyword, NUL and text each (ISO
 * 15948, 11.3.4.3), Latin-1.
 */
export function indexedPng(
  pixels: Uint8Array,
  width: number,
  palette: readonly PaletteColour[],
  texts: readonly string[] = [],
): Uint8Array {
  const height = pixels.length / width
  const raw = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) raw.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  return pngOf({ width, height, colourType: 3 }, [
    ['PLTE', Uint8Array.from(palette.flatMap((colour) => colour.slice(0, 3)))],
    ['tRNS', Uint8Array.from(palette.map(([, , , alpha]) => alpha))],
    ...texts.map((text): [string, Uint8Array] => ['tEXt', Buffer.from(text, 'latin1')]),
    ['IDAT', deflateSync(raw, { level: 6 })],
  ])
}
