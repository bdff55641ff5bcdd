import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { parseRupiah, rupiahDigits, rupiahWords } from '../../../i18n/rupiah-text.ts'
import { languageChange } from '../../../i18n/translate.ts'
import { textOf } from '../../../panel/event-control.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import { budgetText } from '../budget-words.ts'
import { formStyles } from './form-styles.ts'

/** An amount of rupiah: typed as one speaks of it, read back in words. Emits `amount` (number) for what is valid. */
export class PuRupiahField extends LitElement {
  static override properties = {
    label: {},
    amount: { type: Number },
    large: { type: Boolean, reflect: true },
    typed: { state: true },
  }

  static override styles = [
    sharedStyles,
    formStyles,
    css`
      .sum { display: grid; grid-template-columns: auto 1fr; align-items: center; border: 1px solid var(--line-strong); border-radius: var(--radius-s); background: var(--surface); }
      .sum:focus-within { outline: 3px solid var(--focus); outline-offset: 1px; }
      .sum span { padding-inline-start: 0.625rem; color: var(--muted); font-weight: 400; }
      .sum input { border: 0; background: none; text-align: end; font-weight: 600; font-variant-numeric: tabular-nums; }
      .sum input:focus-visible { outline: none; }
      .sum:has([aria-invalid='true']) { border-color: var(--error-ink); box-shadow: inset 0 0 0 1px var(--error-ink); }
      .sum input[aria-invalid='true'] { box-shadow: none; }
      .words { font-weight: 400; text-align: end; }
      :host([large]) .sum input { font-size: var(--text-title); font-weight: 700; min-height: 2.75rem; }
      :host([large]) .words { font-size: var(--text-small); font-weight: 600; color: var(--brand-strong); }
    `,
  ]

  declare label: string
  declare amount: number
  declare large: boolean
  /** What stands in the field while it is being written; null when it shows the amount. */
  declare typed: string | null

  constructor() {
    super()
    this.label = ''
    this.amount = 0
    this.large = false
    this.typed = null
    new Redraw(this, () => languageChange)
  }

  /** Another amount takes the place of what was none. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('amount') && this.isWrong) this.typed = null
  }

  protected override render() {
    const read = this.typed === null ? this.amount : parseRupiah(this.typed)
    return html`<label class="field">${this.label}
      <span class="sum"><span aria-hidden="true">Rp</span><input inputmode="text" autocomplete="off" spellcheck="false" .value=${this.typed ?? rupiahDigits(this.amount)}
        aria-invalid=${read === null ? 'true' : nothing} aria-describedby="read" @input=${this.#onInput} @change=${this.#onChange}
        @blur=${this.#onChange} @keydown=${this.#onKey} /></span></label>
      <p id="read" class=${read === null ? 'wrong' : 'note words'} aria-live="polite">${read === null ? budgetText('budgetWrong') : rupiahWords(read)}</p>`
  }

  /** What stands there is no amount; the one before is still in force. */
  get isWrong(): boolean {
    return this.typed !== null && parseRupiah(this.typed) === null
  }

  override focus(): void {
    this.renderRoot.querySelector('input')?.focus()
  }

  #onInput(event: Event): void {
    this.typed = textOf(event)
    const read = parseRupiah(this.typed)
    if (read !== null) this.dispatchEvent(new CustomEvent('amount', { detail: read }))
  }

  #onChange(): void {
    if (this.typed !== null && parseRupiah(this.typed) !== null) this.typed = null
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter') this.#onChange()
  }
}
