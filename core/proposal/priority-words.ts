import { type Cell, cellText } from './cell.ts'
import { readNumber } from './number-in-text.ts'

/** Longest time that a proposal can be said to take: a century. */
const MOST_MONTHS = 1200
const LONGEST_CELL = 60

/** More particular words first: "sangat mendesak" also holds "mendesak". */
type Words = readonly (readonly [RegExp, number])[]

const URGENCY: Words = [
  [/^(tidak|belum|sangat rendah)\b/, 1],
  [/^(kurang|rendah|bisa ditunda)\b/, 2],
  [/^(sangat|amat|darurat|sangat tinggi)\b/, 5],
  [/^(cukup|agak|sedang|biasa)\b/, 3],
  [/^(mendesak|urgen|urgent|tinggi|prioritas)\b/, 4],
]

const READINESS: Words = [
  [/^(belum|tidak)\b/, 0],
  [/^(sebagian|dalam proses|proses|sedang)\b/, 1],
  [/\b(lahan dan dokumen|dokumen dan lahan|siap semua|lengkap)\b/, 3],
  [/\b(lahan|dokumen|ded|fs|rab)\b/, 2],
  [/^siap\b/, 3],
]

const PLAN_MATCH: Words = [
  [/^(tidak|belum)\b/, 0],
  [/\brkpd\b/, 2],
  [/\brpjmd?\b/, 1],
  [/^(sesuai|ya|ada|selaras)\b/, 2],
]

/** Urgency 1 (can wait) to 5 (pressing), from a figure or from words; null when neither is understood. */
export const readUrgency = (cell: Cell) => readScore(cell, [1, 5], URGENCY)

/** Readiness of land and documents: 0 nothing, 1 begun, 2 land or documents ready, 3 both. */
export const readReadiness = (cell: Cell) => readScore(cell, [0, 3], READINESS)

/** 0 in no plan, 1 its programme is in the RPJMD, 2 in the RKPD of the year. */
export const readPlanMatch = (cell: Cell) => readScore(cell, [0, 2], PLAN_MATCH)

function readScore(cell: Cell, [least, most]: readonly [number, number], words: Words): number | null {
  if (typeof cell === 'boolean') return cell ? most : least
  const text = cellText(cell).slice(0, LONGEST_CELL).toLowerCase()
  const figure = /^(\d)(?:[.,]0)?\b/.exec(text)?.[1]
  if (figure !== undefined) {
    const score = Number(figure)
    const whole = /^\d(?:[.,]0+)?(?:\s|\(|-|\/\d|$)/.test(text)
    return whole && score >= least && score <= most ? score : null
  }
  return words.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

const PER_MONTH: readonly (readonly [RegExp, number])[] = [
  [/^(hari|hr|day)/, 1 / 30],
  [/^(minggu|mgg|week)/, 7 / 30],
  [/^(bulan|bln|month)/, 1],
  [/^(tahun|thn|th|year)/, 12],
]

/**
 * Months from "6", "6 bulan", "90 hari", "1,5 tahun"; of a span "3-4 bulan" the longer. A figure without a unit is in that
 * of the heading ("Jangka Waktu (hari)"), else in months. Null when not understood.
 */
export function readMonths(cell: Cell, heading = ''): number | null {
  const unitOfHeading = /\b(hari|minggu|tahun)\b/.exec(heading.toLowerCase())?.[1] ?? 'bulan'
  const text = cellText(typeof cell === 'number' ? cell.toFixed(6) : cell)
    .slice(0, LONGEST_CELL)
    .toLowerCase()
  const [, digits = '', unit = ''] =
    /^(?:±|sekitar|kurang lebih)?\s*(?:\d+(?:[.,]\d+)?\s*(?:-|–|sampai|s\/d|sd)\s*)?(\d+(?:[.,]\d+)?)\s*(?:\([^)]*\)\s*)?([a-z]*)/.exec(
      text,
    ) ?? []
  const number = readNumber(digits, { '.': 'decimal', ',': 'decimal' })
  const factor = PER_MONTH.find(([pattern]) => pattern.test(unit || unitOfHeading))?.[1]
  return 'fault' in number || factor === undefined ? null : withinCentury(number.value * factor)
}

function withinCentury(months: number): number | null {
  return months >= 0 && months <= MOST_MONTHS ? Math.round(months * 100) / 100 : null
}
