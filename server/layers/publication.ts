import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import { may } from '../../core/access/may.ts'
import type { Publication, PublicationState } from '../../core/api/publication.ts'
import { announce } from '../changes/change-feed.ts'
import { always, run, type SqlFragment, sql } from '../database/sql-fragment.ts'
import { archivedLayerOf } from './archive-layer.ts'

/** Name under which the change feed reports that layers were published or unpublished; no layer has this id. */
export const PUBLICATION_CHANGE = '*publication'

/** Whether layers that are not published are there for this actor. */
export function seesUnpublished(actor: Actor): boolean {
  return may(actor, 'layer:read-unpublished')
}

/** Cache key for what an actor sees of layers; equal for actors who see the same. */
export function layersSeenBy(actor: Actor): 'all' | 'published' {
  return seesUnpublished(actor) ? 'all' : 'published'
}

/** SQL condition on a layer's id expression; true where the actor may know of it. */
export function visibleLayer(layerId: SqlFragment, actor: Actor): SqlFragment {
  return seesUnpublished(actor)
    ? always
    : sql`NOT EXISTS (SELECT FROM unpublished_layers u WHERE u.layer_id = ${layerId})`
}

/** Ids of the layers that are not published, read from the store. */
export async function readUnpublished(knex: Knex): Promise<ReadonlySet<string>> {
  return new Set(await knex('unpublished_layers').pluck<string[]>('layer_id'))
}

/** A snapshot goes with its layer, and may be taken back alone too. */
export function isUnpublished(layerId: string, unpublished: ReadonlySet<string>): boolean {
  return unpublished.has(layerId) || unpublished.has(archivedLayerOf(layerId) ?? '')
}

interface PublicationRow {
  layer_id: string
  state: PublicationState
  since: Date | string
}

/** Since when a layer is public or is not; null while nobody decided. Who did is told to those who publish alone. */
export type PublicationSince = Omit<Publication, 'by'>

/** How each layer that somebody decided about stands, by its id. */
export async function readPublications(knex: Knex): Promise<ReadonlyMap<string, PublicationSince>> {
  const rows = await knex('current_publications').select<PublicationRow[]>('layer_id', 'state', 'since')
  return new Map(
    rows.map(({ layer_id, state, since }) => [layer_id, { state, since: new Date(since).toISOString() }]),
  )
}

/** Publishes a layer or takes it back, and tells every server instance. Nothing is written where it stands so already. */
export async function writePublication(
  knex: Knex,
  layerId: string,
  { state, byAccount }: { state: PublicationState; byAccount: number | null },
): Promise<PublicationSince> {
  return await knex.transaction(async (transaction) => {
    await run(transaction, sql`LOCK TABLE publications IN SHARE ROW EXCLUSIVE MODE`)
    const known = (await readPublications(transaction)).get(layerId)
    if ((known?.state ?? 'published') === state) return known ?? { state, since: null }
    await transaction('publications').insert({ layer_id: layerId, state, by_account: byAccount })
    await announce(transaction, { layer: PUBLICATION_CHANGE, ids: null })
    return (await readPublications(transaction)).get(layerId)!
  })
}
