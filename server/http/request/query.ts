import type { Request } from 'express'
import type { Envelope } from '../../../core/geo/envelope.ts'
import type { LonLat } from '../../../core/geo/lon-lat.ts'
import { isOneOf } from '../../../core/is-one-of.ts'
import { badParameter } from '../../../core/problem.ts'

/** The request's query, pair by pair as it came. */
export function queryOf({ originalUrl }: Request): URLSearchParams {
  const mark = originalUrl.indexOf('?')
  return new URLSearchParams(mark < 0 ? '' : originalUrl.slice(mark))
}

/**
 * The request's query as single values. Refuses parameters that the route does not know, and repeated ones:
 * guessing which was meant would show people something else than they asked for.
 */
export function readQuery<Name extends string>(
  request: Request,
  allowed: readonly Name[],
): Partial<Record<Name, string>> {
  const values: Partial<Record<Name, string>> = {}
  const seen = new Set<string>()
  for (const [name, value] of queryOf(request)) {
    if (!isOneOf(allowed, name))
      throw badParameter(name, value, `one of the parameters ${allowed.join(', ') || '(none)'}`)
    if (seen.has(name))
      throw badParameter(name, 'given twice', 'one value, or a comma list where the parameter takes one')
    seen.add(name)
    if (value.includes('\0')) throw badParameter(name, value, 'text without NUL')
    if (value !== '') values[name] = value
  }
  return values
}

const DECIMAL = /^[-+]?\d{1,20}(\.\d{1,20})?$/
/** Also the exponents in which JavaScript writes very small numbers. */
const COORDINATE = /^[-+]?\d{1,3}(\.\d{1,20})?(e-\d{1,2})?$/

/** A number within bounds, or a 400 that names the parameter. */
export function readNumber(
  parameter: string,
  value: string,
  [least, most]: readonly [number, number],
): number {
  const number = DECIMAL.test(value) ? Number(value) : Number.NaN
  if (!Number.isFinite(number) || number < least || number > most) {
    throw badParameter(parameter, value, `a number from ${least} to ${most}`)
  }
  return number
}

export function readWhole(
  parameter: string,
  value: string,
  [least, most]: readonly [number, number],
): number {
  const number = readNumber(parameter, value, [least, most])
  if (!Number.isInteger(number))
    throw badParameter(parameter, value, `a whole number from ${least} to ${most}`)
  return number
}

/** lon,lat in degrees, or a 400 that names the parameter. */
export function readLonLat(parameter: string, value: string): LonLat {
  const [lon = Number.NaN, lat = Number.NaN, ...more] = value
    .split(',')
    .map((part) => (COORDINATE.test(part.trim()) ? Number(part) : Number.NaN))
  if (more.length > 0 || !(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90))
    throw badParameter(parameter, value, 'lon,lat in degrees')
  return [lon, lat]
}

/** bbox=west,south,east,north in degrees; west may exceed east across the antimeridian only, which Indonesia never does. */
export function readBbox(value: string): Envelope {
  const parts = value.split(',').map((part) => (COORDINATE.test(part.trim()) ? Number(part) : Number.NaN))
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = parts
  const fine =
    parts.length === 4 &&
    west >= -180 &&
    east <= 180 &&
    south >= -90 &&
    north <= 90 &&
    west <= east &&
    south <= north
  if (!fine)
    throw badParameter('bbox', value, 'west,south,east,north in degrees, west ≤ east and south ≤ north')
  return [west, south, east, north]
}
