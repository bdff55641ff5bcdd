import type { Knex } from 'knex'
import { type Actor, accountOf } from '../../core/access/actor.ts'
import type { DecisionBatch, UndoneBatch } from '../../core/api/desk.ts'
import { notFound, Problem } from '../../core/problem.ts'
import { bound, run, select, sql } from '../database/sql-fragment.ts'
import { claimKey, settleKey } from '../proposals/claim-key.ts'
import { decideRows } from '../proposals/decide.ts'
import type { RowAnswer } from '../proposals/decision-request.ts'
import { undoRows } from '../proposals/undo-decisions.ts'
import { writeProposals } from '../proposals/write-proposals.ts'
import { digestOf, readPreview } from './preview-decisions.ts'

/**
 * Carries out what a preview showed: exactly its rows, each by the rules of a decision on one; what changed since is skipped,
 * with the reason. Once: a token that was carried out is answered as it was then. Throws Problem: 404 for a token that this
 * account was not given, or that has expired.
 */
export async function decideBatch(
  write: Knex,
  actor: Actor,
  { token, key }: { token: string; key?: string | undefined },
): Promise<DecisionBatch> {
  const account = accountOf(actor)
  if (account === null) throw unknownToken()
  const keyed = key === undefined ? undefined : { key, actor, request: { token } }
  return await writeProposals(write, async (transaction) => {
    const before =
      (keyed && (await claimKey<DecisionBatch>(transaction, keyed))) ??
      (await readCarriedOut(transaction, account, token))
    if (before) return { joined: [], announced: [], answer: before }
    const request = await readPreview(transaction, account, token)
    if (!request) throw unknownToken()
    // Whoever came with the same token meanwhile has waited for its row, and finds here what was done.
    const done = await readCarriedOut(transaction, account, token)
    if (done) return { joined: [], announced: [], answer: done }
    const written = await decideRows(transaction, actor, request)
    const batch: DecisionBatch = {
      id: await nextId(transaction),
      action: request.action,
      ...sortOut(written.answer),
    }
    await run(
      transaction,
      sql`INSERT INTO decision_batches (id, by_account, token_sha256, answer) OVERRIDING SYSTEM VALUE
          VALUES (${bound(batch.id, 'int')}, ${bound(account, 'int')}, ${bound(digestOf(token), 'text')},
            ${bound(JSON.stringify(batch), 'jsonb')})`,
    )
    if (keyed) await settleKey(transaction, keyed, batch)
    return { ...written, answer: batch }
  })
}

function sortOut(rows: readonly RowAnswer[]): Pick<DecisionBatch, 'done' | 'reserve' | 'skipped'> {
  const done = rows.filter((row) => row.outcome === 'done')
  return {
    done: done.map(({ code, version, decision }) => ({ code, version, decision })),
    reserve: done.filter(({ reserve }) => reserve.length > 0).map(({ code }) => code),
    skipped: rows.flatMap((row) =>
      row.outcome === 'skipped' ? [{ code: row.code, problem: row.problem }] : [],
    ),
  }
}

function unknownToken(): Problem {
  return new Problem({
    title: 'Not found',
    status: 404,
    detail: 'token: no preview of this account has it, or it has expired; make the preview again',
    parameter: 'token',
  })
}

async function nextId(transaction: Knex.Transaction): Promise<number> {
  const [row] = await select<{ id: number }>(
    transaction,
    sql`SELECT nextval(pg_get_serial_sequence('decision_batches', 'id'))::int AS id`,
  )
  return row?.id ?? Number.NaN
}

async function readCarriedOut(
  transaction: Knex.Transaction,
  account: number,
  token: string,
): Promise<DecisionBatch | undefined> {
  const [row] = await select<{ answer: DecisionBatch }>(
    transaction,
    sql`SELECT answer FROM decision_batches WHERE token_sha256 = ${bound(digestOf(token), 'text')}
        AND by_account = ${bound(account, 'int')}`,
  )
  // What was carried out before there were reserves tells of none.
  return row && { ...row.answer, reserve: row.answer.reserve ?? [] }
}

/**
 * Takes back what one decided about many: by decisions that replace those, but for what was announced, frozen or decided on since.
 * Once: a repeat is answered as the first was. Throws Problem (404) for what is another account's.
 */
export async function undoBatch(write: Knex, actor: Actor, id: number): Promise<UndoneBatch> {
  const account = accountOf(actor)
  if (account === null) throw notFound('batch', id)
  return await writeProposals(write, async (transaction) => {
    const [row] = await select<{ answer: DecisionBatch; undone: UndoneBatch | null }>(
      transaction,
      sql`SELECT answer, undone FROM decision_batches WHERE id = ${bound(id, 'int')} AND by_account = ${bound(account, 'int')}
          FOR UPDATE`,
    )
    if (!row) throw notFound('batch', id)
    if (row.undone) return { joined: [], announced: [], answer: row.undone }
    const { done } = row.answer
    const codes = new Map(done.map(({ decision, code }) => [decision, code]))
    const undone = await undoRows(transaction, actor, [...codes.keys()])
    const answer: UndoneBatch = {
      id,
      done: undone.flatMap((one) =>
        one.outcome === 'done' ? [{ code: one.code, version: one.version }] : [],
      ),
      skipped: undone.flatMap((one) =>
        one.outcome === 'skipped' ? [{ code: codes.get(one.undone) ?? '', problem: one.problem }] : [],
      ),
    }
    await run(
      transaction,
      sql`UPDATE decision_batches SET undone_at = now(), undone = ${bound(JSON.stringify(answer), 'jsonb')}
          WHERE id = ${bound(id, 'int')}`,
    )
    return { joined: [], announced: [], answer }
  })
}
