import type { Envelope } from '../geo/envelope.ts'
import type { CoordinateCandidate, CoordinateRepair } from './coordinate-candidate.ts'
import { isNearExtent } from './coordinate-repair.ts'

// Spreadsheets set to Indonesian turn -2.676390 into -2676390 or -2.676.390.
const DIGITS = String.raw`[-+]?(?:\d{6,12}|\d{1,3}(?:\.\d{3}){2,3}|\d{1,3}(?:,\d{3}){2,3})`
const PAIR = new RegExp(
  `(?<![\\p{L}\\d.,+/-]|rp\\.?\\s{0,3})(${DIGITS})\\s*(?:[,;/|]\\s*|\\s)(${DIGITS})(?![\\d]|[.,]\\d)`,
  'giu',
)

/**
 * Pairs of long numbers that become a position in the extent (EPSG:4326) once their decimal mark is put back, in one way
 * only. As written they are no position at all, so each comes with its repair.
 */
export function findLostDecimalMarks(text: string, extent: Envelope): CoordinateCandidate[] {
  const found: CoordinateCandidate[] = []
  for (const match of text.matchAll(PAIR)) {
    const [whole, first = '', second = ''] = match
    const repair = onlyReading(readings(first), readings(second), extent)
    if (!repair) continue
    const latFirst = Math.abs(repair.lat) === Math.abs(repair.lon) || readings(first).includes(repair.lat)
    const [lat, lon] = [withoutMarks(first), withoutMarks(second)]
    found.push({
      lon: latFirst ? lon : lat,
      lat: latFirst ? lat : lon,
      notation: 'lost-decimal-mark',
      axis: 'assumed',
      span: { start: match.index, end: match.index + whole.length, text: whole },
      repair,
    })
  }
  return found
}

function withoutMarks(digits: string): number {
  return Number(digits.replace(/[.,]/g, ''))
}

/** The number with its decimal mark after the first one, two or three digits. */
function readings(written: string): number[] {
  const sign = written.startsWith('-') ? -1 : 1
  const digits = written.replace(/\D/g, '')
  return [1, 2, 3].map((place) => sign * Number(`${digits.slice(0, place)}.${digits.slice(place)}`))
}

function onlyReading(first: number[], second: number[], extent: Envelope): CoordinateRepair | null {
  const fitting: CoordinateRepair[] = []
  for (const a of first) {
    for (const b of second) {
      if (isNearExtent(b, a, extent)) fitting.push({ kind: 'decimal-mark', lon: b, lat: a })
      if (isNearExtent(a, b, extent)) fitting.push({ kind: 'decimal-mark', lon: a, lat: b })
    }
  }
  return fitting.length === 1 ? (fitting[0] ?? null) : null
}
