import type { Label } from '../proposal/label.ts'
import { parseRupiah } from '../proposal/rupiah.ts'
import type { Ceiling } from './ceiling.ts'

/** An area that a line may name, by its code or its name. */
export interface NamedArea {
  readonly code: string
  readonly name: string
}

export interface LineFault {
  /** From 1, as an editor counts. */
  readonly line: number
  readonly column: keyof Ceiling | 'line'
  readonly received: string
  readonly expected: Label
}

export interface ReadCeilings {
  readonly ceilings: Ceiling[]
  readonly faults: LineFault[]
}

type Column = keyof Ceiling
const USUAL_ORDER: readonly Column[] = ['area', 'agency', 'rupiah', 'source']
const HEADINGS: readonly [RegExp, Column][] = [
  [/^(kode|kecamatan|wilayah|area|district|nama kecamatan|kode kecamatan)/, 'area'],
  [/^(perangkat daerah|opd|pd|skpd|dinas|agency)/, 'agency'],
  [/^(pagu|rupiah|jumlah|anggaran|nilai|ceiling)/, 'rupiah'],
  [/^(sumber|dasar|source|dokumen)/, 'source'],
]
export const MOST_LINES = 5000
const LONGEST = { agency: 200, source: 300 } as const

/**
 * Reads ceilings as they are pasted from a spreadsheet (columns divided by tabs) or from a CSV (by semicolons or commas): area by code or
 * name, agency, rupiah, source; in another order where a first line names the columns. Every line with a fault is told by its number, and
 * none is guessed. `source` stands for lines that name none.
 */
export function readCeilingLines(
  text: string,
  { areas, source }: { areas: readonly NamedArea[]; source: string },
): ReadCeilings {
  const rows = rowsOf(text)
  const order = headingOf(rows[0]?.cells ?? [])
  const ceilings: Ceiling[] = []
  const faults: LineFault[] = []
  const seen = new Map<string, number>()
  for (const { line, cells } of order ? rows.slice(1) : rows) {
    const fault = (column: LineFault['column'], received: string, expected: Label) =>
      faults.push({ line, column, received: received.slice(0, 80), expected })
    if (ceilings.length + faults.length >= MOST_LINES) {
      fault('line', '', { id: `paling banyak ${MOST_LINES} baris`, en: `at most ${MOST_LINES} lines` })
      break
    }
    const read = readLine(cells, { order: order ?? USUAL_ORDER, areas, source, fault })
    if (!read) continue
    const twin = seen.get(`${read.area}\n${read.agency}`)
    if (twin !== undefined) fault('line', cells.join(' '), TWIN(twin))
    else {
      seen.set(`${read.area}\n${read.agency}`, line)
      ceilings.push(read)
    }
  }
  return { ceilings, faults }
}

const TWIN = (line: number): Label => ({
  id: `satu pagu untuk tiap wilayah dan perangkat daerah; baris ${line} sudah menyebutnya`,
  en: `one ceiling for each area and agency; line ${line} has it already`,
})
const EXPECTED = {
  area: { id: 'kode atau nama kecamatan di daerah ini', en: 'code or name of a district of this region' },
  ambiguous: {
    id: 'kode wilayah: beberapa wilayah bernama sama',
    en: 'the code: several areas have this name',
  },
  either: { id: 'wilayah, perangkat daerah, atau keduanya', en: 'an area, an agency or both' },
  rupiah: { id: 'jumlah rupiah', en: 'an amount of rupiah' },
  source: { id: 'sumber pagu', en: 'the source of the ceiling' },
  long: { id: 'teks yang lebih pendek', en: 'a shorter text' },
} as const satisfies Record<string, Label>

interface LineReading {
  order: readonly (Column | undefined)[]
  areas: readonly NamedArea[]
  source: string
  fault: (column: LineFault['column'], received: string, expected: Label) => void
}

function readLine(
  cells: readonly string[],
  { order, areas, source, fault }: LineReading,
): Ceiling | undefined {
  const cell = (column: Column) => cells[order.indexOf(column)]?.trim() ?? ''
  const found = findArea(cell('area'), areas)
  const agency = cell('agency') || null
  const money = parseRupiah(cell('rupiah'))
  const from = cell('source') || source.trim()
  const before: [boolean, LineFault['column'], string, Label][] = [
    [
      typeof found === 'object' && found !== null,
      'area',
      cell('area'),
      EXPECTED[found === 'several' ? 'ambiguous' : 'area'],
    ],
    [found === null && agency === null, 'line', cells.join(' '), EXPECTED.either],
    [(agency?.length ?? 0) > LONGEST.agency, 'agency', agency ?? '', EXPECTED.long],
    [from === '', 'source', '', EXPECTED.source],
    [from.length > LONGEST.source, 'source', from, EXPECTED.long],
  ]
  const isLost = found === 'none' || found === 'several'
  const faulty = before.filter(([is], at) => (at === 0 ? isLost : is))
  for (const [, column, received, expected] of faulty) fault(column, received, expected)
  if (money.costRupiah === null) {
    const { rupiah } = EXPECTED
    const why = money.fault ? { id: `${rupiah.id} (${money.fault})`, en: rupiah.en } : rupiah
    fault('rupiah', cell('rupiah'), why)
    return undefined
  }
  if (faulty.length > 0 || isLost) return undefined
  return { area: found?.code ?? null, agency, rupiah: money.costRupiah, source: from }
}

/** Null of an empty cell. */
function findArea(cell: string, areas: readonly NamedArea[]): NamedArea | null | 'none' | 'several' {
  if (cell === '') return null
  const byCode = areas.find(({ code }) => code === cell)
  if (byCode) return byCode
  const named = areas.filter(({ name }) => plainName(name) === plainName(cell))
  return named.length > 1 ? 'several' : (named[0] ?? 'none')
}

function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^(kecamatan|kec\.?|kabupaten|kab\.?|kota|desa|kelurahan|kel\.?)\s+/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Which column each cell of a first line names; undefined where it is no heading. */
function headingOf(cells: readonly string[]): (Column | undefined)[] | undefined {
  const named = cells.map(
    (cell) => HEADINGS.find(([pattern]) => pattern.test(cell.trim().toLowerCase()))?.[1],
  )
  const isHeading = named.includes('rupiah') && (named.includes('area') || named.includes('agency'))
  return isHeading && !cells.some((cell) => /\d{4}/.test(cell)) ? named : undefined
}

interface Row {
  line: number
  cells: string[]
}

function rowsOf(text: string): Row[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line, at) => ({ line: at + 1, text: line }))
    .filter(({ text: line }) => line.trim() !== '')
    .map(({ line, text: content }) => ({ line, cells: cellsOf(content) }))
}

/** Of one line: what divides it is a tab, or else a semicolon, or else a comma; a cell in quotes may hold any. */
function cellsOf(line: string): string[] {
  const divider = ['\t', ';', ','].find((mark) => outsideQuotes(line).includes(mark))
  if (divider === undefined) return [line.trim()]
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (const character of line) {
    if (character === '"') quoted = !quoted
    if (character === divider && !quoted) {
      cells.push(unquote(cell))
      cell = ''
    } else cell += character
  }
  return [...cells, unquote(cell)]
}

const outsideQuotes = (line: string) => line.replaceAll(/"[^"]*"/g, '')

function unquote(cell: string): string {
  const text = cell.trim()
  return /^".*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text
}
