import type { ReadLimits } from './source-file.ts'
import { UnreadableFile } from './unreadable-file.ts'
import type { CellContext } from './xlsx-cell.ts'
import { decodeEscapes, isDateFormat } from './xlsx-cell.ts'
import { parseXml, type XmlHandler } from './xml-stream.ts'
import type { ZipArchive } from './zip-archive.ts'
import type { ZipEntry } from './zip-directory.ts'

export interface Sheet {
  name: string
  hidden: boolean
  entry: ZipEntry
}

export interface Workbook {
  sheets: Sheet[]
  cells: CellContext
}

/** Characters of all shared strings together: they have to be in memory, as any cell may point at any of them. */
const MOST_SHARED_CHARACTERS = 64 * 1024 ** 2
const MOST_STYLES = 100_000

interface Archive {
  path: string
  zip: ZipArchive
  limits: ReadLimits
}

/** Names in an archive are compared without case and leading slash, as Office does. */
export function findEntry(zip: ZipArchive, name: string): ZipEntry | undefined {
  const plain = (text: string) => text.replaceAll('\\', '/').replace(/^\//, '').toLowerCase()
  return zip.entries.find((entry) => plain(entry.name) === plain(name))
}

async function readXml(
  { path, zip, limits }: Archive,
  entry: ZipEntry,
  handler: Partial<XmlHandler>,
): Promise<void> {
  const whole = { open() {}, close() {}, text() {}, ...handler }
  const settings = { file: path, part: entry.name, limits }
  for await (const _ of parseXml(zip.stream(entry), whole, settings));
}

/** An entry's name from a relationship's target, relative to xl/ unless absolute. */
function targetName(target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const parts: string[] = ['xl']
  for (const part of target.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

async function readRelations(archive: Archive): Promise<Map<string, { type: string; target: string }>> {
  const relations = new Map<string, { type: string; target: string }>()
  const entry = findEntry(archive.zip, 'xl/_rels/workbook.xml.rels')
  if (entry)
    await readXml(archive, entry, {
      open(name, { Id, Type = '', Target = '', TargetMode }) {
        if (name === 'Relationship' && Id && TargetMode !== 'External')
          relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target: targetName(Target) })
      },
    })
  return relations
}

async function readSheets(archive: Archive): Promise<{ sheets: Sheet[]; date1904: boolean }> {
  const { path, zip } = archive
  const entry = findEntry(zip, 'xl/workbook.xml')
  if (!entry)
    throw new UnreadableFile({
      file: path,
      expected: 'an XLSX workbook (xl/workbook.xml)',
      received: 'another archive',
    })
  const relations = await readRelations(archive)
  const sheets: Sheet[] = []
  let date1904 = false
  await readXml(archive, entry, {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
      const relation = relations.get(id ?? '')
      const part = relation?.type === 'worksheet' ? findEntry(zip, relation.target) : undefined
      const hidden = attributes.state !== undefined && attributes.state !== 'visible'
      if (part) sheets.push({ name: attributes.name ?? '', hidden, entry: part })
    },
  })
  return { sheets, date1904 }
}

async function readDateStyles(archive: Archive): Promise<boolean[]> {
  const entry = findEntry(archive.zip, 'xl/styles.xml')
  const codes = new Map<number, string>()
  const styles: boolean[] = []
  let inCellFormats = false
  if (entry)
    await readXml(archive, entry, {
      open(name, { numFmtId, formatCode = '' }) {
        if (name === 'cellXfs') inCellFormats = true
        else if (name === 'numFmt' && codes.size < MOST_STYLES) codes.set(Number(numFmtId), formatCode)
        else if (name === 'xf' && inCellFormats && styles.length < MOST_STYLES)
          styles.push(isDateFormat(Number(numFmtId), codes.get(Number(numFmtId))))
      },
      close(name) {
        if (name === 'cellXfs') inCellFormats = false
      },
    })
  return styles
}

async function readSharedStrings(archive: Archive): Promise<string[]> {
  const entry = findEntry(archive.zip, 'xl/sharedStrings.xml')
  const strings: string[] = []
  let characters = 0
  let current = ''
  let inText = false
  let phonetic = false
  if (!entry) return strings
  await readXml(archive, entry, {
    open(name) {
      if (name === 'si') current = ''
      else if (name === 'rPh') phonetic = true
      else if (name === 't') inText = true
    },
    text(text) {
      if (inText && !phonetic) current += text
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'si') {
        // Each string costs memory of its own even where it is empty.
        characters += current.length + 16
        if (characters > MOST_SHARED_CHARACTERS)
          throw new UnreadableFile({
            file: archive.path,
            expected: `at most ${MOST_SHARED_CHARACTERS} characters of shared text`,
            received: 'more',
          })
        strings.push(decodeEscapes(current))
      }
    },
  })
  return strings
}

/** Reads what a workbook says before its sheets: their names, which styles are dates, and the shared strings. */
export async function readWorkbook(path: string, zip: ZipArchive, limits: ReadLimits): Promise<Workbook> {
  const archive = { path, zip, limits }
  const { sheets, date1904 } = await readSheets(archive)
  const dateStyles = await readDateStyles(archive)
  const sharedStrings = await readSharedStrings(archive)
  return { sheets, cells: { sharedStrings, dateStyles, date1904 } }
}
