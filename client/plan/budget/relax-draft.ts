import type { Relaxation } from '../../../core/api/portfolio.ts'
import type { PlanYear } from '../../../core/api/portfolio-request.ts'
import { type BudgetDraft, type Condition, withCondition } from './budget-draft.ts'
import { withYears } from './budget-years.ts'
import { type Origin, originsOf } from './draft-request.ts'

const RUPIAH_STEP = 100_000

/**
 * The draft with every condition eased that the server names as the least that must give way. A limit that is the
 * same for several groups is eased for all of them by what the neediest lacks.
 */
export function relaxDraft(draft: BudgetDraft, relaxations: readonly Relaxation[]): BudgetDraft {
  const origins = originsOf(draft)
  const taken = new Set<number>()
  let eased = draft
  for (const { id, by } of relaxations) {
    if (by === null) continue
    if (id === 'budget') {
      eased = { ...eased, budgetRupiah: roundUp(draft.budgetRupiah + by) }
      continue
    }
    const [, year] = /^budget (\d{4})$/.exec(id) ?? []
    if (year && eased.years) {
      eased = withYears(
        eased,
        eased.years.map((one) => raised(one, Number(year), by)),
      )
      continue
    }
    const { place, rest } = readId(id)
    const origin = origins[place]
    const condition = origin && eased.conditions[origin.condition]
    const before = origin && draft.conditions[origin.condition]
    if (!origin || !condition || !before) continue
    const next = easeCondition(condition, { before, origin, by, rest, budgetRupiah: draft.budgetRupiah })
    if (next) eased = withCondition(eased, origin.condition, next)
    else taken.add(origin.condition)
  }
  return { ...eased, conditions: eased.conditions.filter((_, at) => !taken.has(at)) }
}

function raised(one: PlanYear, year: number, by: number): PlanYear {
  return one.year === year ? { year, budgetRupiah: roundUp(one.budgetRupiah + by) } : one
}

/** "constraints[2] villageCode=62…" → 2 and what follows. */
function readId(id: string): { place: number; rest: string } {
  const [, place = '-1', rest = ''] = /^constraints\[(\d+)\]\s?(.*)$/.exec(id) ?? []
  return { place: Number(place), rest }
}

interface Easing {
  /** The card as it was asked: several groups of it may need easing by different amounts. */
  readonly before: Condition
  readonly origin: Origin
  readonly by: number
  readonly rest: string
  readonly budgetRupiah: number
}

/** null: the card goes. */
function easeCondition(condition: Condition, easing: Easing): Condition | null {
  const { before, origin, by, rest } = easing
  switch (condition.kind) {
    case 'ceiling':
      return before.kind === 'ceiling' ? easeCeiling(condition, before, { part: origin.part, by }) : condition
    case 'floor':
      return before.kind === 'floor' ? easeMinimum(condition, before, easing) : condition
    case 'quota':
      return before.kind === 'quota' ? easeQuota(condition, before, { part: origin.part, by }) : condition
    case 'near-duplicates':
    case 'one-of':
    case 'bundle':
      return null
    case 'people-served': {
      const minimum = Math.floor(condition.minimum - by)
      return minimum > 0 ? { ...condition, minimum } : null
    }
    case 'requires': {
      const needs = condition.needs.filter((code) => code !== rest)
      return needs.length > 0 ? { ...condition, needs } : null
    }
    case 'poorest-share': {
      const percent = Math.floor(condition.percent - (100 * by) / Math.max(1, easing.budgetRupiah))
      return percent > 0 ? { ...condition, percent } : null
    }
    default: {
      const codes = condition.codes.filter((code) => code !== rest)
      return codes.length > 0 ? { ...condition, codes } : null
    }
  }
}

type Ceiling = Extract<Condition, { kind: 'ceiling' }>
type Quota = Extract<Condition, { kind: 'quota' }>
type Step = { readonly part: string | null; readonly by: number }

function easeCeiling(condition: Ceiling, before: Ceiling, { part, by }: Step): Condition {
  if (condition.sameRupiah !== null && before.sameRupiah !== null) {
    return { ...condition, sameRupiah: Math.max(condition.sameRupiah, roundUp(before.sameRupiah + by)) }
  }
  const groups = condition.groups.map((group) =>
    group.value === part ? { ...group, limitRupiah: roundUp(group.limitRupiah + by) } : group,
  )
  return { ...condition, groups }
}

type Minimum = Extract<Condition, { kind: 'floor' }>

/** The rupiah that a share lacks count against the whole budget; where less is spent, easing once more goes on from there. */
function easeMinimum(
  condition: Minimum,
  before: Minimum,
  { origin: { part }, by, budgetRupiah }: Easing,
): Condition | null {
  const { measure } = condition
  const less = (amount: number) => {
    if (measure === 'rupiah') return Math.floor((amount - by) / RUPIAH_STEP) * RUPIAH_STEP
    if (measure === 'percent') return Math.floor(amount - (100 * by) / Math.max(1, budgetRupiah))
    return amount - Math.ceil(by - 1e-6)
  }
  if (condition.sameAmount !== null && before.sameAmount !== null) {
    const sameAmount = Math.min(condition.sameAmount, less(before.sameAmount))
    return sameAmount > 0 ? { ...condition, sameAmount } : null
  }
  const groups = condition.groups
    .map((group) => (group.value === part ? { ...group, amount: less(group.amount) } : group))
    .filter(({ amount }) => amount > 0)
  return groups.length > 0 ? { ...condition, groups } : null
}

function easeQuota(condition: Quota, before: Quota, { part, by }: Step): Condition | null {
  if (part !== 'physical' && part !== 'other' && part !== 'all') return condition
  const [now, first] = [condition[part], before[part]]
  if (now === null || first === null) return condition
  const step = Math.ceil(by - 1e-6)
  const eased = condition.bound === 'maximum' ? Math.max(now, first + step) : Math.min(now, first - step)
  const next = { ...condition, [part]: condition.bound === 'minimum' && eased <= 0 ? null : eased }
  return next.physical === null && next.other === null && next.all === null ? null : next
}

function roundUp(rupiah: number): number {
  return Math.ceil(rupiah / RUPIAH_STEP) * RUPIAH_STEP
}
