import { html } from 'lit'
import { PuScoreLegend } from './map/pu-score-legend.ts'
import type { TabParts } from './shell/plan-tab.ts'

/** The first tab: weights, the live map with its legend, the ranking. */
export function openPriorityTab(): TabParts {
  if (!customElements.get('pu-score-legend')) customElements.define('pu-score-legend', PuScoreLegend)
  return { overMap: (plan) => html`<pu-score-legend .plan=${plan}></pu-score-legend>` }
}
