import { Worker } from 'node:worker_threads'
import { Problem } from '../../../core/problem.ts'
import type { SheetData } from './sheet-data.ts'

const MOST_AT_A_TIME = 2
const LONGEST_MS = 60_000

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
  const worker = new Worker(new URL('./sheet-worker.ts', import.meta.url), {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  const callOff = () => reject(signal?.reason)
  signal?.addEventListener('abort', callOff)
  const late = setTimeout(() => reject(new Error('The sheet was not drawn within a minute')), LONGEST_MS)
  worker.on('message', resolve)
  worker.on('error', reject)
  worker.on('exit', (code) => reject(new Error(`The thread of the sheet ended early with code ${code}`)))
  try {
    return await promise
  } finally {
    clearTimeout(late)
    signal?.removeEventListener('abort', callOff)
    running--
    void worker.terminate()
  }
}
