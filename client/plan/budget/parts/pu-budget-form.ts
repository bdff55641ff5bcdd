import { html, LitElement, nothing } from 'lit'
import type { Objective } from '../../../../core/api/portfolio-request.ts'
import { number, percent, rupiahShort } from '../../../i18n/format-value.ts'
import { languageChange, pick } from '../../../i18n/translate.ts'
import { textOf } from '../../../panel/event-control.ts'
import { icons } from '../../../panel/icons.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import { type DistrictChoice, readDistricts } from '../../data/read-districts.ts'
import { rankingText } from '../../ranking/ranking-words.ts'
import type { Plan } from '../../tab/plan-tab.ts'
import { criterionColour } from '../../weights/criterion-colour.ts'
import type { BudgetController } from '../budget-controller.ts'
import {
  type BudgetDraft,
  CONDITION_KINDS,
  type Condition,
  type ConditionKind,
  firstCondition,
  SINGLE_KINDS,
  withCondition,
} from '../budget-draft.ts'
import { budgetText } from '../budget-words.ts'
import { conditionText } from '../condition-words.ts'
import { describeRefusal } from '../describe-refusal.ts'
import { budgetFormStyles } from './budget-form-styles.ts'
import { formStyles } from './form-styles.ts'
import type { PuRupiahField } from './pu-rupiah-field.ts'

/** The left column: what there is to spend, what is sought, which conditions hold, and the packages found before. */
export class PuBudgetForm extends LitElement {
  static override properties = {
    plan: { attribute: false },
    controller: { attribute: false },
    districts: { state: true },
  }
  static override styles = [sharedStyles, formStyles, budgetFormStyles]

  declare plan: Plan
  declare controller: BudgetController
  declare districts: readonly DistrictChoice[]
  readonly #abort = new AbortController()

