import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { identifyCrs } from '../crs/identify-crs.ts'
import { fieldNames, parseFeature } from './geojson-feature.ts'
import { JsonSplitter } from './json-splitter.ts'
import type { ReadOptions, SourceFeature, SourceFile } from './source-file.ts'
import { UnreadableFile } from './unreadable-file.ts'

const CHUNK_BYTES = 256 * 1024
/** Features whose property names make up `fields`. */
const FIELD_SAMPLE = 200
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  let first = true
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    const marked = first && BYTE_ORDER_MARK.every((byte, index) => chunk[index] === byte)
    yield marked ? chunk.subarray(3) : chunk
    first = false
  }
}

/** CRS of the member "crs" of GeoJSON 2008; without one it is WGS 84 (RFC 7946, section 4). */
function crsOf(file: string, member: string | null | undefined): string | null {
  if (member === undefined) return 'EPSG:4326'
  let crs: unknown
  try {
    crs = JSON.parse(member ?? '')
  } catch (cause) {
    throw new UnreadableFile(
      { file, expected: 'a "crs" member in JSON', received: member ?? 'a huge one' },
      { cause },
    )
  }
  if (crs === null) return null
  const { type, properties } = crs as { type?: unknown; properties?: { name?: unknown; code?: unknown } }
  const name = type === 'EPSG' ? `EPSG:${properties?.code}` : properties?.name
  if (typeof name !== 'string')
    throw new UnreadableFile({ file, expected: '"crs" with properties.name', received: member })
  return identifyCrs(name)
}

interface Survey {
  crs: string | null
  fields: string[]
  layerName: string | undefined
  isCollection: boolean
}

function textMember(splitter: JsonSplitter, key: string): string | undefined {
  const text = splitter.members.get(key)?.trim()
  return text && /^"[^"\\]*"$/.test(text) ? text.slice(1, -1) : undefined
}

/** Reads the file once without keeping it: "crs" may come after the features, and a truncated file is found now. */
async function survey(path: string, options: ReadOptions): Promise<Survey> {
  const { limits } = options
  const splitter = new JsonSplitter({ file: path, limits, keepElements: FIELD_SAMPLE })
  const sample: SourceFeature[] = []
  for await (const chunk of chunksOf(path))
    for (const element of splitter.push(chunk))
      sample.push({ ...parseFeature(sample.length + 1, element.toString(), limits), geometry: null })
  splitter.end()
  const type = textMember(splitter, 'type')
  if (type === 'FeatureCollection' ? !splitter.hasFeatures : !type)
    throw new UnreadableFile({
      file: path,
      expected: 'GeoJSON with a type and features',
      received: `type ${type}`,
    })
  return {
    crs: crsOf(path, splitter.members.get('crs')),
    fields: fieldNames(sample),
    layerName: textMember(splitter, 'name'),
    isCollection: splitter.hasFeatures,
  }
}

async function readBare(path: string, options: ReadOptions): Promise<SourceFeature> {
  const { maxFeatureBytes } = options.limits
  if ((await stat(path)).size > maxFeatureBytes)
    throw new UnreadableFile({
      file: path,
      expected: `a feature of at most ${maxFeatureBytes} bytes`,
      received: 'more',
    })
  const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
  return parseFeature(1, text, options.limits)
}

async function* streamFeatures(path: string, options: ReadOptions): AsyncGenerator<SourceFeature> {
  const { limits } = options
  const splitter = new JsonSplitter({ file: path, limits, keepElements: Number.POSITIVE_INFINITY })
  let row = 0
  for await (const chunk of chunksOf(path)) {
    for (const element of splitter.push(chunk)) {
      row += 1
      yield parseFeature(row, element.toString(), limits)
    }
  }
  splitter.end()
}

/** Opens GeoJSON: a FeatureCollection of any size, feature by feature, or one bare feature or geometry. */
export async function openGeoJson(path: string, options: ReadOptions): Promise<SourceFile> {
  const { crs, fields, layerName, isCollection } = await survey(path, options)
  const bare = isCollection ? null : await readBare(path, options)
  return {
    format: 'geojson',
    crs,
    fields: bare ? fieldNames([bare]) : fields,
    ...(layerName === undefined ? {} : { layerName }),
    async *features() {
      if (bare) yield bare
      else yield* streamFeatures(path, options)
    },
    async close() {},
  }
}
