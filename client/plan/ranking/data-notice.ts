import { html, nothing } from 'lit'
import { weightCoverage } from '../../../core/score/weight-coverage.ts'
import { number, share } from '../../i18n/format-value.ts'
import { pick } from '../../i18n/translate.ts'
import type { PlanState } from '../state/plan-state.ts'
import { rankingText } from './ranking-words.ts'

/** Which weighted criteria have no data, for how many proposals, and how much of the weight rests on data; nothing where all do. */
export function dataNotice({ alternatives, criteria, weights }: PlanState) {
  if (!alternatives || alternatives.total === 0 || !weights) return nothing
  const { figures, total } = alternatives
  const used = criteria.filter(({ key }) => figures.has(key))
  const lacking = used.map(({ key }) => {
    const { missing = 0, outOfRange = 0 } = figures.get(key) ?? {}
    return missing + outOfRange
  })
  const { weighted, empty, emptyShare, partial, coveredShare } = weightCoverage(
    used.map(({ key }) => weights[key] ?? 0),
    lacking.map((count) => total - count),
    total,
  )
  if (empty.length + partial.length === 0) return nothing
  const places = {
    empty: empty.length,
    partial: partial.length,
    of: weighted.length,
    share: share(emptyShare),
    covered: share(coveredShare),
  }
  const line = (c: number) =>
    html`<li>${pick(used[c]!.title)}: ${
      empty.includes(c)
        ? rankingText('dataNone')
        : rankingText('dataMissing', { count: number(lacking[c]!), total: number(total) })
    }</li>`
  const kind = empty.length === 0 ? 'dataPartial' : partial.length > 0 ? 'dataEmptyAndPartial' : 'dataEmpty'
  return html`<details class="notice data"><summary>${rankingText(kind, places)}</summary>
    <ul>${[...empty, ...partial].map(line)}</ul></details>`
}
