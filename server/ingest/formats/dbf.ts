import type { ByteReader } from './byte-reader.ts'
import type { ReadLimits } from './source-file.ts'
import { makeDecoder } from './text-encoding.ts'
import { UnreadableFile } from './unreadable-file.ts'

interface DbfField {
  name: string
  type: string
  offset: number
  length: number
}

export interface DbfHeader {
  recordCount: number
  recordBytes: number
  fields: DbfField[]
  decode: (bytes: Buffer) => string
}

const HEADER_BYTES = 32
const FIELD_BYTES = 32
const FIELDS_END = 0x0d
/** Language driver ids of the header that name an encoding; 0 says nothing. */
const LANGUAGE_DRIVERS: Record<number, string> = { 3: 'windows-1252', 87: 'windows-1252', 88: 'windows-1252' }

/**
 * Without a stated encoding each text is taken as UTF-8 if it is valid UTF-8, else as Windows-1252. A text cut in
 * the middle of a character, as fixed widths do, loses that character.
 */
function makeTextDecoder(file: string, encoding: string | undefined): (bytes: Buffer) => string {
  const fallback = makeDecoder(file, 'windows-1252')
  if (encoding) {
    const stated = makeDecoder(file, encoding)
    return (bytes) => stated.decode(bytes).replace(/\uFFFD+$/, '')
  }
  const strict = new TextDecoder('utf-8', { fatal: true })
  return (bytes) => {
    try {
      return strict.decode(bytes)
    } catch {
      return fallback.decode(bytes)
    }
  }
}

function parseFields(descriptors: Buffer, decode: (bytes: Buffer) => string): DbfField[] {
  const fields: DbfField[] = []
  const taken = new Set<string>()
  let offset = 1
  for (
    let at = 0;
    at + FIELD_BYTES <= descriptors.length && descriptors[at] !== FIELDS_END;
    at += FIELD_BYTES
  ) {
    const nameBytes = descriptors.subarray(at, at + 11)
    const end = nameBytes.indexOf(0)
    const stated =
      decode(end < 0 ? nameBytes : nameBytes.subarray(0, end)).trim() || `column ${fields.length + 1}`
    let name = stated
    for (let copy = 2; taken.has(name); copy += 1) name = `${stated} (${copy})`
    taken.add(name)
    const length = descriptors[at + 16] ?? 0
    fields.push({ name, type: String.fromCharCode(descriptors[at + 11] ?? 0), offset, length })
    offset += length
  }
  return fields
}

/** Reads the header of a dBASE table up to its first record; `encoding` goes before what the header says. */
export async function readDbfHeader(
  reader: ByteReader,
  file: string,
  encoding: string | undefined,
  limits: ReadLimits,
): Promise<DbfHeader> {
  const head = await reader.read(HEADER_BYTES)
  const headerBytes = head.readUInt16LE(8)
  const recordBytes = head.readUInt16LE(10)
  const columns = Math.floor((headerBytes - HEADER_BYTES) / FIELD_BYTES)
  if (headerBytes < HEADER_BYTES + 1 || recordBytes < 1 || columns > limits.maxColumns)
    throw new UnreadableFile({
      file,
      expected: 'the header of a dBASE table (.dbf)',
      received: 'something else',
    })
  const decode = makeTextDecoder(file, encoding ?? LANGUAGE_DRIVERS[head[29] ?? 0])
  const fields = parseFields(await reader.read(headerBytes - HEADER_BYTES), decode)
  const needed = 1 + fields.reduce((sum, { length }) => sum + length, 0)
  if (needed > recordBytes)
    throw new UnreadableFile({
      file,
      expected: `records of ${needed} bytes for their fields`,
      received: recordBytes,
    })
  return { recordCount: head.readUInt32LE(4), recordBytes, fields, decode }
}

function numberValue(text: string): number | string | null {
  if (text === '' || text.startsWith('*')) return null
  const number = Number(text.replace(',', '.'))
  if (!Number.isFinite(number)) return text
  // A whole number too long for a double is a code; as a number it would change.
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(number) ? text : number
}

function fieldValue({ type, offset, length }: DbfField, record: Buffer, header: DbfHeader): unknown {
  const bytes = record.subarray(offset, offset + length)
  if (type === 'I' && length === 4) return bytes.readInt32LE(0)
  if (type === 'O' && length === 8) return bytes.readDoubleLE(0)
  const end = bytes.indexOf(0)
  const text = header.decode(end < 0 ? bytes : bytes.subarray(0, end)).trimEnd()
  if (type === 'N' || type === 'F') return numberValue(text.trim())
  if (type === 'L') return /^[yt]$/i.test(text) ? true : /^[nf]$/i.test(text) ? false : null
  if (type === 'D') {
    const date = /^(\d{4})(\d\d)(\d\d)$/.exec(text)
    return date && date[1] !== '0000' ? `${date[1]}-${date[2]}-${date[3]}` : null
  }
  return text === '' ? null : text
}

/** One record's values by field name; dates as ISO 8601, empty values as null. `deleted` is dBASE's own mark. */
export function parseDbfRecord(
  record: Buffer,
  header: DbfHeader,
): { properties: Record<string, unknown>; deleted: boolean } {
  const entries = header.fields.map((field) => [field.name, fieldValue(field, record, header)])
  return { properties: Object.fromEntries(entries), deleted: record[0] === 0x2a }
}
