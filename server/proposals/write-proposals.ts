import type { Knex } from 'knex'
import { announce } from '../changes/change-feed.ts'
import { joinProposals } from './join/few-proposals.ts'

export interface Written<T> {
  /** Proposals that are not joined yet, or whose place or visibility may have changed. */
  joined: readonly number[]
  /** Those whose public state changed: all that tiles, events, statistics and caches hear of. */
  announced: readonly number[]
  answer: T
}

/**
 * The one way in which proposals are written, one after another: in one transaction `write` does what the writer came
 * for (lock, checks, row, event), then the rows are joined and every server instance hears after the commit of those
 * that are announced.
 */
export async function writeProposals<T>(
  knex: Knex,
  write: (transaction: Knex.Transaction) => Promise<Written<T>>,
): Promise<T> {
  return await knex.transaction(async (transaction) => {
    const { joined, announced, answer } = await write(transaction)
    if (joined.length > 0) await joinProposals(transaction, joined)
    if (announced.length > 0) await announce(transaction, { layer: 'proposals', ids: [...announced] })
    return answer
  })
}
