import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { languageChange } from '../../../i18n/translate.ts'
import { icons } from '../../../panel/icons.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import type { DistrictChoice } from '../../data/read-districts.ts'
import type { PlanStore } from '../../state/plan-store.ts'
import { GROUPINGS, type Grouping, QUOTA_AREAS, type QuotaArea, type Wish } from '../budget-draft.ts'
import { budgetText } from '../budget-words.ts'
import { type GroupChoice, groupChoices } from '../group-choices.ts'
import { wishText } from '../wish-words.ts'
import { formStyles } from './form-styles.ts'

type Ceiling = Extract<Wish, { kind: 'ceiling' }>
type Quota = Extract<Wish, { kind: 'quota' }>

/** A condition in plain words. Emits `wish` (Wish, or null when it is taken away). */
export class PuWishCard extends LitElement {
  static override properties = {
    store: { attribute: false },
    districts: { attribute: false },
    wish: { attribute: false },
  }

  static override styles = [
    sharedStyles,
    formStyles,
    css`
      :host { border: 1px solid var(--line); border-radius: var(--radius); padding: 0.5rem 0.5rem 0.625rem 0.75rem; background: var(--surface); }
      .top { display: grid; grid-template-columns: 1fr auto; align-items: center; gap: 0.25rem; }
      h3 { font-size: var(--text); font-weight: 700; }
      .icon { width: 1.875rem; height: 1.875rem; }
      .body { display: grid; gap: 0.5rem; padding-inline-end: 0.25rem; }
      .says { display: flex; flex-wrap: wrap; gap: 0.375rem; align-items: center; font-size: var(--text-small); line-height: 1.4; }
      .says select { width: auto; }
      .says input { width: 4.25rem; text-align: end; }
      .numbers { display: grid; gap: 0.375rem; }
      .numbers label { display: grid; grid-template-columns: 4.25rem 1fr; gap: 0.5rem; align-items: center; font-size: var(--text-small); }
      .numbers input { text-align: end; appearance: textfield; padding-inline: 0.375rem; } .numbers input::-webkit-inner-spin-button { appearance: none; margin: 0; }
      .group { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.25rem; align-items: center; }
      @media (max-width: 767px) { .icon { width: var(--target); height: var(--target); } }
    `,
  ]

