import { isRecord } from '../../../core/is-record.ts'
import type { Judgements } from './pairwise.ts'

/** What was compared two by two, and how: kept on this device for each region, so that a closed page loses nothing. */
export interface StoredJudgements {
  /** null: those that have data and differ. */
  readonly keys: readonly string[] | null
  readonly judgements: Judgements
}

const nameOf = (region: string) => `petausul.rencana.ahp.${region}`
const PAIR = /^[a-z][A-Za-z0-9]{0,39}>[a-z][A-Za-z0-9]{0,39}$/
const KEY = /^[a-z][A-Za-z0-9]{0,39}$/
const MOST_PAIRS = 300
const none: StoredJudgements = { keys: null, judgements: {} }

export function readJudgements(region: string): StoredJudgements {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(nameOf(region)) ?? 'null')
    if (!isRecord(stored)) return none
    return { keys: readKeys(stored.keys), judgements: readPairs(stored.judgements) }
  } catch {
    // Storage that is switched off or holds something else: begin with none.
    return none
  }
}

export function storeJudgements(region: string, stored: StoredJudgements): void {
  try {
    if (Object.keys(stored.judgements).length === 0 && stored.keys === null)
      localStorage.removeItem(nameOf(region))
    else localStorage.setItem(nameOf(region), JSON.stringify(stored))
  } catch {
    // Without storage they live as long as the page.
  }
}

function readKeys(keys: unknown): readonly string[] | null {
  return Array.isArray(keys)
    ? keys.filter((key): key is string => typeof key === 'string' && KEY.test(key))
    : null
}

/** Judgements are 1/9 … 9; others are left out. */
function readPairs(judgements: unknown): Judgements {
  if (typeof judgements !== 'object' || judgements === null) return {}
  const sound = Object.entries(judgements).filter(
    ([pair, value]) => PAIR.test(pair) && typeof value === 'number' && value >= 1 / 9 - 1e-9 && value <= 9,
  )
  return Object.fromEntries(sound.slice(0, MOST_PAIRS))
}
