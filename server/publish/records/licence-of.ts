import type { Knex } from 'knex'
import type { LayerDefinition } from '../../layers/layer.ts'
import { lineageOf } from './layer-lineage.ts'
import { licenceAddress } from './licence-address.ts'
import type { LayerRecord, LineageSource } from './metadata/layer-record.ts'
import type { MetadataOverrides } from './metadata/metadata-request.ts'
import { readStoredMetadata } from './metadata/metadata-store.ts'
import { readStoredSources, sourcesOf } from './read-sources.ts'

export type Licence = LayerRecord['licence']

/** What a planner stated, or else what the layer and the files that it is made of name; null where nobody did. */
export function licenceOf(
  layer: LayerDefinition,
  { licence }: MetadataOverrides,
  sources: readonly LineageSource[],
): Licence {
  if (licence) return licence
  const named = [...new Set([layer.licence, ...sources.map((source) => source.licence)])].filter(
    (name) => name !== null,
  )
  if (named.length === 0) return null
  const text = named.join('; ')
  return { text, url: licenceAddress(text) }
}

/** Tells the licence of any layer, as the store has it now. */
export async function readLicences(knex: Knex): Promise<(layer: LayerDefinition) => Licence> {
  const [metadata, sources] = [await readStoredMetadata(knex), await readStoredSources(knex)]
  return (layer) =>
    licenceOf(layer, metadata.get(layer.id)?.overrides ?? {}, sourcesOf(sources, lineageOf(layer).roles))
}
