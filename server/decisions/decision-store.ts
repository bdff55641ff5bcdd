import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Knex } from 'knex'
import type { DecisionSummary, RecordedDecision } from '../../core/api/recorded-decision.ts'
import { errorCode } from '../../core/error-code.ts'
import { badParameter, Problem } from '../../core/problem.ts'
import { bound, named, run, select, sql } from '../database/sql-fragment.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/** Of the newest that are looked through for those that an actor may see. */
const MOST_READ = 2000
const FOREIGN_KEY = '23503'
const UNIQUE = '23505'

/**
 * Where decisions are read: all of them, which only `database.write` can, or those that are published, which the role of public
 * reads sees (docs/decisions/022).
 */
export type DecisionsOf = 'recorded_decisions' | 'published_decisions'

export interface DecisionDraft {
  readonly kind: RecordedDecision['kind']
  readonly title: string
  readonly reason: string
  readonly filter: Readonly<Record<string, string>>
  readonly summary: DecisionSummary
  readonly file: { readonly name: string; readonly bytes: Uint8Array }
  readonly portfolioId: string | null
  readonly supersedes: number | null
  readonly byAccount: number
}

/** Records a decision; gives its number. Throws a 400 or 409 where the one that it is to supersede is unknown, or superseded already. */
export async function insertDecision(knex: Knex, draft: DecisionDraft): Promise<number> {
  const { file, supersedes } = draft
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  const packed = await pack(file.bytes)
  try {
    const rows = await select<{ id: number }>(
      knex,
      sql`INSERT INTO recorded_decisions (kind, title, reason, filter, summary, file_name, file_bytes, file_gzip, sha256,
            portfolio_id, supersedes, by_account)
          VALUES (${draft.kind}, ${draft.title}, ${draft.reason}, ${bound(JSON.stringify(draft.filter), 'jsonb')},
            ${bound(JSON.stringify(draft.summary), 'jsonb')}, ${file.name}, ${bound(file.bytes.length, 'int')}, ${packed}, ${sha256},
            ${bound(draft.portfolioId, 'uuid')}, ${bound(supersedes, 'int')}, ${bound(draft.byAccount, 'int')})
          RETURNING id`,
    )
    return rows[0]!.id
  } catch (error) {
    if (errorCode(error) === FOREIGN_KEY)
      throw badParameter('supersedes', String(supersedes), 'the number of a decision')
    if (errorCode(error) !== UNIQUE) throw error
    throw new Problem(
      {
        title: 'Superseded already',
        status: 409,
        detail: `decision ${supersedes} has been superseded by another: supersede that one`,
        parameter: 'supersedes',
        received: String(supersedes),
        expected: 'a decision that no other supersedes',
      },
      { cause: error },
    )
  }
}

type Row = Omit<RecordedDecision<Date>, 'file'> & { name: string; bytes: number; sha256: string }

/** Newest first, or the one of this number. What they refer to is told where it can be read, too. */
export async function readDecisions(
  knex: Knex,
  of: DecisionsOf,
  id: number | null = null,
): Promise<RecordedDecision<Date>[]> {
  const only = bound(id, 'int')
  const rows = await select<Row>(
    knex,
    sql`SELECT d.id, d.kind, d.title, d.reason, d.filter, d.summary, d.file_name AS name, d.file_bytes AS bytes, d.sha256,
          d.portfolio_id AS "portfolioId", older.id AS supersedes, newer.id AS "supersededBy", d.at,
          d.published_at AS "publishedAt"
        FROM ${named(of)} d LEFT JOIN ${named(of)} older ON older.id = d.supersedes
          LEFT JOIN ${named(of)} newer ON newer.supersedes = d.id
        WHERE ${only} IS NULL OR d.id = ${only} ORDER BY d.id DESC LIMIT ${bound(MOST_READ, 'int')}`,
  )
  return rows.map(({ name, bytes, sha256, ...row }) => ({
    ...row,
    file: { name, bytes, sha256, href: `/api/decisions/${row.id}/file.json` },
  }))
}

/** The decision file as it was recorded, byte for byte; undefined when there is none of this number. */
export async function readDecisionFile(
  knex: Knex,
  of: DecisionsOf,
  id: number,
): Promise<Uint8Array | undefined> {
  const [row] = await select<{ file: Uint8Array }>(
    knex,
    sql`SELECT file_gzip AS file FROM ${named(of)} WHERE id = ${bound(id, 'int')}`,
  )
  return row && (await unpack(row.file))
}

/** Lets everyone read a decision from now on; once published it stays so. */
export async function publishDecision(knex: Knex, id: number, byAccount: number): Promise<void> {
  await run(
    knex,
    sql`UPDATE recorded_decisions SET published_at = now(), published_by = ${bound(byAccount, 'int')}
        WHERE id = ${bound(id, 'int')} AND published_at IS NULL`,
  )
}
