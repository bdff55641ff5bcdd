import type { Envelope } from '../geo/envelope.ts'
import { findAnglePairs } from './angle-pairs.ts'
import type { CoordinateCandidate } from './coordinate-candidate.ts'
import { repairInto } from './coordinate-repair.ts'
import { plainCoordinateText } from './coordinate-text.ts'
import { findLostDecimalMarks } from './lost-decimal-mark.ts'
import { findMapLinks } from './map-links.ts'
import { findUtm } from './utm-in-text.ts'

/** Addresses are short; what is longer is cut here, so that no text can hold the reader up. */
export const LONGEST_ADDRESS = 4000

/**
 * Finds the positions that people write into Indonesian address texts, in order of appearance: decimal degrees with
 * point or comma, labels, LS/LU/BT/BB and S/N/E/W, degrees-minutes(-seconds), map links, geo: URIs, UTM with a zone.
 * Coordinates are EPSG:4326 as written. With a district's `extent` (EPSG:4326) unlabelled order is settled, and a
 * position outside it carries the one repair that would bring it in, as a suggestion: nothing is changed silently.
 */
export function findCoordinates(text: string, extent?: Envelope): CoordinateCandidate[] {
  const original = text.slice(0, LONGEST_ADDRESS)
  const links = findMapLinks(original)
  let rest = plainCoordinateText(original)
  for (const { start, end } of links) rest = blanked(rest, start, end)
  const utm = findUtm(rest)
  for (const { span } of utm) rest = blanked(rest, span.start, span.end)
  const angles = findAnglePairs(rest, extent)
  for (const { span } of angles) rest = blanked(rest, span.start, span.end)
  const lost = extent ? findLostDecimalMarks(rest, extent) : []
  return [...links.flatMap(({ candidate }) => candidate ?? []), ...utm, ...angles, ...lost]
    .sort((a, b) => a.span.start - b.span.start)
    .map((candidate) => completed(candidate, original, extent))
}

function completed(
  candidate: CoordinateCandidate,
  original: string,
  extent: Envelope | undefined,
): CoordinateCandidate {
  const span = { ...candidate.span, text: original.slice(candidate.span.start, candidate.span.end) }
  const repair = candidate.repair ?? (extent && repairInto(extent, candidate.lon, candidate.lat))
  return repair ? { ...candidate, span, repair } : { ...candidate, span }
}

/** Letters, so that numbers on either side of what was taken out do not become neighbours. */
function blanked(text: string, start: number, end: number): string {
  return text.slice(0, start) + '\u0000'.repeat(end - start) + text.slice(end)
}
