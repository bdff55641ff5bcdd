import type { Knex } from 'knex'
import { announce } from '../changes/change-feed.ts'

/** Joins these rows with everything around them; injected, since the store does not know the join. */
export type JoinProposals = (transaction: Knex.Transaction, ids: readonly number[]) => Promise<void>

/** What a write answers, and which proposals it wrote: none when it turned out to have been done before. */
export interface Written<T> {
  ids: readonly number[]
  answer: T
}

/**
 * The one way in which proposals are written, one after another: in one transaction `write` does what the writer came
 * for (lock, checks, row, event), then the rows are joined and every server instance is told of them after the commit.
 */
export async function writeProposals<T>(
  knex: Knex,
  join: JoinProposals,
  write: (transaction: Knex.Transaction) => Promise<Written<T>>,
): Promise<T> {
  return await knex.transaction(async (transaction) => {
    const { ids, answer } = await write(transaction)
    if (ids.length > 0) {
      await join(transaction, ids)
      await announce(transaction, { layer: 'proposals', ids: [...ids] })
    }
    return answer
  })
}