  constructor() {
    super()
    this.districts = []
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.plan?.store)
    new Redraw(this, () => this.controller)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    // Without their names there are no ceilings for single districts; the same for all still works.
    readDistricts(this.#abort.signal).then(
      (districts) => {
        this.districts = districts
      },
      () => undefined,
    )
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#abort.abort()
  }

  protected override render() {
    const { draft } = this.controller
    return html`<form @submit=${this.#onSubmit}>
      <section><h2 class="hidden">${budgetText('budget')}</h2>
        <pu-year-budgets .draft=${draft} .firstYear=${this.#firstYear()}
          @draft=${(event: CustomEvent<BudgetDraft>) => this.controller.change(event.detail)}></pu-year-budgets></section>
      ${this.#objective(draft.objective)}
      ${this.#competing()}
      ${draft.objective === 'score' ? this.#weights() : nothing}
      ${this.#conditions(draft)}
      ${this.#details(draft)}
      ${this.controller.failure ? html`<p class="state error" role="alert">${describeRefusal(this.controller.failure, draft, this.plan.store.state.alternatives)}</p>` : nothing}
      <div class="go"><button class="button main" type="submit" ?disabled=${this.controller.isRunning || !this.#isPossible()}>${budgetText(this.controller.open ? 'again' : 'run')}</button>${this.#obstacle()}</div>
      </form>
      <pu-budget-runs .plan=${this.plan} .controller=${this.controller}></pu-budget-runs>`
  }

  #objective(objective: Objective) {
    const button = (value: Objective, name: string) =>
      html`<button type="button" aria-pressed=${objective === value} @click=${() => this.#put({ objective: value })}>${name}</button>`
    return html`<section><h2>${budgetText('objective')}</h2>
      <div class="modes" role="group" aria-label=${budgetText('objective')}>${button('score', budgetText('byScore'))}${button('people', budgetText('byPeople'))}</div>
      <p class="note">${budgetText(objective === 'score' ? 'byScoreHint' : 'byPeopleHint')}</p></section>`
  }

  #competing() {
    const { alternatives, failure } = this.plan.store.state
    const costs = alternatives?.costRupiah ?? new Float64Array()
    const known = costs.filter((cost) => cost > 0)
    const cost = rupiahShort(known.reduce((sum, one) => sum + one, 0))
    const unknown = costs.length - known.length
    return html`<section><h2>${budgetText('competing')}</h2>
      <pu-plan-filters .store=${this.plan.store}></pu-plan-filters>
      ${alternatives && failure ? html`<p class="state error" role="alert">${rankingText('failedFormer')}</p>` : nothing}
      ${alternatives ? html`<p class="note" role="status">${budgetText('competingCount', { count: number(costs.length), cost })}${unknown > 0 ? ` · ${budgetText('noCost', { count: number(unknown) })}` : ''}</p>` : nothing}</section>`
  }

  #weights() {
    const { criteria, weights } = this.plan.store.state
    const parts = criteria
      .map((criterion, at) => ({ name: pick(criterion.title), weight: weights?.[criterion.key] ?? 0, at }))
      .filter(({ weight }) => weight > 0)
    const sum = parts.reduce((total, { weight }) => total + weight, 0)
    const text = parts.map(({ name, weight }) => `${name} ${percent((100 * weight) / sum)}`).join(', ')
    return html`<section><div class="head"><h2>${budgetText('weights')}</h2>
        <button class="link" type="button" @click=${() => this.plan.store.update({ tab: 'priority', screen: 'left' })}>${budgetText('changeWeights')}</button></div>
      <div class="mix" role="img" aria-label=${text} title=${text}>${parts.map(({ weight, at }) => html`<i style="width: ${(100 * weight) / sum}%; background: ${criterionColour(at)}"></i>`)}</div></section>`
  }

  #conditions({ conditions, budgetRupiah }: BudgetDraft) {
    const addable = CONDITION_KINDS.filter(
      (kind) => !SINGLE_KINDS.has(kind) || !conditions.some((condition) => condition.kind === kind),
    )
    return html`<section><h2>${budgetText('conditions')}</h2>
      ${conditions.length === 0 ? html`<p class="note">${budgetText('noConditions')}</p>` : nothing}
      ${conditions.map(
        (
          condition,
          at,
        ) => html`<pu-condition-card .store=${this.plan.store} .districts=${this.districts} .condition=${condition}
        @condition=${(event: CustomEvent<Condition | null>) => this.#condition(at, event.detail)}></pu-condition-card>`,
      )}
      <details class="adder"><summary>${icons.plus} ${budgetText('addCondition')}</summary>
        <ul>${addable.map((kind) => html`<li><button type="button" @click=${() => this.#add(kind, budgetRupiah)}><b>${conditionText(kind)}</b><span class="note">${conditionText(`${kind}Hint`)}</span></button></li>`)}</ul></details></section>`
  }

  /** What competes now is carried out from then on. */
  #firstYear(): number {
    const { years } = this.plan.store.state.filters
    return years.length > 0 ? Math.max(...years) : new Date().getFullYear()
  }

  #details({ title, timeLimitSeconds, samples, objective, years, discountPercent = 0 }: BudgetDraft) {
    return html`<details class="how"><summary>${budgetText('more')}</summary><div class="fields">
      <label class="field">${budgetText('name')}<input maxlength="200" placeholder=${budgetText('nameHint')} .value=${title} @change=${(event: Event) => this.#put({ title: textOf(event) })} /></label>
      <label class="field">${budgetText('seconds')}<select @change=${(event: Event) => this.#put({ timeLimitSeconds: Number(textOf(event)) })}>
        ${choices([10, 30, 60, 180, 600], timeLimitSeconds).map((count) => html`<option value=${count} ?selected=${count === timeLimitSeconds}>${budgetText('secondsUnit', { count: number(count) })}</option>`)}</select></label>
      ${
        objective === 'score'
          ? html`<label class="field">${budgetText('samples')}<select @change=${(event: Event) => this.#put({ samples: Number(textOf(event)) })}>
        ${choices([0, 20, 50, 200], samples).map((count) => html`<option value=${count} ?selected=${count === samples}>${count === 0 ? budgetText('samplesNone') : budgetText('samplesUnit', { count: number(count) })}</option>`)}</select></label>`
          : nothing
      }
      ${
        years && objective === 'score'
          ? html`<label class="field">${budgetText('discount')}<select @change=${(event: Event) => this.#put({ discountPercent: Number(textOf(event)) })}>
        ${choices([0, 3, 5, 10], discountPercent).map((percent) => html`<option value=${percent} ?selected=${percent === discountPercent}>${percent === 0 ? budgetText('discountNone') : budgetText('discountUnit', { percent: number(percent, 1) })}</option>`)}</select></label>`
          : nothing
      }</div></details>`
  }

  /** Why the button cannot be pressed. */
  #obstacle() {
    const { alternatives } = this.plan.store.state
    if (!alternatives || this.controller.isRunning || this.#isPossible()) return nothing
    return html`<p class="note" role="status">${budgetText(alternatives.count === 0 ? 'noProposals' : 'noWeights')}</p>`
  }

  /** The first amount that is none. */
  #wrongAmount(): PuRupiahField | undefined {
    const cards = this.renderRoot.querySelectorAll<LitElement>('pu-year-budgets, pu-condition-card')
    const roots = [this.renderRoot, ...[...cards].map(({ renderRoot }) => renderRoot)]
    const fields = roots.flatMap((root) => [...root.querySelectorAll<PuRupiahField>('pu-rupiah-field')])
    return fields.find(({ isWrong }) => isWrong)
  }

  #isPossible(): boolean {
    const { alternatives } = this.plan.store.state
    const isRanked = this.controller.draft.objective === 'people' || this.plan.store.ranking !== null
    return (alternatives?.count ?? 0) > 0 && isRanked
  }

  #add(kind: ConditionKind, budgetRupiah: number): void {
    const { conditions } = this.controller.draft
    this.#put({ conditions: [...conditions, firstCondition(kind, budgetRupiah)] })
    this.renderRoot.querySelector<HTMLDetailsElement>('.adder')?.removeAttribute('open')
    void this.updateComplete.then(() => this.#focusCard(conditions.length))
  }

  #focusCard(at: number): void {
    const card = this.renderRoot.querySelectorAll<LitElement>('pu-condition-card')[at]
    void card?.updateComplete.then(() =>
      card.renderRoot.querySelector<HTMLElement>('select, input, .body button, .icon')?.focus(),
    )
  }

  #condition(at: number, condition: Condition | null): void {
    const before = this.controller.draft
    this.controller.change(withCondition(before, at, condition))
    if (condition) return
    const name = conditionText(before.conditions[at]?.kind ?? 'quota')
    const run = () => this.controller.change({ ...this.controller.draft, conditions: before.conditions })
    this.plan.say(budgetText('removedCondition', { name }), { name: budgetText('undo'), run })
    this.renderRoot.querySelector<HTMLElement>('.adder summary')?.focus()
  }

  #put(patch: Partial<BudgetDraft>): void {
    this.controller.change({ ...this.controller.draft, ...patch })
  }

  #onSubmit(event: Event): void {
    event.preventDefault()
    if (this.controller.isRunning || !this.#isPossible()) return
    const wrong = this.#wrongAmount()
    if (wrong) {
      wrong.focus()
      return
    }
    this.plan.store.update({ screen: 'right' })
    void this.controller.run()
  }
}

/** The usual choices, and the present one where it is another. */
function choices(usual: readonly number[], present: number): number[] {
  return [...new Set([...usual, present])].sort((a, b) => a - b)
}
