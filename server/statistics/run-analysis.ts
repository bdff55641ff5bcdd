import { Worker } from 'node:worker_threads'
import type { Knex } from 'knex'
import { Problem } from '../../core/problem.ts'
import { noPause, type Pause } from '../work/write-load.ts'
import type { Analysis, StoreFrame } from './compute/analysis.ts'
import { readInput } from './read-inputs.ts'
import type { FromStatistics, RowBatch, StatisticsTask, ToStatistics } from './worker-messages.ts'

export interface AnalysisResult {
  /** AnalysisReport as JSON. */
  readonly report: string
  readonly batches: readonly RowBatch[]
}

export interface RunWatch {
  readonly signal: AbortSignal
  onProgress(share: number): void
  /** Comes before each page that is read and each batch that is stored. */
  readonly pause?: Pause | undefined
}

/** What has just been made: more of it would only be collected more seldom. */
const YOUNG_MEGABYTES = 24
const HEAP_MEGABYTES = 2048
const LONGEST_MS = 600_000
/** Part of the progress that reading takes. */
const READING = 0.2

/**
 * Computes one analysis in a thread of its own. This thread only hands pages on as they come from the database: text
 * and bytes that it never parses. Ends with the signal, or after ten minutes with a Problem.
 */
export async function runAnalysis(
  knex: Knex,
  { analysis, frame }: { analysis: Analysis; frame: StoreFrame },
  { signal, onProgress, pause = noPause }: RunWatch,
): Promise<AnalysisResult> {
  signal.throwIfAborted()
  const { crs, smallCell } = frame
  const task: StatisticsTask = { kind: analysis.kind, crs, smallCell, service: analysis.service }
  const worker = new Worker(new URL('./statistics-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES, maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  })
  const stop = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)])
  const result = awaitResult(worker, stop, (share) => onProgress(READING + (1 - READING) * share))
  const send = (message: ToStatistics) => worker.postMessage(message)
  const reading = async () => {
    for (const [at, name] of analysis.inputs.entries()) {
      for await (const page of readInput(knex, name, { analysis, frame })) {
        stop.throwIfAborted()
        send({ input: name, page })
        await pause({ signal: stop })
      }
      onProgress((READING * (at + 1)) / analysis.inputs.length)
    }
    send({ begin: true })
  }
  try {
    const [found] = await Promise.all([result, reading()])
    // The thread has closed its port and ends by itself: ending it from outside just then serves nobody.
    return found
  } catch (error) {
    await worker.terminate()
    throw error
  }
}

function awaitResult(
  worker: Worker,
  stop: AbortSignal,
  onProgress: (share: number) => void,
): Promise<AnalysisResult> {
  const { promise, resolve, reject } = Promise.withResolvers<AnalysisResult>()
  const batches: RowBatch[] = []
  const onStop = () => reject(stop.reason)
  stop.addEventListener('abort', onStop, { once: true })
  worker.on('message', (message: FromStatistics) => {
    if ('progress' in message) onProgress(message.progress)
    else if ('table' in message) batches.push(message)
    else if ('report' in message) resolve({ report: message.report, batches })
    else reject('problem' in message ? new Problem(message.problem) : new Error(message.fault))
  })
  worker.on('error', (cause) => reject(new Error(`The statistics thread failed: ${cause}`, { cause })))
  worker.on('exit', (code) => reject(new Error(`The statistics thread ended early with code ${code}`)))
  return promise.finally(() => stop.removeEventListener('abort', onStop))
}
