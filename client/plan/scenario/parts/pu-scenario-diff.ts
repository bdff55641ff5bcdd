import { css, html, LitElement } from 'lit'
import { number } from '../../../i18n/format-value.ts'
import { languageChange } from '../../../i18n/translate.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import type { ColumnSort } from '../../ranking/columns/cell-order.ts'
import type { RankList } from '../../ranking/rank-list.ts'
import type { RankLook } from '../../ranking/rank-row.ts'
import { ListOrder } from '../../ranking/sorted-grid.ts'
import { markedRows } from '../../selection/marked-rows.ts'
import { villageName } from '../../state/alternatives.ts'
import type { Plan } from '../../tab/plan-tab.ts'
import type { Part } from '../compare-scenarios.ts'
import { PLAIN_ORDER, scenarioColumns } from '../scenario-columns.ts'
import type { ScenarioController } from '../scenario-controller.ts'
import { scenarioText } from '../scenario-words.ts'
import type { PuScenarioTable } from './pu-scenario-table.ts'

const PARTS: readonly Part[] = ['onlyA', 'onlyB', 'both']

/** The right column: what only A chooses, only B, or both, and how ranks change. */
export class PuScenarioDiff extends LitElement {
  static override properties = {
    plan: { attribute: false },
    controller: { attribute: false },
    listed: { state: true },
    sort: { state: true },
  }

  static override styles = [
    sharedStyles,
    css`
      :host { display: flex; flex-direction: column; height: 100%; min-height: 0; }
      .top { padding: 0.875rem 1rem 0.625rem; display: grid; gap: 0.625rem; border-bottom: 1px solid var(--line); }
      h2 { font-size: var(--text-lead); font-weight: 700; }
      .modes { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; padding: 2px; gap: 2px; background: #eceff2; border-radius: var(--radius); }
      .modes button { border: 0; background: none; min-height: 2.125rem; border-radius: 0.5rem; font-weight: 600; font-size: var(--text-small); color: #465260; }
      .modes button[aria-pressed="true"] { background: var(--surface); color: var(--brand-strong); box-shadow: var(--shadow-small); }
      pu-scenario-table { flex: 1 1 0; }
      .state { margin: 1rem; align-self: start; }
      @media (max-width: 767px) { .modes button { min-height: var(--target); } }
    `,
  ]

  declare plan: Plan
  declare controller: ScenarioController
  declare listed: Part
  /** Null for the order of the ranking. */
  declare sort: ColumnSort | null
  readonly #order = new ListOrder()
  #marked: ReadonlySet<string> | null = null
  #list: { for: readonly number[]; list: RankList } | null = null

  constructor() {
    super()
    this.listed = 'onlyA'
    this.sort = null
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.plan?.store)
    new Redraw(this, () => this.controller)
  }

  protected override render() {
    const { shown } = this.controller
    if (!shown) return html`<p class="state" role="status">${scenarioText('loading')}</p>`
    const { rows } = shown.comparison
    const button = (part: Part) =>
      html`<button type="button" aria-pressed=${this.listed === part} @click=${() => {
        this.listed = part
      }}>${scenarioText(part, { count: number(rows[part].length) })}</button>`
    return html`<div class="top"><h2>${scenarioText('title')}</h2>
        <div class="modes" role="group" aria-label=${scenarioText('title')}>${button('onlyA')}${button('onlyB')}${button('both')}</div></div>
      ${rows[this.listed].length === 0 ? html`<p class="state">${scenarioText('none')}</p>` : this.#table(rows[this.listed])}`
  }

  /** What was marked elsewhere comes into sight, in the list that holds it. */
  protected override updated(): void {
    const { selection } = this.plan.store.state
    if (this.#marked === selection || !this.controller.shown) return
    this.#marked = selection
    if (selection.size === 0) return
    const { rows } = this.controller.shown?.comparison ?? {}
    const [first] = markedRows(this.plan.store)
    if (!rows || first === undefined) return
    const part = PARTS.find((one) => rows[one].includes(first))
    if (part && !rows[this.listed].includes(first)) this.listed = part
    const code = this.plan.store.state.alternatives?.codes[first] ?? ''
    const table = () => this.renderRoot.querySelector<PuScenarioTable>('pu-scenario-table')
    void this.updateComplete.then(() => table()?.updateComplete).then(() => table()?.reveal(code))
  }

  #table(rows: readonly number[]) {
    if (this.#list?.for !== rows) this.#list = { for: rows, list: this.#listOf(rows) }
    const columns = scenarioColumns(this.#ranksOf)
    const { list, sort } = this.#order.of(this.#list.list, columns, this.sort, rows)
    const look: RankLook = { criteria: [], study: null, stale: false, full: 1000 }
    return html`<pu-scenario-table .store=${this.plan.store} .list=${list} .look=${look} .ranksOf=${this.#ranksOf}
      .columns=${columns} .sort=${sort} .plain=${PLAIN_ORDER[this.listed]} @sort=${(
        event: CustomEvent<ColumnSort | null>,
      ) => {
        this.sort = event.detail
      }} @open=${(event: CustomEvent<string>) => this.plan.map?.show(event.detail)}></pu-scenario-table>`
  }

  readonly #ranksOf = (code: string): readonly [number, number] => {
    const row = this.plan.store.state.alternatives?.rowOf.get(code) ?? -1
    const { shown } = this.controller
    return [shown?.a.ranking.rank[row] ?? 0, shown?.b.ranking.rank[row] ?? 0]
  }

  #listOf(rows: readonly number[]): RankList {
    const { alternatives } = this.plan.store.state
    return {
      length: rows.length,
      ranked: rows.length,
      best: 1000,
      at(place) {
        const row = rows[place]
        if (row === undefined || !alternatives) return undefined
        const cost = alternatives.costRupiah[row] ?? Number.NaN
        const [code = '', title = ''] = [alternatives.codes[row], alternatives.titles[row]]
        return {
          code,
          title,
          village: villageName(alternatives, row),
          rank: place + 1,
          cost,
          score: 0,
          parts: [],
        }
      },
      placeOf: (code) => rows.indexOf(alternatives?.rowOf.get(code) ?? -1),
    }
  }
}
