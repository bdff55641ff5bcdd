import { css, html, LitElement, nothing } from 'lit'
import { number, rupiahShort } from '../../../i18n/format-value.ts'
import { languageChange } from '../../../i18n/translate.ts'
import { textOf } from '../../../panel/event-control.ts'
import { icons } from '../../../panel/icons.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import { villageName } from '../../state/alternatives.ts'
import type { PlanStore } from '../../state/plan-store.ts'
import { conditionText } from '../condition-words.ts'
import { formStyles } from './form-styles.ts'

const MOST_FOUND = 6

/** Proposals picked from the ranking by search, or from what is marked on the map. Emits `codes` (string[]). */
export class PuCodePicker extends LitElement {
  static override properties = {
    store: { attribute: false },
    codes: { attribute: false },
    plain: { type: Boolean },
    most: { type: Number },
    label: {},
    words: { state: true },
  }

  static override styles = [
    sharedStyles,
    formStyles,
    css`
      :host { display: grid; gap: 0.5rem; }
      li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.25rem; align-items: center; font-size: var(--text-small); line-height: 1.3; }
      .picked li { padding: 0.25rem 0; border-bottom: 1px solid var(--line); }
      .picked .icon { width: 2rem; height: 2rem; }
      .what { display: block; overflow-wrap: anywhere; }
      .found { border: 1px solid var(--line); border-radius: var(--radius-s); overflow: hidden; }
      .found li + li { border-top: 1px solid var(--line); }
      .found button { grid-column: 1 / -1; text-align: start; border: 0; background: var(--surface); padding: 0.375rem 0.5rem; min-height: 2.25rem; width: 100%; line-height: 1.3; }
      .found button:hover { background: var(--wash); }
      .found button:focus-visible { outline-offset: -3px; }
      .find { display: flex; align-items: center; gap: 0.375rem; padding-inline: 0.5rem; border: 1px solid var(--line-strong); border-radius: var(--radius-s); color: var(--muted); background: var(--surface); }
      .find:focus-within { outline: 3px solid var(--focus); outline-offset: 1px; }
      .find input { flex: 1; min-width: 0; border: 0; background: none; min-height: 2.25rem; color: var(--ink); }
      .find input:focus-visible { outline: none; }
      @media (max-width: 767px) { .picked .icon { width: var(--target); height: var(--target); } .found button, .find input { min-height: var(--target); font-size: 1rem; } }
    `,
  ]

  declare store: PlanStore
  declare codes: readonly string[]
  /** The search alone: what is picked is shown elsewhere. */
  declare plain: boolean
  /** How many may be picked. */
  declare most: number
  /** Of the search, where there are several on one card. */
  declare label: string
  declare words: string

  constructor() {
    super()
    this.plain = false
    this.most = Number.POSITIVE_INFINITY
    this.label = ''
    this.words = ''
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.store)
  }

  protected override render() {
    const room = this.most - this.codes.length
    const marked = [...this.store.state.selection].filter((code) => !this.codes.includes(code))
    const chosen = this.plain ? nothing : this.#chosen(marked.slice(0, room))
    if (room <= 0) return chosen
    const label = this.label || conditionText('search')
    return html`${chosen}
      <label class="find"><span class="hidden">${label}</span>${icons.search}<input type="search" maxlength="100" placeholder=${label}
        .value=${this.words} @input=${(event: Event) => {
          this.words = textOf(event)
        }} /></label>
      ${this.words.trim() ? this.#found() : nothing}`
  }

  #chosen(marked: readonly string[]) {
    return html`${this.codes.length > 0 ? html`<ul class="picked">${this.codes.map((code) => this.#picked(code))}</ul>` : html`<p class="note">${conditionText('empty')}</p>`}
      ${marked.length > 0 ? html`<button class="button" type="button" @click=${() => this.#add(marked)}>${conditionText('addMarked', { count: number(marked.length) })}</button>` : nothing}`
  }

  #picked(code: string) {
    const { title, place } = this.#nameOf(code)
    return html`<li @pointerenter=${() => this.store.update({ hovered: code })} @pointerleave=${() => this.store.update({ hovered: null })}>
      <span class="what">${title}<span class="note"> ${place}</span></span>
      <button class="icon" type="button" aria-label=${conditionText('removeCode', { name: title })} @click=${() => this.#notify(this.codes.filter((one) => one !== code))}>${icons.close}</button></li>`
  }

  #found() {
    const { codes, count } = this.#search()
    if (count === 0) return html`<p class="note" role="status">${conditionText('noneFound')}</p>`
    return html`<p class="note" role="status">${conditionText('found', { count: number(count) })}</p>
      <ul class="found">${codes.map((code) => {
        const { title, place } = this.#nameOf(code)
        return html`<li><button type="button" @click=${() => this.#add([code])}>${title} <span class="note">${place}</span></button></li>`
      })}</ul>`
  }

  /** In the order of the ranking. */
  #search(): { codes: string[]; count: number } {
    const { alternatives } = this.store.state
    if (!alternatives) return { codes: [], count: 0 }
    const words = this.words.toLocaleLowerCase().split(/\s+/).filter(Boolean)
    const order = this.store.ranking?.order ?? alternatives.codes.keys()
    const found: string[] = []
    for (const row of order) {
      const code = alternatives.codes[row] ?? ''
      const text = `${alternatives.titles[row]} ${villageName(alternatives, row)} ${code}`.toLocaleLowerCase()
      if (words.every((word) => text.includes(word)) && !this.codes.includes(code)) found.push(code)
    }
    return { codes: found.slice(0, MOST_FOUND), count: found.length }
  }

  #nameOf(code: string): { title: string; place: string } {
    const { alternatives } = this.store.state
    const row = alternatives?.rowOf.get(code)
    if (!alternatives) return { title: code, place: '' }
    if (row === undefined) return { title: code, place: conditionText('outsideFilters') }
    const cost = alternatives.costRupiah[row] ?? Number.NaN
    const village = villageName(alternatives, row)
    return {
      title: alternatives.titles[row] ?? code,
      place: [village, Number.isNaN(cost) ? '' : rupiahShort(cost)].filter(Boolean).join(' · '),
    }
  }

  #add(codes: readonly string[]): void {
    this.words = ''
    this.#notify([...this.codes, ...codes])
    this.renderRoot.querySelector<HTMLInputElement>('.find input')?.focus()
  }

  #notify(codes: readonly string[]): void {
    this.dispatchEvent(new CustomEvent('codes', { detail: codes }))
  }
}
