import { holdsWork, type KeptWork, keepWork, keyOf, recallWork } from './keep-work.ts'
import { foreignChange } from './merge-work.ts'
import type { ZoneStore } from './zone-store.ts'

/** A drag changes the work many times a second; it is written down when it rests. */
const REST_MS = 250
const KEPT = ['drafts', 'links', 'sketch', 'fields'] as const satisfies (keyof KeptWork)[]

interface Keeping {
  readonly storage: Storage
  readonly district: string
  readonly signal: AbortSignal
}

/**
 * Keeps the drafts of a store in the browser for as long as the page is open, beginning with those that are there. Several pages
 * share the place: each takes over what another did to zones that it left as they were, and none writes over what it has not seen.
 */
export function keepZones(store: ZoneStore, { storage, district, signal }: Keeping): void {
  let known = recallWork(storage, district)
  store.update(known)
  let timer: ReturnType<typeof setTimeout> | undefined

  const takeOver = () => {
    if (!holdsWork(storage, district)) return known
    const stored = recallWork(storage, district)
    store.takeOver(foreignChange(known, store.state, stored))
    known = { ...known, drafts: stored.drafts, links: stored.links }
    return stored
  }

  const write = () => {
    const stored = takeOver()
    clearTimeout(timer)
    const { drafts, links, sketch, fields, keeps } = store.state
    // What this page did not touch is another's.
    const kept = keepWork(storage, district, {
      drafts,
      links,
      sketch: sketch === known.sketch ? stored.sketch : sketch,
      fields: fields === known.fields ? stored.fields : fields,
    })
    if (kept) known = { drafts, links, sketch, fields }
    if (kept !== keeps) store.update({ keeps: kept })
  }

  store.watch((now, before) => {
    if (KEPT.every((name) => now[name] === before[name])) return
    clearTimeout(timer)
    timer = setTimeout(write, REST_MS)
  }, signal)
  addEventListener('pagehide', write, { signal })
  const heard = ({ key, storageArea }: StorageEvent) => {
    if (storageArea === storage && key === keyOf(district)) takeOver()
  }
  addEventListener('storage', heard, { signal })
}
