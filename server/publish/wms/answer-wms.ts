import { readCatalogue } from '../../catalogue/catalogue.ts'
import { SLD_TYPE } from '../sld/write-sld.ts'
import { capabilities111 } from './capabilities-1-1-1.ts'
import { capabilities130 } from './capabilities-1-3-0.ts'
import { describeLayers } from './describe-layer.ts'
import { findFeatures } from './find-features.ts'
import { layerStyles } from './layer-styles.ts'
import { prepareLegend, prepareMap } from './prepare-picture.ts'
import { readCapabilityModel } from './read-capability-model.ts'
import { findLayer, resolveLayers } from './resolve-layers.ts'
import { checkUpdateSequence } from './update-sequence.ts'
import type { WmsAnswer, WmsContext } from './wms-context.ts'
import { refuse } from './wms-fault.ts'
import type { GetFeatureInfo, WmsRequest } from './wms-request.ts'
import type { WmsVersion } from './wms-version.ts'
import { INFO_GEOMETRY, writeFeatureInfo } from './write-feature-info.ts'

const CAPABILITIES_TYPES: Record<WmsVersion, string> = {
  '1.3.0': 'text/xml; charset=utf-8',
  '1.1.1': 'application/vnd.ogc.wms_xml; charset=utf-8',
}

/**
 * The answer to a request. Its body is made only when it is needed, so a client whose cached copy is current costs nothing.
 * Throws Problem.
 */
export async function answerWms(request: WmsRequest, context: WmsContext): Promise<WmsAnswer> {
  const { knex, office, actor } = context
  switch (request.operation) {
    case 'GetCapabilities': {
      const model = await readCapabilityModel(knex, office, context)
      checkUpdateSequence(request.updateSequence, model.updateSequence)
      const write = request.version === '1.3.0' ? capabilities130 : capabilities111
      return ready(CAPABILITIES_TYPES[request.version], write(model, request.language))
    }
    case 'GetMap':
      return await prepareMap(request, context)
    case 'GetLegendGraphic':
      return await prepareLegend(request, context)
    case 'GetFeatureInfo':
      return await answerFeatureInfo(request, context)
    case 'GetStyles':
    case 'DescribeLayer': {
      const catalogue = await readCatalogue(knex, actor)
      const layers = request.layers.map((name) => findLayer(catalogue, name))
      if (request.operation === 'GetStyles')
        return ready(`${SLD_TYPE}; charset=utf-8`, await layerStyles(knex, layers, request.version))
      return ready('text/xml; charset=utf-8', describeLayers(request.version, layers, office.publicUrl))
    }
  }
}

function ready(type: string, text: string): WmsAnswer {
  return { type, body: async () => text }
}

async function answerFeatureInfo(
  request: GetFeatureInfo,
  { knex, actor, office }: WmsContext,
): Promise<WmsAnswer> {
  const catalogue = await readCatalogue(knex, actor)
  const drawn = resolveLayers(catalogue, request)
  const asked = request.queryLayers.map((name) => {
    const { id } = findLayer(catalogue, name, 'query_layers')
    const layer = drawn.find((known) => known.layer.id === id)
    if (!layer) throw refuse('LayerNotDefined', 'query_layers', name, 'layers of the map (LAYERS)')
    return layer
  })
  const geometryOf = INFO_GEOMETRY[request.format]
  const found = []
  for (const layer of asked) found.push(await findFeatures(knex, layer, request, geometryOf))
  const context = { language: request.language, publicUrl: office.publicUrl }
  const type = request.mediaType.includes('gml') ? request.mediaType : `${request.mediaType}; charset=utf-8`
  return ready(type, writeFeatureInfo(request.format, found, context))
}
