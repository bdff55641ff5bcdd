import { RowFault } from './row-fault.ts'
import type { Cell } from './table-row.ts'

/** Built-in number formats that are dates or times of day (ECMA-376 part 1, 18.8.30); 46 is a duration. */
const DATE_FORMATS = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 47, 50, 51, 52, 53, 54, 55,
  56, 57, 58,
])

/** True if a number format shows a date or a time: it has one of y m d h s outside quotes, escapes and brackets. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return DATE_FORMATS.has(id)
  const [positive = ''] = code.split(';')
  const bare = positive.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
  return /[ymdhs]/i.test(bare) && !/general|[#?]/i.test(bare)
}

const MILLISECONDS_PER_DAY = 86_400_000
/** Day 0 in the 1900 system for dates after its fictitious 29 February 1900; and day 0 of the 1904 system. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
/** 31 December 9999 in the 1900 system. */
const LAST_DAY = 2_958_466

/**
 * A serial number of a sheet as ISO 8601 text: a date, a date with time where it has one, a time alone below day 1.
 * null for a number that is no date (ECMA-376 part 1, 18.17.4.1).
 */
export function serialToIso(serial: number, date1904: boolean): string | null {
  if (!(serial >= 0 && serial < LAST_DAY)) return null
  // The 1900 system counts a 29 February 1900, so days before 1 March are one off.
  const days = !date1904 && serial >= 1 && serial < 60 ? serial + 1 : serial
  const milliseconds = Math.round((days * MILLISECONDS_PER_DAY) / 1000) * 1000
  const iso = new Date((date1904 ? EPOCH_1904 : EPOCH_1900) + milliseconds).toISOString().slice(0, 19)
  if (serial < 1 && !date1904) return iso.slice(11)
  return iso.endsWith('T00:00:00') ? iso.slice(0, 10) : iso
}

/** Excel writes characters that XML cannot hold as _x000D_. */
export function decodeEscapes(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

export interface CellContext {
  sharedStrings: readonly string[]
  /** By style index: whether numbers of that style are dates. */
  dateStyles: readonly boolean[]
  date1904: boolean
}

export interface RawCell {
  /** Attribute t: s, inlineStr, str, b, e, d, n. */
  type: string
  style: number
  /** Text of v, or of is for inline strings. */
  text: string
  hasValue: boolean
}

/** A cell's (cached) value; a number in a date style becomes ISO text; an error stays as its text (#N/A). Throws RowFault. */
export function cellValue(cell: RawCell, context: CellContext): Cell {
  const { type, text } = cell
  if (type === 'inlineStr') return decodeEscapes(text) || null
  if (!cell.hasValue) return null
  switch (type) {
    case 's': {
      const shared = context.sharedStrings[Number(text)]
      if (shared === undefined)
        throw new RowFault(`shared text ${text.slice(0, 20)} is missing from the workbook`)
      return shared || null
    }
    case 'b':
      return text === '1' || text === 'true'
    case 'str':
      return decodeEscapes(text) || null
    case 'e':
    case 'd':
      return text || null
    default: {
      const number = Number(text)
      if (text.trim() === '' || !Number.isFinite(number)) return text.trim() || null
      const date = context.dateStyles[cell.style] ? serialToIso(number, context.date1904) : null
      return date ?? number
    }
  }
}
