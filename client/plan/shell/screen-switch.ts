import { html } from 'lit'
import { icons } from '../../panel/icons.ts'
import type { PlanScreen } from '../state/plan-state.ts'
import type { PlanStore } from '../state/plan-store.ts'
import type { TabParts } from '../tab/plan-tab.ts'
import { shellText } from './shell-words.ts'

/** The phone's switch between the map and the columns of the open tab. */
export function screenSwitch(store: PlanStore, parts: TabParts) {
  const button = (screen: PlanScreen, name: string, icon: unknown) => html`<button type="button"
    aria-pressed=${store.state.screen === screen} @click=${() => store.update({ screen })}>${icon}${name}</button>`
  return html`<nav class="switch" aria-label=${shellText('screens')}>
    ${button('map', shellText('screenMap'), icons.map)}
    ${button('left', parts.leftName?.() ?? shellText('screenLeft'), icons.layers)}
    ${button('right', parts.rightName?.() ?? shellText('screenRight'), icons.list)}
  </nav>`
}
