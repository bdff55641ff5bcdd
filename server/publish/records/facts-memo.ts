import type { Knex } from 'knex'
import type { LayerDefinition } from '../../layers/layer.ts'
import { type LayerFacts, readFacts } from './read-facts.ts'

/**
 * What was last read of each layer's rows, until a change of the store says otherwise: harvesters page through a
 * catalogue, and counting a million proposals again for each page would be a way to hold up everybody else.
 */
export class FactsMemo {
  readonly #known = new Map<string, { definition: string; facts: Promise<LayerFacts> }>()

  read(knex: Knex, layer: LayerDefinition): Promise<LayerFacts> {
    const definition = JSON.stringify([layer.from, layer.bindings, layer.geom])
    const known = this.#known.get(layer.id)
    if (known?.definition === definition) return known.facts
    const facts = readFacts(knex, layer)
    const entry = { definition, facts }
    this.#known.set(layer.id, entry)
    facts.catch(() => {
      if (this.#known.get(layer.id) === entry) this.#known.delete(layer.id)
    })
    return facts
  }

  /** Everything else is computed from proposals, areas and zones: a change of any layer may move all of them. */
  forget(): void {
    this.#known.clear()
  }
}
