import { css, html, LitElement, nothing } from 'lit'
import { parseRupiah, rupiahDigits, rupiahWords } from '../../i18n/rupiah-text.ts'
import { languageChange } from '../../i18n/translate.ts'
import { inputOf, textOf } from '../../panel/event-control.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { DEFAULT_TOP } from '../state/line-rule.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { RedrawWhen } from '../state/redraw-when.ts'
import { robustnessText } from './robustness-words.ts'

/** Sets the line below which nothing is funded: so many at the top, or what a budget pays down the list. */
export class PuLine extends LitElement {
  static override properties = { store: { attribute: false }, typed: { state: true } }

  static override styles = [
    sharedStyles,
    css`
      fieldset { border: 0; padding: 0; margin: 0.5rem 0; display: grid; gap: 0.375rem; min-width: 0; }
      legend { padding: 0; font-size: var(--text-small); font-weight: 600; margin-bottom: 0.25rem; }
      .way { display: grid; grid-template-columns: auto minmax(0, 1fr) 8.5rem; gap: 0.5rem; align-items: center; font-size: var(--text-small); min-height: 2.25rem; }
      input[type="radio"] { accent-color: var(--brand); width: 1.125rem; height: 1.125rem; margin: 0; }
      input:not([type="radio"]) { min-height: 2.25rem; width: 100%; padding: 0 0.5rem; border: 1px solid var(--line-strong); border-radius: var(--radius-s); background: var(--surface); text-align: end; font-variant-numeric: tabular-nums; }
      .wrong { color: var(--danger); font-size: var(--text-note); }
      .words { text-align: end; }
      @media (max-width: 767px) { .way, input:not([type="radio"]) { min-height: var(--target); } input:not([type="radio"]) { font-size: 1rem; } }
    `,
  ]

  declare store: PlanStore
  /** The amount while it is being written; null when the field shows what holds. */
  declare typed: string | null

  constructor() {
    super()
    this.typed = null
    new RedrawWhen(this, () => this.store, ['top', 'lineRupiah'])
    new Redraw(this, () => languageChange)
  }

  protected override render() {
    const { top, lineRupiah } = this.store.state
    const isBudget = lineRupiah !== null
    const read = this.typed === null ? lineRupiah : parseRupiah(this.typed)
    return html`<fieldset><legend>${robustnessText('line')}</legend>
      <div class="way"><input type="radio" name="line" id="by-top" .checked=${!isBudget} @change=${() => this.#set(null)} />
        <label for="by-top">${robustnessText('top')}</label>
        <input type="number" min="1" max="100000" aria-label=${robustnessText('top')} ?disabled=${isBudget} .value=${String(top)} @change=${this.#onTop} /></div>
      <div class="way"><input type="radio" name="line" id="by-budget" .checked=${isBudget} @change=${() => this.#set(this.#costOfTop())} />
        <label for="by-budget">${robustnessText('budget')}</label>
        ${isBudget ? html`<input inputmode="text" autocomplete="off" aria-label=${robustnessText('budget')} aria-invalid=${read === null ? 'true' : nothing} aria-describedby="read" .value=${this.typed ?? rupiahDigits(lineRupiah)} @input=${this.#onInput} @change=${this.#onChange} />` : nothing}</div>
      ${isBudget ? html`<p id="read" class=${read === null ? 'wrong' : 'note words'} aria-live="polite">${read === null ? robustnessText('budgetWrong') : rupiahWords(read)}</p>` : nothing}
      <p class="note">${robustnessText('lineDefault', { top: DEFAULT_TOP })}</p></fieldset>`
  }

  #set(lineRupiah: number | null): void {
    this.typed = null
    this.store.update({ lineRupiah })
  }

  /** What the present line's proposals cost together, as far as known: a budget to begin with. */
  #costOfTop(): number {
    const { ranking, state } = this.store
    const rows = ranking?.order.subarray(0, state.top) ?? []
    let sum = 0
    for (const row of rows) sum += state.alternatives?.costRupiah[row] || 0
    return sum || 1_000_000_000
  }

  #onTop(event: Event): void {
    const input = inputOf(event)
    const top = Math.round(input.valueAsNumber)
    if (top >= 1 && top <= 100_000) this.store.update({ top })
    else input.value = String(this.store.state.top)
  }

  #onInput(event: Event): void {
    this.typed = textOf(event)
    const lineRupiah = parseRupiah(this.typed)
    if (lineRupiah !== null) this.store.update({ lineRupiah })
  }

  /** What cannot be read stays to be mended. */
  #onChange(): void {
    if (this.typed !== null && parseRupiah(this.typed) !== null) this.typed = null
  }
}
