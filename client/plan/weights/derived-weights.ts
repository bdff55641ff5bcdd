import { html } from 'lit'
import type { CriterionInfo } from '../../../core/api/criterion.ts'
import type { Weights } from '../../../core/api/score-model.ts'
import { number } from '../../i18n/format-value.ts'
import { pick } from '../../i18n/translate.ts'
import { criterionColour } from './criterion-colour.ts'

/** A list of criteria with bars as long as their weights; none of those that were not weighed. */
export function weightBars(criteria: readonly CriterionInfo[], weights: Weights) {
  return html`<ul class="derived">${criteria.map((criterion, place) => {
    const weight = weights[criterion.key] ?? 0
    return html`<li><span class="label">${pick(criterion.title)}</span><b>${number(weight)}</b>
      <span class="track" aria-hidden="true"><i style="width: ${weight}%; background: ${criterionColour(place)}"></i></span></li>`
  })}</ul>`
}
