import { css, html, LitElement, nothing } from 'lit'
import { rupiahShort } from '../../../i18n/format-value.ts'
import { languageChange } from '../../../i18n/translate.ts'
import { describeFailure } from '../../../panel/describe-failure.ts'
import { inputOf, textOf } from '../../../panel/event-control.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import { findModel, nameOf } from '../../state/find-model.ts'
import type { PlanStore } from '../../state/plan-store.ts'
import { sideColours } from '../map/choice-layer.ts'
import { NOW, type ScenarioController, type SideName } from '../scenario-controller.ts'
import { scenarioText } from '../scenario-words.ts'
import { scenarioFigures } from './scenario-figures.ts'

/** The left column: which two are compared, where the line falls, and their figures side by side. */
export class PuScenarioChoice extends LitElement {
  static override properties = { store: { attribute: false }, controller: { attribute: false } }

  static override styles = [
    sharedStyles,
    css`
      :host { padding: 1rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; align-content: start; line-height: 1.45; }
      h2 { font-size: var(--text-small); font-weight: 700; letter-spacing: 0.04em; text-transform: uppercase; color: var(--muted); }
      section { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.625rem; }
      .side { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.5rem; align-items: center; }
      .side b { width: 1.75rem; height: 1.75rem; border-radius: 0.5rem; display: grid; place-items: center; color: #fff; font-weight: 800; }
      select, input { min-height: 2.5rem; width: 100%; min-width: 0; border: 1px solid var(--line-strong); border-radius: var(--radius-s); background: var(--surface); padding: 0 0.5rem; }
      .field { display: grid; grid-template-columns: 1fr 5rem; align-items: center; gap: 0.5rem; font-size: var(--text-small); font-weight: 600; }
      .field input { text-align: end; font-weight: 400; }
      table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
      th, td { text-align: end; padding: 0.4375rem 0.25rem; border-bottom: 1px solid var(--line); }
      tbody th { text-align: start; font-weight: 400; font-size: var(--text-small); color: #465260; line-height: 1.25; }
      td { font-weight: 700; white-space: nowrap; }
      td.none { font-weight: 400; color: var(--muted); }
      @media (max-width: 767px) { select, input, .button { min-height: var(--target); font-size: 1rem; } }
    `,
  ]

  declare store: PlanStore
  declare controller: ScenarioController

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.store)
    new Redraw(this, () => this.controller)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.controller.fetch()
  }

  protected override render() {
    const { shown, failure, loading } = this.controller
    return html`<section><h2>${scenarioText('choose')}</h2>${this.#side('a')}${this.#side('b')}
        <button class="button" type="button" @click=${() => this.controller.swap()}>${scenarioText('swap')}</button>
        ${this.controller.idOf('a') === this.controller.idOf('b') ? html`<p class="note">${scenarioText('sameBoth')}</p>` : nothing}
        ${this.#line()}</section>
      ${failure ? html`<div class="state error" role="alert"><p>${scenarioText('failed')} ${describeFailure(failure)}</p><button class="button" type="button" @click=${() => void this.controller.fetch()}>${scenarioText('retry')}</button></div>` : nothing}
      ${!shown && loading ? html`<p class="state" role="status">${scenarioText('loading')}</p>` : nothing}
      ${scenarioFigures(this.controller)}`
  }

  #side(side: SideName) {
    const { models } = this.store.state
    const asked = this.controller.idOf(side)
    // An address may name a model without its version.
    const model = asked === NOW ? undefined : findModel(models, asked)
    const id = model ? nameOf(model) : asked
    const option = (value: string) =>
      html`<option value=${value} .selected=${value === id}>${this.controller.nameOf(value)}</option>`
    return html`<div class="side"><b aria-hidden="true" style="background: ${sideColours[side]}">${side.toUpperCase()}</b>
      <select aria-label=${scenarioText('scenario', { side: side.toUpperCase() })} @change=${(event: Event) => this.controller.set(side, textOf(event))}>
        ${option(NOW)}
        <optgroup label=${scenarioText('models')}>${models.map((one) => option(nameOf(one)))}</optgroup>
        ${this.controller.lines.length > 0 ? html`<optgroup label=${scenarioText('packages')}>${this.controller.lines.map((line) => option(line.id))}</optgroup>` : nothing}
      </select></div>`
  }

  #line() {
    const { budgetRupiah, shown } = this.controller
    if (shown?.a.portfolio && shown.b.portfolio) return nothing
    if (budgetRupiah !== null)
      return html`<p class="note">${scenarioText('lineBudget', { budget: rupiahShort(budgetRupiah) })}</p>`
    return html`<label class="field">${scenarioText('line')}<input type="number" min="1" max="100000" .value=${String(this.store.state.top)} @change=${this.#onTop} /></label>`
  }

  #onTop(event: Event): void {
    const input = inputOf(event)
    const top = Math.round(input.valueAsNumber)
    if (top >= 1 && top <= 100_000) this.store.update({ top })
    else input.value = String(this.store.state.top)
  }
}
