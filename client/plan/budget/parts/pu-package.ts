import { html, LitElement, nothing } from 'lit'
import { number } from '../../../i18n/format-value.ts'
import { currentLanguage, languageChange, pick } from '../../../i18n/translate.ts'
import { describeFailure } from '../../../panel/describe-failure.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import type { ColumnSort } from '../../ranking/columns/cell-order.ts'
import type { RankGrid } from '../../ranking/rank-grid.ts'
import type { RankLook } from '../../ranking/rank-row.ts'
import { ListOrder } from '../../ranking/sorted-grid.ts'
import { markedRows } from '../../selection/marked-rows.ts'
import type { Plan } from '../../tab/plan-tab.ts'
import type { BudgetController } from '../budget-controller.ts'
import { nameCodes } from '../name-codes.ts'
import { packageColumns } from '../package-columns.ts'
import type { PackageView, Shown } from '../package-view.ts'
import { packageText } from '../package-words.ts'
import { decisionAddress, sheetAddress, workbookAddress } from '../portfolio-api.ts'
import { alikePart, outsidePart } from './package-alike.ts'
import { budgetMeter, packageFigures, yearMeters } from './package-head.ts'
import { conflictState, searchState, studyState, triedState } from './package-states.ts'
import { packageStudy } from './package-study.ts'
import { packageStyles } from './package-styles.ts'

type StateTitle = 'emptyTitle' | 'cancelled' | 'failed' | 'nothing' | 'noAnswer' | 'notStarted' | 'notOpened'

/** The right column: the search while it runs, then the package, why it is the best, and what else could be done. */
export class PuPackage extends LitElement {
  static override properties = {
    plan: { attribute: false },
    controller: { attribute: false },
    shown: { state: true },
    year: { state: true },
    pane: { state: true },
    sort: { state: true },
  }

  static override styles = [sharedStyles, packageStyles]

  declare plan: Plan
  declare controller: BudgetController
  declare shown: Shown
  /** Of what is funded, what is carried out then alone; null for all years. */
  declare year: number | null
  declare pane: 'table' | 'study' | 'front'
  /** Null for the order of the ranking. */
  declare sort: ColumnSort | null
  readonly #order = new ListOrder()
  #marked: ReadonlySet<string> | null = null

