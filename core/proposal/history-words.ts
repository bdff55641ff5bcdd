import { PROCESS, type ProcessStep, type ProposalAction } from './process.ts'

/** What a proposal's timeline tells. */
export type ProposalEventKind = ProcessStep['event'] | typeof UNDO.event | 'imported' | 'reimported'

/**
 * What takes a decision back before anyone outside heard of it: a decision of its own that leads to where the other one
 * came from. It is no step, since where it leads is not in the table but in the history.
 */
export const UNDO = { action: 'undo', event: 'undone', seenBy: 'office' } as const

/** What decisions call what was done. */
export const DECISION_ACTIONS: readonly DecisionAction[] = [
  ...PROCESS.map(({ action }) => action),
  UNDO.action,
]
export type DecisionAction = ProposalAction | typeof UNDO.action

export const EVENT_KINDS: readonly ProposalEventKind[] = [
  ...new Set<ProposalEventKind>(['imported', 'reimported', ...PROCESS.map(({ event }) => event), UNDO.event]),
]

/** Events that everyone may see once they are announced. */
export const PUBLIC_EVENTS: readonly ProposalEventKind[] = EVENT_KINDS.filter((kind) =>
  [...PROCESS, UNDO].every(({ event, seenBy }) => event !== kind || seenBy === 'everyone'),
)
