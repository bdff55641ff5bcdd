import { css, html, LitElement, nothing } from 'lit'
import { number, rupiahShort } from '../../i18n/format-value.ts'
import { languageChange } from '../../i18n/translate.ts'
import { icons } from '../../panel/icons.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { isPhone } from '../../viewer/is-phone.ts'
import { villageName } from '../state/alternatives.ts'
import { RedrawWhen } from '../state/redraw-when.ts'
import type { Plan } from '../tab/plan-tab.ts'
import { markedRows } from './marked-rows.ts'
import { selectionText } from './selection-words.ts'

const MOST_ROWS = 100
const MOST_NAMES = 8

/** The marked proposals by rank, for views beside which there is no ranking. Nothing while none is marked. */
export class PuMarked extends LitElement {
  static override properties = { plan: { attribute: false }, unfolded: { state: true } }

  static override styles = [
    sharedStyles,
    css`
      section { display: grid; grid-template-rows: auto minmax(0, 1fr) auto; max-height: min(22rem, 45vh); background: var(--surface); border-top: 1px solid var(--line); box-shadow: 0 -6px 20px rgb(28 39 51 / 10%); padding: 0.625rem 1rem; gap: 0.375rem; }
      header { display: flex; gap: 0.75rem; align-items: baseline; justify-content: space-between; }
      h3 { font-size: var(--text-small); font-weight: 700; }
      .fold { display: inline-flex; align-items: center; gap: 0.375rem; border: 0; background: none; padding: 0.25rem 0.375rem; margin: -0.25rem -0.375rem; font: inherit; border-radius: var(--radius-s); min-height: 1.75rem; }
      .link { font-size: var(--text-small); min-height: 1.75rem; }
      ol { overflow: auto; display: grid; align-content: start; }
      li { display: grid; grid-template-columns: minmax(0, 1fr) auto; border-bottom: 1px solid var(--line); }
      li.hovered { background: var(--wash); }
      .row { display: grid; grid-template-columns: 2.25rem minmax(0, 1fr) auto; gap: 0.5rem; align-items: center; text-align: start; border: 0; background: none; padding: 0.3125rem 0; min-height: 2.5rem; line-height: 1.25; font-size: var(--text-small); }
      .row b { font-variant-numeric: tabular-nums; }
      .row small { display: block; font-size: var(--text-note); color: var(--muted); }
      .row em { font-style: normal; white-space: nowrap; font-variant-numeric: tabular-nums; }
      .icon { width: 2rem; height: 2rem; align-self: center; }
      :focus-visible { outline-offset: -3px; }
      @media (max-width: 767px) { .row { min-height: var(--target); } .icon { width: var(--target); height: var(--target); } .link, .fold { min-height: var(--target); } }
    `,
  ]

  declare plan: Plan
  /** On a phone the list is folded at first: it would cover the chart that it belongs to. */
  declare unfolded: boolean

  constructor() {
    super()
    this.unfolded = !isPhone()
    new Redraw(this, () => languageChange)
    new RedrawWhen(this, () => this.plan?.store, ['selection', 'areas', 'alternatives', 'weights', 'hovered'])
  }

  protected override render() {
    const { store } = this.plan
    const rows = markedRows(store)
    const silent = this.#silent()
    if (rows.length === 0 && silent.length === 0) return nothing
    return html`<section aria-label=${selectionText('listTitle')}>
      <header><h3><button class="fold" type="button" aria-expanded=${this.unfolded} @click=${() => {
        this.unfolded = !this.unfolded
      }}>${selectionText('proposals', { count: number(rows.length) })} ${this.unfolded ? icons.down : icons.up}</button></h3>
        ${rows.length > 0 ? html`<button class="link" type="button" @click=${() => store.update({ tab: 'priority', screen: 'right' })}>${selectionText('toRanking')}</button>` : nothing}</header>
      ${this.unfolded ? this.#list(rows, silent) : nothing}</section>`
  }

  #list(rows: readonly number[], silent: readonly string[]) {
    const more = rows.length - MOST_ROWS
    return html`<ol tabindex="0" aria-label=${selectionText('listTitle')}>${rows.slice(0, MOST_ROWS).map((row) => this.#row(row))}
        ${more > 0 ? html`<li class="note">${selectionText('andMore', { count: number(more) })}</li>` : nothing}</ol>
      ${silent.length > 0 ? html`<p class="note">${selectionText('without', { names: named(silent) })}</p>` : nothing}`
  }

  #row(row: number) {
    const { store } = this.plan
    const { alternatives, hovered } = store.state
    if (!alternatives) return nothing
    const [code = '', title = ''] = [alternatives.codes[row], alternatives.titles[row]]
    const rank = store.ranking?.rank[row] ?? 0
    const cost = alternatives.costRupiah[row] ?? Number.NaN
    const hover = (now: string | null) => () => store.update({ hovered: now })
    return html`<li class=${code === hovered ? 'hovered' : ''} @pointerenter=${hover(code)} @pointerleave=${hover(null)}>
      <button class="row" type="button" @click=${() => this.#show(code)}><b>${rank > 0 ? number(rank) : '–'}</b><span>${title}<small>${villageName(alternatives, row)}</small></span>
        <em>${Number.isNaN(cost) ? '–' : rupiahShort(cost)}</em></button>
      <button class="icon" type="button" aria-label=${selectionText('unmark', { title })} title=${selectionText('unmark', { title })} @click=${() => store.select(code, true)}>${icons.close}</button></li>`
  }

  /** Names of the chosen villages in which nothing is proposed. */
  #silent(): string[] {
    const { areas, alternatives } = this.plan.store.state
    if (areas.size === 0 || !alternatives) return []
    const heard = new Set(alternatives.villages.codes)
    const { areas: index } = this.plan.map?.underlay ?? {}
    return [...areas].filter((code) => !heard.has(code)).map((code) => index?.nameOf(code) ?? code)
  }

  #show(code: string): void {
    this.plan.store.update({ screen: 'map', hovered: code })
    this.plan.map?.show(code)
  }
}

function named(names: readonly string[]): string {
  const more = names.length - MOST_NAMES
  const some = names.slice(0, MOST_NAMES).join(', ')
  return more > 0 ? `${some}, ${selectionText('andMore', { count: number(more) })}` : some
}
