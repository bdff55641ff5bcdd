import { isRecord } from '../../../core/is-record.ts'
import { FEWEST_YEARS, MOST_YEARS } from '../../../core/portfolio/portfolio.ts'
import {
  type BudgetDraft,
  CONDITION_KINDS,
  type Condition,
  firstDraft,
  GROUPINGS,
  MEASURES,
  QUOTA_AREAS,
} from './budget-draft.ts'

const NAME = 'petausul.rencana.paket'

/** The form as it was left on this device. */
export function readDraft(): BudgetDraft {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(NAME) ?? 'null')
    return readStored(stored) ?? firstDraft
  } catch {
    // Storage that is switched off or holds something else: begin afresh.
    return firstDraft
  }
}

export function storeDraft(draft: BudgetDraft): void {
  try {
    const { conditions, ...rest } = draft
    // `wishes`: as earlier versions of the page wrote and read it.
    localStorage.setItem(NAME, JSON.stringify({ ...rest, wishes: conditions }))
  } catch {
    // Without storage it lives as long as the page.
  }
}

const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0
const isAmountOrNull = (value: unknown) => value === null || isAmount(value)
const isListOfCodes = (value: unknown) =>
  Array.isArray(value) && value.every((code) => typeof code === 'string')
const isOneOf = (values: readonly string[], value: unknown) =>
  typeof value === 'string' && values.includes(value)

function readStored(value: unknown): BudgetDraft | null {
  if (!isRecord(value)) return null
  const { wishes, ...rest } = value
  const draft = { ...rest, conditions: wishes }
  return isDraft(draft) ? draft : null
}

function isDraft(value: unknown): value is BudgetDraft {
  if (!isRecord(value)) return false
  const { title, budgetRupiah, objective, conditions, timeLimitSeconds, samples } = value
  const amounts = [budgetRupiah, timeLimitSeconds, samples].every(isAmount)
  const known = typeof title === 'string' && isOneOf(['score', 'people'], objective)
  const isPlanned = value.years === undefined || isYears(value.years)
  const isDiscount = value.discountPercent === undefined || isAmount(value.discountPercent)
  return (
    amounts && known && isPlanned && isDiscount && Array.isArray(conditions) && conditions.every(isCondition)
  )
}

function isYears(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < FEWEST_YEARS || value.length > MOST_YEARS) return false
  const isYear = (one: unknown) => isRecord(one) && Number.isInteger(one.year) && isAmount(one.budgetRupiah)
  return value.every(isYear)
}

function isCondition(value: unknown): value is Condition {
  if (!isRecord(value) || !isOneOf(CONDITION_KINDS, value.kind)) return false
  switch (value.kind) {
    case 'ceiling':
      return (
        isOneOf(GROUPINGS, value.by) &&
        isAmountOrNull(value.sameRupiah) &&
        isOneOf(['free', 'none'], value.ungrouped ?? 'none') &&
        Array.isArray(value.groups) &&
        value.groups.every(
          (group) => isRecord(group) && typeof group.value === 'string' && isAmount(group.limitRupiah),
        )
      )
    case 'floor':
      return isMinimum(value)
    case 'people-served':
      return isAmount(value.minimum)
    case 'requires':
      return typeof value.code === 'string' && isListOfCodes(value.needs)
    case 'quota':
      return (
        isOneOf(QUOTA_AREAS, value.per) &&
        isOneOf(['maximum', 'minimum'], value.bound) &&
        [value.physical, value.other, value.all].every(isAmountOrNull)
      )
    case 'near-duplicates':
      return isOneOf(['village', 'place'], value.within ?? 'place') && isListOfCodes(value.allowed ?? [])
    case 'poorest-share':
      return isAmount(value.percent) && value.percent <= 100
    default:
      return isListOfCodes(value.codes)
  }
}

function isMinimum({ by, measure, sameAmount, groups }: Readonly<Record<string, unknown>>): boolean {
  const isGroup = (group: unknown) =>
    isRecord(group) && typeof group.value === 'string' && isAmount(group.amount)
  return (
    isOneOf(GROUPINGS, by) &&
    isOneOf(MEASURES, measure) &&
    isAmountOrNull(sameAmount) &&
    Array.isArray(groups) &&
    groups.every(isGroup)
  )
}
