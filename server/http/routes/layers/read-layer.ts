import type { Actor } from '../../../../core/access/actor.ts'
import { notFound } from '../../../../core/problem.ts'
import { readCatalogue } from '../../../catalogue/catalogue.ts'
import type { Database } from '../../../database/database.ts'
import type { LayerDefinition } from '../../../layers/layer.ts'

/** The layer of this id, as the actor may know it; years of it are no layers here. Throws Problem (404). */
export async function readLayer({ read }: Database, id: string, actor: Actor): Promise<LayerDefinition> {
  const layer = (await readCatalogue(read, actor)).find((known) => known.id === id)
  if (!layer) throw notFound('layer', id)
  return layer
}
