import { constants, setPriority } from 'node:os'

/**
 * Lets whatever answers requests go first: the calling thread then gets the processor when nobody else wants it. Linux
 * alone gives threads a priority of their own; elsewhere the call would slow the whole server down, so nothing is done.
 */
export function yieldToRequests(): void {
  if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_LOW)
}
