import { randomUUID } from 'node:crypto'
import { Problem, type ProblemDetail } from '../../core/problem.ts'
import { announce } from '../changes/change-feed.ts'
import type { Database } from '../database/database.ts'
import { UnreadableFile } from '../ingest/formats/unreadable-file.ts'
import { importPackage } from '../ingest/import-package.ts'
import { MissingColumn } from '../ingest/read-entry.ts'
import type { ImportReport, OnProgress } from '../ingest/report.ts'
import { refreshDerived } from '../join/refresh.ts'
import { readCatalogue } from '../layers/catalogue.ts'

export interface ImportResult {
  report: ImportReport
  /** Names of derivations that were computed anew. */
  computed: string[]
}

export interface RunOptions {
  signal: AbortSignal
  onProgress: OnProgress
}

const READING_SHARE = 0.6

/** Reads a package, joins what it changed, and tells every instance: the one way in for the terminal and the API. */
export async function runImport(
  database: Database,
  manifestPath: string,
  options: RunOptions,
): Promise<ImportResult> {
  const report = await importPackage(database, manifestPath, {
    signal: options.signal,
    onProgress: ({ step, share }) => options.onProgress({ step, share: share * READING_SHARE }),
  })
  await removeDemo(database, report.packageId)
  const computed = await refreshDerived(database, {
    signal: options.signal,
    onProgress: ({ step, share }) =>
      options.onProgress({ step, share: READING_SHARE + share * (1 - READING_SHARE) }),
  })
  if (report.changed || computed.length > 0) await announceAll(database)
  return { report, computed }
}

/** The demo district makes room for the first real one, and only while nobody has worked on it. */
async function removeDemo(database: Database, importedId: string): Promise<void> {
  const imported = await database
    .write('packages')
    .where({ id: importedId })
    .first<{ synthetic: boolean } | undefined>('synthetic')
  if (imported?.synthetic) return
  await database.write('packages').where({ synthetic: true }).whereNot({ id: importedId }).delete()
}

async function announceAll(database: Database): Promise<void> {
  const layers = await readCatalogue(database.write)
  await database.write.transaction(async (transaction) => {
    for (const { id } of layers) await announce(transaction, { layer: id, ids: null })
  })
}

export interface ImportJobs {
  /** Starts an import in the background and returns its id at once; a second one while one runs is a 409. */
  start(manifestPath: string, cleanUp: () => Promise<void>): Promise<string>
  /** Ends the running import at its next step and waits for it. */
  close(): Promise<void>
}

export function makeImportJobs(database: Database, onError: (error: unknown) => void): ImportJobs {
  let running: Promise<void> | undefined
  const stop = new AbortController()
  return {
    async start(manifestPath, cleanUp) {
      if (running)
        throw new Problem({
          title: 'An import is running',
          status: 409,
          detail: 'One import at a time; wait until the running one ends',
        })
      const id = randomUUID()
      running = Promise.resolve()
      await database.write('imports').insert({ id, state: 'running' })
      running = runJob(database, { id, manifestPath, signal: stop.signal }, onError).finally(async () => {
        running = undefined
        await cleanUp().catch(onError)
      })
      return id
    },
    async close() {
      stop.abort(new Error('the server is stopping'))
      await running
    },
  }
}

async function runJob(
  database: Database,
  { id, manifestPath, signal }: { id: string; manifestPath: string; signal: AbortSignal },
  onError: (error: unknown) => void,
): Promise<void> {
  const write = (row: Record<string, unknown>) => database.write('imports').where({ id }).update(row)
  let latest = { step: '', share: 0 }
  const timer = setInterval(() => void write(latest).then(undefined, onError), 500)
  try {
    const { report, computed } = await runImport(database, manifestPath, {
      signal,
      onProgress: ({ step, share }) => {
        latest = { step, share: Number.isFinite(share) ? share : latest.share }
      },
    })
    clearInterval(timer)
    await write({
      state: 'done',
      share: 1,
      step: '',
      package_id: report.packageId,
      report: JSON.stringify({ ...report, computed }),
      finished_at: database.write.fn.now(),
    })
  } catch (error) {
    clearInterval(timer)
    if (!isClientFault(error)) onError(error)
    await write({
      state: 'failed',
      problem: JSON.stringify(importProblem(error)),
      finished_at: database.write.fn.now(),
    }).catch(onError)
  } finally {
    clearInterval(timer)
  }
}

function isClientFault(error: unknown): boolean {
  return error instanceof Problem || error instanceof UnreadableFile || error instanceof MissingColumn
}

/** What went wrong with an import, told so that the office can mend its file. */
export function importProblem(error: unknown): ProblemDetail {
  if (error instanceof Problem) return error.body
  if (error instanceof UnreadableFile) {
    return {
      title: 'File not readable',
      status: 400,
      detail: error.message,
      parameter: error.file,
      received: error.received,
      expected: error.expected,
    }
  }
  if (error instanceof MissingColumn) return { title: 'Column missing', status: 400, detail: error.message }
  return {
    title: 'Import failed',
    status: 500,
    detail: 'Something failed on our side; nothing of the file in hand was written',
  }
}
