import { formatDate } from '../proposal/format.ts'
import type { Language } from '../proposal/label.ts'

/** What people call the zones of Indonesia; others by their names. */
const SHORT: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
}

export function sayZone(timeZone: string): string {
  return Object.hasOwn(SHORT, timeZone) ? (SHORT[timeZone] ?? timeZone) : timeZone
}

const MIDNIGHT = '00:00:00'

/** "1 Feb 2027, 08.00"; a midnight is the beginning of its day, and is not said. */
export function sayStart(wall: string, language: Language): string {
  const [date = '', time = MIDNIGHT] = wall.split('T')
  return time === MIDNIGHT
    ? formatDate(date, language)
    : `${formatDate(date, language)}, ${clock(time, language)}`
}

/** "28 Feb 2027, 16.00"; a midnight is the end of the day before: "28 Feb 2027, 24.00". */
export function sayEnd(wall: string, language: Language): string {
  const [date = '', time = MIDNIGHT] = wall.split('T')
  if (time !== MIDNIGHT) return `${formatDate(date, language)}, ${clock(time, language)}`
  return `${formatDate(dayBefore(date), language)}, ${clock('24:00:00', language)}`
}

function clock(time: string, language: Language): string {
  const short = time.endsWith(':00') ? time.slice(0, 5) : time
  return language === 'id' ? short.replaceAll(':', '.') : short
}

const DAY_MS = 86_400_000

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10)
}

/** Whole days from one moment on the wall to a later one. */
export function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / DAY_MS)
}

/** As a field of a form holds it: without seconds, where there are none. */
export function fieldDate(wall: string | null): string {
  if (wall === null) return ''
  return wall.endsWith(':00') ? wall.slice(0, 16) : wall
}
