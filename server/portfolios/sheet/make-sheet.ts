import { Worker } from 'node:worker_threads'
import { Problem } from '../../../core/problem.ts'
import type { SheetData } from './sheet-data.ts'

const MOST_AT_A_TIME = 2
const LONGEST_MS = 60_000

let running = 0

/** Draws a sheet in a thread of its own: hundreds of pages hold nobody else up. Refuses a third at the same time. */
export async function makeSheet(data: SheetData): Promise<Uint8Array> {
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
  const late = setTimeout(() => reject(new Error('The sheet was not drawn within a minute')), LONGEST_MS)
  worker.on('message', resolve)
  worker.on('error', reject)
  worker.on('exit', (code) => reject(new Error(`The thread of the sheet ended early with code ${code}`)))
  try {
    return await promise
  } finally {
    clearTimeout(late)
    running--
    void worker.terminate()
  }
}
