import { openBudgetTab } from '../tabs/budget-tab.ts'
import { PuForum } from './pu-forum.ts'

/** Defines the forum's element and those of the budget that it shows. */
export function defineForum(): void {
  openBudgetTab()
  if (!customElements.get('pu-forum')) customElements.define('pu-forum', PuForum)
}