  declare store: PlanStore
  declare districts: readonly DistrictChoice[]
  declare wish: Wish

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.store)
  }

  protected override render() {
    const name = wishText(this.wish.kind)
    return html`<div class="top"><h3>${name}</h3>
        <button class="icon" type="button" aria-label=${budgetText('removeWish', { name })} @click=${() => this.#tell(null)}>${icons.close}</button></div>
      <div class="body">${this.#body(this.wish)}</div>`
  }

  #body(wish: Wish): TemplateResult {
    switch (wish.kind) {
      case 'ceiling':
        return this.#ceiling(wish)
      case 'quota':
        return this.#quota(wish)
      case 'near-duplicates':
        return html`<p class="note">${wishText('near-duplicatesText')}</p>`
      case 'poorest-share':
        return html`<div class="says">${wishText('minimum')}
          <input type="number" min="0" max="100" step="1" aria-label=${wishText('poorest-shareHint')} .value=${String(wish.percent)} @change=${(event: Event) => this.#percent(event)} /> %</div>
          <p class="note">${wishText('poorest-shareText')}</p>`
      default:
        return html`${wish.kind === 'one-of' ? html`<p class="note">${wishText('one-ofText')}</p>` : nothing}<pu-code-picker .store=${this.store} .codes=${wish.codes}
          @codes=${(event: CustomEvent<string[]>) => this.#tell({ ...wish, codes: event.detail })}></pu-code-picker>`
    }
  }

  #ceiling(wish: Ceiling) {
    const { by, sameRupiah } = wish
    const mode = (same: boolean, name: string) =>
      html`<button type="button" aria-pressed=${(sameRupiah !== null) === same} @click=${() => this.#spread(wish, same)}>${name}</button>`
    return html`<div class="says">${wishText('per')}
        <select aria-label=${wishText('per')} @change=${(event: Event) => this.#by(wish, chosenOf(event))}>${GROUPINGS.map((one) => html`<option value=${one} ?selected=${one === by}>${wishText(one)}</option>`)}</select></div>
      <div class="modes" role="group" aria-label=${wishText('spread')}>${mode(true, wishText('same'))}${mode(false, wishText('each'))}</div>
      ${
        sameRupiah === null
          ? this.#groups(wish)
          : html`<pu-rupiah-field .label=${wishText('limit', { group: wishText(by) })} .amount=${sameRupiah}
            @amount=${(event: CustomEvent<number>) => this.#tell({ ...wish, sameRupiah: event.detail })}></pu-rupiah-field>`
      }`
  }

  #groups(wish: Ceiling) {
    const { by, groups } = wish
    const choices = groupChoices(by, this.store.state.alternatives, this.districts)
    const free = choices.filter(({ value }) => !groups.some((group) => group.value === value))
    const group = wishText(by)
    return html`${groups.length === 0 ? html`<p class="note">${wishText('noGroups', { group })}</p>` : nothing}
      ${groups.map(({ value, limitRupiah }) => {
        const name = choices.find((one) => one.value === value)?.name ?? value
        return html`<div class="group"><pu-rupiah-field .label=${wishText('limitOf', { name })} .amount=${limitRupiah}
            @amount=${(event: CustomEvent<number>) => this.#limit(wish, value, event.detail)}></pu-rupiah-field>
          <button class="icon" type="button" aria-label=${wishText('removeGroup', { name })} @click=${() => this.#limit(wish, value, null)}>${icons.close}</button></div>`
      })}
      ${free.length > 0 ? this.#adder(wish, free) : nothing}`
  }

  #adder(wish: Ceiling, free: readonly GroupChoice[]) {
    const name = wishText('addGroup', { group: wishText(wish.by) })
    return html`<select aria-label=${name} .value=${''} @change=${(event: Event) => this.#addGroup(wish, event)}>
      <option value="" selected>${name}</option>${free.map((one) => html`<option value=${one.value}>${one.name}</option>`)}</select>`
  }

  #quota(wish: Quota) {
    const amount = (
      part: 'physical' | 'other' | 'all',
    ) => html`<label><input type="number" min="0" max="10000" step="1" placeholder=${wishText('free')}
      .value=${wish[part] === null ? '' : String(wish[part])} @change=${(event: Event) => this.#tell({ ...wish, [part]: countOf(event) })} />${wishText(part)}</label>`
    return html`<div class="says">${wishText('per')}
        <select aria-label=${wishText('per')} @change=${(event: Event) => this.#tell({ ...wish, per: chosenOf(event) as QuotaArea })}>${QUOTA_AREAS.map((one) => html`<option value=${one} ?selected=${one === wish.per}>${wishText(one)}</option>`)}</select>
        <select aria-label=${wishText('bound')} @change=${(event: Event) => this.#tell({ ...wish, bound: chosenOf(event) === 'minimum' ? 'minimum' : 'maximum' })}>
          ${(['maximum', 'minimum'] as const).map((one) => html`<option value=${one} ?selected=${one === wish.bound}>${wishText(one)}</option>`)}</select></div>
      <div class="numbers">${amount('physical')}${amount('other')}${amount('all')}</div>`
  }

  #percent(event: Event): void {
    const percent = (event.target as HTMLInputElement).valueAsNumber
    if (this.wish.kind === 'poorest-share' && percent >= 0 && percent <= 100)
      this.#tell({ ...this.wish, percent })
    else this.requestUpdate()
  }

  #by(wish: Ceiling, value: string): void {
    const by = GROUPINGS.find((one): one is Grouping => one === value)
    if (by) this.#tell({ ...wish, by, groups: [] })
  }

  #spread(wish: Ceiling, isSame: boolean): void {
    const limit = wish.sameRupiah ?? wish.groups[0]?.limitRupiah ?? 1e9
    this.#tell({ ...wish, sameRupiah: isSame ? limit : null })
  }

  #addGroup(wish: Ceiling, event: Event): void {
    const value = chosenOf(event)
    const limitRupiah = wish.groups.at(-1)?.limitRupiah ?? 5e9
    if (value) this.#tell({ ...wish, groups: [...wish.groups, { value, limitRupiah }] })
  }

  #limit(wish: Ceiling, value: string, limitRupiah: number | null): void {
    const groups = wish.groups.flatMap((group) => {
      if (group.value !== value) return [group]
      return limitRupiah === null ? [] : [{ value, limitRupiah }]
    })
    this.#tell({ ...wish, groups })
  }

  #tell(wish: Wish | null): void {
    this.dispatchEvent(new CustomEvent('wish', { detail: wish }))
  }
}

function chosenOf(event: Event): string {
  return (event.target as HTMLSelectElement).value
}

/** null for an empty field: no limit. */
function countOf(event: Event): number | null {
  const count = Math.round((event.target as HTMLInputElement).valueAsNumber)
  return Number.isNaN(count) ? null : Math.min(10_000, Math.max(0, count))
}
