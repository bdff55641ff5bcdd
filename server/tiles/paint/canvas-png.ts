import { deflateSync } from 'node:zlib'
import { type PngHeader, pngOf } from '../png-chunks.ts'
import type { Canvas } from './canvas.ts'

/** Takes a third of the time of the usual 6 for a tenth more bytes; 1 is no faster. */
const LEVEL = 2
/** What most pictures fit into. */
const CHUNK_BYTES = 128 * 1024

/**
 * Writes a canvas as PNG without loss: with a palette where 256 colours do (two fifths fewer bytes), else without alpha where
 * all is opaque. Rows are stored unfiltered, which serves plain colours best.
 */
export function canvasPng(canvas: Canvas): Uint8Array {
  const { size, isOpaque } = canvas
  const { raw, palette } = canvas.rows()
  if (!palette) return png({ ...size, colourType: isOpaque ? 2 : 6 }, raw, [])
  const colours: [string, Uint8Array] = ['PLTE', palette.filter((_, i) => i % 4 < 3)]
  const alphas: [string, Uint8Array] = ['tRNS', palette.filter((_, i) => i % 4 === 3)]
  return png({ ...size, colourType: 3 }, raw, isOpaque ? [colours] : [colours, alphas])
}

function png(header: PngHeader, raw: Uint8Array, chunks: readonly [string, Uint8Array][]): Uint8Array {
  return pngOf(header, [...chunks, ['IDAT', deflateSync(raw, { level: LEVEL, chunkSize: CHUNK_BYTES })]])
}
