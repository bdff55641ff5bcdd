import { expect } from 'vitest'
import { type AccountActor, PUBLIC } from '../../core/access/actor.ts'
import type { Grant } from '../../core/access/grant.ts'
import { Problem, type ProblemDetail } from '../../core/problem.ts'
import { createProposal, type SubmissionRequest } from '../../server/proposals/create-proposal.ts'
import { decide, decideMany } from '../../server/proposals/decide.ts'
import type { BulkRequest, DecisionRequest } from '../../server/proposals/decision-request.ts'
import { openStore, type TestStore } from '../support/open-store.ts'

export type Query = <Row>(sql: string, bindings?: (string | number | null)[]) => Promise<Row[]>

/** A store with accounts, and what tests of the process do in it. */
export interface ProcessStore {
  store: TestStore
  query: Query
  /** An account of its own for each name, with these grants. */
  as(name: string, ...grants: Grant[]): Promise<AccountActor>
  submit(request?: Partial<SubmissionRequest>): Promise<string>
  decide(actor: AccountActor, request: Partial<DecisionRequest>): ReturnType<typeof decide>
  decideMany(actor: AccountActor, request: Partial<BulkRequest>): ReturnType<typeof decideMany>
}

export async function openProcess(): Promise<ProcessStore> {
  const store = await openStore()
  const { write } = store.database
  const query: Query = async <Row>(sql: string, bindings: (string | number | null)[] = []) =>
    (await write.raw<{ rows: Row[] }>(sql, bindings as string[])).rows
  const terms = { action: 'note', role: 'district', announce: false } as const
  return {
    store,
    query,
    async as(name, ...grants) {
      const [known] = await query<{ id: number }>('SELECT id FROM accounts WHERE login = ?', [name])
      if (known) return { kind: 'account', id: known.id, name, grants }
      const [made] = await query<{ id: number }>(
        `INSERT INTO accounts (login, name, password_hash) VALUES (?, 'Uji', '-') RETURNING id`,
        [name],
      )
      return { kind: 'account', id: made!.id, name, grants }
    },
    async submit(request = {}) {
      const submission = { title: 'Perbaikan talud sungai', lon: 111.251, lat: -2.151 }
      return (await createProposal(write, { submission, actor: PUBLIC, ...request })).code
    },
    decide: (actor, request) => decide(write, actor, { code: '', version: 1, ...terms, ...request }),
    decideMany: (actor, request) => decideMany(write, actor, { rows: [], ...terms, ...request }),
  }
}

/** Waits for a refusal and gives its problem. */
export async function refusalOf(work: Promise<unknown>): Promise<ProblemDetail> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(Problem)
  return (error as Problem).body
}
