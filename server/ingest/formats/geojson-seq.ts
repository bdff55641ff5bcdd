import { createReadStream } from 'node:fs'
import { fieldNames, parseFeature } from './geojson-feature.ts'
import type { ReadOptions, SourceFeature, SourceFile } from './source-file.ts'
import { UnreadableFile } from './unreadable-file.ts'

const RECORD_SEPARATOR = 0x1e
const LINE_FEED = 0x0a
const FIELD_SAMPLE = 200

/** Deepest nesting of brackets outside strings; JSON.parse must not be given more than the limit. */
function nestingOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (inString && char === '\\') at += 1
    else if (char === '"') inString = !inString
    else if (!inString && (char === '{' || char === '[')) {
      depth += 1
      deepest = Math.max(deepest, depth)
    } else if (!inString && (char === '}' || char === ']')) depth -= 1
  }
  return deepest
}

/** The pieces between separators, each with its number from 1; none is let grow beyond the limit. */
async function* splitRecords(
  path: string,
  separator: number,
  maxBytes: number,
): AsyncGenerator<[number, string]> {
  let number = 0
  let pieces: Buffer[] = []
  let bytes = 0
  const keep = (piece: Buffer) => {
    bytes += piece.length
    if (bytes > maxBytes) {
      const expected = `records of at most ${maxBytes} bytes`
      throw new UnreadableFile({ file: path, expected, received: 'a longer one', row: number + 1 })
    }
    pieces.push(piece)
  }
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    let from = 0
    for (let to = chunk.indexOf(separator); to >= 0; to = chunk.indexOf(separator, from)) {
      keep(chunk.subarray(from, to))
      number += 1
      yield [number, Buffer.concat(pieces).toString()]
      pieces = []
      bytes = 0
      from = to + 1
    }
    keep(chunk.subarray(from))
  }
  yield [number + 1, Buffer.concat(pieces).toString()]
}

async function* readRecords(
  path: string,
  separator: number,
  options: ReadOptions,
): AsyncGenerator<SourceFeature> {
  const { limits } = options
  // Before the first record separator stands nothing, so numbers of such records are one too high.
  const offset = separator === RECORD_SEPARATOR ? 1 : 0
  for await (const [number, record] of splitRecords(path, separator, limits.maxFeatureBytes)) {
    const text = record.replace(/^\uFEFF/, '').trim()
    const row = number - offset
    if (text === '') continue
    if (nestingOf(text) > limits.maxNesting)
      yield { row, properties: {}, geometry: null, fault: `JSON nested deeper than ${limits.maxNesting}` }
    else yield parseFeature(row, text, limits)
  }
}

async function firstByte(path: string): Promise<number | undefined> {
  for await (const chunk of createReadStream(path, { end: 0 })) return chunk[0]
  return undefined
}

/**
 * Opens a sequence of GeoJSON features: separated by RS (RFC 8142; row = record) or by line breaks (row = line).
 * A record that is no feature is that row's fault. The CRS is WGS 84, as RFC 8142 has it.
 */
export async function openGeoJsonSeq(path: string, options: ReadOptions): Promise<SourceFile> {
  const separator = (await firstByte(path)) === RECORD_SEPARATOR ? RECORD_SEPARATOR : LINE_FEED
  const sample: SourceFeature[] = []
  for await (const feature of readRecords(path, separator, options)) {
    sample.push({ ...feature, geometry: null })
    if (sample.length === FIELD_SAMPLE) break
  }
  return {
    format: 'geojsonseq',
    crs: 'EPSG:4326',
    fields: fieldNames(sample),
    features: () => readRecords(path, separator, options),
    async close() {},
  }
}
