import type { Knex } from 'knex'
import { PUBLIC } from '../../../core/access/actor.ts'
import type { ProposalItem, ProposalTotal } from '../../../core/api/proposal.ts'
import type { StoreMemo } from '../../changes/store-memo.ts'
import type { SqlFragment } from '../../database/sql-fragment.ts'
import { proposalCondition } from '../../proposals/filter.ts'
import { readIndicators } from '../../proposals/indicators.ts'
import { listProposals } from '../../proposals/list-proposals.ts'
import type { ListQuery } from './list-query.ts'
import { type AreaOptions, readAreaOptions } from './read-area-options.ts'

export const PAGE_SIZE = 50

/** How many proposals have each value. */
export type ValueCount = { count: number } & Record<string, unknown>

/** What `readIndicators` answers, as far as the page shows it. */
export interface ListFigures {
  count: number
  costRupiah: number
  realisedShare: number
  byStatus: ValueCount[]
  bySector: ValueCount[]
  byYear: ValueCount[]
  bySource: ValueCount[]
  byQuality: ValueCount[]
}

export interface ListData {
  items: readonly ProposalItem[]
  next: string | null
  total: ProposalTotal
  figures: ListFigures
  /** Of all proposals, so that a filter offers only what exists. */
  whole: ListFigures
  areas: AreaOptions
}

export async function readList(
  knex: Knex,
  memo: StoreMemo,
  { filter, sort, cursor }: ListQuery,
): Promise<ListData> {
  const condition = proposalCondition(filter)
  const figuresOf = (of: SqlFragment): Promise<ListFigures> => readIndicators(knex, memo, of)
  const [{ items, next, total }, figures, whole, areas] = await Promise.all([
    listProposals(knex, PUBLIC, { condition, limit: PAGE_SIZE, sort, words: filter.q, cursor }),
    figuresOf(condition),
    figuresOf(proposalCondition({})),
    readAreaOptions(knex, filter.area),
  ])
  return { items, next, total, figures, whole, areas }
}
