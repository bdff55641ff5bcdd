import type { Knex } from 'knex'
import { type Actor, PUBLIC } from '../../core/access/actor.ts'
import { criterionColumns } from '../criteria/columns/criterion-columns.ts'
import { readStoredCriteria } from '../criteria/columns/criterion-store.ts'
import { readDefaultModel } from '../criteria/columns/score-model-store.ts'
import { readArchives } from '../layers/archive-layer.ts'
import type { LayerDefinition } from '../layers/layer.ts'
import { isUnpublished, readUnpublished, seesUnpublished } from '../layers/publication.ts'
import { readAnalysisLayers } from './analysis-layers.ts'
import { areaLayers, coverageLayer } from './area-layers.ts'
import { bivariateLayer } from './bivariate-layer.ts'
import { facilityLayer } from './facility-layer.ts'
import { type FeatureLayerRow, featureLayer } from './feature-layer.ts'
import { needLayer } from './need-layer.ts'
import { proposalLayerWith } from './proposal-layer.ts'
import { zoneLayer } from './zone-layer.ts'

interface ServiceRow {
  service: string
  max_distance_m: number
}

/**
 * Every layer that the actor may know of now, in the order of the layer list: a layer that is not published is there only for
 * those who may see such layers, and marked. Years that were archived stand with their layer (`layerAtYear`).
 */
export async function readCatalogue(knex: Knex, actor: Actor = PUBLIC): Promise<LayerDefinition[]> {
  const unpublished = await readUnpublished(knex)
  const layers = withArchives(await readLayers(knex), await readArchives(knex))
  if (seesUnpublished(actor)) return layers.map((layer) => marked(layer, unpublished))
  const isPublic = ({ id }: LayerDefinition) => !isUnpublished(id, unpublished)
  return layers
    .filter(isPublic)
    .map((layer) => (layer.archives ? { ...layer, archives: layer.archives.filter(isPublic) } : layer))
}

/** Attaches snapshots to their layer; snapshots of a layer that no longer exists become layers of their own. */
function withArchives(
  layers: readonly LayerDefinition[],
  archives: readonly LayerDefinition[],
): LayerDefinition[] {
  const ids = new Set(layers.map(({ id }) => id))
  const byLayer = Map.groupBy(archives, ({ archive }) => archive?.of ?? '')
  return [
    ...layers.map((layer) => {
      const own = byLayer.get(layer.id)
      return own ? { ...layer, archives: own } : layer
    }),
    ...archives.filter(({ archive }) => !ids.has(archive?.of ?? '')),
  ]
}

function marked(layer: LayerDefinition, unpublished: ReadonlySet<string>): LayerDefinition {
  const hidden = isUnpublished(layer.id, unpublished)
  const archives = layer.archives?.map((archive) => marked(archive, unpublished))
  return { ...layer, ...(archives ? { archives } : {}), ...(hidden ? { unpublished: true } : {}) }
}

async function readLayers(knex: Knex): Promise<LayerDefinition[]> {
  const services = await knex('service_standards')
    .orderBy('max_distance_m')
    .orderBy('service')
    .select<ServiceRow[]>('service', 'max_distance_m')
  const further = await knex('layers')
    .join('datasets', 'datasets.id', 'layers.dataset_id')
    .orderBy('layers.id')
    .select<FeatureLayerRow[]>(
      'layers.id',
      'layers.title',
      'layers.geometry_type',
      'layers.fields',
      'layers.ancillary',
      'datasets.source',
      'datasets.licence',
      'datasets.year',
    )
  const criteria = await readStoredCriteria(knex)
  const model = await readDefaultModel(knex)
  return [
    proposalLayerWith(criterionColumns('proposals', criteria, model)),
    ...areaLayers,
    bivariateLayer,
    ...services.map(({ service, max_distance_m }) => coverageLayer(service, max_distance_m)),
    needLayer(
      services.map(({ service }) => service),
      criterionColumns('need', criteria, model),
    ),
    facilityLayer,
    zoneLayer(services.map(({ service }) => service)),
    ...(await readAnalysisLayers(knex)),
    ...further.map(featureLayer),
  ]
}
