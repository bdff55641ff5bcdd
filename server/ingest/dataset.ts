import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Knex } from 'knex'
import type { DatasetReport, Reject } from '../../core/api/import.ts'
import type { Database } from '../database/database.ts'
import { named, run, sql } from '../database/sql-fragment.ts'
import type { Package } from './manifest.ts'
import { type OnProgress, Tally } from './report.ts'

/** Raise it when a loader reads the same bytes otherwise than before, so that files are read again. */
const LOADER_VERSION = 1

export interface ImportContext {
  database: Database
  pack: Package
  signal: AbortSignal
  onProgress: OnProgress
}

export interface DatasetPlan {
  role: string
  /** As in the manifest; a label in brackets where there is no file. */
  file: string
  path: string | null
  /** The manifest's entry and whatever else the result depends on: a change of it loads the file anew. */
  dependsOn: unknown
  /** What it depends on inside the store, asked just before loading. */
  dependsOnStore?(): Promise<unknown>
  source: string | null
  licence: string | null
  year: number | null
  /** Rows of the earlier version are kept, to be matched by the loader (proposals). */
  keepsRows?: boolean
  load(transaction: Knex.Transaction, datasetId: number, tally: Tally): Promise<{ crs: string | null }>
}

interface KnownDataset {
  id: number
  fingerprint: string
  counts: Record<string, number>
  findings: DatasetReport['findings']
}

/** Loads one file in one transaction, or says that it is the same as before. */
export async function loadDataset(context: ImportContext, plan: DatasetPlan): Promise<DatasetReport> {
  const { database, pack } = context
  context.signal.throwIfAborted()
  const sha256 = plan.path ? await digestFile(plan.path) : digest(JSON.stringify(plan.dependsOn))
  const inStore = await plan.dependsOnStore?.()
  const fingerprint = digest(
    JSON.stringify([LOADER_VERSION, sha256, plan.dependsOn, inStore, pack.manifest.workingCrs]),
  )
  const key = { package_id: pack.manifest.id, role: plan.role, file: plan.file }
  const known = await database.write('datasets').where(key).first<KnownDataset | undefined>()
  const { role, file } = plan
  if (known?.fingerprint === fingerprint)
    return { role, file, state: 'unchanged', counts: known.counts, findings: known.findings, rejects: [] }
  const tally = new Tally()
  await database.write.transaction(async (transaction) => {
    const datasetId = await beginDataset(transaction, key, known, plan)
    const { crs } = await plan.load(transaction, datasetId, tally)
    context.signal.throwIfAborted()
    await writeRejects(transaction, datasetId, tally.rejects)
    await analyse(transaction, role)
    await transaction('datasets')
      .where({ id: datasetId })
      .update({
        ...{ fingerprint, sha256, crs, source: plan.source, licence: plan.licence, year: plan.year },
        counts: JSON.stringify(tally.counts),
        findings: JSON.stringify(tally.findings),
        imported_at: transaction.fn.now(),
      })
  })
  const { counts, findings } = tally
  return { role, file, state: known ? 'replaced' : 'loaded', counts, findings, rejects: tally.shownRejects() }
}

/** What each role fills: its statistics are made at once, since the next file is joined with it before any autovacuum. */
const TABLES: Record<string, string> = {
  areas: 'areas',
  statistics: 'statistics',
  facilities: 'facilities',
  layer: 'features',
  proposals: 'proposals',
}

async function analyse(transaction: Knex, role: string): Promise<void> {
  const table = TABLES[role.split(':')[0] ?? '']
  if (table) await run(transaction, sql`ANALYZE ${named(table)}`)
}

async function beginDataset(
  transaction: Knex.Transaction,
  key: { package_id: string; role: string; file: string },
  known: KnownDataset | undefined,
  plan: DatasetPlan,
): Promise<number> {
  if (known && plan.keepsRows) {
    await transaction('rejects').where({ dataset_id: known.id }).delete()
    return known.id
  }
  if (known) await transaction('datasets').where({ id: known.id }).delete()
  const [row] = await transaction('datasets')
    .insert({ ...key, fingerprint: '', sha256: '' })
    .returning<{ id: number }[]>('id')
  if (!row) throw new Error('the dataset row was not returned')
  return row.id
}

async function writeRejects(transaction: Knex, datasetId: number, rejects: readonly Reject[]): Promise<void> {
  for (let at = 0; at < rejects.length; at += 5000) {
    await run(
      transaction,
      sql`INSERT INTO rejects (dataset_id, row_number, parameter, reason, received, expected)
       SELECT ${datasetId}, r.row, r.parameter, r.reason, r.received, r.expected
       FROM jsonb_to_recordset(${JSON.stringify(rejects.slice(at, at + 5000))}::jsonb) AS r(row integer, parameter text, reason text, received text, expected text)`,
    )
  }
}

export async function digestFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
