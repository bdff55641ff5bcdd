import { html } from 'lit'
import { budgetControllerOf } from '../budget/budget-controller.ts'
import { budgetText } from '../budget/budget-words.ts'
import { PuPackageLegend } from '../budget/map/pu-package-legend.ts'
import { putPackageOnMap } from '../budget/map/put-package-on-map.ts'
import { PuBudgetForm } from '../budget/parts/pu-budget-form.ts'
import { PuBudgetRuns } from '../budget/parts/pu-budget-runs.ts'
import { PuCodePicker } from '../budget/parts/pu-code-picker.ts'
import { PuConditionCard } from '../budget/parts/pu-condition-card.ts'
import { PuFront } from '../budget/parts/pu-front.ts'
import { PuPackage } from '../budget/parts/pu-package.ts'
import { PuPackageDetails } from '../budget/parts/pu-package-details.ts'
import { PuPackageTable } from '../budget/parts/pu-package-table.ts'
import { PuRupiahField } from '../budget/parts/pu-rupiah-field.ts'
import { PuYearBudgets } from '../budget/parts/pu-year-budgets.ts'
import { packageDecided, savePackageDecision } from '../budget/save-package-decision.ts'
import { PuScoreLegend } from '../legend/pu-score-legend.ts'
import type { TabParts } from '../tab/plan-tab.ts'

const elements = {
  'pu-score-legend': PuScoreLegend,
  'pu-package-legend': PuPackageLegend,
  'pu-budget-form': PuBudgetForm,
  'pu-budget-runs': PuBudgetRuns,
  'pu-code-picker': PuCodePicker,
  'pu-package': PuPackage,
  'pu-package-details': PuPackageDetails,
  'pu-package-table': PuPackageTable,
  'pu-front': PuFront,
  'pu-rupiah-field': PuRupiahField,
  'pu-year-budgets': PuYearBudgets,
  'pu-condition-card': PuConditionCard,
}

/** The tab of budgets: what is asked at the left, the package on the map, the answer at the right. */
export function openBudgetTab(): TabParts {
  for (const [name, element] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, element)
  }
  return {
    left: (plan) =>
      html`<pu-budget-form .plan=${plan} .controller=${budgetControllerOf(plan.store)}></pu-budget-form>`,
    right: (plan) =>
      html`<pu-package .plan=${plan} .controller=${budgetControllerOf(plan.store)}></pu-package>`,
    overMap: (plan) => html`<pu-score-legend .plan=${plan}></pu-score-legend>
      <pu-package-legend .store=${plan.store} .controller=${budgetControllerOf(plan.store)}></pu-package-legend>`,
    onMap: (map, plan, signal) =>
      putPackageOnMap(map, { store: plan.store, controller: budgetControllerOf(plan.store) }, signal),
    decided: packageDecided,
    saveDecision: savePackageDecision,
    leftName: () => budgetText('leftName'),
    rightName: () => budgetText('rightName'),
  }
}
