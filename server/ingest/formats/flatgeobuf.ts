import { createReadStream } from 'node:fs'
import { crsDefinition } from '../../../core/geo/crs-definitions.ts'
import { identifyCrs } from '../crs/identify-crs.ts'
import { ByteReader, EndOfBytes } from './byte-reader.ts'
import { checkGeometry } from './check-geometry.ts'
import { BadFlatBuffer, FlatTable } from './flatbuffer.ts'
import { buildGeometry } from './flatgeobuf-geometry.ts'
import { type FlatGeobufColumn, readProperties } from './flatgeobuf-properties.ts'
import { RowFault } from './row-fault.ts'
import type { ReadOptions, SourceFeature, SourceFile } from './source-file.ts'
import { asUnreadable, UnreadableFile } from './unreadable-file.ts'

const MAGIC_BYTES = 8
const INDEX_NODE_BYTES = 40
const LARGEST_HEADER_BYTES = 10 * 1024 ** 2
const LONGEST_WKT_BYTES = 64 * 1024

interface Header {
  name: string
  geometryType: number
  columns: FlatGeobufColumn[]
  featureCount: number
  indexBytes: number
  crs: string | null
}

/** Bytes of the packed R-tree between header and features: a tree of nodes of equal fan-out, bottom level first. */
function indexBytes(items: number, nodeSize: number): number {
  if (nodeSize < 2 || items === 0) return 0
  let level = items
  let nodes = items
  do {
    level = Math.ceil(level / nodeSize)
    nodes += level
  } while (level > 1)
  return nodes * INDEX_NODE_BYTES
}

function crsOf(crs: FlatTable | null): string | null {
  if (!crs) return null
  const code = `${crs.text(0) || 'EPSG'}:${crs.int32(1)}`
  const wkt = crs.text(4, LONGEST_WKT_BYTES)
  if (crs.int32(1) > 0 && (crsDefinition(code) || wkt === '')) return identifyCrs(code)
  return wkt === '' ? null : identifyCrs(wkt)
}

function columnsOf(table: FlatTable, field: number, most: number): FlatGeobufColumn[] {
  return table.tables(field, most).map((column) => ({ name: column.text(0), type: column.uint8(1) }))
}

function parseHeader(bytes: Buffer, { limits }: ReadOptions): Header {
  const table = FlatTable.root(bytes)
  const featureCount = Number(table.uint64(8))
  return {
    name: table.text(0),
    geometryType: table.uint8(2),
    columns: columnsOf(table, 7, limits.maxColumns),
    featureCount,
    indexBytes: indexBytes(featureCount, table.uint16(9, 16)),
    crs: crsOf(table.table(10)),
  }
}

async function readSized(reader: ByteReader, path: string, maxBytes: number): Promise<Buffer> {
  const bytes = (await reader.read(4)).readUInt32LE(0)
  if (bytes > maxBytes)
    throw new UnreadableFile({ file: path, expected: `a part of at most ${maxBytes} bytes`, received: bytes })
  return reader.read(bytes)
}

/** What broken bytes mean for the file, said with the feature at which they broke. */
function asFault(path: string, error: unknown, row?: number): UnreadableFile {
  const place = row === undefined ? {} : { row }
  if (error instanceof EndOfBytes)
    return new UnreadableFile({
      file: path,
      expected: 'a complete FlatGeobuf',
      received: 'less: truncated',
      ...place,
    })
  if (error instanceof BadFlatBuffer)
    return new UnreadableFile(
      { file: path, expected: 'FlatGeobuf', received: error.message, ...place },
      { cause: error },
    )
  return asUnreadable(path, error)
}

function toFeature(row: number, bytes: Buffer, header: Header, options: ReadOptions): SourceFeature {
  let properties: Record<string, unknown> = {}
  try {
    const feature = FlatTable.root(bytes)
    const own = columnsOf(feature, 2, options.limits.maxColumns)
    properties = readProperties(feature.bytes(1), own.length > 0 ? own : header.columns)
    const geometry = feature.table(0)
    if (!geometry) return { row, properties, geometry: null }
    const built = buildGeometry(geometry, header.geometryType, options.limits)
    return { row, properties, geometry: checkGeometry(built, options.limits) }
  } catch (error) {
    if (error instanceof RowFault || error instanceof BadFlatBuffer)
      return { row, properties, geometry: null, fault: error.message }
    throw error
  }
}

async function openReader(
  path: string,
  options: ReadOptions,
): Promise<{ reader: ByteReader; header: Header }> {
  const reader = new ByteReader(createReadStream(path, { highWaterMark: 256 * 1024 }))
  try {
    await reader.skip(MAGIC_BYTES)
    return { reader, header: parseHeader(await readSized(reader, path, LARGEST_HEADER_BYTES), options) }
  } catch (error) {
    await reader.close()
    throw asFault(path, error)
  }
}

async function* readFeatures(path: string, options: ReadOptions): AsyncGenerator<SourceFeature> {
  const { reader, header } = await openReader(path, options)
  let row = 0
  try {
    await reader.skip(header.indexBytes)
    // A count of 0 means that the writer did not know it (streams): then the end of the file is the end.
    while (header.featureCount === 0 ? !(await reader.atEnd()) : row < header.featureCount) {
      row += 1
      yield toFeature(row, await readSized(reader, path, options.limits.maxFeatureBytes), header, options)
    }
  } catch (error) {
    throw asFault(path, error, row)
  } finally {
    await reader.close()
  }
}

/**
 * Opens a FlatGeobuf, reading its features one by one in the file's (spatial) order; the index is passed over.
 * The generated readers of the `flatgeobuf` package trust every length in the file, so the bytes are read here.
 */
export async function openFlatGeobuf(path: string, options: ReadOptions): Promise<SourceFile> {
  const { reader, header } = await openReader(path, options)
  await reader.close()
  return {
    format: 'flatgeobuf',
    crs: header.crs,
    fields: header.columns.map(({ name }) => name),
    ...(header.name === '' ? {} : { layerName: header.name }),
    features: () => readFeatures(path, options),
    async close() {},
  }
}
