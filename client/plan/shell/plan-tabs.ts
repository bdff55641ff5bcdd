import type { PlanTabId } from '../state/plan-state.ts'
import type { PlanTab } from './plan-tab.ts'
import { shellText } from './shell-words.ts'

/** The tabs of the planner's page, in the order of the header. A tab is one line here and a module of its own. */
export const planTabs: Readonly<Partial<Record<PlanTabId, PlanTab>>> = {
  priority: {
    name: () => shellText('tabPriority'),
    load: async () => (await import('../priority-tab.ts')).openPriorityTab(),
  },
  zones: {
    name: () => shellText('tabZones'),
    load: async () => (await import('../zone/zones-tab.ts')).openZonesTab(),
  },
  budget: {
    name: () => shellText('tabBudget'),
    load: async () => (await import('../budget/budget-tab.ts')).openBudgetTab(),
  },
  statistics: {
    name: () => shellText('tabStatistics'),
    load: async () => (await import('../statistics/statistics-tab.ts')).openStatisticsTab(),
  },
  scenarios: {
    name: () => shellText('tabScenarios'),
    load: async () => (await import('../scenario/scenario-tab.ts')).openScenariosTab(),
  },
}
