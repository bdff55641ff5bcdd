import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { number } from '../../../i18n/format-value.ts'
import { languageChange } from '../../../i18n/translate.ts'
import { inputOf, textOf } from '../../../panel/event-control.ts'
import { icons } from '../../../panel/icons.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import type { DistrictChoice } from '../../data/read-districts.ts'
import type { PlanStore } from '../../state/plan-store.ts'
import { type Condition, GROUPINGS, type Grouping, QUOTA_AREAS } from '../budget-draft.ts'
import { budgetText } from '../budget-words.ts'
import { conditionText } from '../condition-words.ts'
import { type GroupChoice, groupChoices } from '../group-choices.ts'
import { formStyles } from './form-styles.ts'
import { pickedFields, prerequisiteFields } from './linked-fields.ts'
import { minimumFields } from './minimum-fields.ts'

/** In a list of groups to choose from: those that belong to none. */
const NONE = '-'

type Ceiling = Extract<Condition, { kind: 'ceiling' }>
type Twins = Extract<Condition, { kind: 'near-duplicates' }>
type Quota = Extract<Condition, { kind: 'quota' }>

/** A condition in plain words. Emits `condition` (Condition, or null when it is taken away). */
export class PuConditionCard extends LitElement {
  static override properties = {
    store: { attribute: false },
    districts: { attribute: false },
    condition: { attribute: false },
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
      .says input { width: 4.25rem; text-align: end; } .says input.many { width: 7rem; }
      .numbers { display: grid; gap: 0.375rem; }
      .numbers label { display: grid; grid-template-columns: 4.25rem 1fr; gap: 0.5rem; align-items: center; font-size: var(--text-small); }
      .numbers input { text-align: end; appearance: textfield; padding-inline: 0.375rem; } .numbers input::-webkit-inner-spin-button { appearance: none; margin: 0; }
      .group { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.25rem; align-items: center; }
      .group .says, .field .says { font-weight: 400; }
      fieldset { border: 0; padding: 0; margin: 0; display: grid; gap: 0.375rem; min-width: 0; } legend { padding: 0; font-size: var(--text-small); font-weight: 600; }
      @media (max-width: 767px) { .icon { width: var(--target); height: var(--target); } }
    `,
  ]

  declare store: PlanStore
  declare districts: readonly DistrictChoice[]
  declare condition: Condition

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.store)
  }

  protected override render() {
    const name = conditionText(this.condition.kind)
    return html`<div class="top"><h3>${name}</h3>
        <button class="icon" type="button" aria-label=${budgetText('removeCondition', { name })} @click=${() => this.#notify(null)}>${icons.close}</button></div>
      <div class="body">${this.#body(this.condition)}</div>`
  }

  #body(condition: Condition): TemplateResult {
    const { store } = this
    const notify = (next: Condition) => this.#notify(next)
    switch (condition.kind) {
      case 'ceiling':
        return this.#ceiling(condition)
      case 'floor':
        return minimumFields(condition, { choices: this.#choices(condition.by), notify })
      case 'requires':
        return prerequisiteFields(condition, { store, notify })
      case 'quota':
        return this.#quota(condition)
      case 'near-duplicates':
        return this.#twins(condition)
      case 'people-served':
        return html`<div class="says">${conditionText('minimum')}
          <input class="many" type="number" min="0" step="any" aria-label=${conditionText('people-servedHint')} .value=${String(condition.minimum)} @change=${(event: Event) => this.#people(event)} /> ${conditionText('ofPeople')}</div>`
      case 'poorest-share':
        return html`<div class="says">${conditionText('minimum')}
          <input type="number" min="0" max="100" step="1" aria-label=${conditionText('poorest-shareHint')} .value=${String(condition.percent)} @change=${(event: Event) => this.#percent(event)} /> %</div>
          <p class="note">${conditionText('poorest-shareText')}</p>`
      default:
        return pickedFields(condition, { store, notify })
    }
  }

  #choices(by: Grouping): GroupChoice[] {
    return groupChoices(by, this.store.state.alternatives, this.districts)
  }

  #ceiling(condition: Ceiling) {
    const { by, sameRupiah } = condition
    const mode = (same: boolean, name: string) =>
      html`<button type="button" aria-pressed=${(sameRupiah !== null) === same} @click=${() => this.#spread(condition, same)}>${name}</button>`
    return html`<div class="says">${conditionText('per')}
        <select aria-label=${conditionText('per')} @change=${(event: Event) => this.#by(condition, chosenOf(event))}>${GROUPINGS.map((one) => html`<option value=${one} ?selected=${one === by}>${conditionText(one)}</option>`)}</select></div>
      <div class="modes" role="group" aria-label=${conditionText('spread')}>${mode(true, conditionText('same'))}${mode(false, conditionText('each'))}</div>
      ${
        sameRupiah === null
          ? this.#groups(condition)
          : html`<pu-rupiah-field .label=${conditionText('limit', { group: conditionText(by) })} .amount=${sameRupiah}
            @amount=${(event: CustomEvent<number>) => this.#notify({ ...condition, sameRupiah: event.detail })}></pu-rupiah-field>
            ${by === 'sector' || by === 'source' ? nothing : this.#ungrouped(condition)}`
      }`
  }

  /** Proposals without a district or agency are told about, and bounded unless somebody says otherwise. */
  #ungrouped({ ungrouped, ...condition }: Ceiling) {
    const group = conditionText(condition.by)
    const choose = (event: Event) =>
      this.#notify(chosenOf(event) === 'free' ? { ...condition, ungrouped: 'free' } : condition)
    return html`<label class="field">${conditionText('ungrouped', { group })}<select @change=${choose}>
      <option value="limited" ?selected=${!ungrouped}>${conditionText('ungroupedLimited')}</option>
      <option value="free" ?selected=${ungrouped === 'free'}>${conditionText('ungroupedFree')}</option></select></label>`
  }

  /** What counts as twins, and how many were looked at and may be funded beside each other. */
  #twins({ within, ...condition }: Twins) {
    const choose = (event: Event) =>
      this.#notify(chosenOf(event) === 'village' ? { ...condition, within: 'village' } : condition)
    const { allowed: known = [], ...rest } = condition
    const forget = () => this.#notify(within ? { ...rest, within } : rest)
    return html`<label class="field">${conditionText('twins')}<select @change=${choose}>
        <option value="place" ?selected=${!within}>${conditionText('twinsPlace')}</option>
        <option value="village" ?selected=${within === 'village'}>${conditionText('twinsVillage')}</option></select></label>
      <p class="note">${conditionText(within ? 'twinsVillageText' : 'near-duplicatesText')}</p>
      ${known.length > 0 ? html`<p class="note">${conditionText('twinsAllowed', { count: number(known.length) })} <button class="link" type="button" @click=${forget}>${conditionText('twinsForget')}</button></p>` : nothing}`
  }

  #groups(condition: Ceiling) {
    const { by, groups } = condition
    const choices = this.#choices(by)
    const free = choices.filter(({ value }) => !groups.some((group) => group.value === value))
    const group = conditionText(by)
    return html`${groups.length === 0 ? html`<p class="note">${conditionText('noGroups', { group })}</p>` : nothing}
      ${groups.map(({ value, limitRupiah }) => {
        const name = choices.find((one) => one.value === value)?.name ?? value
        return html`<div class="group"><pu-rupiah-field .label=${conditionText('limitOf', { name })} .amount=${limitRupiah}
            @amount=${(event: CustomEvent<number>) => this.#limit(condition, value, event.detail)}></pu-rupiah-field>
          <button class="icon" type="button" aria-label=${conditionText('removeGroup', { name })} @click=${() => this.#limit(condition, value, null)}>${icons.close}</button></div>`
      })}
      ${free.length > 0 ? this.#adder(condition, free) : nothing}`
  }

  #adder(condition: Ceiling, free: readonly GroupChoice[]) {
    const name = conditionText('addGroup', { group: conditionText(condition.by) })
    return html`<select aria-label=${name} .value=${''} @change=${(event: Event) => this.#addGroup(condition, event)}>
      <option value="" selected>${name}</option>${free.map((one) => html`<option value=${one.value || NONE}>${one.name}</option>`)}</select>`
  }

  #quota(condition: Quota) {
    const amount = (
      part: 'physical' | 'other' | 'all',
    ) => html`<label><input type="number" min="0" max="10000" step="1" placeholder=${conditionText('free')}
      .value=${condition[part] === null ? '' : String(condition[part])} @change=${(event: Event) => this.#notify({ ...condition, [part]: countOf(event) })} />${conditionText(part)}</label>`
    return html`<div class="says">${conditionText('per')}
        <select aria-label=${conditionText('per')} @change=${(event: Event) => this.#notify({ ...condition, per: QUOTA_AREAS.find((one) => one === textOf(event)) ?? condition.per })}>${QUOTA_AREAS.map((one) => html`<option value=${one} ?selected=${one === condition.per}>${conditionText(one)}</option>`)}</select>
        <select aria-label=${conditionText('bound')} @change=${(event: Event) => this.#notify({ ...condition, bound: chosenOf(event) === 'minimum' ? 'minimum' : 'maximum' })}>
          ${(['maximum', 'minimum'] as const).map((one) => html`<option value=${one} ?selected=${one === condition.bound}>${conditionText(one)}</option>`)}</select></div>
      <div class="numbers">${amount('physical')}${amount('other')}${amount('all')}</div>`
  }

  #percent(event: Event): void {
    const percent = inputOf(event).valueAsNumber
    if (this.condition.kind === 'poorest-share' && percent >= 0 && percent <= 100)
      this.#notify({ ...this.condition, percent })
    else this.requestUpdate()
  }

