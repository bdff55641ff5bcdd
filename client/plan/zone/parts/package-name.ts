import type { PortfolioSummary } from '../../../../core/api/portfolio.ts'
import { number, rupiahShort } from '../../../i18n/format-value.ts'
import { zoneText } from '../zone-words.ts'

/** What a choice of packages calls one: as its planner named it, or by its budget. */
export function packageName({ title, budgetRupiah, chosenCount }: PortfolioSummary): string {
  const count = number(chosenCount ?? 0, 0)
  if (title) return zoneText('packageNamed', { name: title, count })
  return zoneText('packageOf', { budget: rupiahShort(budgetRupiah), count })
}
