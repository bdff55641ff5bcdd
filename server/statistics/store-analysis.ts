import type { Knex } from 'knex'
import type { Analysis } from '../analyses/analysis.ts'
import { announce } from '../changes/change-feed.ts'
import type { Database } from '../database/database.ts'
import { rawOf, run, select, sql } from '../database/sql-fragment.ts'
import type { StoreFrame } from './compute/analysis.ts'
import type { AnalysisResult } from './run-analysis.ts'
import type { RowBatch } from './worker-messages.ts'

export interface Computed {
  readonly analysis: Analysis
  readonly frame: StoreFrame
  readonly digest: string
  readonly result: AnalysisResult
  readonly milliseconds: number
  readonly pause: () => Promise<void>
}

/** Replaces the former result of an analysis in one transaction and notifies every instance of its layers. */
export async function storeAnalysis(database: Database, computed: Computed): Promise<void> {
  const { analysis, frame, digest, result, milliseconds, pause } = computed
  const layers = analysis.layers.map(({ id }) => id)
  const { source, dataYear } = await readSources(database.write, analysis.roles)
  await database.write.transaction(async (transaction) => {
    // Instances that computed the same analysis take turns; the later one writes the same result again.
    await run(transaction, sql`SELECT pg_advisory_xact_lock(hashtext(${`analysis:${analysis.id}`}))`)
    await transaction('analysis_areas').whereIn('layer', layers).delete()
    await transaction('analysis_cells').whereIn('layer', layers).delete()
    for (const batch of result.batches) {
      // The embedded engine has one session: pausing inside its transaction would block all writes.
      if (database.engine === 'postgis') await pause()
      await insertBatch(transaction, batch, frame)
    }
    const row = {
      inputs: digest,
      // Only layers that the report contains: what could not be computed has no layer.
      layers: rawOf(transaction, sql`ARRAY(SELECT jsonb_object_keys(${result.report}::jsonb -> 'layers'))`),
      milliseconds: Math.round(milliseconds),
      computed_at: transaction.fn.now(),
      report: rawOf(
        transaction,
        sql`${result.report}::jsonb || jsonb_build_object('source', ${source}::text, 'dataYear', ${dataYear}::int)`,
      ),
    }
    await transaction('analyses')
      .insert({ id: analysis.id, ...row })
      .onConflict('id')
      .merge(row)
    for (const layer of layers) await announce(transaction, { layer, ids: null })
  })
}

async function insertBatch(transaction: Knex, batch: RowBatch, { srid }: StoreFrame): Promise<void> {
  if (batch.table === 'areas') {
    await run(
      transaction,
      sql`INSERT INTO analysis_areas (layer, area_code, properties)
       SELECT ${batch.layer}, code, properties FROM json_to_recordset(${batch.rows}::json) AS r(code text, properties jsonb)`,
    )
    return
  }
  await run(
    transaction,
    sql`INSERT INTO analysis_cells (layer, cell, properties, geom)
     SELECT ${batch.layer}, cell, properties, ST_Transform(ST_MakeEnvelope((box ->> 0)::float8, (box ->> 1)::float8,
            (box ->> 2)::float8, (box ->> 3)::float8, ${srid}::int), 4326)
     FROM json_to_recordset(${batch.rows}::json) AS r(cell text, box json, properties jsonb)`,
  )
}

/** Where the data behind an analysis is from, in words, and the newest year that a file states. */
async function readSources(
  knex: Knex,
  roles: readonly string[],
): Promise<{ source: string | null; dataYear: number | null }> {
  const rows = await select<{ source: string | null; year: number | null }>(
    knex,
    sql`SELECT string_agg(DISTINCT source, '; ' ORDER BY source) AS source, max(year) AS year
     FROM datasets WHERE role LIKE ANY (${[...roles]})`,
  )
  return { source: rows[0]?.source ?? null, dataYear: rows[0]?.year ?? null }
}

/** Deletes analyses whose service no longer has a standard, with their layers. */
export async function forgetAnalyses(database: Database, known: readonly string[]): Promise<void> {
  const gone = await database
    .write('analyses')
    .whereNotIn('id', [...known])
    .select<{ id: string; layers: string[] }[]>('id', 'layers')
  for (const { id, layers } of gone) {
    await database.write.transaction(async (transaction) => {
      await transaction('analysis_areas').whereIn('layer', layers).delete()
      await transaction('analysis_cells').whereIn('layer', layers).delete()
      await transaction('analyses').where({ id }).delete()
      for (const layer of layers) await announce(transaction, { layer, ids: null })
    })
  }
}
