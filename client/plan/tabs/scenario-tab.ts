import { html } from 'lit'
import { PuScoreLegend } from '../legend/pu-score-legend.ts'
import { putScenariosOnMap } from '../scenario/map/put-scenarios-on-map.ts'
import { PuScenarioChoice } from '../scenario/parts/pu-scenario-choice.ts'
import { PuScenarioDiff } from '../scenario/parts/pu-scenario-diff.ts'
import { PuScenarioTable } from '../scenario/parts/pu-scenario-table.ts'
import { PuSwipe } from '../scenario/parts/pu-swipe.ts'
import { scenarioControllerOf } from '../scenario/scenario-controller.ts'
import { scenarioText } from '../scenario/scenario-words.ts'
import type { TabParts } from '../tab/plan-tab.ts'

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
      html`<pu-scenario-choice .store=${store} .controller=${scenarioControllerOf(store)}></pu-scenario-choice>`,
    right: (plan) =>
      html`<pu-scenario-diff .plan=${plan} .controller=${scenarioControllerOf(plan.store)}></pu-scenario-diff>`,
    overMap: (plan) =>
      html`<pu-swipe .controller=${scenarioControllerOf(plan.store)}></pu-swipe><pu-score-legend .plan=${plan}></pu-score-legend>`,
    onMap: (map, { store }, signal) =>
      putScenariosOnMap(map, { store, controller: scenarioControllerOf(store) }, signal),
    leftName: () => scenarioText('leftName'),
    rightName: () => scenarioText('rightName'),
  }
}
