import { html } from 'lit'
import { PuScoreLegend } from '../map/pu-score-legend.ts'
import { PuMarked } from '../selection/pu-marked.ts'
import type { TabParts } from '../shell/plan-tab.ts'
import { PuBivariate } from './bivariate/pu-bivariate.ts'
import { PuChart } from './chart/pu-chart.ts'
import { PuParallel } from './parallel/pu-parallel.ts'
import { PuAnalysis } from './parts/pu-analysis.ts'
import { PuAnalysisList } from './parts/pu-analysis-list.ts'
import { PuClassKeys } from './parts/pu-class-keys.ts'
import { statisticsDeskOf } from './statistics-desk.ts'
import { statisticsText } from './statistics-words.ts'

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
      html`<pu-analysis-list .store=${store} .desk=${statisticsDeskOf(store)}></pu-analysis-list>`,
    right: (plan) => html`<pu-analysis .plan=${plan} .desk=${statisticsDeskOf(plan.store)}></pu-analysis>`,
    overMap: (plan) => html`<pu-score-legend .plan=${plan}></pu-score-legend>`,
    leftName: () => statisticsText('leftName'),
    rightName: () => statisticsText('rightName'),
  }
}
