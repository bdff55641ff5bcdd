import { Problem } from '../../../core/problem.ts'
import { runInThread } from '../../threads/run-in-thread.ts'
import type { SheetData } from './sheet-data.ts'

const MOST_AT_A_TIME = 2
const LONGEST_MS = 60_000
const HEAP_MEGABYTES = 512

let running = 0

/**
 * Draws a sheet in a thread of its own: hundreds of pages hold nobody else up. Refuses a third at the same time. The
 * thread ends with the signal, and its place is free again.
 */
export async function makeSheet(data: SheetData, signal?: AbortSignal): Promise<Uint8Array> {
  signal?.throwIfAborted()
  if (running >= MOST_AT_A_TIME) {
    throw new Problem({
      title: 'Busy',
      status: 503,
      detail: 'Two sheets are being drawn already: try again in a moment',
    })
  }
  running++
  try {
    return await runInThread<Uint8Array>(new URL('./sheet-worker.ts', import.meta.url), data, {
      name: 'sheet',
      longestMs: LONGEST_MS,
      heapMegabytes: HEAP_MEGABYTES,
      signal,
    })
  } finally {
    running--
  }
}
