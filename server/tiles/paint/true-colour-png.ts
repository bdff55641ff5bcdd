import { deflateSync } from 'node:zlib'
import { pngOf } from '../png-chunks.ts'
import type { Canvas } from './canvas.ts'

/** Takes a third of the time of the usual 6 for a tenth more bytes; 1 is no faster. */
const LEVEL = 2
/** What most pictures fit into. */
const CHUNK_BYTES = 128 * 1024

/** A PNG of 32 bits a pixel. Rows are stored unfiltered, which serves plain colours best. */
export function trueColourPng({ bytes, width, height }: Canvas): Uint8Array {
  const stride = 1 + 4 * width
  const raw = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) raw.set(bytes.subarray(4 * width * y, 4 * width * (y + 1)), y * stride + 1)
  return pngOf({ width, height, colourType: 6 }, [
    ['IDAT', deflateSync(raw, { level: LEVEL, chunkSize: CHUNK_BYTES })],
  ])
}
