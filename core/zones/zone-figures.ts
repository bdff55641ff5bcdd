import { type ArealTotal, arealRate, arealTotal, type Overlap } from './areal.ts'
import type { ZoneOverlap } from './overlap-zone.ts'
import type { Counts, PeopleSources } from './people-sources.ts'

/** A count of people in a zone. Null is not known, or withheld where `below` says so. */
export interface ZoneCount {
  value: number | null
  /** The truth lies between these, however people are spread in their villages: villages wholly inside, all touched. */
  low: number | null
  high: number | null
  /** Per cent of the zone's area on which the value rests. */
  coveragePercent: number
  /** Villages touched of which the count is not known. */
  missingVillages: number
  /** Withheld since it is below this many: to be shown as "<5". */
  below?: number
}

export interface ZoneRate {
  /** Numerator and denominator summed apart over sources that have both, then divided. */
  percent: number | null
  /** Lowest and highest of the villages touched. */
  low: number | null
  high: number | null
  coveragePercent: number
}

export interface ZoneService {
  service: string
  standardMetres: number
  beyond: ZoneCount
  beyondRate: ZoneRate
  /** With a portfolio: people of the zone that its proposals newly bring within the standard, and who is left. */
  newlyServed?: number | null
  after?: number | null
}

export interface ZonePeople {
  areaKm2: number
  population: ZoneCount
  poorPopulation: ZoneCount
  poverty: ZoneRate
  services: ZoneService[]
}

export interface ServiceStandard {
  service: string
  standardMetres: number
}

/** The data of a district that zone figures are computed from. */
export interface ZoneRules {
  services: readonly ServiceStandard[]
  /**
   * Fewer poor people are withheld: they could be told apart as families in a village of a few hundred (Hundepool et al.
   * 2012, Statistical Disclosure Control, §4.2). So is 0, since "none" says as much as "two". 0 and 1 withhold nothing.
   */
  smallCell: number
}

/** Cells that a portfolio newly serves, per service: 1 served. */
export type ServedCells = readonly (Uint8Array | null)[]

/** The figures of people in a zone, by areal interpolation over need cells (core/interpolate). */
export function zonePeople(
  given: PeopleSources,
  whole: ZoneOverlap,
  { services, smallCell }: ZoneRules,
  served?: ServedCells,
): ZonePeople {
  const { villageCounts } = given
  const { overlap, counts, cells } = pick(given, whole)
  const poor = zoneCount(overlap, counts.poor, villageCounts.poor)
  const withheld = smallCell > 1 && poor.value !== null && poor.value < smallCell
  const poverty = zoneRate(overlap, [counts.poor, counts.population], {
    poor: villageCounts.poor,
    population: villageCounts.population,
  })
  return {
    areaKm2: round(overlap.areaSquareMetres / 1e6, 4),
    population: zoneCount(overlap, counts.population, villageCounts.population),
    poorPopulation: withheld ? { ...poor, value: null, low: null, high: null, below: smallCell } : poor,
    poverty: withheld ? { ...poverty, percent: null, low: null, high: null } : poverty,
    services: services.map((standard, s) => ({
      ...standard,
      beyond: zoneCount(overlap, counts.beyond[s]!, villageCounts.beyond[s]!),
      beyondRate: zoneRate(overlap, [counts.beyond[s]!, counts.population], {
        poor: villageCounts.beyond[s]!,
        population: villageCounts.population,
      }),
      ...newlyServed(overlap, counts.beyond[s]!, served?.[s] && { cells, served: served[s] }),
    })),
  }
}

/** The sources that a zone touches numbered anew, with their counts alone: a store has many more. */
function pick({ counts, sourceCell }: PeopleSources, whole: ZoneOverlap) {
  const of = (values: Float64Array) => Float64Array.from(whole.sources, ({ source }) => values[source]!)
  return {
    overlap: { ...whole, sources: whole.sources.map((overlap, i) => ({ ...overlap, source: i })) },
    counts: { population: of(counts.population), poor: of(counts.poor), beyond: counts.beyond.map(of) },
    cells: whole.sources.map(({ source }) => sourceCell[source]!),
  }
}

function newlyServed(
  { sources, areaSquareMetres }: ZoneOverlap,
  before: Float64Array,
  gain: { cells: readonly number[]; served: Uint8Array } | null | undefined,
): { newlyServed?: number | null; after?: number | null } {
  if (!gain) return {}
  const gained = before.map((count, i) => (gain.served[gain.cells[i]!] ? count : count * 0))
  const { total } = arealTotal(sources, gained, areaSquareMetres)
  return {
    newlyServed: people(total),
    after: people(arealTotal(sources, before, areaSquareMetres).total - total),
  }
}

function zoneCount(overlap: ZoneOverlap, values: Float64Array, villages: Float64Array): ZoneCount {
  const area = overlap.areaSquareMetres
  const estimate = arealTotal(overlap.sources, values, area)
  const bounds: ArealTotal = arealTotal(overlap.villages, villages, area)
  return {
    value: people(estimate.total),
    low: people(Math.min(bounds.lower, estimate.total)),
    high: people(Math.max(bounds.upper, estimate.total)),
    coveragePercent: percent(estimate.coverage),
    missingVillages: bounds.missing,
  }
}

function zoneRate(
  { sources, villages, areaSquareMetres }: ZoneOverlap,
  [top, bottom]: [Float64Array, Float64Array],
  whole: { poor: Counts['poor']; population: Counts['population'] },
): ZoneRate {
  const { rate, coverage } = arealRate(sources, top, bottom, areaSquareMetres)
  const { lowest, highest } = rateRange(villages, whole)
  return {
    percent: ratio(rate),
    low: ratio(lowest),
    high: ratio(highest),
    coveragePercent: percent(coverage),
  }
}

function rateRange(
  villages: readonly Overlap[],
  { poor, population }: { poor: Float64Array; population: Float64Array },
): { lowest: number; highest: number } {
  let lowest = Infinity
  let highest = -Infinity
  for (const { source } of villages) {
    const rate = poor[source]! / population[source]!
    if (!Number.isFinite(rate)) continue
    lowest = Math.min(lowest, rate)
    highest = Math.max(highest, rate)
  }
  return { lowest, highest }
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits
}

function people(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value) : null
}

function ratio(value: number): number | null {
  return Number.isFinite(value) ? round(100 * value, 2) : null
}

function percent(share: number): number {
  return round(100 * share, 1)
}
