import { constants, setPriority } from 'node:os'

const { PRIORITY_LOW } = constants.priority

/** Niceness of threads for long tasks: the thread that answers requests has priority. */
export const PRIORITY_OF_MAKERS = 10

/**
 * Lowers the priority of the calling thread, so that it gets the processor only when nothing that answers requests needs it. Only
 * Linux has priorities for single threads; elsewhere the call would slow the whole server down, so nothing is done.
 */
export function yieldToRequests(priority: number = PRIORITY_LOW): void {
  if (process.platform === 'linux') setPriority(0, priority)
}
