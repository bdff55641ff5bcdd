import { type AngleHint, hintAfter, hintsBefore } from './angle-hints.ts'
import { type AngleValue, findAngleValues } from './angle-values.ts'

/** An angle with its sign and what letters and labels say about it; `start` and `end` take those in. */
export interface AngleToken extends AngleValue {
  /** Signed by the sign as written only; the hint may say otherwise. */
  degrees: number
  hint: AngleHint | null
  /** True when the hint counts only beside a hint of the other number. */
  weak: boolean
  pair: [AngleHint, AngleHint] | null
}

const LOOK_BACK = 48
const LOOK_AHEAD = 20
const QUANTITY_BEFORE = /(?<!\p{L})(?:rp|idr|km|sta|no|nomor|pal)\s*[.:]?\s*$/iu
const UNIT_AFTER =
  /^\s*(?:m[23²³]?|km|cm|mm|ha|kg|ton|liter|meter|hektar|juta|jt|rb|ribu|miliar|milyar|unit|orang|kk|%|watt|kva)(?![\p{L}\d])/iu

/** The angles of a plain text with their signs and hints, in order; amounts of money and quantities with a unit are none. */
export function findAngleTokens(text: string): AngleToken[] {
  const tokens: AngleToken[] = []
  for (const value of findAngleValues(text)) {
    const token = tokenAround(text, value, tokens.at(-1)?.end ?? 0)
    if (token) tokens.push(token)
  }
  return tokens
}

function tokenAround(text: string, value: AngleValue, from: number): AngleToken | null {
  const signAt = signBefore(text, value.start, from)
  const before = text.slice(Math.max(from, value.start - LOOK_BACK), signAt ?? value.start)
  const after = text.slice(value.end, value.end + LOOK_AHEAD)
  if (QUANTITY_BEFORE.test(before)) return null
  const hints = hintsBefore(before)
  const follows = hints.own?.sign ? null : hintAfter(after, value.degreeSign)
  if (!follows && !value.degreeSign && UNIT_AFTER.test(after)) return null
  // A letter glued to the number that is no hemisphere's makes it a name ("Blok A2.5").
  if (hints.start === before.length && /\p{L}$/u.test(before)) return null
  const hint = follows?.hint ?? hints.own
  const sign = signAt !== null && text[signAt] === '-' ? -1 : 1
  return {
    ...value,
    start:
      hints.start < before.length
        ? (signAt ?? value.start) - (before.length - hints.start)
        : (signAt ?? value.start),
    end: value.end + (follows?.length ?? 0),
    degrees: sign * value.degrees,
    hint,
    weak: follows === null && hints.weak,
    pair: hints.pair,
  }
}

/**
 * The offset of the sign that belongs to the number at `start`, or null. A dash glued to what stands before it, or set
 * between spaces after a word, is punctuation.
 */
function signBefore(text: string, start: number, from: number): number | null {
  const detached = text[start - 1] === ' '
  const at = detached ? start - 2 : start - 1
  if (at < from || !/[-+]/.test(text[at] ?? '')) return null
  const left = text.slice(from, at)
  if (detached) return /(?:^|[([{,;:=|/])\s*$/.test(left) && left.trim() !== '' ? at : null
  return /(?:^|[\s([{,;:/=@|&+\p{L}°])$/u.test(left) ? at : null
}
