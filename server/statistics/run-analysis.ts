import type { Knex } from 'knex'
import type { Analysis } from '../analyses/analysis.ts'
import { runInThread } from '../threads/run-in-thread.ts'
import { noPause, type Pause } from '../workload/precedence.ts'
import type { StoreFrame } from './compute/analysis.ts'
import { readInput } from './read-inputs.ts'
import type { RowBatch, StatisticsProgress, StatisticsTask, ToStatistics } from './worker-messages.ts'

export interface AnalysisResult {
  /** AnalysisReport as JSON. */
  readonly report: string
  readonly batches: readonly RowBatch[]
}

export interface RunWatch {
  readonly signal: AbortSignal
  onProgress(share: number): void
  /** Awaited before each page that is read and each batch that is stored. */
  readonly pause?: Pause | undefined
}

/** Size of the thread's young generation in MB: a larger one would only be collected less often. */
const YOUNG_MEGABYTES = 24
const HEAP_MEGABYTES = 2048
const LONGEST_MS = 600_000
/** Share of the progress that reading takes. */
const READING = 0.2

/**
 * Computes one analysis in a thread of its own. The calling thread only forwards pages from the database, as text and bytes that
 * it never parses. Ends with the signal, or after ten minutes with a Problem.
 */
export async function runAnalysis(
  knex: Knex,
  { analysis, frame }: { analysis: Analysis; frame: StoreFrame },
  { signal, onProgress, pause = noPause }: RunWatch,
): Promise<AnalysisResult> {
  const { crs, smallCell } = frame
  const task: StatisticsTask = { kind: analysis.kind, crs, smallCell, service: analysis.service }
  const batches: RowBatch[] = []
  const report = await runInThread<string, StatisticsProgress>(
    new URL('./statistics-worker.ts', import.meta.url),
    task,
    {
      name: 'statistics',
      longestMs: LONGEST_MS,
      tookTooLong: () => new DOMException('The analysis took too long', 'TimeoutError'),
      signal,
      heapMegabytes: HEAP_MEGABYTES,
      youngMegabytes: YOUNG_MEGABYTES,
      onProgress(progress) {
        if (typeof progress === 'number') onProgress(READING + (1 - READING) * progress)
        else batches.push(progress)
      },
      async feed(send: (message: ToStatistics) => void, stop) {
        for (const [at, input] of analysis.inputs.entries()) {
          for await (const page of readInput(knex, input, { srid: frame.srid, service: analysis.service })) {
            stop.throwIfAborted()
            send({ input: input.name, page })
            await pause({ signal: stop })
          }
          onProgress((READING * (at + 1)) / analysis.inputs.length)
        }
        send({ begin: true })
      },
    },
  )
  return { report, batches }
}
