import type { Knex } from 'knex'
import type { LayerDefinition } from '../../layers/layer.ts'
import { type LayerFacts, readFacts } from './read-facts.ts'
import type { RecordOffice } from './record-office.ts'

/** Facts about a layer's rows, read once and kept until the store changes, where the office has a memo. */
export async function factsOf(knex: Knex, office: RecordOffice, layer: LayerDefinition): Promise<LayerFacts> {
  const read = () => readFacts(knex, layer)
  // Two definitions of one layer (by year, say) have rows of their own.
  const key = `facts ${layer.id} ${JSON.stringify([layer.from, layer.where, layer.geom])}`
  return await (office.facts?.read(key, read) ?? read())
}
