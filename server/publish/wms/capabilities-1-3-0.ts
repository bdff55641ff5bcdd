import type { Language } from '../../../core/proposal/label.ts'
import { element, type Xml, xmlDocument } from '../xml-element.ts'
import {
  BRANCHES,
  type CapabilityLayer,
  type CapabilityModel,
  type CapabilityStyle,
  legendAddress,
  metadataAddress,
  serviceAddress,
  timeWords,
} from './capability-model.ts'
import {
  boundingBoxes,
  contactInformation,
  keywords,
  onlineResource,
  operation,
  text,
} from './capability-parts.ts'
import { advertisedCrss } from './map-crs.ts'
import { LIMITS } from './wms-request.ts'
import { INFO_TYPES, PICTURE_TYPES } from './wms-values.ts'

const VERSION = '1.3.0'
const WMS = 'http://www.opengis.net/wms'
const SLD = 'http://www.opengis.net/sld'

/** WMS_Capabilities (06-042, annex E.1), with the operations of the SLD profile (05-078r4, clause 6). */
export function capabilities130(model: CapabilityModel, language: Language): string {
  return xmlDocument(
    element(
      'WMS_Capabilities',
      {
        version: VERSION,
        updateSequence: model.updateSequence,
        xmlns: WMS,
        'xmlns:xlink': 'http://www.w3.org/1999/xlink',
        'xmlns:sld': SLD,
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        'xsi:schemaLocation': `${WMS} http://schemas.opengis.net/wms/1.3.0/capabilities_1_3_0.xsd ${SLD} http://schemas.opengis.net/sld/1.1.0/sld_capabilities.xsd`,
      },
      service(model, language),
      element(
        'Capability',
        {},
        requests(serviceAddress(model.publicUrl)),
        element(
          'Exception',
          {},
          ['XML', 'INIMAGE', 'BLANK'].map((format) => text('Format', format)),
        ),
        element('sld:UserDefinedSymbolization', {
          SupportSLD: 0,
          UserLayer: 0,
          UserStyle: 0,
          RemoteWFS: 0,
          InlineFeature: 0,
          RemoteWCS: 0,
        }),
        rootLayer(model, language),
      ),
    ),
  )
}

function service(model: CapabilityModel, language: Language): Xml {
  return element(
    'Service',
    {},
    text('Name', 'WMS'),
    text('Title', model.title[language]),
    text('Abstract', model.abstract[language]),
    onlineResource(model.publicUrl),
    contactInformation(model),
    text('Fees', 'none'),
    text('AccessConstraints', 'none'),
    text('LayerLimit', String(LIMITS.layers)),
    text('MaxWidth', String(LIMITS.side)),
    text('MaxHeight', String(LIMITS.side)),
  )
}

function requests(address: string): Xml {
  const pictures = PICTURE_TYPES.map(([type]) => type)
  return element(
    'Request',
    {},
    operation('GetCapabilities', ['text/xml'], address),
    operation('GetMap', pictures, address),
    operation(
      'GetFeatureInfo',
      INFO_TYPES.map(([type]) => type),
      address,
    ),
    operation('sld:DescribeLayer', ['text/xml'], address),
    operation('sld:GetLegendGraphic', pictures, address),
  )
}

function rootLayer(model: CapabilityModel, language: Language): Xml {
  return element(
    'Layer',
    {},
    text('Title', model.title[language]),
    advertisedCrss(VERSION).map((name) => text('CRS', name)),
    model.extent && boxes(model.extent),
    BRANCHES.map(({ group, title }) => {
      const layers = model.layers.filter((layer) => layer.group === group)
      return layers.length === 0
        ? null
        : element(
            'Layer',
            {},
            text('Title', title[language]),
            layers.map((layer) => namedLayer(model, layer, language)),
          )
    }),
  )
}

function boxes(extent: NonNullable<CapabilityLayer['extent']>): Xml[] {
  const [west, south, east, north] = extent
  return [
    element(
      'EX_GeographicBoundingBox',
      {},
      text('westBoundLongitude', String(west)),
      text('eastBoundLongitude', String(east)),
      text('southBoundLatitude', String(south)),
      text('northBoundLatitude', String(north)),
    ),
    ...boundingBoxes(extent, VERSION),
  ]
}

function namedLayer(model: CapabilityModel, layer: CapabilityLayer, language: Language): Xml {
  const { min, max } = layer.scale
  return element(
    'Layer',
    { queryable: 1, opaque: layer.opaque ? 1 : 0 },
    text('Name', layer.name),
    text('Title', layer.title[language]),
    text('Abstract', layer.abstract[language]),
    keywords(layer.keywords, language),
    layer.extent && boxes(layer.extent),
    time(layer),
    element('Attribution', {}, text('Title', layer.attribution), onlineResource(model.publicUrl)),
    element(
      'MetadataURL',
      { type: 'ISO19115:2003' },
      text('Format', 'text/xml'),
      onlineResource(metadataAddress(model, layer)),
    ),
    layer.downloads.map(({ mediaType, url }) =>
      element('DataURL', {}, text('Format', mediaType), onlineResource(url)),
    ),
    layer.styles.map((style) => styleOf(model, { layer, style, language })),
    min === undefined ? null : text('MinScaleDenominator', String(min)),
    max === undefined ? null : text('MaxScaleDenominator', String(max)),
  )
}

function time({ time: dimension }: CapabilityLayer): Xml | null {
  if (!dimension) return null
  const { extent, otherwise } = timeWords(dimension)
  return element(
    'Dimension',
    {
      name: 'time',
      units: 'ISO8601',
      default: otherwise,
      multipleValues: dimension.several ? 1 : 0,
      nearestValue: 0,
      current: dimension.several ? 0 : 1,
    },
    extent,
  )
}

function styleOf(
  model: CapabilityModel,
  { layer, style, language }: { layer: CapabilityLayer; style: CapabilityStyle; language: Language },
): Xml {
  const address = legendAddress(model, { layer: layer.name, style: style.name, version: VERSION })
  return element(
    'Style',
    {},
    text('Name', style.name),
    text('Title', style.title[language]),
    style.legend &&
      element('LegendURL', { ...style.legend }, text('Format', 'image/png'), onlineResource(address)),
  )
}
