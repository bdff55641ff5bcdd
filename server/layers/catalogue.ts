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
import { zoneLayer } from './zone-layer.ts'

interface ServiceRow {
  service: string
  max_distance_m: number
}

/** Every layer that the store can serve now, in the order of the layer list. */
export async function readCatalogue(knex: Knex): Promise<LayerDefinition[]> {
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
