import { html } from 'lit'
import { PuScoreLegend } from '../map/pu-score-legend.ts'
import type { TabParts } from '../shell/plan-tab.ts'
import { putScenariosOnMap } from './map/put-scenarios-on-map.ts'
import { PuScenarioChoice } from './parts/pu-scenario-choice.ts'
import { PuScenarioDiff } from './parts/pu-scenario-diff.ts'
import { PuScenarioTable } from './parts/pu-scenario-table.ts'
import { PuSwipe } from './parts/pu-swipe.ts'
import { scenarioDeskOf } from './scenario-desk.ts'
import { scenarioText } from './scenario-words.ts'

const elements = {
  'pu-score-legend': PuScoreLegend,
  'pu-scenario-choice': PuScenarioChoice,
  'pu-scenario-diff': PuScenarioDiff,
  'pu-scenario-table': PuScenarioTable,
  'pu-swipe': PuSwipe,
}

/** The tab of scenarios: two weightings or packages, side by side on one map and in one list. */
export function openScenariosTab(): TabParts {
  for (const [name, element] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, element)
  }
  return {
    left: ({ store }) =>
      html`<pu-scenario-choice .store=${store} .desk=${scenarioDeskOf(store)}></pu-scenario-choice>`,
    right: (plan) =>
      html`<pu-scenario-diff .plan=${plan} .desk=${scenarioDeskOf(plan.store)}></pu-scenario-diff>`,
    overMap: (plan) =>
      html`<pu-swipe .desk=${scenarioDeskOf(plan.store)}></pu-swipe><pu-score-legend .plan=${plan}></pu-score-legend>`,
    onMap: (map, { store }, signal) => putScenariosOnMap(map, { store, desk: scenarioDeskOf(store) }, signal),
    leftName: () => scenarioText('leftName'),
    rightName: () => scenarioText('rightName'),
  }
}
