import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib'
import type { ContentEncoding } from './tile-job.ts'

/**
 * Levels for a tile that someone waits for. Measured on proposal tiles of 345 kB: gzip 2 takes 3.5 ms for 34.8 % of
 * the bytes and gzip 6 four times as long for 34.0 %; brotli 2 takes 3.9 ms for 32.8 %, zstd 3 2.3 ms for 33.7 %.
 */
const gzipLevel = 2
const brotliQuality = 2
const zstdLevel = 3

/** A tile in a content coding of RFC 9110, 8.4.1 or RFC 8878; nothing stays nothing. */
export function compressTile(bytes: Uint8Array, encoding: ContentEncoding): Uint8Array {
  if (bytes.length === 0 || encoding === 'identity') return bytes
  if (encoding === 'gzip') return gzipSync(bytes, { level: gzipLevel })
  if (encoding === 'br')
    return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } })
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: zstdLevel } })
}
