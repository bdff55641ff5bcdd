import { perMilleOf, type Scale } from '../criteria/scale.ts'

/** One criterion of a proposal, with what its value now is. */
export interface LiftCriterion {
  readonly key: string
  /** As the criterion's definition names it. */
  readonly source: string
  readonly scale: Scale
  readonly weight: number
  readonly perMille: number
  /** Null when missing or outside its valid range. */
  readonly raw: number | null
}

export const COST = 'proposals.costRupiah'
const BENEFICIARIES = 'proposals.beneficiaries'
const WHOLE = [COST, BENEFICIARIES, 'proposals.urgency', 'proposals.readiness', 'proposals.planMatch']
const LEVERS: readonly string[] = [...WHOLE, 'proposals.months']

/**
 * Sources that proposers can change (what is asked for, stated or prepared). Properties of the place cannot be changed, and
 * computed sources (cost per beneficiary, poor people reached) change only with the sources that they are computed from.
 */
export function isChangeable({ source }: { readonly source: string }): boolean {
  return LEVERS.includes(source)
}

/** Sources that count whole things. Months may be parts of one. */
export function countsWhole(source: string): boolean {
  return WHOLE.includes(source)
}

/** The criteria's per mille values if a changeable one had this raw value, and with it what is computed from it. */
export function valuesWith(own: readonly LiftCriterion[], lever: LiftCriterion, to: number): number[] {
  return own.map((criterion) => perMilleWith(own, criterion, lever, to))
}

/** The criteria themselves with that raw value. */
export function changedBy(
  own: readonly LiftCriterion[],
  lever: LiftCriterion,
  to: number,
): readonly LiftCriterion[] {
  return own.map((criterion) => ({
    ...criterion,
    raw: criterion.source === lever.source ? to : rawWith(own, criterion, lever, to),
    perMille: perMilleWith(own, criterion, lever, to),
  }))
}

/** The weighted sum with that raw value. */
export function sumWith(own: readonly LiftCriterion[], lever: LiftCriterion, to: number): number {
  return valuesWith(own, lever, to).reduce((sum, value, c) => sum + own[c]!.weight * value, 0)
}

function perMilleWith(
  own: readonly LiftCriterion[],
  criterion: LiftCriterion,
  lever: LiftCriterion,
  to: number,
): number {
  if (criterion.source === lever.source) return perMilleOf(criterion.scale, to) ?? 0
  const raw = rawWith(own, criterion, lever, to)
  return raw === criterion.raw ? criterion.perMille : (perMilleOf(criterion.scale, raw) ?? 0)
}

function rawWith(
  own: readonly LiftCriterion[],
  { source, raw }: LiftCriterion,
  lever: LiftCriterion,
  to: number,
): number | null {
  // A value that cannot be computed now cannot be computed after the change either.
  if (raw === null || lever.raw === null || lever.raw <= 0) return raw
  const of = (name: string) =>
    lever.source === name ? to : (own.find((other) => other.source === name)?.raw ?? null)
  if (source === 'proposals.costPerBeneficiary') {
    const [cost, people] = [of(COST), of(BENEFICIARIES)]
    if (lever.source !== COST && lever.source !== BENEFICIARIES) return raw
    if (cost === null || people === null) return raw
    return people > 0 ? cost / people : null
  }
  if (source === 'proposals.poorReached' && lever.source === BENEFICIARIES) return (raw / lever.raw) * to
  return raw
}
