import { html, type TemplateResult } from 'lit'
import type { CellValue } from '../../../core/score/column-spread.ts'
import { type ColumnSort, nextSort } from './columns/cell-order.ts'
import { type SortColumn, type SortTools, sortHead, sortHeadStyles } from './columns/sort-head.ts'
import { RankGrid } from './rank-grid.ts'
import type { RankList } from './rank-list.ts'
import type { RankedRow } from './rank-row.ts'
import { sortList } from './sort-list.ts'

/** A column of a sorted grid, and what its head sorts by. */
export interface ValueColumn extends SortColumn {
  value(row: RankedRow): CellValue
}

/** A grid whose heads sort. A press on one emits `sort` with a ColumnSort, or null for the order that rows come in. */
export abstract class SortedGrid extends RankGrid {
  static override properties = {
    ...RankGrid.properties,
    columns: { attribute: false },
    sort: { attribute: false },
    plain: { attribute: false },
    headed: { state: true },
  }

  static override styles = [...RankGrid.styles, sortHeadStyles]

  declare columns: readonly ValueColumn[]
  /** Null for the order that rows come in. */
  declare sort: ColumnSort | null
  /** The column that rows come in the order of. */
  declare plain: string
  /** The column whose head the tab key comes to. */
  declare headed: string

  constructor() {
    super()
    this.plain = 'rank'
    this.headed = ''
  }

  protected override head(): TemplateResult {
    const isSorting = ({ id, sorts }: ValueColumn) => sorts && id === this.headed
    const active = this.columns.some(isSorting) ? this.headed : this.plain
    const tools: SortTools = {
      ...{ sort: this.sort, plain: this.plain, active },
      onSort: ({ id, first }) =>
        this.dispatchEvent(new CustomEvent('sort', { detail: nextSort(this.sort, id, first) })),
      onMove: (column, step) => this.#moveFrom(column.id, step),
    }
    return html`<div class="head" role="rowgroup"><div class="line" role="row" aria-rowindex="1">
      ${this.columns.map((column) => sortHead(column, tools))}</div></div>`
  }

  /** Arrows go from head to head, of those that there is room for. */
  #moveFrom(from: string, step: number): void {
    const heads = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-column]')].filter((head) =>
      head.querySelector('.sort')?.checkVisibility(),
    )
    const next = heads[heads.findIndex(({ dataset }) => dataset.column === from) + step]
    if (!next) return
    this.headed = next.dataset.column ?? from
    next.querySelector<HTMLElement>('.sort')?.focus()
  }
}

/** Puts a list in the order of one of its columns, once for the same list and order. */
export class ListOrder {
  #sorted: { of: readonly unknown[]; list: RankList } | null = null

  /** The list in the order asked for, which is null where the columns have none by that name; `of` is what values follow from. */
  of(list: RankList, columns: readonly ValueColumn[], asked: ColumnSort | null, of: unknown) {
    const column = columns.find(({ id, sorts }) => sorts && id === asked?.id)
    if (!asked || !column) return { list, sort: null }
    const parts = [list, asked, of]
    if (!this.#sorted?.of.every((part, at) => part === parts[at]))
      this.#sorted = { of: parts, list: sortList(list, column.value, asked.direction) }
    return { list: this.#sorted.list, sort: asked }
  }
}
