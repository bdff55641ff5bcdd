import { setTimeout as sleep } from 'node:timers/promises'
import { toError } from '../../core/to-error.ts'
import { isConnectionFault } from '../database/connection-fault.ts'

export interface RetryOptions {
  onError(error: unknown): void
  signal?: AbortSignal | undefined
}

/** Attempts for errors of one layer's data, which do not go away; a database that is unavailable is waited for without limit. */
const ATTEMPTS = 3
const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 5_000

/** Repeats the work while the database is only unavailable; after other errors it throws at the third attempt. */
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
      if (!isConnectionFault(toError(error))) faults++
      if (signal?.aborted || faults >= ATTEMPTS) throw error
      onError(error)
    }
    await sleep(waitMs, undefined, { ...(signal ? { signal } : {}), ref: false })
  }
}
