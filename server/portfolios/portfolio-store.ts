import type { Knex } from 'knex'
import type {
  PortfolioResult,
  PortfolioState,
  PortfolioSummary,
  SearchProgress,
} from '../../core/api/portfolio.ts'
import type { ProblemDetail } from '../../core/problem.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'
import type { PortfolioInputs, StoredAnswer } from './model/portfolio-inputs.ts'
import type { PortfolioBody } from './model/portfolio-request.ts'

export interface StoredPortfolio {
  id: string
  title: string
  state: PortfolioState
  step: string
  share: number
  progress: SearchProgress | null
  request: PortfolioBody
  result: PortfolioResult | null
  /** While it runs, and once it was cancelled: the best choice and its proof, without prices, alternatives and robustness. */
  found: PortfolioResult | null
  problem: ProblemDetail | null
  storeDigest: string | null
  createdAt: Date
  finishedAt: Date | null
}

const COLUMNS = {
  id: 'id',
  title: 'title',
  state: 'state',
  step: 'step',
  share: 'share',
  progress: 'progress',
  request: 'request',
  result: 'result',
  problem: 'problem',
  storeDigest: 'store_digest',
  createdAt: 'created_at',
  finishedAt: 'finished_at',
}

const MOST_LISTED = 200
/** Finished portfolios that are kept; the oldest are deleted, since each holds its inputs. */
const MOST_KEPT = 500

export interface NewPortfolio {
  readonly id: string
  readonly title: string
  readonly request: PortfolioBody
  /** JSON texts. */
  readonly inputs: string
  readonly storeDigest: string
  readonly byAccount: number | null
}

export async function insertPortfolio(knex: Knex, portfolio: NewPortfolio): Promise<void> {
  const { id, title, request, inputs, storeDigest, byAccount } = portfolio
  await knex('portfolios').insert({
    id,
    title,
    state: 'running',
    request: JSON.stringify(request),
    inputs,
    store_digest: storeDigest,
    by_account: byAccount,
  })
  await knex('portfolios')
    .whereNot({ state: 'running' })
    .whereNotIn('id', knex('portfolios').orderBy('created_at', 'desc').limit(MOST_KEPT).select('id'))
    .delete()
}

/** The running portfolio of the same account with the same request over the same data, if there is one. */
export async function findRunning(
  knex: Knex,
  { title, request, storeDigest, byAccount }: NewPortfolio,
): Promise<string | undefined> {
  const [running] = await select<{ id: string }>(
    knex,
    sql`SELECT id FROM portfolios WHERE state = 'running' AND store_digest = ${storeDigest} AND title = ${title}
     AND request = ${bound(JSON.stringify(request), 'jsonb')} AND by_account IS NOT DISTINCT FROM ${bound(byAccount, 'int')} LIMIT 1`,
  )
  return running?.id
}

/** Stores the progress; false when the portfolio is no longer running, because it was cancelled through another instance. */
export async function writeProgress(
  knex: Knex,
  id: string,
  { step, share, progress }: { step: string; share: number; progress: SearchProgress | null },
): Promise<boolean> {
  const changed = await knex('portfolios')
    .where({ id, state: 'running' })
    .update({ step, share, progress: progress && JSON.stringify(progress) })
  return changed > 0
}

/** Stores the best choice while its alternatives and prices are still being studied. */
export async function writeFound(knex: Knex, id: string, result: string): Promise<void> {
  await knex('portfolios').where({ id, state: 'running' }).update({ result })
}

export type PortfolioEnding =
  | { readonly state: 'done'; readonly answer: string; readonly result: string }
  | { readonly state: 'failed'; readonly problem: ProblemDetail }
  | { readonly state: 'cancelled' }

/** Marks a running portfolio as ended; one that has ended already stays as it is. */
export async function finishPortfolio(knex: Knex, id: string, ending: PortfolioEnding): Promise<boolean> {
  const { state } = ending
  const changed = await knex('portfolios')
    .where({ id, state: 'running' })
    .update({ state, ...rowOf(ending), finished_at: knex.fn.now() })
  return changed > 0
}

/** A cancelled study keeps the best choice that was found before. */
function rowOf(ending: PortfolioEnding) {
  if (ending.state === 'done') return { answer: ending.answer, result: ending.result, step: '', share: 1 }
  return ending.state === 'failed' ? { problem: JSON.stringify(ending.problem), result: null } : {}
}

/** Marks portfolios that a stopped server left running as failed. */
export async function failAbandonedPortfolios(knex: Knex): Promise<void> {
  await knex('portfolios')
    .where({ state: 'running' })
    .update({
      state: 'failed',
      result: null,
      finished_at: knex.fn.now(),
      problem: JSON.stringify({
        title: 'Interrupted',
        status: 500,
        detail:
          'The server stopped while this portfolio was being computed. Nothing else was lost; start it again.',
      }),
    })
}

export async function readPortfolio(knex: Knex, id: string): Promise<StoredPortfolio | undefined> {
  const row = await knex('portfolios')
    .where({ id })
    .first<Omit<StoredPortfolio, 'found'> | undefined>(COLUMNS)
  if (!row) return undefined
  const { state, result } = row
  return {
    ...row,
    result: state === 'done' ? result : null,
    found: state === 'running' || state === 'cancelled' ? result : null,
  }
}

/** Newest first, each with a summary of its answer. */
export async function listPortfolios(knex: Knex): Promise<PortfolioSummary[]> {
  return await select<PortfolioSummary>(
    knex,
    sql`SELECT id, title, state, step, share, created_at AS "createdAt", finished_at AS "finishedAt",
       request->>'objective' AS objective, (request->>'budgetRupiah')::float8 AS "budgetRupiah",
       outcome->>'status' AS status, (outcome->>'worth')::float8 AS worth, (outcome->>'gap')::float8 AS gap,
       (outcome->>'spentRupiah')::float8 AS "spentRupiah", jsonb_array_length(outcome->'chosen') AS "chosenCount"
     FROM (SELECT *, CASE WHEN state = 'done' THEN result END AS outcome FROM portfolios
       ORDER BY created_at DESC, id LIMIT ${MOST_LISTED}) AS newest
     ORDER BY created_at DESC, id`,
  )
}

/** Deletes a portfolio; false when there is none with this id. */
export async function deletePortfolio(knex: Knex, id: string): Promise<boolean> {
  return (await knex('portfolios').where({ id }).whereNot({ state: 'running' }).delete()) > 0
}

/** Problem and answer of the solver; undefined unless the portfolio is done. */
export async function readSolved(
  knex: Knex,
  id: string,
): Promise<{ inputs: PortfolioInputs; answer: StoredAnswer } | undefined> {
  return await knex('portfolios')
    .where({ id, state: 'done' })
    .first<{ inputs: PortfolioInputs; answer: StoredAnswer } | undefined>('inputs', 'answer')
}

/** Codes that a portfolio chose, for maps and zones "after" it; undefined when there is none or it is not done. */
export async function readChosenCodes(knex: Knex, id: string): Promise<string[] | undefined> {
  const rows = await select<{ codes: string[] | null }>(
    knex,
    sql`SELECT jsonb_path_query_array(result, '$.chosen[*].code') AS codes FROM portfolios WHERE id = ${id}::uuid AND state = 'done'`,
  )
  return rows[0]?.codes ?? undefined
}
