import { html } from 'lit'
import type { PlanStore } from '../state/plan-store.ts'
import type { Plan, TabParts } from '../tab/plan-tab.ts'
import { ZoneSession } from '../zone/editing/zone-session.ts'
import { putZonesOnMap } from '../zone/map/put-zones-on-map.ts'
import { panelText } from '../zone/panel-words.ts'
import { PuZoneCard } from '../zone/parts/pu-zone-card.ts'
import { PuZoneEditor } from '../zone/parts/pu-zone-editor.ts'
import { PuZoneList } from '../zone/parts/pu-zone-list.ts'
import { PuZonePoints } from '../zone/parts/pu-zone-points.ts'
import { PuZoneTools } from '../zone/parts/pu-zone-tools.ts'
import { PuZoneVersions } from '../zone/parts/pu-zone-versions.ts'
import { PuZoneVillages } from '../zone/parts/pu-zone-villages.ts'

const elements = {
  'pu-zone-card': PuZoneCard,
  'pu-zone-editor': PuZoneEditor,
  'pu-zone-list': PuZoneList,
  'pu-zone-points': PuZonePoints,
  'pu-zone-tools': PuZoneTools,
  'pu-zone-versions': PuZoneVersions,
  'pu-zone-villages': PuZoneVillages,
}

/** One for each page: drafts and what can be undone outlive a look at another tab. */
const sessions = new WeakMap<PlanStore, ZoneSession>()

function sessionOf(plan: Plan): ZoneSession {
  const known = sessions.get(plan.store)
  if (known) return known
  const session = new ZoneSession(plan)
  sessions.set(plan.store, session)
  return session
}

/** The tab of the zones: the list at the left, the map with tools and figures, the open zone's details at the right. */
export function openZonesTab(): TabParts {
  for (const [name, element] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, element)
  }
  return {
    left: (plan) => html`<pu-zone-list .plan=${plan} .session=${sessionOf(plan)}></pu-zone-list>`,
    right: (plan) => html`<pu-zone-editor .plan=${plan} .session=${sessionOf(plan)}></pu-zone-editor>`,
    overMap: (plan) => html`<pu-zone-card .plan=${plan} .session=${sessionOf(plan)}></pu-zone-card>
      <pu-zone-tools .plan=${plan} .session=${sessionOf(plan)}></pu-zone-tools>`,
    onMap: (map, plan, signal) => {
      void sessionOf(plan)
        .readPortfolios()
        .catch(() => {})
      putZonesOnMap(map, sessionOf(plan), signal)
      // Tools and figures lie over the ends of a district that filled the map.
      if (map.isAsOpened) sessionOf(plan).showDistrict(map, 0)
    },
    leftName: () => panelText('leftName'),
    rightName: () => panelText('rightName'),
  }
}
