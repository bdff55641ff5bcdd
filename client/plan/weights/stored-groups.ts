import { isRecord } from '../../../core/is-record.ts'
import type { StakeholderSet } from '../state/plan-state.ts'

const NAME = 'petausul.rencana.kelompok'

/** The groups that were typed on this device, so that a closed page loses nothing. */
export function readGroups(): StakeholderSet[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(NAME) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isGroup).slice(0, 20) : []
  } catch {
    // Storage that is switched off or holds something else: begin with none.
    return []
  }
}

export function storeGroups(groups: readonly StakeholderSet[]): void {
  try {
    localStorage.setItem(NAME, JSON.stringify(groups))
  } catch {
    // Without storage they live as long as the page.
  }
}

function isGroup(value: unknown): value is StakeholderSet {
  if (!isRecord(value) || typeof value.name !== 'string' || !isRecord(value.weights)) return false
  return Object.values(value.weights).every(isWeight)
}

function isWeight(weight: unknown): boolean {
  return typeof weight === 'number' && Number.isInteger(weight) && weight >= 0 && weight <= 100
}
