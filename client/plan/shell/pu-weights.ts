import { css, html, LitElement, nothing } from 'lit'
import { date } from '../../i18n/format-value.ts'
import { languageChange, pick } from '../../i18n/translate.ts'
import { describeFailure } from '../../panel/describe-failure.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import type { PuCriteria } from '../criteria/pu-criteria.ts'
import { WEIGHT_MODES, type WeightMode } from '../state/plan-state.ts'
import type { Plan } from '../tab/plan-tab.ts'
import { weightIcons } from '../weights/weight-icons.ts'
import { weightText } from '../weights/weight-words.ts'

/** The left column: how much each criterion counts, set in one of four ways. */
export class PuWeights extends LitElement {
  static override properties = { plan: { attribute: false }, failure: { state: true } }

  static override styles = [
    sharedStyles,
    css`
      :host { display: block; padding: 1rem; }
      .top { display: flex; align-items: center; gap: 0.25rem; margin-bottom: 0.5rem; }
      h2 { flex: 1; font-size: var(--text-small); font-weight: 700; letter-spacing: 0.04em; text-transform: uppercase; color: var(--muted); }
      h3 { margin: 1.25rem 0 0.375rem; font-size: var(--text-small); font-weight: 700; letter-spacing: 0.04em; text-transform: uppercase; color: var(--muted); }
      .icon { width: 2rem; height: 2rem; }
      .icon:disabled { opacity: 0.35; cursor: default; }
      .modes { display: grid; grid-template-columns: repeat(4, auto); padding: 2px; gap: 2px; background: #eceff2; border-radius: var(--radius); margin-bottom: 0.75rem; }
      .modes button { border: 0; background: none; min-height: 2rem; padding: 0 0.375rem; border-radius: 0.5rem; font-weight: 600; font-size: var(--text-small); color: #465260; }
      .modes button[aria-pressed="true"] { background: var(--surface); color: var(--brand-strong); box-shadow: var(--shadow-small); }
      .hint { margin-bottom: 0.75rem; }
      .criteria { width: 100%; margin-top: 0.875rem; }
      pu-method { display: block; margin-top: 1.25rem; }
      .zero { margin-top: 0.75rem; padding: 0.5rem 0.75rem; border-radius: var(--radius-s); background: var(--warn-wash); color: var(--warn-ink); font-size: var(--text-small); }
      @media (min-width: 768px) and (max-width: 1279px) { .modes button { font-size: var(--text-note); padding: 0 0.125rem; } }
      @media (max-width: 767px) { .modes button { min-height: var(--target); } .icon { width: var(--target); height: var(--target); } }
    `,
  ]

  declare plan: Plan
  /** Why the criteria screen did not come. */
  declare failure: unknown

  constructor() {
    super()
    this.failure = null
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.plan?.store)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('keydown', this.#onKey)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('keydown', this.#onKey)
  }

  protected override render() {
    const { store } = this.plan
    return html`
      <div class="top"><h2>${weightText('title')}</h2>
        ${this.#step(weightText('undo'), store.canUndo, () => store.undoWeights(), weightIcons.undo)}
        ${this.#step(weightText('redo'), store.canRedo, () => store.redoWeights(), weightIcons.redo)}
      </div>
      <div class="modes" role="group" aria-label=${weightText('modes')}>${WEIGHT_MODES.map((mode) => this.#mode(mode))}</div>
      ${this.#body(store.state.weightMode)}
      ${store.ranking || !store.state.alternatives ? nothing : html`<p class="zero" role="alert">${weightText('allZero')}</p>`}
      <pu-method .store=${store}></pu-method>
      <h3>${weightText('model')}</h3><pu-models .plan=${this.plan}></pu-models>
      <pu-robustness .plan=${this.plan}></pu-robustness>
      ${this.#sources()}
      <pu-criteria .plan=${this.plan}></pu-criteria>
    `
  }

  #step(name: string, possible: boolean, run: () => void, icon: unknown) {
    return html`<button class="icon" type="button" aria-label=${name} title=${name} ?disabled=${!possible} @click=${run}>${icon}</button>`
  }

  #mode(mode: WeightMode) {
    return html`<button type="button" aria-pressed=${this.plan.store.state.weightMode === mode}
      @click=${() => this.plan.store.update({ weightMode: mode })}>${weightText(mode)}</button>`
  }

  #body(mode: WeightMode) {
    const { store } = this.plan
    if (mode === 'ahp') return html`<pu-ahp .store=${store}></pu-ahp>`
    if (mode === 'entropy') return html`<pu-entropy .store=${store}></pu-entropy>`
    if (mode === 'groups') return html`<pu-groups .store=${store}></pu-groups>`
    return html`<p class="note hint">${weightText('slidersHint')}</p>
      <pu-weight-sliders .store=${store}></pu-weight-sliders>
      <button class="button criteria" type="button" @click=${() => void this.#openCriteria()}>${weightText('criteria')}</button>
      ${this.failure ? html`<p class="state error" role="alert">${weightText('failedCriteria')} ${describeFailure(this.failure)}</p>` : nothing}`
  }

  #sources() {
    const { criterionSet } = this.plan.store.state
    if (!criterionSet) return nothing
    const { title, version } = criterionSet
    return html`<h3>${weightText('sources')}</h3>
      <p class="note">${weightText('setLine', { title: pick(title), version, date: date(criterionSet.date) })}. ${pick(criterionSet.notice)}</p>`
  }

  async #openCriteria(): Promise<void> {
    this.failure = null
    try {
      const { defineCriteria } = await import('../criteria/define-criteria.ts')
      defineCriteria()
      await this.renderRoot.querySelector<PuCriteria>('pu-criteria')?.show()
    } catch (error) {
      this.failure = error
    }
  }

  /** Undo and redo of weights, unless a text field wants the keys for itself. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || isTextField(event.composedPath()[0])) return
    const key = event.key.toLowerCase()
    const redo = key === 'y' || (key === 'z' && event.shiftKey)
    if (!redo && key !== 'z') return
    event.preventDefault()
    if (redo) this.plan.store.redoWeights()
    else this.plan.store.undoWeights()
  }
}

function isTextField(target: EventTarget | undefined): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['range', 'checkbox', 'radio', 'number'].includes(target.type)
}
