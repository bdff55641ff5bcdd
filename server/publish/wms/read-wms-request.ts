import { type Kvp, listOf, readKvp } from '../read-kvp.ts'
import { readMapQuestion, readMapView } from './read-map-view.ts'
import { invalid, missing, refuse, WmsFault } from './wms-fault.ts'
import {
  type GetFeatureInfo,
  type GetLegendGraphic,
  type GetMap,
  LIMITS,
  type WmsRequest,
} from './wms-request.ts'
import * as values from './wms-values.ts'
import type { WmsVersion } from './wms-version.ts'

/** Every parameter that is read; whatever else comes is passed over, as 06-042 (6.8.1) wants it. */
const KNOWN = new Set(
  (
    'service version wmtver request updatesequence language layers styles crs srs bbox width height format transparent ' +
    'bgcolor exceptions time cql_filter query_layers info_format feature_count i j x y layer style rule scale'
  ).split(' '),
)

export function readWmsKvp(parameters: URLSearchParams): Kvp {
  return readKvp(
    parameters,
    (name) => invalid(name, 'two values', 'one'),
    (name) => KNOWN.has(name),
  )
}

/**
 * A request by key-value pairs (OGC 06-042, clause 7; 01-068r3, clause 7) as a typed value. Only GetCapabilities must name the
 * service, and only it and legends may leave out the version. Throws WmsFault.
 */
export function readWmsRequest(kvp: Kvp): WmsRequest {
  const operation = kvp.get('request')
  if (operation === undefined) throw missing('request')
  const service = kvp.get('service')
  if (service !== undefined && service.toUpperCase() !== 'WMS') throw invalid('service', service, 'WMS')
  const name = operation.toLowerCase()
  const language = values.readLanguage(kvp.get('language'))
  if (name === 'getcapabilities' || name === 'capabilities') {
    if (service === undefined) throw missing('service')
    return {
      operation: 'GetCapabilities',
      version: values.negotiate(kvp.get('version') ?? kvp.get('wmtver')),
      updateSequence: kvp.get('updatesequence'),
      language,
    }
  }
  const read = OPERATIONS.get(name)
  if (!read)
    throw new WmsFault(
      'OperationNotSupported',
      'request',
      `request: expected GetCapabilities, GetMap, GetFeatureInfo, GetLegendGraphic, DescribeLayer or GetStyles, received ${operation.slice(0, 80)}`,
    )
  const version = kvp.get('version')
  if (version === undefined && name !== 'getlegendgraphic') throw missing('version')
  return read(kvp, version === undefined ? '1.3.0' : values.checkVersion(version))
}

type ReadOperation = (kvp: Kvp, version: WmsVersion) => WmsRequest

const OPERATIONS: ReadonlyMap<string, ReadOperation> = new Map<string, ReadOperation>([
  ['getmap', (kvp, version) => ({ version, ...readGetMap(kvp, version) })],
  ['getfeatureinfo', (kvp, version) => ({ version, ...readGetFeatureInfo(kvp, version) })],
  ['getlegendgraphic', (kvp, version) => ({ version, ...readGetLegendGraphic(kvp) })],
  ['describelayer', (kvp, version) => ({ version, operation: 'DescribeLayer', layers: readLayerNames(kvp) })],
  ['getstyles', (kvp, version) => ({ version, operation: 'GetStyles', layers: readLayerNames(kvp) })],
])

function readGetMap(kvp: Kvp, version: WmsVersion): GetMap {
  return {
    operation: 'GetMap',
    ...readMapQuestion(kvp),
    view: readMapView(kvp, version),
    format: values.readPictureFormat(kvp.get('format')),
    transparent: values.readTransparent(kvp.get('transparent')),
    background: values.readBackground(kvp.get('bgcolor')),
  }
}

function readGetFeatureInfo(kvp: Kvp, version: WmsVersion): GetFeatureInfo {
  const queryLayers = listOf(kvp.get('query_layers'))
  if (queryLayers.length === 0) throw missing('query_layers')
  const view = readMapView(kvp, version)
  const [column, row] = version === '1.3.0' ? (['i', 'j'] as const) : (['x', 'y'] as const)
  const mediaType = kvp.get('info_format') ?? 'text/plain'
  return {
    operation: 'GetFeatureInfo',
    ...readMapQuestion(kvp),
    view,
    queryLayers,
    mediaType,
    format: values.readInfoFormat(mediaType),
    most: values.readFeatureCount(kvp.get('feature_count')),
    pixel: [
      values.readPixel(column, kvp.get(column), view.width),
      values.readPixel(row, kvp.get(row), view.height),
    ],
    language: values.readLanguage(kvp.get('language')),
  }
}

function readGetLegendGraphic(kvp: Kvp): GetLegendGraphic {
  const layer = kvp.get('layer')
  if (layer === undefined) throw missing('layer')
  return {
    operation: 'GetLegendGraphic',
    layer,
    style: kvp.get('style') ?? '',
    format: values.readPictureFormat(kvp.get('format') ?? 'image/png'),
    rule: kvp.get('rule'),
    scale: values.readScale(kvp.get('scale')),
    width: values.readSymbolSide('width', kvp.get('width')),
    height: values.readSymbolSide('height', kvp.get('height')),
    transparent: values.readTransparent(kvp.get('transparent')),
    background: values.readBackground(kvp.get('bgcolor')),
    language: values.readLanguage(kvp.get('language')),
  }
}

function readLayerNames(kvp: Kvp): string[] {
  const names = listOf(kvp.get('layers'))
  if (names.length === 0) throw refuse('LayerNotDefined', 'layers', 'none', 'names of layers')
  if (names.length > LIMITS.layers)
    throw invalid('layers', `${names.length} layers`, `at most ${LIMITS.layers}`)
  return names
}
