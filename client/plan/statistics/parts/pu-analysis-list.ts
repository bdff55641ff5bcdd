import { css, html, LitElement, nothing } from 'lit'
import type { AnalysisSummary } from '../../../../core/api/statistics.ts'
import { languageChange, pick } from '../../../i18n/translate.ts'
import { describeFailure } from '../../../panel/describe-failure.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import type { PlanStore } from '../../state/plan-store.ts'
import { bivariateText } from '../bivariate/bivariate-words.ts'
import { PARALLEL_ID } from '../parallel/parallel-rows.ts'
import { parallelText } from '../parallel/parallel-words.ts'
import type { StatisticsController } from '../statistics-controller.ts'
import { statisticsText } from '../statistics-words.ts'
import { BIVARIATE_LAYER_ID } from '../village-classes.ts'
import { activityLine } from './activity-line.ts'
import { activityStyles, refreshBar } from './refresh-bar.ts'

/** The left column: what can be looked at, each with what it found. */
export class PuAnalysisList extends LitElement {
  static override properties = { store: { attribute: false }, controller: { attribute: false } }

  static override styles = [
    sharedStyles,
    css`
      :host { padding: 1rem; }
      h2 { font-size: var(--text-base); margin-bottom: 0.75rem; }
      ul { display: grid; gap: 0.5rem; }
      li button { width: 100%; min-height: 2.75rem; text-align: start; display: grid; gap: 0.125rem; padding: 0.5rem 0.75rem;
        border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); }
      li button:hover { background: var(--wash); }
      li button[aria-pressed='true'] { border-color: var(--brand); box-shadow: inset 3px 0 0 var(--brand); }
      strong { font-size: var(--text-small); }
      .refresh { display: grid; gap: 0.5rem; margin-bottom: 1rem; padding: 0.75rem; border-radius: var(--radius); background: var(--wash); justify-items: start; }
      .refresh .activity { width: 100%; } .now { font-weight: 600; font-size: var(--text-small); }
      .files { display: flex; flex-wrap: wrap; gap: 0.5rem; }
      .refresh .button { min-height: 2.25rem; }
      @media (max-width: 767px) { .refresh .button { min-height: var(--target); } }
    `,
    activityStyles,
  ]

  declare store: PlanStore
  declare controller: StatisticsController

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.store)
    new Redraw(this, () => this.controller)
  }

  protected override firstUpdated(): void {
    this.controller.open()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.hasUpdated) this.controller.open()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.controller.close()
  }

  protected override render() {
    const { list, failure } = this.controller
    return html`<h2>${statisticsText('title')}</h2>${refreshBar(this.controller)}
      ${failure ? this.#failed(failure) : nothing}
      ${list === null && !failure ? html`<p class="state" role="status">${statisticsText('loading')}</p>` : nothing}
      ${list?.length === 0 ? html`<p class="state">${statisticsText('none')}</p>` : nothing}
      <ul>${this.#bivariate()}${this.#entry(PARALLEL_ID, parallelText('title'), parallelText('note'), () => this.controller.chooseOwn(PARALLEL_ID, null))}${(list ?? []).map((item) => this.#analysis(item))}</ul>`
  }

  /** The map of two values needs no analysis, only its layer. */
  #bivariate() {
    const layer = this.store.state.catalogue.find(({ id }) => id === BIVARIATE_LAYER_ID)
    if (!layer) return nothing
    const note = layer.finding ? pick(layer.finding) : bivariateText('hint')
    return this.#entry(BIVARIATE_LAYER_ID, bivariateText('title'), note, () =>
      this.controller.chooseOwn(BIVARIATE_LAYER_ID, BIVARIATE_LAYER_ID),
    )
  }

  #analysis(item: AnalysisSummary) {
    return this.#entry(
      item.id,
      pick(item.title),
      noteOf(item),
      () => this.controller.choose(item),
      activityLine(item),
    )
  }

  #entry(id: string, name: string, note: string, choose: () => void, standing: unknown = nothing) {
    return html`<li><button type="button" data-id=${id} aria-pressed=${this.controller.chosen === id} @click=${() => {
      choose()
      this.store.update({ screen: 'right' })
    }}><strong>${name}</strong><span class="note">${note}</span>${standing}</button></li>`
  }

  #failed(failure: unknown) {
    return html`<div class="state error" role="alert"><strong>${statisticsText('failed')}</strong><p>${describeFailure(failure)}</p>
      <button class="button" type="button" @click=${() => this.controller.retry()}>${statisticsText('retry')}</button></div>`
  }
}

/** The finding, which for what cannot be computed says why. */
function noteOf({ state, finding, question }: AnalysisSummary): string {
  const text = pick(finding ?? question)
  return state === 'impossible' ? `${statisticsText('impossible')} · ${text}` : text
}
