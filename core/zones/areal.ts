import { badParameter } from '../problem.ts'

/** The part of one source area (village, grid cell) that lies in the zone. */
export interface Overlap {
  readonly source: number
  /** a_ij ÷ a_i: share of the source's area (or of its people, where known) inside the zone, 0–1. */
  readonly share: number
  /** Area of that part in square metres. */
  readonly areaSquareMetres: number
}

export interface ArealTotal {
  /** Σ share × value of the sources that have one; NaN when none has. */
  readonly total: number
  /** Part of the zone's area on which the total rests, 0–1. */
  readonly coverage: number
  /** The truth lies between: only sources wholly inside, and all sources touched in full. */
  readonly lower: number
  /** NaN when a source touched has no value, so that there is no upper bound. */
  readonly upper: number
  /** Sources touched whose value is missing. */
  readonly missing: number
}

/** Shares within this of 1 count as wholly inside: the rounding of overlays. */
const WHOLE = 1 - 1e-9

/**
 * Areal interpolation of a count (Goodchild & Lam 1980): Σ (a_ij ÷ a_i) × value, which supposes people spread evenly
 * over each source area; the bounds do not suppose it. A missing value (NaN) is never 0: it lowers the coverage.
 */
export function arealTotal(
  overlaps: readonly Overlap[],
  values: Float64Array,
  zoneAreaSquareMetres: number,
): ArealTotal {
  checkOverlaps(overlaps, values, zoneAreaSquareMetres)
  let total = 0
  let covered = 0
  let lower = 0
  let upper = 0
  let missing = 0
  for (const { source, share, areaSquareMetres } of overlaps) {
    const value = values[source]!
    if (share === 0) continue
    if (Number.isNaN(value)) {
      missing++
      continue
    }
    total += share * value
    covered += areaSquareMetres
    upper += value
    if (share >= WHOLE) lower += value
  }
  const known = overlaps.filter(({ share }) => share > 0).length - missing
  return {
    total: known > 0 ? total : Number.NaN,
    coverage: Math.min(1, covered / zoneAreaSquareMetres),
    lower,
    upper: missing > 0 ? Number.NaN : upper,
    missing,
  }
}

export interface ArealRate {
  readonly numerator: number
  readonly denominator: number
  readonly rate: number
  readonly coverage: number
  /** Lowest and highest rate among the sources touched: the bounds if each source's rate holds all over it. */
  readonly lowest: number
  readonly highest: number
}

/**
 * A rate in a zone: numerator and denominator interpolated apart, from sources that have both, then divided.
 * NaN when the denominator is 0 or unknown.
 */
export function arealRate(
  overlaps: readonly Overlap[],
  numerators: Float64Array,
  denominators: Float64Array,
  zoneAreaSquareMetres: number,
): ArealRate {
  const known = (value: number, i: number) =>
    Number.isNaN(numerators[i]! + denominators[i]!) ? Number.NaN : value
  const top = arealTotal(overlaps, numerators.map(known), zoneAreaSquareMetres)
  const bottom = arealTotal(overlaps, denominators.map(known), zoneAreaSquareMetres)
  const rates = overlaps
    .filter(({ share }) => share > 0)
    .map(({ source }) => numerators[source]! / denominators[source]!)
    .filter(Number.isFinite)
  return {
    numerator: top.total,
    denominator: bottom.total,
    rate: bottom.total > 0 ? top.total / bottom.total : Number.NaN,
    coverage: bottom.coverage,
    lowest: rates.length > 0 ? rates.reduce((a, b) => Math.min(a, b)) : Number.NaN,
    highest: rates.length > 0 ? rates.reduce((a, b) => Math.max(a, b)) : Number.NaN,
  }
}

function checkOverlaps(overlaps: readonly Overlap[], values: Float64Array, zoneArea: number): void {
  if (!(zoneArea > 0 && Number.isFinite(zoneArea))) {
    throw badParameter('zoneAreaSquareMetres', zoneArea, 'square metres above 0: the zone has no area')
  }
  overlaps.forEach(({ source, share, areaSquareMetres }, k) => {
    if (!(source in values))
      throw badParameter(`overlaps[${k}].source`, source, `a row below ${values.length}`)
    if (!(share >= 0 && share <= 1 + 1e-6)) throw badParameter(`overlaps[${k}].share`, share, 'from 0 to 1')
    if (!(areaSquareMetres >= 0))
      throw badParameter(`overlaps[${k}].areaSquareMetres`, areaSquareMetres, '0 or more')
    if (values[source]! < 0)
      throw badParameter(`values[${source}]`, values[source], 'a count of 0 or more, or NaN')
  })
}
