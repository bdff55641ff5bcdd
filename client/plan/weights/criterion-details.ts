import { html, nothing } from 'lit'
import type { CriterionInfo } from '../../../core/api/criterion.ts'
import { number } from '../../i18n/format-value.ts'
import { pick } from '../../i18n/translate.ts'
import { sourceLine } from './source-line.ts'
import { weightText } from './weight-words.ts'

/** Why a criterion cannot rank anything now; null when it can. */
export function criterionFault({ known, discriminates }: CriterionInfo): 'noneKnown' | 'allSame' | null {
  if (known === 0) return 'noneKnown'
  return discriminates ? null : 'allSame'
}

/** Says in the open that a criterion cannot rank anything; its details say why. */
export function criterionFlag(criterion: CriterionInfo) {
  const fault = criterionFault(criterion)
  return fault ? html`<em class="flag">${weightText(fault)}</em>` : nothing
}

/** What a criterion measures, in what unit and direction, from where, and what happens to missing values. */
export function criterionDetails(criterion: CriterionInfo) {
  const { direction, unit, outOfRange } = criterion
  const fault = criterionFault(criterion)
  return html`<dl class="details">
    ${fault ? html`<dd class="why">${weightText(fault === 'noneKnown' ? 'noneKnownHint' : 'allSameHint')}</dd>` : nothing}
    <dt>${weightText('direction')}</dt><dd>${weightText(direction === 'maximise' ? 'higherBetter' : 'lowerBetter')}</dd>
    <dt>${weightText('unit')}</dt><dd>${pick(unit)}</dd>
    <dt>${weightText('source')}</dt><dd>${sourceLine(criterion)}</dd>
    <dt>${weightText('missing')}</dt><dd>${missingText(criterion)}${
      outOfRange > 0 ? html`<br />${weightText('outOfRange', { count: number(outOfRange) })}` : nothing
    }</dd>
  </dl>`
}

function missingText({ missing, missingCount }: CriterionInfo): string {
  if (missingCount === 0) return weightText('missingNone')
  const rules = { zero: 'missingZero', median: 'missingMedian', exclude: 'missingExclude' } as const
  return weightText(rules[missing], { count: number(missingCount) })
}
