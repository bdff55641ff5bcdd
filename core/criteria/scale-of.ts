import { checkCriterion } from './check-criterion.ts'
import type { Criterion } from './criterion.ts'
import { type Scale, WIDEST_RANGE } from './scale.ts'

/** A value with how many known ones are below it and how many equal it. */
export interface RankedValue {
  readonly value: number
  readonly below: number
  readonly equal: number
}

/** All that a scale needs to know of the raw values that are known and within the criterion's range. */
export interface RawSummary {
  readonly known: number
  /** Of the known values; any number when there is none. */
  readonly least: number
  readonly greatest: number
  /** √Σv², for `vector`. */
  readonly norm?: number
  /** Distinct, ascending, the least and the greatest among them, for `rank`: exact there, straight lines between. */
  readonly ranked?: readonly RankedValue[]
}

/** As many knots as percentiles, so that a scale over millions of values stays small. */
export const MOST_RANK_KNOTS = 101

/** The valid range of a criterion's raw values, or the widest that doubles compute with. */
export function rangeOf({ validRange }: Criterion): readonly [low: number, high: number] {
  return validRange ?? WIDEST_RANGE
}

/** Whether known values differ at all; a criterion that does not tell alternatives apart gives 0 to all. */
export function discriminates({ known, least, greatest }: RawSummary): boolean {
  return known > 0 && least < greatest
}

/**
 * The frozen scale of a criterion over alternatives so summarised; as toPerMille, whose formulas these are. Its fill is
 * that of the rules `zero` and `exclude`; for `median` see fillOf.
 */
export function scaleOf(criterion: Criterion, summary: RawSummary): Scale {
  checkCriterion(criterion)
  const [low, high] = rangeOf(criterion)
  const frame = { low, high, fill: criterion.missing === 'exclude' ? null : 0 }
  if (!discriminates(summary)) return { ...frame, kind: 'steps', knots: [low], marks: [0, 0] }
  const rule = criterion.normalisation
  switch (rule.kind) {
    case 'min-max':
      return { ...frame, ...straight(criterion, summary.least, summary.greatest) }
    case 'vector':
      return { ...frame, ...straight(criterion, 0, summary.norm ?? Number.NaN) }
    case 'rank':
      return { ...frame, ...percentiles(criterion, summary) }
    case 'thresholds':
      return {
        ...frame,
        kind: 'steps',
        knots: rule.steps.map(({ value }) => value),
        marks: [rule.below, ...rule.steps.map(({ perMille }) => perMille)],
      }
    case 'curve':
      return {
        ...frame,
        kind: 'lines',
        knots: rule.points.map(({ value }) => value),
        marks: rule.points.map(({ perMille }) => perMille),
      }
  }
}

type Shape = Pick<Scale, 'kind' | 'knots' | 'marks'>

function straight({ direction }: Criterion, from: number, to: number): Shape {
  return { kind: 'lines', knots: [from, to], marks: direction === 'maximise' ? [0, 1000] : [1000, 0] }
}

/** Mid-rank share of each knot: (below + (equal − 1) / 2) ÷ (known − 1). */
function percentiles({ direction }: Criterion, { ranked = [], known }: RawSummary): Shape {
  const shares = ranked.map(({ below, equal }) => (below + (equal - 1) / 2) / (known - 1))
  return {
    kind: 'lines',
    knots: ranked.map(({ value }) => value),
    marks: shares.map((share) => 1000 * (direction === 'maximise' ? share : 1 - share)),
  }
}

/**
 * The scale with the fill of its missing rule: for `median` the lower of the two middle ones of the known per mille
 * values, of which `counts` says how often each occurs.
 */
export function withFill(scale: Scale, criterion: Criterion, counts: ReadonlyMap<number, number>): Scale {
  if (criterion.missing !== 'median') return scale
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  let seen = 0
  for (const perMille of [...counts.keys()].sort((a, b) => a - b)) {
    seen += counts.get(perMille) ?? 0
    if (2 * seen >= total) return { ...scale, fill: perMille }
  }
  return scale
}
