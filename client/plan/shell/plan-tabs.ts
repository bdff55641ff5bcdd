import type { PlanTabId } from '../state/plan-state.ts'
import type { PlanTab } from '../tab/plan-tab.ts'
import { shellText } from './shell-words.ts'

/** The tabs of the planner's page, in the order of the header. A tab is one line here and a module of its own. */
export const planTabs: Readonly<Partial<Record<PlanTabId, PlanTab>>> = {
  priority: {
    name: () => shellText('tabPriority'),
    load: async () => (await import('../tabs/priority-tab.ts')).openPriorityTab(),
  },
  zones: {
    name: () => shellText('tabZones'),
    load: async () => (await import('../tabs/zones-tab.ts')).openZonesTab(),
  },
  budget: {
    name: () => shellText('tabBudget'),
    load: async () => (await import('../tabs/budget-tab.ts')).openBudgetTab(),
  },
  statistics: {
    name: () => shellText('tabStatistics'),
    load: async () => (await import('../tabs/statistics-tab.ts')).openStatisticsTab(),
  },
  scenarios: {
    name: () => shellText('tabScenarios'),
    load: async () => (await import('../tabs/scenario-tab.ts')).openScenariosTab(),
  },
}
