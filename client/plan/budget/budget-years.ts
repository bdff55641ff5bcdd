import type { PlanYear } from '../../../core/api/portfolio-request.ts'
import type { BudgetDraft } from './budget-draft.ts'

const USUAL_YEARS = 3
/** Years that can be chosen, beside those in use: from before the first to a decade after it. */
const [BEFORE, AFTER] = [1, 9]

/** The draft with these years' money, in their order, which together is its budget; with one year's where there are none. */
export function withYears(draft: BudgetDraft, years: readonly PlanYear[]): BudgetDraft {
  const ascending = years.toSorted((a, b) => a.year - b.year)
  return { ...draft, years: ascending, budgetRupiah: sumOfYears(ascending) }
}

export function sumOfYears(years: readonly PlanYear[]): number {
  return years.reduce((sum, { budgetRupiah }) => sum + budgetRupiah, 0)
}

/** From one year to several, each with the money of the one. */
export function overSeveral(draft: BudgetDraft, first: number): BudgetDraft {
  const { budgetRupiah } = draft
  const years = Array.from({ length: USUAL_YEARS }, (_, at) => ({ year: first + at, budgetRupiah }))
  return withYears(draft, years)
}

/** Back to one year: that of the first. */
export function inOneYear({ years, discountPercent: _, ...draft }: BudgetDraft): BudgetDraft {
  return { ...draft, budgetRupiah: years?.[0]?.budgetRupiah ?? draft.budgetRupiah }
}

/** One year more, after the last, with as much money. */
export function oneMore(draft: BudgetDraft, years: readonly PlanYear[]): BudgetDraft {
  const last = years.at(-1)
  return last ? withYears(draft, [...years, { ...last, year: last.year + 1 }]) : draft
}

/** The years that one of them can be. */
export function choosableYears(years: readonly PlanYear[], own: number): number[] {
  const taken = new Set(years.map(({ year }) => year).filter((year) => year !== own))
  const from = (years[0]?.year ?? own) - BEFORE
  const all = [...Array.from({ length: BEFORE + AFTER + 1 }, (_, at) => from + at), own]
  return [...new Set(all)].filter((year) => !taken.has(year)).sort((a, b) => a - b)
}
