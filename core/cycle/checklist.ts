import { badParameter, Problem } from '../problem.ts'
import type { ProposalAction } from '../proposal/process.ts'
import { isAccepting } from './accepting.ts'
import type { ChecklistItem } from './stage-rules.ts'

/** What was ticked with a decision, in the words that it had then. */
export type TickedItem = Pick<ChecklistItem, 'key' | 'label'>

/** As the title of the refusal of what was not ticked. */
export const CHECKLIST_INCOMPLETE = 'Checklist incomplete'

interface Ticking {
  readonly action: ProposalAction
  /** Keys that are ticked with this decision. */
  readonly ticked: readonly string[]
  /** Keys that were ticked before, in the same stage. */
  readonly before: ReadonlySet<string>
}

/**
 * What is ticked with a decision. Throws Problem (400) for an item that the stage does not have, and where the decision accepts and
 * something that must be ticked first is not.
 */
export function tickItems(
  checklist: readonly ChecklistItem[],
  { action, ticked, before }: Ticking,
): TickedItem[] {
  const unknown = ticked.find((key) => !checklist.some((item) => item.key === key))
  if (unknown !== undefined) {
    const keys = checklist.map(({ key }) => key).join(', ')
    throw badParameter('checklist', unknown, keys ? `one of ${keys}` : 'none: this stage has no checklist')
  }
  const missing = isAccepting(action) ? missingItems(checklist, new Set([...before, ...ticked])) : []
  if (missing.length > 0) {
    const keys = missing.map(({ key }) => key).join(', ')
    throw new Problem({
      title: CHECKLIST_INCOMPLETE,
      status: 400,
      detail: `checklist: before ${action} somebody ticks ${missing.map(({ label }) => label.en).join('; ')} (${keys})`,
      parameter: 'checklist',
      received: ticked.join(', '),
      expected: keys,
    })
  }
  return checklist.filter(({ key }) => ticked.includes(key)).map(({ key, label }) => ({ key, label }))
}

/** What must be ticked and is not. */
export function missingItems(
  checklist: readonly ChecklistItem[],
  ticked: ReadonlySet<string>,
): ChecklistItem[] {
  return checklist.filter(({ key, required }) => required === true && !ticked.has(key))
}
