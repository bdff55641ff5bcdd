import { html } from 'lit'
import { PuScoreLegend } from '../map/pu-score-legend.ts'
import type { TabParts } from '../shell/plan-tab.ts'
import { budgetDeskOf } from './budget-desk.ts'
import { budgetText } from './budget-words.ts'
import { PuPackageLegend } from './map/pu-package-legend.ts'
import { putPackageOnMap } from './map/put-package-on-map.ts'
import { PuBudgetForm } from './parts/pu-budget-form.ts'
import { PuBudgetRuns } from './parts/pu-budget-runs.ts'
import { PuCodePicker } from './parts/pu-code-picker.ts'
import { PuPackage } from './parts/pu-package.ts'
import { PuPackageDetails } from './parts/pu-package-details.ts'
import { PuPackageTable } from './parts/pu-package-table.ts'
import { PuRupiahField } from './parts/pu-rupiah-field.ts'
import { PuWishCard } from './parts/pu-wish-card.ts'
import { savePackageDecision } from './save-package-decision.ts'

const elements = {
  'pu-score-legend': PuScoreLegend,
  'pu-package-legend': PuPackageLegend,
  'pu-budget-form': PuBudgetForm,
  'pu-budget-runs': PuBudgetRuns,
  'pu-code-picker': PuCodePicker,
  'pu-package': PuPackage,
  'pu-package-details': PuPackageDetails,
  'pu-package-table': PuPackageTable,
  'pu-rupiah-field': PuRupiahField,
  'pu-wish-card': PuWishCard,
}

/** The tab of budgets: what is asked at the left, the package on the map, the answer at the right. */
export function openBudgetTab(): TabParts {
  for (const [name, element] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, element)
  }
  return {
    left: (plan) => html`<pu-budget-form .plan=${plan} .desk=${budgetDeskOf(plan.store)}></pu-budget-form>`,
    right: (plan) => html`<pu-package .plan=${plan} .desk=${budgetDeskOf(plan.store)}></pu-package>`,
    overMap: (plan) => html`<pu-score-legend .plan=${plan}></pu-score-legend>
      <pu-package-legend .store=${plan.store} .desk=${budgetDeskOf(plan.store)}></pu-package-legend>`,
    onMap: (map, plan, signal) =>
      putPackageOnMap(map, { store: plan.store, desk: budgetDeskOf(plan.store) }, signal),
    saveDecision: savePackageDecision,
    leftName: () => budgetText('leftName'),
    rightName: () => budgetText('rightName'),
  }
}
