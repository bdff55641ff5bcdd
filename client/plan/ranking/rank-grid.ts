import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { languageChange } from '../../i18n/translate.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { takesMore } from '../selection/takes-more.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { rankGridStyles } from './rank-grid-styles.ts'
import type { RankList } from './rank-list.ts'
import type { RankedRow, RankLook } from './rank-row.ts'
import { rankingText } from './ranking-words.ts'

const ROW_REM = 4
const SPARE_ROWS = 2

/**
 * Lines of proposals as a grid of which only the rows in sight exist. Emits `open` with a code. The rows are one stop of
 * the tab key; arrows move, the space bar marks, Enter opens.
 */
export abstract class RankGrid extends LitElement {
  static override properties = {
    store: { attribute: false },
    list: { attribute: false },
    look: { attribute: false },
    top: { state: true },
    active: { state: true },
  }

  static override styles = [sharedStyles, rankGridStyles]

  declare store: PlanStore
  declare list: RankList
  declare look: RankLook
  /** First row in sight. */
  declare top: number
  /** The row that the keyboard is on. */
  declare active: number
  #rowPixels = 64
  /** Of the grid, as it was last laid out: asking for it now would lay the page out at each step of a slider. */
  #seen = { height: window.innerHeight, width: 0, head: 36 }
  readonly #resized = new ResizeObserver(() => this.#measure())

  constructor() {
    super()
    this.top = 0
    this.active = 0
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.store)
    new Redraw(this, () => (this.list instanceof EventTarget ? this.list : undefined))
  }

  protected override render() {
    const { length } = this.list
    const first = Math.max(0, this.top - SPARE_ROWS)
    const last = Math.min(length, this.top + Math.ceil(this.#seen.height / this.#rowPixels) + SPARE_ROWS)
    const places = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at)
    return html`<div class="grid ${this.look.stale ? 'stale' : ''}" style=${this.gridStyle()} role="grid" tabindex="0"
      aria-label=${this.label()} aria-rowcount=${length + 1} aria-describedby="keys"
      aria-activedescendant=${this.active >= first && this.active < last ? `row-${this.active}` : nothing}
      @scroll=${this.#onScroll} @keydown=${this.#onKey} @pointerleave=${() => this.#hover(null)}>
      ${this.head()}
      <div class="body" role="rowgroup" style="height: ${length * ROW_REM}rem"><div class="seen" style="top: ${first * ROW_REM}rem">${places.map((place) => this.#row(place))}</div></div>
    </div><slot></slot><span id="keys" class="keys">${rankingText('keys')}</span>${this.beside()}`
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('list')) this.active = Math.min(this.active, Math.max(0, this.list.length - 1))
  }

  focusGrid(): void {
    this.#grid?.focus({ preventScroll: true })
  }

  protected override firstUpdated(): void {
    if (this.#grid) this.#resized.observe(this.#grid)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#resized.disconnect()
  }

  #measure(): void {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    this.#rowPixels = ROW_REM * rem
    const head = this.renderRoot.querySelector<HTMLElement>('.head')?.offsetHeight ?? 0
    const { clientHeight = 0, clientWidth = 0 } = this.#grid ?? {}
    this.#seen = { height: clientHeight || window.innerHeight, width: clientWidth / rem, head }
    this.requestUpdate()
  }

  /** Brings a proposal's row into sight. */
  reveal(code: string): void {
    const place = this.list.placeOf(code)
    const grid = this.#grid
    if (place < 0 || !grid) return
    this.#measure()
    this.active = place
    const top = place * this.#rowPixels
    const seen = this.#seen.height - this.#seen.head
    if (top < grid.scrollTop) grid.scrollTop = top
    else if (top + this.#rowPixels > grid.scrollTop + seen) grid.scrollTop = top + this.#rowPixels - seen
  }

  /** What the table is called. */
  protected abstract label(): string

  protected abstract head(): TemplateResult

  protected abstract cells(row: RankedRow): TemplateResult | TemplateResult[]

  /** Sizes of columns that only the table knows. */
  protected gridStyle(): string | typeof nothing {
    return nothing
  }

  /** What lies over the grid. */
  protected beside(): TemplateResult | typeof nothing {
    return nothing
  }

  /** Of the grid in rem, as it was last laid out. */
  protected get roomRem(): number {
    return this.#seen.width
  }

  #row(place: number) {
    const row = this.list.at(place)
    const { selection, hovered, opened } = this.store.state
    const state = row
      ? `${selection.has(row.code) ? 'marked' : ''} ${row.code === hovered ? 'hovered' : ''} ${row.code === opened ? 'opened' : ''}`
      : 'coming'
    return html`<div class="row line ${state} ${place === this.active ? 'active' : ''}" role="row" id="row-${place}" aria-rowindex=${place + 2}
      aria-selected=${row ? selection.has(row.code) : false}
      @pointerenter=${() => this.#hover(row?.code ?? null)} @click=${(event: MouseEvent) => this.#onClick(place, row, event)}>
      ${row ? this.cells(row) : html`<div role="gridcell" class="what"><span class="note">…</span></div>`}
    </div>`
  }

  get #grid(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.grid')
  }

  #onScroll(): void {
    const grid = this.#grid
    if (!grid) return
    const top = Math.floor(grid.scrollTop / this.#rowPixels)
    if (top !== this.top) this.top = top
    grid.toggleAttribute('data-aside', grid.scrollLeft > 0)
  }

  #hover(hovered: string | null): void {
    if (hovered !== this.store.state.hovered) this.store.update({ hovered })
  }

  /** A click opens; with Ctrl, Shift or the command key it marks several. */
  #onClick(place: number, row: RankedRow | undefined, event: MouseEvent): void {
    this.active = place
    if (!row) return
    const add = takesMore(event)
    this.store.select(row.code, add)
    if (!add) this.#open(row.code)
  }

  #open(code: string): void {
    this.dispatchEvent(new CustomEvent('open', { detail: code }))
  }

  #onKey(event: KeyboardEvent): void {
    // Keys in the head are those of its buttons.
    if (event.target !== event.currentTarget) return
    const page = Math.max(1, Math.floor((this.#seen.height - this.#seen.head) / this.#rowPixels) - 1)
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: Number.NEGATIVE_INFINITY,
      End: Number.POSITIVE_INFINITY,
    }
    const step = steps[event.key]
    const row = this.list.at(this.active)
    if (step !== undefined) this.#go(Math.min(this.list.length - 1, Math.max(0, this.active + step)))
    else if (event.key === ' ' && row) this.store.select(row.code, true)
    else if (event.key === 'Enter' && row) this.#open(row.code)
    else return
    event.preventDefault()
  }

  #go(place: number): void {
    const code = this.list.at(place)?.code
    this.active = place
    if (!code) return
    this.reveal(code)
    this.#hover(code)
  }
}
