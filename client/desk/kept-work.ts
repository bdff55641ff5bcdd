import { isRecord } from '../../core/is-record.ts'
import type { DecisionDraft } from './decision-draft.ts'
import type { SentDecision } from './desk-api.ts'

/** What one account typed or decided here and the server does not know of yet. */
export interface KeptWork {
  /** Forms that were begun, by code and action. */
  drafts: Record<string, DecisionDraft>
  /** What was ticked of checklists and is not sent, by code. */
  ticks: Record<string, readonly string[]>
  /** Decisions that were not answered. */
  outbox: SentDecision[]
}

const keyOf = (account: number) => `petausul:desk:1:${account}`

/** Of another account of the same browser nothing is read. What a damaged store left is passed over. */
export function recallWork(account: number): KeptWork {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(account)) ?? 'null')
    if (isWork(kept)) return { ...kept, ticks: kept.ticks ?? {} }
  } catch {
    // Storage that is forbidden or damaged holds nothing.
  }
  return { drafts: {}, ticks: {}, outbox: [] }
}

/** False when the browser cannot keep it. */
export function keepWork(account: number, work: KeptWork): boolean {
  try {
    localStorage.setItem(keyOf(account), JSON.stringify(work))
    return true
  } catch {
    return false
  }
}

/** What an earlier release kept has no ticks. */
function isWork(kept: unknown): kept is Omit<KeptWork, 'ticks'> & Partial<KeptWork> {
  return isRecord(kept) && isRecord(kept.drafts) && Array.isArray(kept.outbox)
}
