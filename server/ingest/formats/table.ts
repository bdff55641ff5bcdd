import { parseCoordinate } from './parse-coordinate.ts'
import type { OpenOptions, SourceFeature } from './source-file.ts'
import { findHeading } from './table-heading.ts'
import type { Cell, TableRow } from './table-row.ts'
import { UnreadableFile } from './unreadable-file.ts'

/** Rows among which the heading is looked for. */
const HEADING_ROWS = 50

export interface Table {
  fields: string[]
  features(): AsyncGenerator<SourceFeature>
}

export interface TableSource {
  file: string
  /** Reads the rows from the start, each time it is called. */
  rows: () => AsyncIterable<TableRow>
  /** True if a row must be as long as its heading (CSV); false where rows are sparse (sheets). */
  strictWidth: boolean
}

const isBlank = (cell: Cell | undefined) => cell === null || cell === undefined || cell === ''

function lastFilled(cells: Cell[]): number {
  return cells.findLastIndex((cell) => !isBlank(cell))
}

/** Unique names for the columns: an unnamed one is called by its number, a repeated one gets a number added. */
function fieldNames(heading: Cell[]): string[] {
  const taken = new Set<string>()
  return heading.slice(0, lastFilled(heading) + 1).map((cell, index) => {
    const stated = isBlank(cell) ? '' : String(cell).replace(/\s+/g, ' ').trim()
    const base = stated === '' ? `column ${index + 1}` : stated
    let name = base
    for (let copy = 2; taken.has(name); copy += 1) name = `${base} (${copy})`
    taken.add(name)
    return name
  })
}

function columnIndex(file: string, fields: string[], name: string): number {
  const plain = (text: string) => text.trim().toLowerCase()
  const exact = fields.indexOf(name)
  const index = exact >= 0 ? exact : fields.findIndex((field) => plain(field) === plain(name))
  if (index < 0)
    throw new UnreadableFile({
      file,
      expected: `a column "${name}"`,
      received: `the columns ${fields.join(', ')}`,
    })
  return index
}

interface Layout {
  fields: string[]
  lon: number
  lat: number
  strictWidth: boolean
}

function widthFault({ cells }: TableRow, { fields, strictWidth }: Layout): string | undefined {
  if (!strictWidth) return undefined
  // Empty cells past the heading are only delimiters too many.
  if (cells.length >= fields.length && lastFilled(cells) < fields.length) return undefined
  return `${cells.length} cells, expected ${fields.length} as in the heading`
}

function pointOf({ cells }: TableRow, { lon, lat }: Layout): Pick<SourceFeature, 'geometry' | 'fault'> {
  if (lon < 0 || (isBlank(cells[lon]) && isBlank(cells[lat]))) return { geometry: null }
  const x = parseCoordinate(cells[lon] ?? null)
  const y = parseCoordinate(cells[lat] ?? null)
  if (x !== null && y !== null) return { geometry: { type: 'Point', coordinates: [x, y] } }
  const wrong = x === null ? cells[lon] : cells[lat]
  return { geometry: null, fault: `coordinate "${String(wrong ?? '').slice(0, 80)}" is not a number` }
}

function toFeature(row: TableRow, layout: Layout): SourceFeature {
  const { cells } = row
  const width = Math.max(layout.fields.length, lastFilled(cells) + 1)
  const entries = Array.from({ length: width }, (_, index): [string, Cell] => [
    layout.fields[index] ?? `column ${index + 1}`,
    cells[index] ?? null,
  ])
  const ragged = row.fault ?? widthFault(row, layout)
  // In a ragged row nobody knows which cell is the coordinate.
  const point = ragged === undefined ? pointOf(row, layout) : { geometry: null, fault: ragged }
  return { row: row.row, properties: Object.fromEntries(entries), ...point }
}

/**
 * A table with a heading row somewhere in its first 50 rows as features; wholly empty rows are passed over.
 * With the options `lon` and `lat` a row gets a point [x, y] in whatever CRS those columns are in.
 * Throws UnreadableFile when there is no heading row or no such column.
 */
export async function openTable(source: TableSource, options: OpenOptions): Promise<Table> {
  const { file, strictWidth } = source
  const head: TableRow[] = []
  for await (const row of source.rows()) {
    if (row.row > HEADING_ROWS) break
    if (lastFilled(row.cells) >= 0) head.push(row)
  }
  const heading = findHeading(head, options.headings)
  if (!heading) {
    const received = head.length === 0 ? 'an empty table' : head.slice(0, 2).map(({ cells }) => cells)
    throw new UnreadableFile({ file, expected: `a heading row in the first ${HEADING_ROWS} rows`, received })
  }
  const fields = fieldNames(heading.cells)
  if ((options.lon === undefined) !== (options.lat === undefined))
    throw new UnreadableFile({
      file,
      expected: 'both options "lon" and "lat", or neither',
      received: 'one of them',
    })
  const index = (name?: string) => (name === undefined ? -1 : columnIndex(file, fields, name))
  const layout = { fields, lon: index(options.lon), lat: index(options.lat), strictWidth }
  return {
    fields,
    async *features() {
      for await (const row of source.rows())
        if (row.row > heading.row && (row.fault !== undefined || lastFilled(row.cells) >= 0))
          yield toFeature(row, layout)
    },
  }
}
