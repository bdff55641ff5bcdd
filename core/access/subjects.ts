import { EVERY } from '../proposal/competition.ts'
import type { Subject } from './grant.ts'

/** As filters over proposals come: texts with commas, or lists. */
export interface BoundingFilter {
  readonly area?: unknown
  readonly year?: unknown
  readonly stage?: unknown
}

/**
 * What a filter over proposals leaves, by what grants are bounded by: a subject for each of its years and stages. Who covers
 * them all covers every proposal that it lets through; a filter without an area, say, is the whole region's.
 */
export function subjectsOfFilter({ area, year, stage }: BoundingFilter): Subject[] {
  // Every year is no bound.
  const years = valuesOf(year)
    .filter((one) => one !== EVERY)
    .map(Number)
  const stages = valuesOf(stage)
  const place = typeof area === 'string' && area !== '' ? { area } : {}
  return orNone(years).flatMap((year) =>
    orNone(stages).map((stage) => ({
      ...place,
      ...(year === undefined ? {} : { year }),
      ...(stage === undefined ? {} : { stage }),
    })),
  )
}

function valuesOf(value: unknown): string[] {
  if (value === undefined || value === null) return []
  return [value]
    .flat()
    .flatMap((one) => String(one).split(','))
    .map((one) => one.trim())
    .filter(Boolean)
}

const orNone = <T>(values: readonly T[]): readonly (T | undefined)[] =>
  values.length > 0 ? values : [undefined]

/** The smallest area that holds all of these, by their codes: 62.01 of 62.01.02 and 62.01.03. Null of none, or without one. */
export function commonArea(codes: readonly string[]): string | null {
  const [first, ...others] = codes.map((code) => code.split('.'))
  const common = others.reduce((shared, parts) => shared.slice(0, differenceOf(shared, parts)), first ?? [])
  return common.length > 0 ? common.join('.') : null
}

/** At which part they begin to differ. */
function differenceOf(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((part, index) => part !== other[index])
  return at < 0 ? one.length : at
}
