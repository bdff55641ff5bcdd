import type { Knex } from 'knex'
import type { Actor } from '../../../core/access/actor.ts'
import { badParameter } from '../../../core/problem.ts'
import { collectionOf, findLayer, readCollections } from '../features/read-collections.ts'
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
  actor: Actor,
): Promise<string[]> {
  const collections = await readCollections(knex, office, actor)
  return collections
    .filter(({ layer }) => layer.group === 'proposals' || layer.group === 'base')
    .slice(0, MOST)
    .map(({ layer }) => layer.id)
}

/** The dataset as tiles have it: of the collections that are named, or of those of its map. Throws Problem. */
export async function tiledDataset(
  knex: Knex,
  office: RecordOffice,
  {
    node,
    collections,
    actor,
  }: { node: Pick<NodeRecord, 'title'>; collections: string | undefined; actor: Actor },
): Promise<TiledData> {
  const ids = readCollectionIds(collections) ?? (await defaultCollectionIds(knex, office, actor))
  const layers = await Promise.all(ids.map((id) => findLayer(knex, { id, year: undefined, actor })))
  return {
    title: node.title,
    root: '',
    collections: await Promise.all(layers.map((layer) => collectionOf(knex, office, layer))),
    query: { collections },
  }
}
