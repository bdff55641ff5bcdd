import { randomUUID } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import { SYSTEM } from '../../core/access/actor.ts'
import type { ImportReport } from '../../core/api/import.ts'
import { Problem, type ProblemDetail } from '../../core/problem.ts'
import { readCatalogue } from '../catalogue/catalogue.ts'
import { announce } from '../changes/change-feed.ts'
import type { Database } from '../database/database.ts'
import { ReadIndexes } from '../database/read-indexes.ts'
import { importPackage } from '../ingest/load/import-package.ts'
import type { OnProgress } from '../ingest/report.ts'
import { refreshDerived } from '../join/refresh.ts'
import { importProblem } from './import-problem.ts'
import { storableJson } from './import-store.ts'

export interface ImportResult {
  report: ImportReport
  /** Names of derivations that were computed anew. */
  computed: string[]
}

export interface RunOptions {
  signal: AbortSignal
  /** Counts of poor people from 1 to below it are withheld; without it, as the join has it. */
  smallCell?: number | undefined
  onProgress: OnProgress
}

const READING_SHARE = 0.6

/** Reads a package, joins what it changed, and tells every instance: the one way in for the terminal and the API. */
export async function runImport(
  database: Database,
  manifestPath: string,
  options: RunOptions,
): Promise<ImportResult> {
  const indexes = new ReadIndexes(database)
  await indexes.setAside()
  let begun = false
  const onProgress: OnProgress = (progress) => {
    begun = true
    options.onProgress(progress)
  }
  try {
    const result = await readAndJoin(database, manifestPath, {
      ...options,
      onProgress,
      onJoined: () => indexes.begin(),
    })
    if (result.report.changed || result.computed.length > 0) await announceAll(database)
    return result
  } catch (error) {
    // Files that were finished before the failure are in the store, so what is served must be updated too.
    if (begun) await announceAll(database).catch(() => {})
    throw error
  } finally {
    await indexes.complete()
  }
}

async function readAndJoin(
  database: Database,
  manifestPath: string,
  options: RunOptions & { onJoined(): void },
): Promise<ImportResult> {
  const report = await importPackage(database, manifestPath, {
    signal: options.signal,
    onProgress: ({ step, share }) => options.onProgress({ step, share: share * READING_SHARE }),
  })
  const computed = await refreshDerived(database, {
    signal: options.signal,
    smallCell: options.smallCell,
    onJoined: options.onJoined,
    onProgress: ({ step, share }) =>
      options.onProgress({ step, share: READING_SHARE + share * (1 - READING_SHARE) }),
  })
  return { report, computed }
}

async function announceAll(database: Database): Promise<void> {
  const layers = await readCatalogue(database.write, SYSTEM)
  await database.write.transaction(async (transaction) => {
    for (const { id } of layers) await announce(transaction, { layer: id, ids: null })
  })
}

export interface ImportJobs {
  /** Starts an import in the background and returns its id at once; a second one while one runs is a 409. */
  start(manifestPath: string, byAccount: number | null, cleanUp: () => Promise<void>): Promise<string>
  /** Ends the running import at its next step; files that it has finished stay. Throws Problem: 409 when it is not running. */
  cancel(id: string): void
  /** Ends the running import at its next step and waits for it. */
  close(): Promise<void>
}

export interface ImportJobOptions {
  readonly smallCell?: number | undefined
  onError(error: unknown): void
}

/** Runs imports in the background, one at a time; see ImportJobs. */
export function makeImportJobs(database: Database, options: ImportJobOptions): ImportJobs {
  return new OneImport(database, options)
}

class OneImport implements ImportJobs {
  readonly #database: Database
  readonly #options: ImportJobOptions
  #busy = false
  #running: Promise<unknown> = Promise.resolve()
  #current: { id: string; stop: AbortController } | undefined
  #closed = false

  constructor(database: Database, options: ImportJobOptions) {
    this.#database = database
    this.#options = options
  }

  async start(manifestPath: string, byAccount: number | null, cleanUp: () => Promise<void>): Promise<string> {
    if (this.#busy)
      throw new Problem({
        title: 'An import is running',
        status: 409,
        detail: 'One import at a time; wait until the running one ends',
      })
    const id = randomUUID()
    this.#busy = true
    try {
      await this.#database.write('imports').insert({ id, state: 'running', by_account: byAccount })
    } catch (error) {
      this.#busy = false
      throw error
    }
    this.#running = Promise.all([this.#running, this.#run(id, manifestPath, cleanUp)])
    return id
  }

  cancel(id: string): void {
    if (this.#current?.id !== id)
      throw new Problem({
        title: 'Import has ended',
        status: 409,
        detail: 'This import is not running; only a running one can be cancelled',
      })
    this.#current.stop.abort(new Cancelled())
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#current?.stop.abort(stopping())
    await this.#running
  }

  async #run(id: string, manifestPath: string, cleanUp: () => Promise<void>): Promise<void> {
    const { smallCell, onError } = this.#options
    const stop = new AbortController()
    if (this.#closed) stop.abort(stopping())
    this.#current = { id, stop }
    const job = { id, manifestPath, smallCell, signal: stop.signal }
    const ending = await runJob(this.#database, job, onError)
    this.#current = undefined
    await cleanUp().catch(onError)
    // Cleared before the end is reported, so that a caller who waits for it can start the next import.
    this.#busy = false
    await writeEnding(this.#database, id, ending).catch(onError)
  }
}

class Cancelled extends Error {}

const stopping = () => new Error('the server is stopping')

const cancelledProblem: ProblemDetail = {
  title: 'Cancelled',
  status: 409,
  detail: 'Cancelled while it ran. Files that were finished are kept; start it again to go on.',
}

interface Job {
  id: string
  manifestPath: string
  smallCell: number | undefined
  signal: AbortSignal
}

type Ending = { result: ImportResult } | { problem: ProblemDetail; cancelled?: true }

/** Runs an import, writing down twice a second how far it is. */
async function runJob(
  database: Database,
  { id, manifestPath, smallCell, signal }: Job,
  onError: (error: unknown) => void,
): Promise<Ending> {
  let latest = { step: '', share: 0 }
  let written: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    written = database.write('imports').where({ id }).update(latest).then(undefined, onError)
  }, 500)
  try {
    const result = await runImport(database, manifestPath, {
      signal,
      smallCell,
      onProgress: ({ step, share }) => {
        latest = { step, share: Number.isFinite(share) ? share : latest.share }
      },
    })
    return { result }
  } catch (error) {
    if (signal.reason instanceof Cancelled) return { problem: cancelledProblem, cancelled: true }
    const problem = importProblem(error, dirname(resolve(manifestPath)))
    if (problem.status >= 500) onError(error)
    return { problem }
  } finally {
    clearInterval(timer)
    await written
  }
}

async function writeEnding(database: Database, id: string, ending: Ending): Promise<void> {
  const finished_at = database.write.fn.now()
  const row =
    'result' in ending
      ? {
          state: 'done',
          share: 1,
          step: '',
          package_id: ending.result.report.packageId,
          report: storableJson({ ...ending.result.report, computed: ending.result.computed }),
        }
      : {
          state: ending.cancelled ? 'cancelled' : 'failed',
          problem: storableJson(ending.problem),
        }
  await database
    .write('imports')
    .where({ id })
    .update({ ...row, finished_at })
}
