import { groupOf } from '../symbols.ts'
import type { Fate } from './read-village.ts'

export interface Amount {
  count: number
  costRupiah: number
}

/** What became of proposals; what was carried out had been granted, and counts there too. */
export interface Tally {
  asked: Amount
  granted: Amount
  built: Amount
  refused: Amount
}

/** Sums what became of proposals by the groups of their statuses. */
export function tallyOf(fates: readonly Fate[]): Tally {
  const sum = (...groups: readonly string[]): Amount => {
    const chosen = fates.filter(({ status }) => groups.length === 0 || groups.includes(groupOf(status)))
    return {
      count: chosen.reduce((total, { count }) => total + count, 0),
      costRupiah: chosen.reduce((total, { costRupiah }) => total + costRupiah, 0),
    }
  }
  return {
    asked: sum(),
    granted: sum('accepted', 'done'),
    built: sum('done'),
    refused: sum('rejected'),
  }
}
