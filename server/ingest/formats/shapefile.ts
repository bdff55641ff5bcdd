import type { Geometry } from 'geojson'
import { identifyCrs } from '../crs/identify-crs.ts'
import { ByteReader, EndOfBytes } from './byte-reader.ts'
import { checkGeometry } from './check-geometry.ts'
import { type DbfHeader, parseDbfRecord, readDbfHeader } from './dbf.ts'
import { RowFault } from './row-fault.ts'
import { chooseShapefile, type ShapefileParts, shapefileBeside, shapefilesInZip } from './shapefile-parts.ts'
import { readShape } from './shp-geometry.ts'
import type { ReadOptions, SourceFeature, SourceFile } from './source-file.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { ZipArchive } from './zip-archive.ts'

const SHP_HEADER_BYTES = 100
const SHP_MAGIC = 9994
const LONGEST_TEXT_PART = 64 * 1024

interface Context {
  path: string
  parts: ShapefileParts
  encoding: string | undefined
  options: ReadOptions
}

interface OpenDbf {
  reader: ByteReader
  header: DbfHeader
}

function truncated(path: string, part: string, error: unknown, row?: number): unknown {
  if (!(error instanceof EndOfBytes)) return error
  const expected = `${error.wanted} more bytes of ${part}`
  const received = `the end of the file after ${error.left}: truncated`
  return new UnreadableFile(
    row === undefined ? { file: path, expected, received } : { file: path, expected, received, row },
  )
}

async function openDbf({ path, parts, encoding, options }: Context): Promise<OpenDbf | null> {
  if (!parts.dbf) return null
  const reader = new ByteReader(parts.dbf.stream())
  try {
    return { reader, header: await readDbfHeader(reader, path, encoding, options.limits) }
  } catch (error) {
    await reader.close()
    throw truncated(path, 'the .dbf header', error)
  }
}

/** Reads the .shp's header; returns the length in bytes that the file says it has. */
async function readShpHeader(reader: ByteReader, path: string): Promise<number> {
  const head = await reader.read(SHP_HEADER_BYTES)
  if (head.readInt32BE(0) !== SHP_MAGIC)
    throw new UnreadableFile({
      file: path,
      expected: 'a .shp (file code 9994)',
      received: head.readInt32BE(0),
    })
  return head.readInt32BE(24) * 2
}

async function readRecord(reader: ByteReader, { path, options }: Context, row: number): Promise<Buffer> {
  const head = await reader.read(8)
  const bytes = head.readInt32BE(4) * 2
  if (bytes < 0 || bytes > options.limits.maxFeatureBytes)
    throw new UnreadableFile({
      file: path,
      expected: `records of at most ${options.limits.maxFeatureBytes} bytes`,
      received: `${bytes} bytes`,
      row,
    })
  return reader.read(bytes)
}

function shapeOf(record: Buffer, options: ReadOptions): { geometry: Geometry | null; fault?: string } {
  try {
    return { geometry: checkGeometry(readShape(record, options.limits), options.limits) }
  } catch (error) {
    if (error instanceof RowFault) return { geometry: null, fault: error.message }
    throw error
  }
}

async function attributesOf(
  dbf: OpenDbf | null,
  row: number,
): Promise<Pick<SourceFeature, 'properties' | 'fault'>> {
  if (!dbf) return { properties: {} }
  if (row > dbf.header.recordCount) return { properties: {}, fault: 'no record in the .dbf for this shape' }
  const { properties, deleted } = parseDbfRecord(await dbf.reader.read(dbf.header.recordBytes), dbf.header)
  return deleted ? { properties, fault: 'marked as deleted in the .dbf' } : { properties }
}

async function* readFeatures(context: Context): AsyncGenerator<SourceFeature> {
  const { path, parts, options } = context
  const shp = new ByteReader(parts.shp.stream())
  const dbf = await openDbf(context)
  let row = 0
  try {
    const shpBytes = await readShpHeader(shp, path)
    while (shp.position < shpBytes) {
      row += 1
      const shape = shapeOf(await readRecord(shp, context, row), options)
      yield { row, ...shape, ...(await attributesOf(dbf, row)) }
    }
    if (dbf && dbf.header.recordCount > row)
      throw new UnreadableFile({
        file: path,
        expected: `${dbf.header.recordCount} shapes, as many as the .dbf has records`,
        received: `${row} shapes`,
      })
    await shp.drain()
    await dbf?.reader.drain()
  } catch (error) {
    throw truncated(path, 'the .shp and .dbf', error, row)
  } finally {
    await shp.close()
    await dbf?.reader.close()
  }
}

async function readText(
  part: { read: (maxBytes: number) => Promise<Buffer> } | undefined,
): Promise<string | undefined> {
  const text = (await part?.read(LONGEST_TEXT_PART))?.toString('utf8').trim()
  return text === '' ? undefined : text
}

async function openParts(path: string, found: ShapefileParts[], options: ReadOptions): Promise<SourceFile> {
  const parts = chooseShapefile(path, found, options.layer)
  const encoding = options.encoding ?? (await readText(parts.cpg))
  const prj = await readText(parts.prj)
  const context = { path, parts, encoding, options }
  const dbf = await openDbf(context)
  await dbf?.reader.close()
  return {
    format: 'shapefile',
    crs: prj === undefined ? null : identifyCrs(prj),
    fields: dbf?.header.fields.map(({ name }) => name) ?? [],
    layerName: parts.layer,
    features: () => readFeatures(context),
    async close() {},
  }
}

/**
 * Opens a shapefile in a zip: the one named by `layer`, or the only one. The .dbf's encoding is the option's, else
 * that of .cpg, else its header's, else detected; the CRS is that of .prj, null without one. Row = record.
 */
export async function openZippedShapefile(path: string, options: ReadOptions): Promise<SourceFile> {
  const archive = await ZipArchive.open(path, options.limits)
  return openParts(path, shapefilesInZip(archive), options)
}

/** Opens a bare .shp with the .dbf, .prj and .cpg of the same name beside it. */
export async function openShapefile(path: string, options: ReadOptions): Promise<SourceFile> {
  return openParts(path, await shapefileBeside(path), options)
}
