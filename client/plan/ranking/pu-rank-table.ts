import { html, type TemplateResult } from 'lit'
import { Redraw } from '../../state/viewer-store.ts'
import { columnHead, type HeadTools } from './columns/column-head.ts'
import { type PlacedColumn, type Placement, placeColumns } from './columns/column-layout.ts'
import type { PuColumnMenu } from './columns/pu-column-menu.ts'
import { sortHeadStyles } from './columns/sort-head.ts'
import type { TableView } from './columns/table-view.ts'
import { rankCells } from './rank-cells.ts'
import { PLAIN_BELOW_REM, type RankColumn, shownColumns } from './rank-columns.ts'
import { RankGrid } from './rank-grid.ts'
import type { RankedRow } from './rank-row.ts'
import { rankTableStyles } from './rank-table-styles.ts'
import { rankingText } from './ranking-words.ts'

interface Placed extends Placement<RankedRow> {
  /** The bar stands under the title. */
  readonly barBelow: boolean
}

/** The ranking: columns that are chosen, ordered and filtered in their heads, where all of it is here. */
export class PuRankTable extends RankGrid {
  static override properties = {
    ...RankGrid.properties,
    view: { attribute: false },
    columns: { attribute: false },
    headed: { state: true },
  }

  static override styles = [...RankGrid.styles, sortHeadStyles, rankTableStyles]

  declare view: TableView
  /** All that there are. */
  declare columns: readonly RankColumn[]
  /** The column whose head the tab key comes to. */
  declare headed: string
  #placed: { placement: Placed; of: readonly unknown[] } | null = null

  constructor() {
    super()
    this.headed = 'rank'
    new Redraw(this, () => this.view)
  }

  protected override label(): string {
    return rankingText('title')
  }

  protected override gridStyle(): string {
    const { template, total } = this.#placement
    return `--columns: ${template}; --total: ${this.#isPlain ? 0 : total}rem`
  }

  protected override cells(row: RankedRow): TemplateResult[] {
    const { placed, barBelow } = this.#placement
    return rankCells(row, { ...this.look, barBelow }, placed)
  }

  protected override head(): TemplateResult {
    const { placed } = this.#placement
    const isPlain = this.#isPlain || !this.list.spread
    return html`<div class="head ${isPlain ? 'plain' : ''}" role="rowgroup"><div class="line" role="row" aria-rowindex="1">
      ${placed.map((one) => (isPlain ? plainHead(one) : columnHead(one, this.#tools())))}
    </div></div>`
  }

  get #isPlain(): boolean {
    return this.roomRem < PLAIN_BELOW_REM
  }

  /** Reckoned once for the same columns, layout and room, not for each row. */
  get #placement(): Placed {
    const { columns, roomRem, view, look } = this
    const of = [columns, roomRem, view.layout, look.study]
    if (!this.#placed?.of.every((part, at) => part === of[at])) {
      const shown = shownColumns(columns, view.layout.chosen, roomRem)
      const isFree = this.#isPlain || view.layout.chosen === null
      const barBelow = isFree && !shown.some(({ id }) => id === 'contributions')
      const layout = this.#isPlain ? { widths: {}, pinned: [] } : view.layout
      this.#placed = {
        placement: { ...placeColumns(shown, layout, { stretched: 'title', roomRem }), barBelow },
        of,
      }
    }
    return this.#placed.placement
  }

  #tools(): HeadTools<RankedRow> {
    const { placed } = this.#placement
    const active = placed.some(({ column }) => column.id === this.headed) ? this.headed : 'rank'
    return {
      view: this.view,
      active,
      onMenu: (one, button) => this.#openMenu(one, button),
      onMove: (id, step) => void this.#moveTo(placed.findIndex(({ column }) => column.id === id) + step),
    }
  }

  /** Ids of the columns that are shown. */
  get shown(): readonly string[] {
    return this.#placement.placed.map(({ column }) => column.id)
  }

  protected override beside(): TemplateResult {
    return html`<pu-column-menu .view=${this.view}></pu-column-menu>`
  }

  #openMenu({ column }: PlacedColumn<RankedRow>, button: HTMLElement): void {
    const spread = (column.filter && this.list.spread?.(column)) ?? null
    const menu = this.renderRoot.querySelector<PuColumnMenu>('pu-column-menu')
    void menu?.show({ column, spread, shown: this.shown }, button)
  }

  /** Arrows go from head to head. */
  async #moveTo(place: number): Promise<void> {
    const id = this.#placement.placed[place]?.column.id
    if (!id) return
    this.headed = id
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>(`[data-column="${CSS.escape(id)}"] .sort`)?.focus()
  }
}

function plainHead({ column: { head, name, id, align } }: PlacedColumn<RankedRow>) {
  return html`<div role="columnheader" class="th ${align}" data-column=${id}>${
    head === name ? head : html`<span class="hidden">${name}</span><span aria-hidden="true">${head}</span>`
  }</div>`
}
