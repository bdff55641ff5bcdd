import type { PortfolioProblem } from './portfolio.ts'

/**
 * What is decided from the start: 1 or 0 for items that must or cannot be funded, −1 for the others; null where both are asked.
 * In which year one must be funded is open.
 */
export function fixedChoices(
  { items, constraints }: PortfolioProblem,
  without?: ReadonlySet<string>,
): Int8Array | null {
  const fixed = Int8Array.from(items, ({ costRupiah }) => (Number.isNaN(costRupiah) ? 0 : -1))
  const forced = constraints.flatMap((one) => (one.kind === 'force' && !without?.has(one.id) ? [one] : []))
  if (forced.length === 0) return fixed
  const rowsOf = Map.groupBy(items.keys(), (i) => items[i]!.code)
  for (const { code, funded } of forced) {
    const rows = rowsOf.get(code) ?? []
    const wanted = funded ? 1 : 0
    if (rows.length === 1 && fixed[rows[0]!] === 1 - wanted) return null
    if (rows.length === 1 || !funded) for (const row of rows) fixed[row] = wanted
  }
  return fixed
}
