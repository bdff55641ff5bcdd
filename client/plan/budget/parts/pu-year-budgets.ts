import { css, html, LitElement, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { PlanYear } from '../../../../core/api/portfolio-request.ts'
import { FEWEST_YEARS, MOST_YEARS } from '../../../../core/portfolio/portfolio.ts'
import { number } from '../../../i18n/format-value.ts'
import { rupiahWords } from '../../../i18n/rupiah-text.ts'
import { languageChange } from '../../../i18n/translate.ts'
import { textOf } from '../../../panel/event-control.ts'
import { icons } from '../../../panel/icons.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import type { BudgetDraft } from '../budget-draft.ts'
import { budgetText } from '../budget-words.ts'
import { choosableYears, inOneYear, oneMore, overSeveral, sumOfYears, withYears } from '../budget-years.ts'
import { formStyles } from './form-styles.ts'

/** What there is to spend, in one year or in several. Emits `draft` (BudgetDraft). */
export class PuYearBudgets extends LitElement {
  static override properties = { draft: { attribute: false }, firstYear: { type: Number } }

  static override styles = [
    sharedStyles,
    formStyles,
    css`
      :host { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5rem; }
      .year { position: relative; display: grid; grid-template-columns: 4.875rem minmax(0, 1fr); gap: 0 0.5rem; align-items: start; }
      .year select { padding-inline: 0.5rem 0.25rem; }
      /* Beside the label, so that the amount has the whole width. */
      .year .icon { position: absolute; inset-inline-end: 0; top: -0.25rem; width: 1.5rem; height: 1.5rem; min-height: 0; }
      .sum { display: flex; justify-content: space-between; gap: 0.5rem; align-items: center; flex-wrap: wrap; }
      .sum b { font-variant-numeric: tabular-nums; color: var(--brand-strong); }
      .actions { display: flex; gap: 0.25rem 1rem; flex-wrap: wrap; }
      .actions .link { display: inline-flex; align-items: center; gap: 0.25rem; font-size: var(--text-small); font-weight: 600; min-height: 1.75rem; }
      @media (max-width: 767px) {
        .actions .link { min-height: var(--target); }
        .year { grid-template-columns: 5.5rem minmax(0, 1fr) auto; }
        .year .icon { position: static; width: var(--target); height: var(--target); margin-top: 1.375rem; }
      }
    `,
  ]

  declare draft: BudgetDraft
  /** Where a plan over several years begins unless somebody says otherwise. */
  declare firstYear: number

  constructor() {
    super()
    new Redraw(this, () => languageChange)
  }

  protected override render() {
    const { years } = this.draft
    const button = (isPressed: boolean, name: string, press: () => void) =>
      html`<button type="button" aria-pressed=${isPressed} @click=${press}>${name}</button>`
    return html`<div class="modes" role="group" aria-label=${budgetText('yearModes')}>
        ${button(!years, budgetText('oneYear'), () => years && this.#put(inOneYear(this.draft)))}
        ${button(years !== undefined, budgetText('severalYears'), () => years || this.#put(overSeveral(this.draft, this.firstYear)))}</div>
      ${years ? this.#several(years) : this.#one()}`
  }

  #one() {
    return html`<pu-rupiah-field large .label=${budgetText('budget')} .amount=${this.draft.budgetRupiah}
      @amount=${(event: CustomEvent<number>) => this.#put({ ...this.draft, budgetRupiah: event.detail })}></pu-rupiah-field>`
  }

  #several(years: readonly PlanYear[]) {
    const [first] = years
    const isSame = years.every(({ budgetRupiah }) => budgetRupiah === first?.budgetRupiah)
    const same = () =>
      this.#put(
        withYears(
          this.draft,
          years.map(({ year }) => ({ ...first!, year })),
        ),
      )
    return html`<p class="note">${budgetText('yearsHint')}</p>
      ${repeat(
        years,
        ({ year }) => year,
        (one, at) => this.#year(years, one, at),
      )}
      <div class="actions">
        ${years.length < MOST_YEARS ? html`<button class="link" type="button" @click=${() => this.#put(oneMore(this.draft, years))}>${icons.plus} ${budgetText('addYear')}</button>` : nothing}
        ${isSame ? nothing : html`<button class="link" type="button" @click=${same}>${budgetText('sameAmount', { year: first?.year ?? '' })}</button>`}</div>
      <p class="sum" role="status"><span>${budgetText('yearsSum', { count: number(years.length) })}</span><b>${rupiahWords(sumOfYears(years))}</b></p>`
  }

  #year(years: readonly PlanYear[], { year, budgetRupiah }: PlanYear, at: number) {
    const put = (changed: PlanYear | null) =>
      this.#put(
        withYears(
          this.draft,
          years.flatMap((one, place) => (place === at ? (changed ?? []) : one)),
        ),
      )
    const move = (event: Event) => {
      const chosen = Number(textOf(event))
      put({ year: chosen, budgetRupiah })
      this.#focusSoon(`.year[data-year="${chosen}"] select`)
    }
    const remove = () => {
      put(null)
      this.#focusSoon('.actions button')
    }
    return html`<div class="year" data-year=${year}>
      <label class="field">${budgetText('year')}<select @change=${move}>
        ${choosableYears(years, year).map((one) => html`<option value=${one} .selected=${one === year}>${one}</option>`)}</select></label>
      <pu-rupiah-field .label=${budgetText('budgetOf', { year })} .amount=${budgetRupiah} @amount=${(event: CustomEvent<number>) => put({ year, budgetRupiah: event.detail })}></pu-rupiah-field>
      ${years.length > FEWEST_YEARS ? html`<button class="icon" type="button" aria-label=${budgetText('removeYear', { year })} @click=${remove}>${icons.close}</button>` : nothing}</div>`
  }

  /** Rows are ordered by their years: what was changed may stand elsewhere now, what was removed is gone. */
  #focusSoon(selector: string): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus())
  }

  #put(draft: BudgetDraft): void {
    this.dispatchEvent(new CustomEvent('draft', { detail: draft }))
  }
}
