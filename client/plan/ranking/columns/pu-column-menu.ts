import { html, LitElement, nothing } from 'lit'
import type { ColumnSpread } from '../../../../core/api/ranking.ts'
import { isAbort } from '../../../api/problem-response.ts'
import { number } from '../../../i18n/format-value.ts'
import { languageChange } from '../../../i18n/translate.ts'
import { describeFailure } from '../../../panel/describe-failure.ts'
import { textOf } from '../../../panel/event-control.ts'
import { icons } from '../../../panel/icons.ts'
import { placePopover } from '../../../panel/menu-position.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import type { CellFilter } from './cell-filter.ts'
import type { Column } from './column.ts'
import { columnMenuStyles } from './column-menu-styles.ts'
import { columnText } from './column-words.ts'
import { rangeFilter } from './range-filter.ts'
import type { TableView } from './table-view.ts'

type Spread = ColumnSpread | null

/** What a menu is of: a column, and what stands in it in the rows that the other filters leave; null for words. */
export interface MenuOf {
  readonly column: Column<never>
  readonly spread: Spread | Promise<Spread>
  /** Ids of the columns that are shown. */
  readonly shown: readonly string[]
}

/** More are found by typing. */
const MOST_LISTED = 100
/** A list that is seen at a glance needs no search. */
const SEARCHED_FROM = 12

/** The menu of a column's head: filter by range, values or words; pin; hide. The popover is the browser's own. */
export class PuColumnMenu extends LitElement {
  static override properties = {
    view: { attribute: false },
    of: { state: true },
    spread: { state: true },
    failure: { state: true },
    search: { state: true },
  }

  static override styles = [sharedStyles, columnMenuStyles]

  declare view: TableView
  declare of: MenuOf | null
  /** Undefined while it is on its way. */
  declare spread: Spread | undefined
  declare failure: unknown
  declare search: string

  constructor() {
    super()
    this.of = null
    this.spread = null
    this.failure = null
    this.search = ''
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.view)
  }

  /** Opens below the button. */
  async show(of: MenuOf, button: HTMLElement): Promise<void> {
    this.of = of
    this.search = ''
    this.failure = null
    this.spread = of.spread instanceof Promise ? undefined : of.spread
    await this.#place(button)
    if (!(of.spread instanceof Promise)) return
    try {
      const spread = await of.spread
      if (this.of === of) this.spread = spread
    } catch (failure) {
      if (this.of !== of || isAbort(failure)) return
      this.failure = failure
    }
    if (this.of === of && this.#menu?.matches(':popover-open')) await this.#place(button)
  }

  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.menu')
  }

  async #place(button: HTMLElement): Promise<void> {
    await this.updateComplete
    const menu = this.#menu
    if (!menu) return
    if (!menu.matches(':popover-open')) menu.showPopover()
    placePopover(menu, button)
    menu.querySelector<HTMLElement>('input, .settings button')?.focus()
  }

  protected override render() {
    const { of } = this
    if (!of) return nothing
    const { id, name, filter, fixed } = of.column
    const isPinned = this.view.layout.pinned.includes(id)
    return html`<div class="menu" popover role="dialog" aria-label=${name}>
      <div class="top"><strong>${name}</strong>
        ${this.view.filters.has(id) ? html`<button class="link" type="button" @click=${() => this.view.setFilter(id, null)}>${columnText('clear')}</button>` : nothing}
        <button class="icon" type="button" aria-label=${columnText('close')} @click=${() => this.#hide()}>${icons.close}</button></div>
      ${filter ? html`<div class="filter">${this.#filter(of.column)}<p class="note">${columnText('listOnly')}</p></div>` : nothing}
      ${of.column.whyNot ? html`<p class="note">${of.column.whyNot}</p>` : nothing}
      <div class="settings">
        <button class="link" type="button" @click=${() => this.view.flipPin(id)}>${columnText(isPinned ? 'unpin' : 'pin')}</button>
        ${fixed ? nothing : html`<button class="link" type="button" @click=${() => this.#hideColumn(of)}>${columnText('hide')}</button>`}
      </div></div>`
  }

  #filter(column: Column<never>) {
    const { spread, failure } = this
    const filter = this.view.filters.get(column.id)
    const set = (one: CellFilter) => this.view.setFilter(column.id, one)
    if (failure) return html`<p class="note" role="alert">${describeFailure(failure)}</p>`
    if (spread === undefined) return html`<p class="note" role="status">${columnText('reading')}</p>`
    if (spread?.kind === 'range') return rangeFilter(column, spread.histogram, filter, set)
    if (spread?.kind === 'values') return this.#values(column, spread, filter)
    return html`<label class="field whole"><span>${columnText('holds')}</span><input type="search" maxlength="100"
      .value=${filter?.kind === 'text' ? filter.words : ''} @input=${(event: Event) => set({ kind: 'text', words: textOf(event) })} /></label>`
  }

  #values(
    column: Column<never>,
    { values: counted, others }: Extract<ColumnSpread, { kind: 'values' }>,
    filter: CellFilter | undefined,
  ) {
    const chosen = filter?.kind === 'values' ? filter.values : new Set<string>()
    const named = counted.map((one) => ({ ...one, label: column.text(one.value) }))
    const words = this.search.toLocaleLowerCase()
    const found = named.filter(({ label }) => label.toLocaleLowerCase().includes(words))
    const most = Math.max(1, ...counted.map(({ count }) => count))
    return html`${
      counted.length >= SEARCHED_FROM
        ? html`<label class="field whole"><span>${columnText('find')}</span><input type="search" maxlength="100" .value=${this.search}
          @input=${(event: Event) => {
            this.search = textOf(event)
          }} /></label>`
        : nothing
    }
      <fieldset class="values" aria-label=${columnText('filter', { name: column.name })}>${found
        .slice(0, MOST_LISTED)
        .map(
          ({
            value,
            label,
            count,
          }) => html`<label class="value"><input type="checkbox" .checked=${chosen.has(value)}
          @change=${() => this.#flip(column.id, chosen, value)} /><span class="label">${label}</span>
          <span class="count">${number(count)}</span><i aria-hidden="true" style="width: ${(100 * count) / most}%"></i></label>`,
        )}</fieldset>
      ${found.length > MOST_LISTED ? html`<p class="note">${columnText('more', { count: number(found.length - MOST_LISTED) })}</p>` : nothing}
      ${others > 0 ? html`<p class="note">${columnText('others', { count: number(others) })}</p>` : nothing}`
  }

  #flip(id: string, chosen: ReadonlySet<string>, value: string): void {
    const values = new Set(chosen)
    if (!values.delete(value)) values.add(value)
    this.view.setFilter(id, { kind: 'values', values })
  }

  #hideColumn({ column, shown }: MenuOf): void {
    this.#hide()
    this.view.choose(shown.filter((id) => id !== column.id))
  }

  #hide(): void {
    this.#menu?.hidePopover()
  }
}
