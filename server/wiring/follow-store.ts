import { followChanges, type StoreChange } from '../changes/change-feed.ts'
import { archivedLayerOf } from '../layers/archive-layer.ts'
import { PUBLICATION_CHANGE } from '../layers/publication.ts'
import { RECORDS_CHANGE } from '../publish/records/read-foreign.ts'
import type { WiredServices } from './make-services.ts'

/** Passes each change of the store, by this server or another, to everything that caches what it has read. */
export async function followStore(services: WiredServices): Promise<void> {
  const { database, publication, storeVersion, onError } = services
  await followChanges(
    database,
    (change) => apply(change, services),
    () => startOver(services),
    onError,
    (change) => storeVersion.advance(change && isOfRows(change) ? change.layer : undefined),
  )
  // It was read before changes were listened to.
  await publication.refresh()
}

/** Whether nothing but these rows changed: neither the layer as a whole nor how it is drawn. */
const isOfRows = ({ ids, style }: StoreChange) => ids !== null && style === undefined

async function apply(change: StoreChange, services: WiredServices): Promise<void> {
  const { archiveLoader, engine, loader, publication, viewers } = services
  const { layer, style } = change
  if (layer === PUBLICATION_CHANGE) return publication.refresh()
  // The version of the store says so already, and no more is kept of them.
  if (layer === RECORDS_CHANGE) return
  if (style !== undefined) {
    viewers.publish({ layer, style })
    return
  }
  if (archivedLayerOf(layer)) {
    archiveLoader.drop(layer)
    if (engine.has(layer)) await loader.apply(change)
    return
  }
  if (change.ids === null) archiveLoader.forget()
  if (layer === 'proposals') services.ranking.forget()
  services.zones.apply(change)
  services.statistics.noteChange(change)
  await loader.apply(change)
}

/** After a gap in the notifications everything may have changed. */
async function startOver(services: WiredServices): Promise<void> {
  const { archiveLoader, loader, publication, ranking, statistics, viewers, zones, onError } = services
  viewers.publish({ layer: '*', style: 0 })
  archiveLoader.forget()
  ranking.forget()
  zones.forget()
  statistics.noteChange({ layer: '*', ids: null })
  await publication.refresh()
  await loader.loadAll({ onError })
}
