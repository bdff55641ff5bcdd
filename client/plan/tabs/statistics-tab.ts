import { html } from 'lit'
import { PuScoreLegend } from '../legend/pu-score-legend.ts'
import { PuMarked } from '../selection/pu-marked.ts'
import { PuBivariate } from '../statistics/bivariate/pu-bivariate.ts'
import { PuChart } from '../statistics/chart/pu-chart.ts'
import { PuParallel } from '../statistics/parallel/pu-parallel.ts'
import { PuAnalysis } from '../statistics/parts/pu-analysis.ts'
import { PuAnalysisList } from '../statistics/parts/pu-analysis-list.ts'
import { PuClassKeys } from '../statistics/parts/pu-class-keys.ts'
import { statisticsControllerOf } from '../statistics/statistics-controller.ts'
import { statisticsText } from '../statistics/statistics-words.ts'
import type { TabParts } from '../tab/plan-tab.ts'

const elements = {
  'pu-score-legend': PuScoreLegend,
  'pu-analysis': PuAnalysis,
  'pu-analysis-list': PuAnalysisList,
  'pu-bivariate': PuBivariate,
  'pu-chart': PuChart,
  'pu-class-keys': PuClassKeys,
  'pu-marked': PuMarked,
  'pu-parallel': PuParallel,
}

/** The tab of statistics: what the server's analyses found, as text, charts and colours of the map. */
export function openStatisticsTab(): TabParts {
  for (const [name, element] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, element)
  }
  return {
    left: ({ store }) =>
      html`<pu-analysis-list .store=${store} .controller=${statisticsControllerOf(store)}></pu-analysis-list>`,
    right: (plan) =>
      html`<pu-analysis .plan=${plan} .controller=${statisticsControllerOf(plan.store)}></pu-analysis>`,
    overMap: (plan) => html`<pu-score-legend .plan=${plan}></pu-score-legend>`,
    leftName: () => statisticsText('leftName'),
    rightName: () => statisticsText('rightName'),
  }
}
