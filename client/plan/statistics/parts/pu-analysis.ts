import { css, html, LitElement, nothing } from 'lit'
import type { ComputedAnalysis } from '../../../../core/api/statistics.ts'
import { languageChange, pick } from '../../../i18n/translate.ts'
import { describeFailure } from '../../../panel/describe-failure.ts'
import { textOf } from '../../../panel/event-control.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import type { Plan } from '../../tab/plan-tab.ts'
import { PARALLEL_ID } from '../parallel/parallel-rows.ts'
import type { StatisticsController } from '../statistics-controller.ts'
import { statisticsText } from '../statistics-words.ts'
import { BIVARIATE_LAYER_ID } from '../village-classes.ts'
import { activityLine } from './activity-line.ts'
import { analysisNotes, figureList } from './analysis-notes.ts'
import { activityStyles } from './refresh-bar.ts'

/** The right column: the chosen analysis with all that one needs to judge it. */
export class PuAnalysis extends LitElement {
  static override properties = { plan: { attribute: false }, controller: { attribute: false } }

  static override styles = [
    sharedStyles,
    css`
      :host { padding: 1rem; }
      pu-bivariate, pu-parallel { margin: -1rem; }
      .all { display: grid; gap: 1rem; }
      h2 { font-size: var(--text-base); } h3 { font-size: var(--text-small); }
      .finding { font-weight: 600; } .warn { background: var(--wash); padding: 0.625rem 0.75rem; border-radius: var(--radius); }
      .warn ul { list-style: disc; padding-inline-start: 1.125rem; } .warn, .text { font-size: var(--text-small); }
      dl { display: grid; grid-template-columns: 1fr auto; gap: 0.25rem 1rem; font-size: var(--text-small); }
      dd { text-align: end; font-variant-numeric: tabular-nums; font-weight: 600; }
      pu-marked { position: sticky; bottom: 0; margin: 1rem -1rem -1rem; z-index: 1; display: block; }
      .files { display: grid; gap: 0.5rem; font-size: var(--text-small); } .files li { display: flex; flex-wrap: wrap; gap: 0.25rem 0.875rem; align-items: center; justify-content: space-between; }
      .files span { display: flex; flex-wrap: wrap; gap: 0.25rem 0.875rem; }
      .standing { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem; padding: 0.5rem 0.75rem; background: var(--wash); border-radius: var(--radius); }
      .standing .activity { flex: 1 1 10rem; }
      .layer { display: grid; gap: 0.25rem; font-size: var(--text-small); font-weight: 600; }
      select { min-height: 2.25rem; border: 1px solid var(--line-strong); border-radius: var(--radius-s); background: var(--surface); padding: 0 0.5rem; width: 100%; }
      @media (max-width: 767px) { select { min-height: var(--target); font-size: 1rem; } .files a { min-height: var(--target); display: inline-flex; align-items: center; } }
    `,
    activityStyles,
  ]

  declare plan: Plan
  declare controller: StatisticsController
  #shown: string | null = null

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.plan?.store)
    new Redraw(this, () => this.controller)
  }

  /** Each analysis begins at its top, however far the one before was read. */
  protected override updated(): void {
    const { chosen } = this.controller
    if (chosen === this.#shown) return
    this.#shown = chosen
    this.closest('section')?.scrollTo(0, 0)
  }

  protected override render() {
    const { chosen, answer, answerFailure } = this.controller
    if (chosen === null) return html`<p class="state">${statisticsText('choose')}</p>`
    if (chosen === BIVARIATE_LAYER_ID)
      return html`<pu-bivariate .plan=${this.plan}></pu-bivariate><pu-marked .plan=${this.plan}></pu-marked>`
    if (chosen === PARALLEL_ID) return html`<pu-parallel .plan=${this.plan}></pu-parallel>`
    if (answerFailure) return this.#failed(answerFailure)
    if (!answer) return html`<p class="state" role="status">${statisticsText('loading')}</p>`
    if (answer.state === 'missing')
      return html`<div class="all"><h2>${pick(answer.title)}</h2><p class="note">${pick(answer.question)}</p>${this.#standing()}
        <div class="state"><p>${statisticsText('missingHint')}</p></div></div>`
    return this.#analysis(answer)
  }

  #analysis(answer: ComputedAnalysis) {
    return html`<article class="all">
      <header><h2>${pick(answer.title)}</h2><p class="note">${pick(answer.question)}</p></header>
      ${
        answer.state === 'impossible'
          ? html`<div class="state"><strong>${statisticsText('impossible')}</strong><p>${pick(answer.finding)}</p></div>`
          : html`<p class="finding">${pick(answer.finding)}</p>`
      }
      ${this.#standing()}${this.#layers(answer)}${this.#colours(answer)}${figureList(answer)}
      ${answer.charts.map((chart) => html`<pu-chart .chart=${chart} .plan=${this.plan}></pu-chart>`)}${analysisNotes(answer, this.plan.store.state.catalogue)}
    </article><pu-marked .plan=${this.plan}></pu-marked>`
  }

  /** How its computing stands, and the button that begins or ends it. */
  #standing() {
    const { controller } = this
    const item = controller.chosen === null ? undefined : controller.activityOf(controller.chosen)
    if (!item) return nothing
    const busy = item.activity !== 'idle'
    return html`<div class="standing">${activityLine(item)}<button class="button" type="button" data-compute=${busy ? 'cancel' : 'start'}
      @click=${() => (busy ? controller.cancel(item.id) : controller.compute({ id: item.id }))}>${statisticsText(busy ? 'cancel' : 'computeOne')}</button></div>`
  }

  /** Where an analysis has more than one layer, which of them colours the map. */
  #layers({ layers }: ComputedAnalysis) {
    const { catalogue, underlay } = this.plan.store.state
    const known = catalogue.filter(({ id }) => layers.some((layer) => layer.id === id))
    if (known.length < 2) return nothing
    return html`<label class="layer">${statisticsText('layer')}<select @change=${(event: Event) =>
      this.plan.store.update({ underlay: textOf(event) })}>${
      known.some(({ id }) => id === underlay) ? nothing : html`<option selected disabled></option>`
    }${known.map(
      (layer) =>
        html`<option value=${layer.id} ?selected=${layer.id === underlay}>${pick(layer.title)}</option>`,
    )}</select></label>`
  }

  /** What the colours of the layer on the map mean, where they are categories: the map's own legend has classes. */
  #colours({ layers }: ComputedAnalysis) {
    const shown = layers.find(({ id }) => id === this.plan.store.state.underlay)
    if (shown?.legend?.kind !== 'categories') return nothing
    return html`<section><h3>${statisticsText('layers')}</h3><pu-class-keys .plan=${this.plan} .layer=${shown.id} .legend=${shown.legend}></pu-class-keys></section>`
  }

  #failed(failure: unknown) {
    return html`<div class="state error" role="alert"><strong>${statisticsText('failed')}</strong><p>${describeFailure(failure)}</p>
      <button class="button" type="button" @click=${() => this.controller.retry()}>${statisticsText('retry')}</button></div>`
  }
}
