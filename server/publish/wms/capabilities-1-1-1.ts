import type { Language } from '../../../core/proposal/label.ts'
import { SLD_TYPE } from '../sld/write-sld.ts'
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
import { INFO_TYPES, PICTURE_TYPES } from './wms-values.ts'

const VERSION = '1.1.1'
/** Diagonal of a pixel of 0.28 mm, in metres: ScaleHint is told by it (01-068r3, 7.1.4.5.16). */
const PIXEL_DIAGONAL_METRES = 0.00028 * Math.SQRT2

/** WMT_MS_Capabilities (01-068r3, annex A.1). */
export function capabilities111(model: CapabilityModel, language: Language): string {
  return xmlDocument(
    element(
      'WMT_MS_Capabilities',
      { version: VERSION, updateSequence: model.updateSequence },
      element(
        'Service',
        {},
        text('Name', 'OGC:WMS'),
        text('Title', model.title[language]),
        text('Abstract', model.abstract[language]),
        onlineResource(model.publicUrl),
        contactInformation(model),
        text('Fees', 'none'),
        text('AccessConstraints', 'none'),
      ),
      element(
        'Capability',
        {},
        requests(serviceAddress(model.publicUrl)),
        element(
          'Exception',
          {},
          ['xml', 'inimage', 'blank'].map((format) => text('Format', `application/vnd.ogc.se_${format}`)),
        ),
        element('UserDefinedSymbolization', { SupportSLD: 0, UserLayer: 0, UserStyle: 0, RemoteWFS: 0 }),
        rootLayer(model, language),
      ),
    ),
    {
      root: 'WMT_MS_Capabilities',
      address: 'http://schemas.opengis.net/wms/1.1.1/WMS_MS_Capabilities.dtd',
    },
  )
}

function requests(address: string): Xml {
  const pictures = PICTURE_TYPES.map(([type]) => type)
  return element(
    'Request',
    {},
    operation('GetCapabilities', ['application/vnd.ogc.wms_xml'], address),
    operation('GetMap', pictures, address),
    operation(
      'GetFeatureInfo',
      INFO_TYPES.map(([type]) => type),
      address,
    ),
    operation('DescribeLayer', ['text/xml'], address),
    operation('GetLegendGraphic', pictures, address),
    operation('GetStyles', [SLD_TYPE], address),
  )
}

function rootLayer(model: CapabilityModel, language: Language): Xml {
  return element(
    'Layer',
    {},
    text('Title', model.title[language]),
    advertisedCrss(VERSION).map((name) => text('SRS', name)),
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
  const [minx, miny, maxx, maxy] = extent
  return [element('LatLonBoundingBox', { minx, miny, maxx, maxy }), ...boundingBoxes(extent, VERSION)]
}

function namedLayer(model: CapabilityModel, layer: CapabilityLayer, language: Language): Xml {
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
      { type: 'TC211' },
      text('Format', 'text/xml'),
      onlineResource(metadataAddress(model, layer)),
    ),
    layer.downloads.map(({ mediaType, url }) =>
      element('DataURL', {}, text('Format', mediaType), onlineResource(url)),
    ),
    layer.styles.map((style) => styleOf(model, { layer, style, language })),
    scaleHint(layer),
  )
}

function time({ time: dimension }: CapabilityLayer): Xml[] | null {
  if (!dimension) return null
  const { extent, otherwise } = timeWords(dimension)
  const attributes = {
    name: 'time',
    default: otherwise,
    nearestValue: 0,
    multipleValues: dimension.several ? 1 : 0,
    current: dimension.several ? 0 : 1,
  }
  return [element('Dimension', { name: 'time', units: 'ISO8601' }), element('Extent', attributes, extent)]
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

function scaleHint({ scale: { min, max } }: CapabilityLayer): Xml | null {
  if (min === undefined && max === undefined) return null
  const inPixels = (denominator: number) => denominator * PIXEL_DIAGONAL_METRES
  return element('ScaleHint', {
    min: inPixels(min ?? 0),
    max: max === undefined ? '1e10' : inPixels(max),
  })
}
