import type { Knex } from 'knex'
import type { Actor } from '../../../core/access/actor.ts'
import type { PublicCrs } from '../../../core/geo/crs-uris.ts'
import { badParameter, notFound } from '../../../core/problem.ts'
import { readCatalogue } from '../../catalogue/catalogue.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import { hasYears, layerAtYear, layerNamed } from '../../layers/layer-at-year.ts'
import { factsOf } from '../records/facts-of.ts'
import { type Licence, readLicences } from '../records/licence-of.ts'
import type { LayerFacts } from '../records/read-facts.ts'
import type { RecordOffice } from '../records/record-office.ts'
import { offeredCrss } from './offered-crs.ts'

/** A layer as a collection of features. */
export interface Collection {
  layer: LayerDefinition
  facts: LayerFacts
  /** What it can be had in, CRS84 first. */
  crss: readonly PublicCrs[]
}

/** A collection as its document describes it. */
export interface DescribedCollection extends Collection {
  licence: Licence
}

/** The layer with what is known of its rows. */
export async function collectionOf(
  knex: Knex,
  office: RecordOffice,
  layer: LayerDefinition,
): Promise<Collection> {
  const facts = await factsOf(knex, office, layer)
  return { layer, facts, crss: offeredCrss(facts.extent, office) }
}

/** The collection with all that its document says. */
export async function describedCollection(
  knex: Knex,
  office: RecordOffice,
  layer: LayerDefinition,
): Promise<DescribedCollection> {
  const licenceOf = await readLicences(knex)
  return { ...(await collectionOf(knex, office, layer)), licence: licenceOf(layer) }
}

/** Every layer that the actor may see and that holds something, in the order of the layer list. */
export async function readCollections(
  knex: Knex,
  office: RecordOffice,
  actor: Actor,
): Promise<DescribedCollection[]> {
  const collections: DescribedCollection[] = []
  const licenceOf = await readLicences(knex)
  for (const layer of await readCatalogue(knex, actor)) {
    const collection = await collectionOf(knex, office, layer)
    if (collection.facts.count > 0) collections.push({ ...collection, licence: licenceOf(layer) })
  }
  return collections
}

/** layerIn, of the catalogue as the store has it now. */
export async function findLayer(
  knex: Knex,
  { id, year, actor }: { id: string; year: string | undefined; actor: Actor },
): Promise<LayerDefinition> {
  return layerIn(await readCatalogue(knex, actor), { id, year })
}

/**
 * The layer of an id, or of a snapshot's id; with a year, the one of that year where its rows tell no year themselves.
 * Throws Problem: 404 when there is none, 400 for what is no year.
 */
export function layerIn(
  catalogue: readonly LayerDefinition[],
  { id, year }: { id: string; year: string | undefined },
): LayerDefinition {
  const layer = layerNamed(catalogue, id)
  if (!layer) throw notFound('collection', id)
  if (year === undefined || hasYears(layer)) return layer
  if (!/^\d{1,4}$/.test(year)) throw badParameter('year', year, 'a year, such as 2025')
  return layerAtYear(catalogue, id, Number(year))
}
