import type { Knex } from 'knex'
import type { Database } from '../database/database.ts'
import type { Analysis, StoreFrame } from './analysis.ts'
import { digestOf, readStates } from './input-states.ts'
import { listAnalyses, readServiceStandards } from './list-analyses.ts'
import { runAnalysis } from './run-analysis.ts'
import { forgetAnalyses, storeAnalysis } from './store-analysis.ts'

export interface RefreshWatch {
  readonly signal: AbortSignal
  onProgress(progress: { readonly analysis: string; readonly share: number }): void
}

/**
 * Computes what depends on content that changed, and only that, one analysis after the other; with `all`, everything.
 * Returns the ids of what was computed. An empty store has nothing to compute.
 */
export async function refreshStatistics(
  database: Database,
  all: boolean,
  watch: RefreshWatch,
): Promise<string[]> {
  const knex = database.write
  const analyses = listAnalyses(await readServiceStandards(knex))
  await forgetAnalyses(
    database,
    analyses.map(({ id }) => id),
  )
  const frame = await readFrame(knex)
  if (!frame) return []
  const states = await readStates(knex)
  const due = all ? analyses : await findDue(knex, analyses, states)
  for (const [at, analysis] of due.entries()) {
    watch.signal.throwIfAborted()
    const tell = (share: number) =>
      watch.onProgress({ analysis: analysis.id, share: (at + share) / due.length })
    tell(0)
    const began = performance.now()
    const result = await runAnalysis(knex, { analysis, frame }, { signal: watch.signal, onProgress: tell })
    const milliseconds = performance.now() - began
    await storeAnalysis(database, {
      analysis,
      frame,
      digest: digestOf(states, analysis),
      result,
      milliseconds,
    })
  }
  return due.map(({ id }) => id)
}

async function findDue(
  knex: Knex,
  analyses: readonly Analysis[],
  states: ReadonlyMap<string, string>,
): Promise<Analysis[]> {
  const rows = await knex('analyses').select<{ id: string; inputs: string }[]>('id', 'inputs')
  const known = new Map(rows.map(({ id, inputs }) => [id, inputs]))
  return analyses.filter((analysis) => known.get(analysis.id) !== digestOf(states, analysis))
}

/** The newest package's working CRS; undefined while the store is empty. */
async function readFrame(knex: Knex): Promise<StoreFrame | undefined> {
  const row = await knex('packages')
    .orderBy([{ column: 'imported_at', order: 'desc' }, { column: 'id' }])
    .first<{ working_crs: string } | undefined>('working_crs')
  if (!row) return undefined
  const srid = Number(row.working_crs.split(':')[1])
  return Number.isInteger(srid) ? { srid, crs: row.working_crs } : undefined
}
