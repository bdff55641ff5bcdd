import { css, html, LitElement, nothing } from 'lit'
import type { ScoreModel } from '../../../core/api/score-model.ts'
import { idOfTitle } from '../../api/id-of-title.ts'
import { languageChange, pick } from '../../i18n/translate.ts'
import { describeFailure } from '../../panel/describe-failure.ts'
import { textOf } from '../../panel/event-control.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { saveScoreModel } from '../data/plan-api.ts'
import { findModel, nameOf } from '../state/find-model.ts'
import { sameChoice } from '../state/weight-history.ts'
import type { Plan } from '../tab/plan-tab.ts'
import { methodText } from './method-words.ts'
import { sourceStyles } from './source-styles.ts'
import { weightText } from './weight-words.ts'

/** Opens saved weights and saves the present ones, under a new name or as the next version of an old one. */
export class PuModels extends LitElement {
  static override properties = {
    plan: { attribute: false },
    naming: { state: true },
    saving: { state: true },
    failure: { state: true },
  }

  static override styles = [
    sharedStyles,
    sourceStyles,
    css`
      .line { display: grid; gap: 0.375rem; }
      select { min-height: 2.25rem; width: 100%; border: 1px solid var(--line-strong); border-radius: var(--radius-s); background: var(--surface); padding: 0 0.5rem; }
      form { display: grid; gap: 0.5rem; margin-top: 0.5rem; padding: 0.75rem; border-radius: var(--radius); background: var(--wash); }
      form input { background: var(--surface); }
      @media (max-width: 767px) { select { min-height: var(--target); font-size: 1rem; } }
    `,
  ]

  declare plan: Plan
  /** The form for a name is open. */
  declare naming: boolean
  declare saving: boolean
  declare failure: unknown
  /** What was typed: a save that fails, or a form that closes, loses nothing. */
  #typed = ''

  constructor() {
    super()
    this.naming = false
    this.saving = false
    this.failure = null
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.plan?.store)
  }

  protected override render() {
    const { models, model, weights, method, scale } = this.plan.store.state
    const present = findModel(models, model)
    const changed =
      present !== undefined && weights !== null && !sameChoice(present, { weights, method, scale })
    return html`<div class="line">
        <label class="hidden" for="model">${weightText('modelLoad')}</label>
        <select id="model" @change=${this.#onChoose}>
          ${changed ? html`<option value="" selected>${weightText('modelChanged', { name: pick(present.title) })}</option>` : nothing}
          ${models.map((one) => html`<option value=${nameOf(one)} .selected=${!changed && one === present}>${labelOf(one)}</option>`)}
        </select>
        <div class="row">
          ${changed ? html`<button class="button" type="button" @click=${() => this.#load(present)}>${weightText('reset', { name: pick(present.title) })}</button>` : nothing}
          <button class="button" type="button" aria-expanded=${this.naming} @click=${() => this.#name()}>${weightText('saveModel')}</button>
        </div>
      </div>
      ${this.naming ? this.#form() : nothing}`
  }

  #form() {
    return html`<form @submit=${this.#onSubmit}>
      <label class="field">${weightText('saveName')}<input name="title" required maxlength="80" .value=${this.#typed} list="names"
        @input=${(event: Event) => {
          this.#typed = textOf(event)
        }} /></label>
      <datalist id="names">${this.plan.store.state.models.map(({ title }) => html`<option value=${pick(title)}></option>`)}</datalist>
      <p class="note">${weightText('saveNameHint')}</p>
      ${this.failure ? html`<p class="state error" role="alert">${weightText('failedModel')} ${describeFailure(this.failure)}</p>` : nothing}
      <div class="row"><button class="button main" type="submit" ?disabled=${this.saving}>${weightText('save')}</button>
        <button class="button" type="button" @click=${() => this.#close()}>${weightText('cancel')}</button></div>
    </form>`
  }

  #name(): void {
    this.naming = !this.naming
    if (this.naming)
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<HTMLInputElement>('form input')?.focus(),
      )
  }

  #close(): void {
    this.naming = false
    this.failure = null
    this.renderRoot.querySelector<HTMLElement>('[aria-expanded]')?.focus()
  }

  #onChoose(event: Event): void {
    const { models } = this.plan.store.state
    const chosen = models.find((model) => nameOf(model) === textOf(event))
    if (chosen) this.#load(chosen)
  }

  #load(model: ScoreModel): void {
    const { criteria } = this.plan.store.state
    const weights = Object.fromEntries(criteria.map(({ key }) => [key, model.weights[key] ?? 0]))
    this.plan.store.settleWeights(weights, { model: nameOf(model), method: model.method })
  }

  #onSubmit(event: Event): void {
    event.preventDefault()
    void this.#save(this.#typed.trim())
  }

  async #save(title: string): Promise<void> {
    const { weights, models, method } = this.plan.store.state
    if (!weights || !title) return
    this.saving = true
    this.failure = null
    try {
      const known = models.find((model) => pick(model.title) === title)
      const draft = {
        id:
          known?.id ??
          idOfTitle(
            title,
            'bobot',
            models.map(({ id }) => id),
          ),
        title: known?.title ?? { id: title, en: title },
        weights,
        method,
      }
      const saved = await saveScoreModel(draft)
      this.plan.store.update({ model: nameOf(saved) })
      await this.plan.feed.refreshModels()
      this.#typed = ''
      this.#close()
      this.plan.say(weightText('savedModel', { name: title, version: saved.version }))
    } catch (error) {
      this.failure = error
    }
    this.saving = false
  }
}

/** Name and version, and the method where it is not the usual one. */
function labelOf({ title, version, method }: ScoreModel): string {
  const label = weightText('modelVersion', { name: pick(title), version })
  return method === 'weighted-sum' ? label : `${label} · ${methodText(method)}`
}
