import { html, nothing } from 'lit'
import { date, number } from '../../i18n/format-value.ts'
import { pick } from '../../i18n/translate.ts'
import type { CriterionInfo } from '../state/criterion-info.ts'
import { weightText } from './weight-words.ts'

/** Says in the open that a criterion cannot rank anything, and why. */
export function criterionFlag(criterion: CriterionInfo) {
  if (criterion.known === 0) return flag('noneKnown', 'noneKnownHint')
  return criterion.discriminates ? nothing : flag('allSame', 'allSameHint')
}

function flag(name: 'noneKnown' | 'allSame', hint: 'noneKnownHint' | 'allSameHint') {
  return html`<p class="flag"><b>${weightText(name)}</b> ${weightText(hint)}</p>`
}

/** What a criterion measures, in what unit and direction, from where, and what happens to missing values. */
export function criterionDetails(criterion: CriterionInfo) {
  const { direction, unit, sourceText, sourceDate, outOfRange } = criterion
  const source = pick(sourceText ?? { id: criterion.source, en: criterion.source })
  return html`<dl class="details">
    <dt>${weightText('direction')}</dt><dd>${weightText(direction === 'maximise' ? 'higherBetter' : 'lowerBetter')}</dd>
    <dt>${weightText('unit')}</dt><dd>${pick(unit)}</dd>
    <dt>${weightText('source')}</dt><dd>${source}${sourceDate ? `, ${date(sourceDate)}` : ''}</dd>
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