  #people(event: Event): void {
    const minimum = inputOf(event).valueAsNumber
    if (this.condition.kind === 'people-served' && minimum >= 0) this.#notify({ ...this.condition, minimum })
    else this.requestUpdate()
  }

  #by(condition: Ceiling, value: string): void {
    const by = GROUPINGS.find((one): one is Grouping => one === value)
    if (by) this.#notify({ ...condition, by, groups: [] })
  }

  #spread(condition: Ceiling, isSame: boolean): void {
    const limit = condition.sameRupiah ?? condition.groups[0]?.limitRupiah ?? 1e9
    this.#notify({ ...condition, sameRupiah: isSame ? limit : null })
  }

  #addGroup(condition: Ceiling, event: Event): void {
    const value = chosenOf(event)
    const limitRupiah = condition.groups.at(-1)?.limitRupiah ?? 5e9
    if (!value) return
    const group = { value: value === NONE ? '' : value, limitRupiah }
    this.#notify({ ...condition, groups: [...condition.groups, group] })
  }

  #limit(condition: Ceiling, value: string, limitRupiah: number | null): void {
    const groups = condition.groups.flatMap((group) => {
      if (group.value !== value) return [group]
      return limitRupiah === null ? [] : [{ value, limitRupiah }]
    })
    this.#notify({ ...condition, groups })
  }

  #notify(condition: Condition | null): void {
    this.dispatchEvent(new CustomEvent('condition', { detail: condition }))
  }
}

function chosenOf(event: Event): string {
  return textOf(event)
}

/** null for an empty field: no limit. */
function countOf(event: Event): number | null {
  const count = Math.round(inputOf(event).valueAsNumber)
  return Number.isNaN(count) ? null : Math.min(10_000, Math.max(0, count))
}
