import type { Knex } from 'knex'
import { SMALL_CELL } from '../../core/statistics/small-cell.ts'
import type { Analysis } from '../analyses/analysis.ts'
import { readServiceStandards } from '../analyses/inputs/service-standard.ts'
import { listAnalyses } from '../analyses/list-analyses.ts'
import type { Database } from '../database/database.ts'
import { noPause, type Pause } from '../workload/precedence.ts'
import type { StoreFrame } from './compute/analysis.ts'
import { digestOf, readStates } from './input-states.ts'
import { type RunWatch, runAnalysis } from './run-analysis.ts'
import { forgetAnalyses, storeAnalysis } from './store-analysis.ts'

/** What to compute: analyses whose inputs changed, all, or those with these ids. */
export type AnalysesToRefresh = 'changed' | 'all' | readonly string[]

/** An analysis to be computed, with the digest of the content that it is computed from. */
export interface DueAnalysis {
  readonly analysis: Analysis
  readonly frame: StoreFrame
  readonly digest: string
}

export interface DueAnalyses {
  /** All analyses that the request selects, whether due or not. */
  readonly asked: readonly Analysis[]
  readonly due: readonly DueAnalysis[]
}

export interface RefreshWatch {
  readonly signal: AbortSignal
  onProgress(progress: { readonly analysis: string; readonly share: number }): void
}

export interface FindOptions {
  readonly smallCell?: number | undefined
  readonly pause?: Pause | undefined
}

/** Finds the analyses that are due; none in an empty store. Results of analyses whose service no longer exists are deleted. */
export async function findDue(
  database: Database,
  request: AnalysesToRefresh,
  { smallCell = SMALL_CELL, pause = noPause }: FindOptions = {},
): Promise<DueAnalyses> {
  const knex = database.write
  const analyses = listAnalyses(await readServiceStandards(knex))
  await forgetAnalyses(
    database,
    analyses.map(({ id }) => id),
  )
  const asked = typeof request === 'string' ? analyses : analyses.filter(({ id }) => request.includes(id))
  const frame = await readFrame(knex, smallCell)
  if (!frame) return { asked, due: [] }
  const states = await readStates(knex, analyses, pause)
  const stored = request === 'changed' ? await readDigests(knex) : new Map<string, string>()
  const due = asked
    .map((analysis) => ({ analysis, frame, digest: digestOf(states, analysis) }))
    .filter(({ analysis, digest }) => stored.get(analysis.id) !== digest)
  return { asked, due }
}

/** Computes one analysis in a thread of its own and replaces its former result. `onProgress`: share, 0–1. */
export async function computeDue(
  database: Database,
  { analysis, frame, digest }: DueAnalysis,
  watch: RunWatch,
): Promise<void> {
  const began = performance.now()
  const { signal, pause = noPause } = watch
  const result = await runAnalysis(database.write, { analysis, frame }, watch)
  signal.throwIfAborted()
  await pause({ signal })
  await storeAnalysis(database, {
    ...{ analysis, frame, digest, result },
    milliseconds: performance.now() - began,
    pause: () => pause({ signal }),
  })
}

/** Computes the analyses whose inputs changed, or with `all` every one, one after another. Returns the ids of those computed. */
export async function refreshStatistics(
  database: Database,
  all: boolean,
  watch: RefreshWatch,
): Promise<string[]> {
  const { due } = await findDue(database, all ? 'all' : 'changed')
  for (const [at, one] of due.entries()) {
    watch.signal.throwIfAborted()
    const report = (share: number) =>
      watch.onProgress({ analysis: one.analysis.id, share: (at + share) / due.length })
    report(0)
    await computeDue(database, one, { signal: watch.signal, onProgress: report })
  }
  return due.map(({ analysis }) => analysis.id)
}

async function readDigests(knex: Knex): Promise<ReadonlyMap<string, string>> {
  const rows = await knex('analyses').select<{ id: string; inputs: string }[]>('id', 'inputs')
  return new Map(rows.map(({ id, inputs }) => [id, inputs]))
}

/** The newest package's working CRS; undefined while the store is empty. */
async function readFrame(knex: Knex, smallCell: number): Promise<StoreFrame | undefined> {
  const row = await knex('packages')
    .orderBy([{ column: 'imported_at', order: 'desc' }, { column: 'id' }])
    .first<{ working_crs: string } | undefined>('working_crs')
  if (!row) return undefined
  const srid = Number(row.working_crs.split(':')[1])
  return Number.isInteger(srid) ? { srid, crs: row.working_crs, smallCell } : undefined
}
