import type { Knex } from 'knex'
import { proposalCondition } from '../../proposals/filter.ts'
import { readIndicators } from '../../proposals/indicators.ts'
import { type ListTotal, listProposals, type ProposalItem } from '../../proposals/list-proposals.ts'
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
  total: ListTotal
  figures: ListFigures
  /** Of all proposals, so that a filter offers only what exists. */
  whole: ListFigures
  areas: AreaOptions
}

export async function readList(knex: Knex, { filter, sort, cursor }: ListQuery): Promise<ListData> {
  const condition = proposalCondition(filter)
  const { items, next, total } = await listProposals(knex, { condition, limit: PAGE_SIZE, sort, cursor })
  const figures: ListFigures = await readIndicators(knex, condition)
  const whole: ListFigures =
    Object.keys(filter).length > 0 ? await readIndicators(knex, proposalCondition({})) : figures
  return { items, next, total, figures, whole, areas: await readAreaOptions(knex, filter.area) }
}
