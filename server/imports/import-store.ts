import type { Knex } from 'knex'
import type { ImportState, StoredReject } from '../../core/api/import.ts'
import { select, sql } from '../database/sql-fragment.ts'

const COLUMNS = {
  id: 'id',
  packageId: 'package_id',
  state: 'state',
  step: 'step',
  share: 'share',
  report: 'report',
  problem: 'problem',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
}

/** JSON text that jsonb takes: files may hold NUL and half surrogate pairs, PostgreSQL's text may not. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'string' ? part.replaceAll('\0', '\\x00').toWellFormed() : part,
  )
}

/** Marks imports that a stopped server left running as failed; files that they finished stay. */
export async function failAbandoned(knex: Knex): Promise<void> {
  await knex('imports')
    .where({ state: 'running' })
    .update({
      state: 'failed',
      finished_at: knex.fn.now(),
      problem: JSON.stringify({
        title: 'Interrupted',
        status: 500,
        detail:
          'The server stopped during this import. Files that were finished are kept; start it again to go on.',
      }),
    })
}

/** The state of an import with its report; undefined for an unknown id. */
export async function readImport(knex: Knex, id: string): Promise<ImportState | undefined> {
  return await knex('imports').where({ id }).first<ImportState | undefined>(COLUMNS)
}

/** The latest 50 imports, newest first. */
export async function listImports(knex: Knex): Promise<ImportState[]> {
  return await knex('imports').orderBy('started_at', 'desc').limit(50).select<ImportState[]>(COLUMNS)
}

/** Every row that was refused or kept with a remark, as the office needs it to mend its file. */
export async function listRejects(
  knex: Knex,
  packageId: string,
  after: number,
  limit: number,
): Promise<StoredReject[]> {
  const rows = await select<StoredReject>(
    knex,
    sql`SELECT r.id::float8 AS id, d.role, d.file, r.row_number AS row, r.parameter, r.reason, r.received, r.expected
     FROM rejects r JOIN datasets d ON d.id = r.dataset_id
     WHERE d.package_id = ${packageId} AND r.id > ${after} ORDER BY r.id LIMIT ${limit}`,
  )
  return rows
}
