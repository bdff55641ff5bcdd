import type { Knex } from 'knex'
import { badParameter } from '../../../core/problem.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import { collectionOf, layerIn } from '../features/read-collections.ts'
import { factsOf } from '../records/facts-of.ts'
import type { NodeRecord } from '../records/metadata/layer-record.ts'
import type { RecordOffice } from '../records/record-office.ts'
import type { TiledData } from './describe-tilesets.ts'

/** Layers of one tile at most. */
const MOST = 16

/** Ids that `collections` names; undefined where it is left out. Throws Problem (400). */
export function readCollectionIds(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined
  const ids = text.split(',')
  const fits =
    ids.length <= MOST && new Set(ids).size === ids.length && ids.every((id) => /^[\w-]{1,80}$/.test(id))
  if (!fits)
    throw badParameter('collections', text, `1 to ${MOST} different ids of collections, joined by commas`)
  return ids
}

/** What tiles of the dataset hold when nobody chooses: its map, which is proposals and what lies beneath them. */
export async function defaultCollectionIds(
  knex: Knex,
  office: RecordOffice,
  catalogue: readonly LayerDefinition[],
): Promise<string[]> {
  const ids: string[] = []
  for (const layer of catalogue) {
    const isOfMap = layer.group === 'proposals' || layer.group === 'base'
    if (isOfMap && (await factsOf(knex, office, layer)).count > 0) ids.push(layer.id)
    if (ids.length === MOST) break
  }
  return ids
}

/** The dataset as tiles have it: of the collections that are named, or of those of its map. Throws Problem. */
export async function tiledDataset(
  knex: Knex,
  office: RecordOffice,
  {
    node,
    collections,
    catalogue,
  }: {
    node: Pick<NodeRecord, 'title'>
    collections: string | undefined
    catalogue: readonly LayerDefinition[]
  },
): Promise<TiledData> {
  const ids = readCollectionIds(collections) ?? (await defaultCollectionIds(knex, office, catalogue))
  const layers = ids.map((id) => layerIn(catalogue, { id, year: undefined }))
  return {
    title: node.title,
    root: '',
    collections: await Promise.all(layers.map((layer) => collectionOf(knex, office, layer))),
    query: { collections },
  }
}
