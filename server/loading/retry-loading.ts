import { setTimeout as sleep } from 'node:timers/promises'
import { isConnectionFault } from '../database/connection-fault.ts'

export interface RetryOptions {
  onError(error: unknown): void
  signal?: AbortSignal | undefined
}

/** What is wrong with one layer's data stays wrong; a database that is away comes back, however long that takes. */
const ATTEMPTS = 3
const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 5_000

/** Does the work until it succeeds, while the database is only away; of another fault throws the third. */
export async function retryLoading(
  work: () => Promise<void>,
  { onError, signal }: RetryOptions,
): Promise<void> {
  let faults = 0
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    try {
      signal?.throwIfAborted()
      await work()
      return
    } catch (error) {
      if (!isConnectionFault(error as Error)) faults++
      if (signal?.aborted || faults >= ATTEMPTS) throw error
      onError(error)
    }
    await sleep(waitMs, undefined, { ...(signal ? { signal } : {}), ref: false })
  }
}
