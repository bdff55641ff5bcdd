import type { Language } from '../../../core/proposal/label.ts'
import { element, type Xml, type XmlChild } from '../xml-element.ts'
import {
  BRANCHES,
  type CapabilityLayer,
  type CapabilityModel,
  type CapabilityStyle,
  legendAddress,
  metadataAddress,
} from './capability-model.ts'
import { boundingBoxes, keywords, onlineResource, text } from './capability-parts.ts'
import { advertisedCrss } from './map-crs.ts'
import type { TimeDimension } from './time-dimension.ts'
import type { WmsVersion } from './wms-version.ts'

type Extent = NonNullable<CapabilityLayer['extent']>

/** What the versions say differently of layers; what they say, and in which order, is the same. */
export interface LayerDialect {
  version: WmsVersion
  /** The element that names a CRS. */
  crs: 'CRS' | 'SRS'
  /** What MetadataURL calls ISO 19115. */
  metadataType: string
  degreesBox(extent: Extent): Xml
  time(dimension: TimeDimension): XmlChild
  scale(scale: CapabilityLayer['scale']): XmlChild
}

interface Telling {
  model: CapabilityModel
  language: Language
  dialect: LayerDialect
}

/** The tree of layers: a branch for each group that holds any, under one root. */
export function layerTree(telling: Telling): Xml {
  const { model, language, dialect } = telling
  return element(
    'Layer',
    {},
    text('Title', model.title[language]),
    advertisedCrss(model.crss, dialect.version).map((name) => text(dialect.crs, name)),
    model.extent && boxes(model.extent, dialect),
    BRANCHES.map(({ group, title }) => {
      const layers = model.layers.filter((layer) => layer.group === group)
      return layers.length === 0
        ? null
        : element(
            'Layer',
            {},
            text('Title', title[language]),
            layers.map((layer) => namedLayer(layer, telling)),
          )
    }),
  )
}

function boxes(extent: Extent, { version, degreesBox }: LayerDialect): Xml[] {
  return [degreesBox(extent), ...boundingBoxes(extent, version)]
}

function namedLayer(layer: CapabilityLayer, telling: Telling): Xml {
  const { model, language, dialect } = telling
  return element(
    'Layer',
    { queryable: 1, opaque: layer.opaque ? 1 : 0 },
    text('Name', layer.name),
    text('Title', layer.title[language]),
    text('Abstract', layer.abstract[language]),
    keywords(layer.keywords, language),
    layer.extent && boxes(layer.extent, dialect),
    layer.time && dialect.time(layer.time),
    element('Attribution', {}, text('Title', layer.attribution), onlineResource(model.publicUrl)),
    element(
      'MetadataURL',
      { type: dialect.metadataType },
      // As /csw answers it.
      text('Format', 'application/xml'),
      onlineResource(metadataAddress(model, layer)),
    ),
    layer.downloads.map(({ mediaType, url }) =>
      element('DataURL', {}, text('Format', mediaType), onlineResource(url)),
    ),
    layer.styles.map((style) => styleOf(layer, style, telling)),
    dialect.scale(layer.scale),
  )
}

function styleOf(
  { name: layer }: CapabilityLayer,
  { name: style, title, legend }: CapabilityStyle,
  { model, language, dialect: { version } }: Telling,
): Xml {
  const address = legendAddress(model, { layer, style, version })
  return element(
    'Style',
    {},
    text('Name', style),
    text('Title', title[language]),
    legend && element('LegendURL', { ...legend }, text('Format', 'image/png'), onlineResource(address)),
  )
}
