import { constants, setPriority } from 'node:os'

const { PRIORITY_LOW } = constants.priority

/** Of threads whose results somebody waits for, but which are long: the thread that answers everybody goes first. */
export const PRIORITY_OF_MAKERS = 10

/**
 * Lets whatever answers requests go first: the calling thread then gets the processor when nobody else wants it. Linux
 * alone gives threads a priority of their own; elsewhere the call would slow the whole server down, so nothing is done.
 */
export function yieldToRequests(priority: number = PRIORITY_LOW): void {
  if (process.platform === 'linux') setPriority(0, priority)
}
