import type { Knex } from 'knex'
import { announce } from '../../server/changes/change-feed.ts'

/** A proposal's new place [lon, lat], committed and announced as any of our writers does. */
export async function move(knex: Knex, id: number, [lon, lat]: readonly [number, number]): Promise<void> {
  await knex.transaction(async (transaction) => {
    const place = transaction.raw('ST_SetSRID(ST_MakePoint(?, ?), 4326)', [lon, lat])
    await transaction('proposals').where({ id }).update({ geom: place, public_geom: place })
    await announce(transaction, { layer: 'proposals', ids: [id] })
  })
}
