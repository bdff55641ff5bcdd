import {
  type BudgetDraft,
  firstDraft,
  GROUPINGS,
  QUOTA_AREAS,
  WISH_KINDS,
  type Wish,
} from './budget-draft.ts'

const NAME = 'petausul.rencana.paket'

/** The form as it was left on this device. */
export function readDraft(): BudgetDraft {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(NAME) ?? 'null')
    return isDraft(stored) ? stored : firstDraft
  } catch {
    // Storage that is switched off or holds something else: begin afresh.
    return firstDraft
  }
}

export function storeDraft(draft: BudgetDraft): void {
  try {
    localStorage.setItem(NAME, JSON.stringify(draft))
  } catch {
    // Without storage it lives as long as the page.
  }
}

type Loose = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null
const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0
const isAmountOrNull = (value: unknown) => value === null || isAmount(value)
const isOneOf = (values: readonly string[], value: unknown) =>
  typeof value === 'string' && values.includes(value)

function isDraft(value: unknown): value is BudgetDraft {
  if (!isObject(value)) return false
  const { title, budgetRupiah, objective, wishes, timeLimitSeconds, samples } = value
  const amounts = [budgetRupiah, timeLimitSeconds, samples].every(isAmount)
  const known = typeof title === 'string' && isOneOf(['score', 'people'], objective)
  return amounts && known && Array.isArray(wishes) && wishes.every(isWish)
}

function isWish(value: unknown): value is Wish {
  if (!isObject(value) || !isOneOf(WISH_KINDS, value.kind)) return false
  switch (value.kind) {
    case 'ceiling':
      return (
        isOneOf(GROUPINGS, value.by) &&
        isAmountOrNull(value.sameRupiah) &&
        Array.isArray(value.groups) &&
        value.groups.every(
          (group) => isObject(group) && typeof group.value === 'string' && isAmount(group.limitRupiah),
        )
      )
    case 'quota':
      return (
        isOneOf(QUOTA_AREAS, value.per) &&
        isOneOf(['maximum', 'minimum'], value.bound) &&
        [value.physical, value.other, value.all].every(isAmountOrNull)
      )
    case 'near-duplicates':
      return true
    case 'poorest-share':
      return isAmount(value.percent) && value.percent <= 100
    default:
      return Array.isArray(value.codes) && value.codes.every((code) => typeof code === 'string')
  }
}
