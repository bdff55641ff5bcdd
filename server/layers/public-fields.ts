import type { LayerDefinition, LayerField } from './layer.ts'

/**
 * The fields that routes show and filter by. Proposals carry the poor people of their village for the heat map only: beside each
 * proposal it would read as people that it reaches.
 */
export function publicFields(layer: LayerDefinition): LayerField[] {
  return layer.fields.filter(
    ({ name }) => !((layer.archive?.of ?? layer.id) === 'proposals' && name === 'poorPopulation'),
  )
}
