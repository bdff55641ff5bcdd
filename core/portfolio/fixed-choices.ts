import type { PortfolioProblem } from './portfolio.ts'

/** What is decided from the start: 1 or 0 for items that must or cannot be funded, −1 for the others; null where both are asked. */
export function fixedChoices(
  { items, constraints }: PortfolioProblem,
  without?: ReadonlySet<string>,
): Int8Array | null {
  const fixed = Int8Array.from(items, ({ costRupiah }) => (Number.isNaN(costRupiah) ? 0 : -1))
  const rowOf = new Map(items.map(({ code }, i) => [code, i]))
  for (const constraint of constraints) {
    if (constraint.kind !== 'force' || without?.has(constraint.id)) continue
    const row = rowOf.get(constraint.code)!
    const wanted = constraint.funded ? 1 : 0
    if (fixed[row] === 1 - wanted) return null
    fixed[row] = wanted
  }
  return fixed
}
