import { ACCEPTED_STATUSES } from '../../../core/proposal/competition.ts'
import type { Fate } from './read-village.ts'

export interface Amount {
  count: number
  costRupiah: number
}

/** What became of proposals; each that came further counts in the states before, too. */
export interface Tally {
  asked: Amount
  accepted: Amount
  /** With money in the budget: no proposal has won any before. */
  budgeted: Amount
  realised: Amount
  rejected: Amount
}

const BUDGETED_STATUSES = ACCEPTED_STATUSES.slice(ACCEPTED_STATUSES.indexOf('budgeted'))

/** Sums what became of proposals by their statuses. */
export function tallyOf(fates: readonly Fate[]): Tally {
  return {
    asked: sumOf(fates),
    accepted: sumOf(fates, ACCEPTED_STATUSES),
    budgeted: sumOf(fates, BUDGETED_STATUSES),
    realised: sumOf(fates, ['realised']),
    rejected: sumOf(fates, ['rejected']),
  }
}

function sumOf(fates: readonly Fate[], statuses?: readonly string[]): Amount {
  const chosen = statuses ? fates.filter(({ status }) => statuses.includes(status)) : fates
  return {
    count: chosen.reduce((total, { count }) => total + count, 0),
    costRupiah: chosen.reduce((total, { costRupiah }) => total + costRupiah, 0),
  }
}
