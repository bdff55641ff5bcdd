import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import type { ReadLimits, SourceFormat } from './source-file.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { findEntry } from './xlsx-workbook.ts'
import { ZipArchive } from './zip-archive.ts'

const SAMPLE_BYTES = 64 * 1024
const EXPECTED = 'GeoJSON, zipped Shapefile, GeoPackage, FlatGeobuf, CSV or XLSX'
const SEQUENCE_EXTENSIONS = ['.geojsonl', '.geojsons', '.geojsonseq', '.ndjson', '.jsonl', '.ndgeojson']

/** A bare .shp is a form of its own: it is read with the files beside it. */
export type DetectedFormat = SourceFormat | 'bare-shapefile'

/** Beginnings of files that people hand in and that we cannot read, with what they are. */
const KNOWN_OTHERS: { starts: string[]; what: string }[] = [
  { starts: ['%PDF'], what: 'a PDF' },
  { starts: ['\x89PNG', '\xff\xd8\xff', 'GIF8', 'II*\0', 'MM\0*'], what: 'a picture' },
  { starts: ['Rar!', '7z\xbc\xaf', '\x1f\x8b'], what: 'an archive that is not a zip' },
  {
    starts: ['<!doctype html', '<!DOCTYPE html', '<html', '<HTML', '<table', '<TABLE'],
    what: 'an HTML page (some programs call it .xls): save it as XLSX or CSV',
  },
  { starts: ['<'], what: 'XML (KML, GML, …)' },
]

/** Text of an OLE stream name as its directory stores it. */
const utf16 = (text: string) => Buffer.from(text, 'utf16le').toString('latin1')

async function readStart(path: string): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function detectInZip(path: string, limits: ReadLimits): Promise<DetectedFormat> {
  const zip = await ZipArchive.open(path, limits)
  if (zip.entries.some(({ name }) => /\.shp$/i.test(name))) return 'shapefile'
  if (findEntry(zip, 'xl/workbook.xml')) return 'xlsx'
  const other = findEntry(zip, 'xl/workbook.bin') ? 'a binary workbook (.xlsb): save it as .xlsx' : undefined
  const names = zip.entries.map(({ name }) => name)
  const received = other ?? `a zip of ${names.slice(0, 5).join(', ') || 'nothing'}`
  throw new UnreadableFile({ file: path, expected: 'a zip with a .shp, or an XLSX workbook', received })
}

function oleFault(path: string, start: string): UnreadableFile {
  const encrypted = start.includes(utf16('EncryptedPackage'))
  const received = encrypted
    ? 'a workbook with a password: save it without'
    : 'an old Office file (.xls): save it as .xlsx'
  return new UnreadableFile({ file: path, expected: EXPECTED, received })
}

function isFeatureLine(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return (
      typeof value === 'object' && value !== null && 'type' in value && value.type !== 'FeatureCollection'
    )
  } catch {
    return false
  }
}

function detectJson(path: string, text: string): DetectedFormat {
  if (SEQUENCE_EXTENSIONS.includes(extname(path).toLowerCase())) return 'geojsonseq'
  const [first = '', second = ''] = text.split('\n', 40).filter((line) => line.trim() !== '')
  return isFeatureLine(first) && second.trimStart().startsWith('{') ? 'geojsonseq' : 'geojson'
}

function detectText(path: string, start: Buffer, raw: string): DetectedFormat {
  const other = KNOWN_OTHERS.find(({ starts }) => starts.some((text) => raw.trimStart().startsWith(text)))
  if (other) throw new UnreadableFile({ file: path, expected: EXPECTED, received: other.what })
  if (start[0] === 0x1e) return 'geojsonseq'
  const text = start
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (text.startsWith('{')) return detectJson(path, text)
  const isUtf16 = raw.startsWith('\xff\xfe') || raw.startsWith('\xfe\xff')
  if (start.includes(0) && !isUtf16)
    throw new UnreadableFile({ file: path, expected: EXPECTED, received: 'binary data of no known form' })
  if (/\.(geo)?json$/i.test(path))
    throw new UnreadableFile({ file: path, expected: 'GeoJSON, an object {…}', received: text.slice(0, 40) })
  return 'csv'
}

/** Says of which format a file is: by its content, and by its extension only where content leaves a choice. */
export async function detectFormat(path: string, limits: ReadLimits): Promise<DetectedFormat> {
  const start = await readStart(path)
  if (start.length === 0)
    throw new UnreadableFile({ file: path, expected: EXPECTED, received: 'an empty file' })
  const raw = start.toString('latin1')
  if (raw.startsWith('PK\x03\x04') || raw.startsWith('PK\x05\x06')) return detectInZip(path, limits)
  if (raw.startsWith('SQLite format 3\0')) return 'geopackage'
  if (raw.startsWith('fgb\x03fgb')) return 'flatgeobuf'
  if (raw.startsWith('\0\0\x27\x0a')) return 'bare-shapefile'
  if (raw.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) throw oleFault(path, raw)
  return detectText(path, start, raw)
}
