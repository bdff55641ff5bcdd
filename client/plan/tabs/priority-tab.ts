import { html } from 'lit'
import { PuScoreLegend } from '../legend/pu-score-legend.ts'
import type { TabParts } from '../tab/plan-tab.ts'

/** The first tab: weights, the live map with its legend, the ranking. */
export function openPriorityTab(): TabParts {
  if (!customElements.get('pu-score-legend')) customElements.define('pu-score-legend', PuScoreLegend)
  return { overMap: (plan) => html`<pu-score-legend .plan=${plan}></pu-score-legend>` }
}
