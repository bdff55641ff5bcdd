import type { Cell } from './cell.ts'
import { cellText } from './cell.ts'

const MONTH_NAMES: readonly RegExp[] = [
  /^jan/,
  /^(feb|peb)/,
  /^mar/,
  /^apr/,
  /^(mei|may)/,
  /^jun/,
  /^jul/,
  /^(agu|agt|ags|aug)/,
  /^sep/,
  /^(okt|oct)/,
  /^(nov|nop)/,
  /^(des|dec)/,
]

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[t ])/
const DAY_FIRST = /^(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})(?:$|\s+\d{1,2}[:.]\d{2})/
const NAMED =
  /^(?:[a-z']+\s*,\s*)?(\d{1,2})[\s\-/.]*([a-z]{3,9})\.?[\s\-/,.]*(\d{4}|\d{2})(?:$|\s+\d{1,2}[:.]\d{2})/
const LONGEST_DATE = 60
/** Days that Excel counts from 1899-12-30; the range is 1982 to 2064. */
const EXCEL_SERIAL = /^([3-5]\d{4})(?:\.\d+)?$/

/**
 * The day that a cell states, as ISO text (2026-02-12), or null. Reads day/month/year with any of / . -, ISO, Indonesian
 * and English month names with or without the weekday, Excel's serial numbers, and dates of an XLSX reader (in UTC).
 * Month-first dates are never assumed: 02/25/2026 is null. Two-digit years are of this century.
 */
export function parseIndonesianDate(cell: Cell): string | null {
  const text = cellText(cell).slice(0, LONGEST_DATE).toLowerCase()
  const iso = ISO.exec(text)
  if (iso) return isoDay(iso[1], iso[2], iso[3])
  const dayFirst = DAY_FIRST.exec(text)
  if (dayFirst) return isoDay(dayFirst[3], dayFirst[2], dayFirst[1])
  const named = NAMED.exec(text)
  if (named) {
    const month = MONTH_NAMES.findIndex((name) => name.test(named[2] ?? '')) + 1
    return isoDay(named[3], String(month), named[1])
  }
  const serial = EXCEL_SERIAL.exec(text)
  return serial ? new Date((Number(serial[1]) - 25569) * 86_400_000).toISOString().slice(0, 10) : null
}

function isoDay(year = '', month = '', day = ''): string | null {
  const fullYear = year.length === 2 ? `20${year}` : year
  const iso = `${fullYear}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${iso}T00:00:00Z`)
  // A day that the month has not (31 February) rolls over or is invalid: both differ from what was written.
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === iso ? iso : null
}
