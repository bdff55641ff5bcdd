import type { Knex } from 'knex'
import { criterionColumns } from '../criteria/criterion-columns.ts'
import { readStoredCriteria } from '../criteria/criterion-store.ts'
import { readDefaultModel } from '../criteria/score-model-store.ts'
import { readAnalysisLayers } from './analysis-layers.ts'
import { areaLayers, coverageLayer } from './area-layers.ts'
import { bivariateLayer } from './bivariate-layer.ts'
import { facilityLayer } from './facility-layer.ts'
import { type FeatureLayerRow, featureLayer } from './feature-layer.ts'
import type { LayerDefinition } from './layer.ts'
import { needLayer } from './need-layer.ts'
import { proposalLayerWith } from './proposal-layer.ts'
import { readUnpublished, type Viewer } from './publication.ts'
import { zoneLayer } from './zone-layer.ts'

interface ServiceRow {
  service: string
  max_distance_m: number
}

/**
 * Every layer that the viewer may know of now, in the order of the layer list: a layer that is not published is in the
 * office's catalogue only, and marked there. Who asks is told by `ViewerOf` (server/http/viewer-of.ts).
 */
export async function readCatalogue(knex: Knex, viewer: Viewer = 'public'): Promise<LayerDefinition[]> {
  const unpublished = await readUnpublished(knex)
  const layers = await readLayers(knex)
  if (viewer === 'public') return layers.filter(({ id }) => !unpublished.has(id))
  return layers.map((layer) => (unpublished.has(layer.id) ? { ...layer, unpublished: true } : layer))
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
    zoneLayer,
    ...(await readAnalysisLayers(knex)),
    ...further.map(featureLayer),
  ]
}
