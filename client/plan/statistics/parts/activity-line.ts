import { html, nothing, type TemplateResult } from 'lit'
import type { AnalysisActivity } from '../../../../core/api/statistics.ts'
import { percent } from '../../../i18n/format-value.ts'
import { moment } from '../../../i18n/moment.ts'
import { pick } from '../../../i18n/translate.ts'
import { statisticsText } from '../statistics-words.ts'

type Standing = AnalysisActivity & { readonly computedAt: string | null }

/** How it stands with an analysis: running, waiting, failed, out of date or done, and since when. */
export function activityText({ activity, failure, staleSince, computedAt }: Standing): string {
  if (activity !== 'idle') return statisticsText(activity)
  if (failure) {
    const places = { time: moment(failure.at), reason: pick(failure.reason) }
    return statisticsText(failure.cancelled ? 'cancelledAt' : 'failedAt', places)
  }
  if (computedAt === null) return statisticsText('missing')
  if (staleSince !== null) return statisticsText('staleSince', { time: moment(staleSince) })
  return statisticsText('doneAt', { time: moment(computedAt) })
}

/** The same with how far it is. The percentage stands apart, so that it is not read out at every step. */
export function activityLine(standing: Standing): TemplateResult {
  const { activity, share, failure } = standing
  const kind = activity === 'idle' && failure && !failure.cancelled ? 'failed' : activity
  return html`<span class="activity ${kind}"><span class="note">${activityText(standing)}</span>${
    share === null
      ? nothing
      : html`<progress max="1" .value=${share} aria-label=${activityText(standing)}></progress><span class="note percent" aria-hidden="true">${percent(share * 100)}</span>`
  }</span>`
}
