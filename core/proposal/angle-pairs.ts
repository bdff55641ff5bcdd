import type { Envelope } from '../geo/envelope.ts'
import type { AngleHint } from './angle-hints.ts'
import { type AngleToken, findAngleTokens } from './angle-tokens.ts'
import type { CoordinateCandidate, CoordinateNotation } from './coordinate-candidate.ts'
import { isNearExtent, repairInto } from './coordinate-repair.ts'

const BETWEEN = /^[\s,;/|&+()[\]{}.:="'-]*(?:dan|and|serta)?[\s,;/|&+()[\]{}.:="'-]*$/i
const LONGEST_BETWEEN = 12
const ANNOUNCED = /(?:ko+rdinat|koord|titik|gps|lokasi|posisi|location|coord\w*)[^\p{L}\d]*$/iu

/** Pairs neighbouring angles of a plain text into positions, as written; `extent` (EPSG:4326) settles unlabelled ones. */
export function findAnglePairs(text: string, extent?: Envelope): CoordinateCandidate[] {
  const tokens = findAngleTokens(text)
  const found: CoordinateCandidate[] = []
  for (let i = 0; i + 1 < tokens.length; i++) {
    const [first, second] = [tokens[i]!, tokens[i + 1]!]
    const between = text.slice(first.end, second.start)
    if (between.length > LONGEST_BETWEEN || !BETWEEN.test(between)) continue
    const candidate = candidateOf(text, first, second, extent)
    if (!candidate) continue
    found.push(candidate)
    i++
  }
  return found
}

function candidateOf(
  text: string,
  first: AngleToken,
  second: AngleToken,
  extent: Envelope | undefined,
): CoordinateCandidate | null {
  const hints = statedHints(first, second)
  if (hints === 'contradictory') return null
  const values = hints ? signedBy(hints, first, second) : [first.degrees, second.degrees]
  const [a = 0, b = 0] = values
  if (a === 0 && b === 0) return null
  const before = text.slice(0, first.start)
  const bracketed = /\[\s*$/.test(before) && /^\s*\]/.test(text.slice(second.end))
  const lonFirst = hints ? hints[0].axis === 'lon' : isLonFirst(a, b, bracketed, extent)
  const [lon, lat] = lonFirst ? [a, b] : [b, a]
  if (!hints && !looksLikePosition(first, second, { lon, lat, announced: ANNOUNCED.test(before), extent }))
    return null
  return {
    lon,
    lat,
    notation: notationOf(first, hints, bracketed),
    axis: hints ? 'stated' : 'assumed',
    span: { start: first.start, end: second.end, text: text.slice(first.start, second.end) },
  }
}

/** The axes that letters and labels state, one for each number; one stated axis implies the other. */
function statedHints(first: AngleToken, second: AngleToken): [AngleHint, AngleHint] | 'contradictory' | null {
  const [one, two] = [first.hint ?? first.pair?.[0], second.hint ?? first.pair?.[1]]
  if (!one && second.weak) return null
  if (!two && first.weak) return null
  if (one && two) return one.axis === two.axis ? 'contradictory' : [one, two]
  if (one) return [one, { axis: one.axis === 'lat' ? 'lon' : 'lat', sign: null }]
  if (two) return [{ axis: two.axis === 'lat' ? 'lon' : 'lat', sign: null }, two]
  return null
}

function signedBy(hints: [AngleHint, AngleHint], first: AngleToken, second: AngleToken): [number, number] {
  const signed = ({ sign }: AngleHint, degrees: number) =>
    sign === null ? degrees : sign * Math.abs(degrees)
  return [signed(hints[0], first.degrees), signed(hints[1], second.degrees)]
}

/** Unlabelled order: what exceeds 90° can only be a longitude; else the order that lies in the extent; else custom. */
function isLonFirst(a: number, b: number, bracketed: boolean, extent: Envelope | undefined): boolean {
  if (Math.abs(a) > 90 || Math.abs(b) > 90) return Math.abs(a) > 90
  if (extent) {
    const fits = (lon: number, lat: number) =>
      isNearExtent(lon, lat, extent) || repairInto(extent, lon, lat)?.kind === 'sign'
    if (fits(a, b) !== fits(b, a)) return fits(a, b)
  }
  return bracketed
}

interface Surroundings {
  lon: number
  lat: number
  announced: boolean
  extent: Envelope | undefined
}

/**
 * Whether two unlabelled numbers are a position rather than quantities: degree marks settle it; plain decimals must fall
 * in Indonesia or in the extent in some order and sign, with the decimals that positions have. Three decimals each
 * without a sign could be thousands, which only a heading word or the extent can tell.
 */
function looksLikePosition(
  first: AngleToken,
  second: AngleToken,
  { lon, lat, announced, extent }: Surroundings,
): boolean {
  if (first.degreeSign && second.degreeSign) return true
  if (first.form !== 'decimal' || second.form !== 'decimal') return false
  const here =
    extent !== undefined && (isNearExtent(lon, lat, extent) || repairInto(extent, lon, lat) !== undefined)
  const inIndonesia = Math.abs(lat) <= 11.5 && Math.abs(lon) >= 94 && Math.abs(lon) <= 142
  if (!here && !inIndonesia) return false
  const fewer = Math.min(first.decimals, second.decimals)
  const more = Math.max(first.decimals, second.decimals)
  if (announced) return fewer >= 1
  if (fewer < 2 || more < 3) return false
  const couldBeThousands = fewer === 3 && more === 3 && first.degrees >= 0 && second.degrees >= 0
  return here || !couldBeThousands
}

function notationOf(
  first: AngleToken,
  hints: [AngleHint, AngleHint] | null,
  bracketed: boolean,
): CoordinateNotation {
  if (first.form !== 'decimal') return first.form
  if (hints) return hints.some(({ sign }) => sign !== null) ? 'hemisphere' : 'labelled'
  if (bracketed) return 'bracketed'
  return first.decimalMark === ',' ? 'decimal-comma' : 'decimal'
}