  constructor() {
    super()
    this.shown = 'chosen'
    this.year = null
    this.pane = 'table'
    this.sort = null
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.plan?.store)
    new Redraw(this, () => this.controller)
  }

  protected override render() {
    const { open, busy, failure, isSearching, view } = this.controller
    if (isSearching) return searchState(open?.state === 'running' ? open : null, this.controller)
    if (!open) {
      if (busy) return html`<p class="state" role="status">${packageText('opening')}</p>`
      if (failure)
        return this.#state(
          this.plan.store.state.portfolio ? 'notOpened' : 'notStarted',
          describeFailure(failure),
        )
      return this.#state('emptyTitle', packageText('emptyText'))
    }
    if (open.state === 'cancelled' && !view) return this.#state('cancelled', packageText('cancelledText'))
    if (open.state === 'failed' || !view)
      return this.#state('failed', `${open.problem?.detail ?? ''} ${packageText('failedText')}`)
    return this.#answer(view)
  }

  protected override updated(): void {
    const { selection } = this.plan.store.state
    if (this.#marked === selection || !this.controller.view) return
    this.#marked = selection
    if (selection.size === 0) return
    const [first] = markedRows(this.plan.store)
    const code = this.plan.store.state.alternatives?.codes[first ?? -1] ?? ''
    // What was marked on the map comes into sight in the table.
    const { view } = this.controller
    if (
      view &&
      this.shown !== 'all' &&
      view.list[this.shown].placeOf(code) < 0 &&
      view.list.all.placeOf(code) >= 0
    )
      this.#show(view.chosen.has(code) ? 'chosen' : 'rest')
    else if (view && (view.ofYear.get(this.#shownYear(view) ?? 0)?.placeOf(code) ?? 0) < 0) this.year = null
    void this.updateComplete.then(() => this.#table?.updateComplete).then(() => this.#table?.reveal(code))
  }

  #answer(view: PackageView) {
    const { result } = view
    if (result.conflict)
      return html`${this.#stale()}${conflictState(result, this.controller.relaxed() ? () => this.#relax() : null, this.#nameCodes)}`
    if (result.status === 'nothing-to-choose') return this.#state('nothing', pick(result.text))
    if (result.worth === null) return this.#state('noAnswer', packageText('noAnswerText'))
    const { opened } = this.plan.store.state
    return html`<div class="top" aria-busy=${view.isWhole || view.isStopped ? 'false' : 'true'}>${budgetMeter(view)}${yearMeters(view, this.#shownYear(view), (year) => this.#show('chosen', year))}${studyState(view, this.controller)}${triedState(view)}${packageFigures(view)}${this.#stale()}${outsidePart(view)}${alikePart(view, this.controller, (code) => this.#open(code))}${this.#tools(view)}</div>
      ${this.#pane(view)}
      ${
        opened && (view.list.all.placeOf(opened) >= 0 || view.chosen.has(opened))
          ? html`<pu-package-details .plan=${this.plan} .controller=${this.controller} .view=${view} .code=${opened} @close=${() => this.#close()}></pu-package-details>`
          : nothing
      }`
  }

  #pane(view: PackageView) {
    if (this.pane === 'front')
      return html`<pu-front .plan=${this.plan} .controller=${this.controller}></pu-front>`
    if (this.pane === 'table') return this.#list(view)
    const open = (code: string) => this.#open(code)
    return packageStudy(view, { open, nameCodes: this.#nameCodes, marks: this.#marks() })
  }

  #tools(view: PackageView) {
    const { id } = view.portfolio
    const rest = view.list.rest.length
    const button = (shown: Shown, name: string) =>
      html`<button type="button" aria-pressed=${this.pane === 'table' && this.shown === shown && !this.#isOneYear(view)} @click=${() => this.#show(shown)}>${name}</button>`
    return html`<div class="tools"><div class="modes" role="group" aria-label=${packageText('show')}>
        ${button('chosen', packageText('chosen', { count: number(view.chosen.size) }))}${button('rest', packageText('rest', { count: number(rest) }))}${button('all', packageText('all'))}
        ${(['study', 'front'] as const).map(
          (pane) =>
            html`<button type="button" aria-pressed=${this.pane === pane} @click=${() => {
              this.pane = pane
            }}>${packageText(pane)}</button>`,
        )}</div>
      ${view.isWhole ? html`<div class="files"><a href=${sheetAddress(id, currentLanguage(), this.plan.store.state.zone)} target="_blank" rel="noopener">${packageText('sheet')}</a><a href=${workbookAddress(id, currentLanguage())} download>${packageText('workbook')}</a><a href=${decisionAddress(id)} download>${packageText('decision')}</a></div>` : nothing}</div>`
  }

  #list(view: PackageView) {
    // The best choice may be none, and the answer says why.
    if (this.shown === 'chosen' && view.chosen.size === 0)
      return this.#state('nothing', pick(view.result.text))
    const columns = packageColumns(view, this.shown)
    const lines = view.ofYear.get(this.#shownYear(view) ?? 0) ?? view.list[this.shown]
    const { list, sort } = this.#order.of(lines, columns, this.sort, view)
    const look: RankLook = {
      criteria: this.plan.store.state.criteria,
      study: null,
      stale: false,
      full: Math.max(1, list.best),
    }
    return html`<pu-package-table .store=${this.plan.store} .list=${list} .look=${look} .view=${view} .columns=${columns} .sort=${sort}
      @sort=${(event: CustomEvent<ColumnSort | null>) => {
        this.sort = event.detail
      }} @open=${(event: CustomEvent<string>) => this.#open(event.detail)}></pu-package-table>`
  }

  #stale() {
    if (!this.controller.isStale) return nothing
    return html`<div class="stale" role="status"><span>${packageText('stale')}</span><button class="button" type="button" @click=${() => void this.controller.run()}>${packageText('again')}</button></div>`
  }

  #state(title: StateTitle, text: string) {
    const isFault = title === 'failed' || title === 'notOpened' || title === 'notStarted'
    return html`<div class="state ${isFault ? 'error' : ''}" role=${isFault ? 'alert' : 'status'}><strong>${packageText(title)}</strong><p>${text}</p></div>`
  }

  get #table(): RankGrid | null {
    return this.renderRoot.querySelector<RankGrid>('pu-package-table')
  }

  #marks() {
    const { store } = this.plan
    const { selection } = store.state
    const mark = (codes: readonly string[], add: boolean) =>
      store.update({ selection: new Set(add ? [...selection, ...codes] : codes) })
    return { selection, mark }
  }

  readonly #nameCodes = (text: string) => nameCodes(text, this.plan.store.state.alternatives)

  #show(shown: Shown, year: number | null = null): void {
    this.pane = 'table'
    this.shown = shown
    this.year = year
  }

  #isOneYear(view: PackageView): boolean {
    return this.#shownYear(view) !== null
  }

  #shownYear({ ofYear }: PackageView): number | null {
    return this.shown === 'chosen' && this.year !== null && ofYear.has(this.year) ? this.year : null
  }

  #open(code: string): void {
    this.plan.store.update({ opened: code, selection: new Set([code]) })
  }

  #close(): void {
    this.plan.store.update({ opened: null })
    void this.updateComplete.then(() => this.#table?.focusGrid())
  }

  #relax(): void {
    const draft = this.controller.relaxed()
    const before = this.controller.draft
    const cheapest = this.controller.open?.result?.conflict?.cheapest ?? []
    if (!draft) return
    this.controller.change(draft)
    const what = cheapest
      .slice(0, 3)
      .map(({ text }) => this.#nameCodes(pick(text)))
      .join('; ')
    this.plan.say(packageText('relaxed', { what }), {
      name: packageText('undo'),
      run: () => this.controller.change(before),
    })
    void this.controller.run()
  }
}
