import type { CoordinateCandidate } from './coordinate-candidate.ts'
import { utmToLonLat } from './utm-to-lon-lat.ts'

const METRES = String.raw`\d{6,8}(?:[.,]\d{1,4})?|\d{1,3}(?:[.,]\d{3}){1,2}(?:[.,]\d{1,2})?`
const LABEL = String.raw`(?:(x|y|e|n|t|u|easting|northing|timur|utara|mt|mu)\s*[:=]?\s*)?`
const UNIT = String.raw`\s*(m?\s?[entuxy](?![\p{L}\d])|m(?!\p{L}))?`
const PAIR = new RegExp(
  `(?<![\\p{L}\\d])${LABEL}(?<![\\d.,])(${METRES})(?![\\d])${UNIT}[\\s,;/|&]+(?:dan\\s+)?${LABEL}(${METRES})(?![\\d])${UNIT}`,
  'giu',
)
// Indonesia lies in zones 46 to 54. The letter is S or N for the half of the globe, or an MGRS band (M is 8°S to 0°).
const ZONE = /(?<![\d.,])(4[6-9]|5[0-4])\s?°?([C-HJ-NP-X]|LS|LU)?(?![\p{L}\d.,])/iu
const ZONE_NAMED =
  /(?:utm|zona?|zone)[\s:.-]*(4[6-9]|5[0-4])\s?-?\s?([C-HJ-NP-X]|LS|LU|selatan|utara|south|north)?(?![\p{L}\d])/iu
const NEARBY = 32

/** Finds UTM positions whose zone stands near them ("49S 561234 mE 9702345 mN"); without a zone there is no position. */
export function findUtm(text: string): CoordinateCandidate[] {
  const found: CoordinateCandidate[] = []
  for (const match of text.matchAll(PAIR)) {
    const candidate = utmCandidate(text, match)
    if (candidate) found.push(candidate)
  }
  return found
}

function utmCandidate(text: string, match: RegExpExecArray): CoordinateCandidate | null {
  const end = match.index + match[0].length
  const zone = zoneNear(text, match.index, end)
  const first = metres(match[2])
  const second = metres(match[5])
  if (!zone || first === null || second === null) return null
  const northingFirst =
    isNorthing(match[1] ?? match[3]) ?? (isNorthing(match[4] ?? match[6]) === false || first > 1e6)
  const [easting, northing] = northingFirst ? [second, first] : [first, second]
  if (easting < 100_000 || easting > 900_000 || northing > 10_000_000) return null
  const [lon, lat] = utmToLonLat({
    zone: zone.number,
    south: zone.south ?? northing > 1e6,
    easting,
    northing,
  })
  const start = Math.min(match.index, zone.start)
  const stop = Math.max(end, zone.end)
  return {
    lon,
    lat,
    notation: 'utm',
    axis: 'stated',
    span: { start, end: stop, text: text.slice(start, stop) },
  }
}

interface Zone {
  number: number
  south: boolean | null
  start: number
  end: number
}

function zoneNear(text: string, start: number, end: number): Zone | null {
  const from = Math.max(0, start - NEARBY)
  const before = text.slice(from, start)
  const after = text.slice(end, end + NEARBY)
  for (const [part, offset] of [
    [before, from],
    [after, end],
  ] as const) {
    const match = ZONE_NAMED.exec(part) ?? lettered(ZONE.exec(part))
    if (!match) continue
    const at = offset + match.index
    return { number: Number(match[1]), south: isSouth(match[2]), start: at, end: at + match[0].length }
  }
  return null
}

/** A bare number is no zone ("RT 50"); with its letter it is. */
function lettered(match: RegExpExecArray | null): RegExpExecArray | null {
  return match?.[2] ? match : null
}

function isSouth(letter: string | undefined): boolean | null {
  if (letter === undefined) return null
  const name = letter.toLowerCase()
  if (/^(s|ls|selatan|south)$/.test(name)) return true
  if (/^(n|lu|utara|north)$/.test(name)) return false
  return name < 'n'
}

function isNorthing(label: string | undefined): boolean | undefined {
  const letter = label?.trim().toLowerCase().replace(/^m\s?/, '').charAt(0)
  if (letter === 'n' || letter === 'y' || letter === 'u') return true
  return letter === 'e' || letter === 'x' || letter === 't' ? false : undefined
}

function metres(text = ''): number | null {
  const grouped = /^\d{1,3}(?:[.,]\d{3})+/.exec(text)?.[0]
  const whole = grouped ?? /^\d+/.exec(text)?.[0] ?? ''
  const fraction = text.slice(whole.length).replace(/[.,]/, '')
  const value = Number(`${whole.replace(/[.,]/g, '')}.${fraction || '0'}`)
  return value >= 10_000 ? value : null
}
