import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import type { StoreMemo } from '../changes/store-memo.ts'
import type { LayerDefinition } from '../layers/layer.ts'
import { layersSeenBy } from '../layers/publication.ts'
import { readCatalogue } from './catalogue.ts'

/** The layers that the actor may know of, read once and kept until something other than rows of proposals changes. */
export function keepCatalogue(knex: Knex, memo: StoreMemo, actor: Actor): Promise<LayerDefinition[]> {
  return memo.read(`catalogue ${layersSeenBy(actor)}`, () => readCatalogue(knex, actor), 'proposals')
}
