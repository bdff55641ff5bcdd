import { css, html, nothing, type TemplateResult } from 'lit'
import type { AnalysisSummary } from '../../../../core/api/statistics.ts'
import { number, percent } from '../../../i18n/format-value.ts'
import { pick } from '../../../i18n/translate.ts'
import { describeFailure } from '../../../panel/describe-failure.ts'
import type { StatisticsController } from '../statistics-controller.ts'
import { statisticsText } from '../statistics-words.ts'

export const activityStyles = css`
  .activity { display: flex; flex-wrap: wrap; align-items: center; gap: 0.125rem 0.5rem; }
  .activity progress { flex: 1 1 4rem; min-width: 4rem; height: 0.5rem; accent-color: var(--brand); }
  .activity .percent { font-variant-numeric: tabular-nums; }
  .activity.failed .note { color: var(--error-ink); font-weight: 600; }
  .activity.running .note, .activity.waiting .note { color: var(--ink); }
`

/** How far the computing of all analyses is, and the buttons that begin and end it. */
export function refreshBar(controller: StatisticsController): TemplateResult | typeof nothing {
  const { list, refresh, requestFailure } = controller
  if (list === null) return nothing
  return html`<div class="refresh">${refresh.state === 'running' ? running(controller, list) : idle(controller, list)}${
    requestFailure
      ? html`<p class="note" role="alert">${statisticsText('requestFailed')} ${describeFailure(requestFailure)}</p>`
      : nothing
  }</div>`
}

function running(controller: StatisticsController, list: readonly AnalysisSummary[]): TemplateResult {
  const { analysis, waiting, share } = controller.refresh
  const title = list.find(({ id }) => id === analysis)?.title
  const text = title ? statisticsText('computing', { title: pick(title) }) : statisticsText('preparing')
  return html`<p class="now" role="status">${text}</p>
    <span class="activity running"><progress max="1" .value=${share} aria-label=${text}></progress><span class="note percent" aria-hidden="true">${percent(share * 100)}</span>${
      waiting.length > 0
        ? html`<span class="note">${statisticsText('queue', { n: number(waiting.length) })}</span>`
        : nothing
    }</span>
    <button class="button" type="button" data-cancel-all @click=${() => controller.cancel()}>${statisticsText('cancelAll')}</button>`
}

function idle(controller: StatisticsController, list: readonly AnalysisSummary[]): TemplateResult {
  const due = list.filter(isDue).length
  return html`<p class="note" role="status">${due === 0 ? statisticsText('allFresh') : statisticsText('someDue', { n: number(due) })}</p>
    <p class="files">${
      due > 0
        ? html`<button class="button main" type="button" data-compute-due @click=${() => controller.compute('changed')}>${statisticsText('computeDue')}</button>`
        : nothing
    }<button class="button" type="button" data-compute-all @click=${() => controller.compute('all')}>${statisticsText('computeAll')}</button></p>`
}

function isDue({ state, stale, failure }: AnalysisSummary): boolean {
  return state === 'missing' || stale || failure !== null
}
