import type { ChosenProposal } from '../../../core/api/portfolio.ts'

/** What of a package goes to one group: a district, an agency, a sector, a zone. */
export interface GroupFigures {
  readonly name: string
  readonly count: number
  readonly rupiah: number
}

/** Figures of each group of chosen proposals, the dearest first; those that belong to none come last. */
export function groupFigures(
  chosen: readonly ChosenProposal[],
  keyOf: (one: ChosenProposal) => string | null,
  unstated: string,
): GroupFigures[] {
  const groups = Map.groupBy(chosen, (one) => keyOf(one) || null)
  return [...groups]
    .map(([key, items]) => ({
      key,
      name: key ?? unstated,
      count: items.length,
      rupiah: items.reduce((sum, { costRupiah }) => sum + costRupiah, 0),
    }))
    .sort(
      (a, b) =>
        Number(a.key === null) - Number(b.key === null) || b.rupiah - a.rupiah || (a.name < b.name ? -1 : 1),
    )
    .map(({ name, count, rupiah }) => ({ name, count, rupiah }))
}
