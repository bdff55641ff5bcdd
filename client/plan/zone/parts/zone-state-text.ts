import { isChanged } from '../editing/zone-content.ts'
import type { ZoneDraft } from '../editing/zone-drafts.ts'
import type { ZoneStore } from '../editing/zone-store.ts'
import { zoneText } from '../zone-words.ts'

/** Draft, changed, or saved as which version; of the open zone when none is given. */
export function zoneState(store: ZoneStore, zone: ZoneDraft | null = store.open): string {
  if (!zone) return ''
  const link = store.state.links.get(zone.id)
  if (!link) return zoneText('draft')
  if (isChanged(zone, link)) return zoneText('changed')
  const state = zoneText('saved', { version: link.version })
  return link.published ? `${state} · ${zoneText('published')}` : state
}
