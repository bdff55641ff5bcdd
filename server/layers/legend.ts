import type { Knex } from 'knex'
import type { LayerDefinition, LayerStory } from './layer.ts'

export const noStory: LayerStory = { legend: null, finding: null, year: null }

/** The legend that fits the data that is there now, and the layer's finding in one sentence. */
export async function readLegend(knex: Knex, layer: LayerDefinition): Promise<LayerStory> {
  if (layer.archive) return layer.archive.story
  if (layer.readStory) return await layer.readStory(knex)
  if (layer.group !== 'base') return noStory
  return {
    ...noStory,
    legend:
      layer.geometry === 'line' ? { kind: 'line', colour: '#9a8f83' } : { kind: 'fill', colour: '#dbe8ee' },
  }
}
