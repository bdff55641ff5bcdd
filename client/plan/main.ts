import { chooseLanguage } from '../i18n/translate.ts'
import { PuFilterMenu } from '../panel/pu-filter-menu.ts'
import { PuProgressBar } from '../panel/pu-progress-bar.ts'
import { PuColumnChoice } from './ranking/columns/pu-column-choice.ts'
import { PuColumnMenu } from './ranking/columns/pu-column-menu.ts'
import { PuLine } from './ranking/pu-line.ts'
import { PuPlanFilters } from './ranking/pu-plan-filters.ts'
import { PuRankTable } from './ranking/pu-rank-table.ts'
import { PuRanking } from './ranking/pu-ranking.ts'
import { PuRobustness } from './ranking/pu-robustness.ts'
import { PuScoreDetails } from './ranking/pu-score-details.ts'
import { PuSelection } from './selection/pu-selection.ts'
import { PuPlan } from './shell/pu-plan.ts'
import { PuPlanHeader } from './shell/pu-plan-header.ts'
import { PuPlanMap } from './shell/pu-plan-map.ts'
import { PuWeights } from './shell/pu-weights.ts'
import { PlanStore } from './state/plan-store.ts'
import { startPlanState } from './state/plan-url.ts'
import { PuAhp } from './weights/pu-ahp.ts'
import { PuEntropy } from './weights/pu-entropy.ts'
import { PuGroups } from './weights/pu-groups.ts'
import { PuMethod } from './weights/pu-method.ts'
import { PuModels } from './weights/pu-models.ts'
import { PuWeightSliders } from './weights/pu-weight-sliders.ts'
import { readGroups } from './weights/stored-groups.ts'

// The page's entry: the one module that acts when it is loaded. Tabs bring their own elements.
const elements = {
  'pu-filter-menu': PuFilterMenu,
  'pu-plan-map': PuPlanMap,
  'pu-plan-header': PuPlanHeader,
  'pu-weights': PuWeights,
  'pu-weight-sliders': PuWeightSliders,
  'pu-ahp': PuAhp,
  'pu-entropy': PuEntropy,
  'pu-groups': PuGroups,
  'pu-method': PuMethod,
  'pu-models': PuModels,
  'pu-plan-filters': PuPlanFilters,
  'pu-line': PuLine,
  'pu-robustness': PuRobustness,
  'pu-score-details': PuScoreDetails,
  'pu-progress-bar': PuProgressBar,
  'pu-ranking': PuRanking,
  'pu-rank-table': PuRankTable,
  'pu-column-menu': PuColumnMenu,
  'pu-column-choice': PuColumnChoice,
  'pu-selection': PuSelection,
  'pu-plan': PuPlan,
}

if (new URLSearchParams(location.search).get('lang') === 'en') {
  await chooseLanguage('en')
  document.documentElement.lang = 'en'
}
for (const [name, element] of Object.entries(elements)) customElements.define(name, element)
const plan = new PuPlan()
plan.store = new PlanStore({ ...startPlanState(location.search), groups: readGroups() })
document.body.append(plan)
