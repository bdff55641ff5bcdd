import type { ColumnSpread } from '../../../core/api/ranking.ts'
import { villageName } from '../state/alternatives.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { type CellFilter, passes } from './columns/cell-filter.ts'
import { type ColumnSort, orderOf } from './columns/cell-order.ts'
import type { Column } from './columns/column.ts'
import { spreadOf } from './columns/spread-of.ts'
import { LiveRow, type LiveSource, liveSource } from './live-row.ts'
import type { RankedRow } from './rank-row.ts'

/** The lines of the table, in the order of their rank or of a column; a line that is still on its way is undefined. */
export interface RankList {
  readonly length: number
  /** Proposals in the ranking, found by the search or not. */
  readonly ranked: number
  /** The weighted score, per mille, of the first of the ranking: what fills a bar. */
  readonly best: number
  at(place: number): RankedRow | undefined
  /** Place of a proposal's code, −1 when it is not in the list. */
  placeOf(code: string): number
  /** What stands in a column of the rows that the search and all other filters leave; null for words. Where heads sort and filter. */
  spread?(column: Column<RankedRow>): ColumnSpread | null | Promise<ColumnSpread | null>
}

/** How the list is narrowed and ordered, beside the search. None of it changes what is ranked, nor any rank. */
export interface ListQuestion {
  readonly columns: readonly Column<RankedRow>[]
  readonly filters: ReadonlyMap<string, CellFilter>
  readonly sort: ColumnSort | null
  /** Id of the study of robustness that columns show, where the server has it. */
  readonly study: string | null
}

/** All of it, by rank. */
export const PLAIN: ListQuestion = { columns: [], filters: new Map(), sort: null, study: null }

/** The list of the store's live ranking, narrowed by its search words and by filters; null when there is no ranking. */
export function liveRankList(
  { state, ranking }: Pick<PlanStore, 'state' | 'ranking'>,
  question: ListQuestion = PLAIN,
): RankList | null {
  const { alternatives, criteria, search } = state
  if (!alternatives || !ranking) return null
  const keys = criteria.map(({ key }) => key)
  const source = liveSource(alternatives, ranking, keys, state.weights ?? {})
  const found = searched(source, search)
  const order = sorted(source, filtered(source, found, question), question)
  return {
    length: order.length,
    ranked: ranking.order.length,
    best: (ranking.sums[ranking.order[0] ?? -1] ?? 0) / ranking.weightSum,
    at(place) {
      const row = order[place]
      return row === undefined ? undefined : new LiveRow(source, row)
    },
    placeOf(code) {
      const row = alternatives.rowOf.get(code)
      if (row === undefined) return -1
      return order === ranking.order ? (ranking.rank[row] ?? 0) - 1 : order.indexOf(row)
    },
    spread(column) {
      const rows = filtered(source, found, question, column.id)
      return spreadOf(
        column,
        Array.from(rows, (row): RankedRow => new LiveRow(source, row)),
      )
    },
  }
}

function searched({ alternatives, ranking }: LiveSource, search: string): Uint32Array {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return ranking.order
  return ranking.order.filter((row) => {
    const text = `${alternatives.titles[row]} ${villageName(alternatives, row)}`.toLocaleLowerCase()
    return words.every((word) => text.includes(word))
  })
}

function filtered(
  source: LiveSource,
  rows: Uint32Array,
  { columns, filters }: ListQuestion,
  but?: string,
): Uint32Array {
  const asked = columns.flatMap((column) => {
    const filter = column.id === but ? undefined : filters.get(column.id)
    return filter ? [{ column, filter }] : []
  })
  if (asked.length === 0) return rows
  return rows.filter((row) => {
    const one = new LiveRow(source, row)
    return asked.every(({ column, filter }) => passes(filter, column.value(one)))
  })
}

function sorted(source: LiveSource, rows: Uint32Array, { columns, sort }: ListQuestion): Uint32Array {
  const column = columns.find(({ id }) => id === sort?.id)
  if (!sort || !column) return rows
  const values = Array.from(rows, (row) => sortValue(column, new LiveRow(source, row)))
  return orderOf(values, sort.direction).map((place) => rows[place] ?? 0)
}

/** Codes of a list are put in the order of their words: those of the screen. */
function sortValue(column: Column<RankedRow>, row: RankedRow) {
  const value = column.value(row)
  if (column.order) return column.order.place(value)
  return column.filter === 'values' && value !== '' ? column.text(value) : value
}
