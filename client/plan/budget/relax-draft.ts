import { type BudgetDraft, type Wish, withWish } from './budget-draft.ts'
import { type Origin, originsOf } from './draft-request.ts'
import type { Relaxation } from './portfolio.ts'

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
    const { place, rest } = readId(id)
    const origin = origins[place]
    const wish = origin && eased.wishes[origin.wish]
    const before = origin && draft.wishes[origin.wish]
    if (!origin || !wish || !before) continue
    const next = easeWish(wish, { before, origin, by, rest, budgetRupiah: draft.budgetRupiah })
    if (next) eased = withWish(eased, origin.wish, next)
    else taken.add(origin.wish)
  }
  return { ...eased, wishes: eased.wishes.filter((_, at) => !taken.has(at)) }
}

/** "constraints[2] villageCode=62…" → 2 and what follows. */
function readId(id: string): { place: number; rest: string } {
  const [, place = '-1', rest = ''] = /^constraints\[(\d+)\]\s?(.*)$/.exec(id) ?? []
  return { place: Number(place), rest }
}

interface Easing {
  /** The card as it was asked: several groups of it may need easing by different amounts. */
  readonly before: Wish
  readonly origin: Origin
  readonly by: number
  readonly rest: string
  readonly budgetRupiah: number
}

/** null: the card goes. */
function easeWish(wish: Wish, easing: Easing): Wish | null {
  const { before, origin, by, rest } = easing
  switch (wish.kind) {
    case 'ceiling':
      return before.kind === 'ceiling' ? easeCeiling(wish, before, { part: origin.part, by }) : wish
    case 'quota':
      return before.kind === 'quota' ? easeQuota(wish, before, { part: origin.part, by }) : wish
    case 'near-duplicates':
    case 'one-of':
      return null
    case 'poorest-share': {
      const percent = Math.floor(wish.percent - (100 * by) / Math.max(1, easing.budgetRupiah))
      return percent > 0 ? { ...wish, percent } : null
    }
    default: {
      const codes = wish.codes.filter((code) => code !== rest)
      return codes.length > 0 ? { ...wish, codes } : null
    }
  }
}

type Ceiling = Extract<Wish, { kind: 'ceiling' }>
type Quota = Extract<Wish, { kind: 'quota' }>
type Step = { readonly part: string | null; readonly by: number }

function easeCeiling(wish: Ceiling, before: Ceiling, { part, by }: Step): Wish {
  if (wish.sameRupiah !== null && before.sameRupiah !== null) {
    return { ...wish, sameRupiah: Math.max(wish.sameRupiah, roundUp(before.sameRupiah + by)) }
  }
  const groups = wish.groups.map((group) =>
    group.value === part ? { ...group, limitRupiah: roundUp(group.limitRupiah + by) } : group,
  )
  return { ...wish, groups }
}

function easeQuota(wish: Quota, before: Quota, { part, by }: Step): Wish | null {
  if (part !== 'physical' && part !== 'other' && part !== 'all') return wish
  const [now, first] = [wish[part], before[part]]
  if (now === null || first === null) return wish
  const step = Math.ceil(by - 1e-6)
  const eased = wish.bound === 'maximum' ? Math.max(now, first + step) : Math.min(now, first - step)
  const next = { ...wish, [part]: wish.bound === 'minimum' && eased <= 0 ? null : eased }
  return next.physical === null && next.other === null && next.all === null ? null : next
}

function roundUp(rupiah: number): number {
  return Math.ceil(rupiah / RUPIAH_STEP) * RUPIAH_STEP
}
