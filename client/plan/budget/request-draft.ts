import { type BudgetDraft, firstDraft, GROUPINGS, QUOTA_AREAS, type Wish } from './budget-draft.ts'
import type { ConstraintRequest, PortfolioRequest } from './portfolio.ts'

/**
 * The form of a request that was sent before; what the form has no card for (other doors' requests) is left out. The
 * order stays, so that the places of constraints in the request lead back to their cards.
 */
export function draftOf(request: PortfolioRequest, title: string): BudgetDraft {
  const wishes: Wish[] = []
  for (const constraint of request.constraints) addWish(wishes, constraint)
  return {
    title: request.title ?? title,
    budgetRupiah: request.budgetRupiah,
    objective: request.objective,
    wishes,
    timeLimitSeconds: request.timeLimitSeconds,
    samples: request.robustness?.samples ?? (request.objective === 'score' ? 0 : firstDraft.samples),
  }
}

function addWish(wishes: Wish[], constraint: ConstraintRequest): void {
  switch (constraint.kind) {
    case 'ceiling':
      addCeiling(wishes, constraint)
      return
    case 'quota':
      addQuota(wishes, constraint)
      return
    case 'exclusive':
      if (constraint.nearDuplicates) wishes.push({ kind: 'near-duplicates' })
      else wishes.push({ kind: 'one-of', codes: constraint.codes ?? [] })
      return
    case 'poorest-share':
      wishes.push({ kind: 'poorest-share', percent: Math.round(constraint.minimumShare * 1000) / 10 })
      return
    default:
      wishes.push({ kind: constraint.kind, codes: constraint.codes })
  }
}

function addCeiling(wishes: Wish[], asked: Extract<ConstraintRequest, { kind: 'ceiling' }>): void {
  const by = GROUPINGS.find((one) => one === (asked.perGroup ?? asked.by))
  if (!by) return
  if (asked.perGroup) {
    wishes.push({ kind: 'ceiling', by, sameRupiah: asked.limitRupiah, groups: [] })
    return
  }
  const group = { value: asked.value ?? '', limitRupiah: asked.limitRupiah }
  const last = wishes.at(-1)
  if (last?.kind === 'ceiling' && last.by === by && last.sameRupiah === null) {
    wishes[wishes.length - 1] = { ...last, groups: [...last.groups, group] }
  } else wishes.push({ kind: 'ceiling', by, sameRupiah: null, groups: [group] })
}

function addQuota(wishes: Wish[], asked: Extract<ConstraintRequest, { kind: 'quota' }>): void {
  const per = QUOTA_AREAS.find((one) => asked.perGroup?.length === 1 && one === asked.perGroup[0])
  const bound = asked.minimum === undefined ? 'maximum' : 'minimum'
  const count = asked[bound]
  if (!per || count === undefined) return
  const amount = { [partOf(asked.where?.kind)]: count }
  const last = wishes.at(-1)
  const none = { physical: null, other: null, all: null }
  const isSame = last?.kind === 'quota' && last.per === per && last.bound === bound
  if (isSame && isFree(last, amount)) wishes[wishes.length - 1] = { ...last, ...amount }
  else wishes.push({ kind: 'quota', per, bound, ...none, ...amount })
}

function partOf(kind: string | undefined): 'physical' | 'other' | 'all' {
  if (kind === undefined) return 'all'
  return kind === 'physical' ? 'physical' : 'other'
}

function isFree(wish: Extract<Wish, { kind: 'quota' }>, amount: object): boolean {
  const [part] = Object.keys(amount)
  return part === 'physical' || part === 'other' || part === 'all' ? wish[part] === null : false
}
