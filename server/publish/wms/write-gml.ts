import { element, type Xml, xmlDocument } from '../xml-element.ts'
import type { FoundFeature, FoundLayer } from './find-features.ts'

export interface GmlOptions {
  /** 2.1.2 or 3.1.1 */
  version: 2 | 3
  publicUrl: string
}

/**
 * Features as clients of WFS know them. GML 2 has longitude first under `EPSG:4326`, GML 3 latitude first under the URN.
 * Fields whose names XML does not allow get a name that it does.
 */
export function writeGml(found: readonly FoundLayer[], { version, publicUrl }: GmlOptions): string {
  return xmlDocument(
    element(
      'wfs:FeatureCollection',
      {
        'xmlns:wfs': 'http://www.opengis.net/wfs',
        'xmlns:gml': 'http://www.opengis.net/gml',
        'xmlns:pu': `${publicUrl}/wms`,
      },
      element('gml:boundedBy', {}, element(version === 2 ? 'gml:null' : 'gml:Null', {}, 'unknown')),
      found.flatMap(({ layer, features }) =>
        features.map((feature) =>
          element('gml:featureMember', {}, featureElement(layer.id, feature, version)),
        ),
      ),
    ),
  )
}

function featureElement(layer: string, { key, properties, geometry }: FoundFeature, version: 2 | 3): Xml {
  const id = xmlName(`${layer}.${key}`)
  return element(
    `pu:${xmlName(layer)}`,
    version === 2 ? { fid: id } : { 'gml:id': id },
    geometry === null ? null : element('pu:geometry', {}, geometryMarkup(geometry)),
    Object.entries(properties).map(([name, value]) =>
      value === null ? null : element(`pu:${xmlName(name)}`, {}, String(value)),
    ),
  )
}

/** What PostGIS wrote of numbers alone, under the prefix that the root declares. */
function geometryMarkup(gml: string): Xml {
  return { markup: gml }
}

/** A name that XML allows: other characters become _, and one that may not begin a name gets a _ before it. */
function xmlName(text: string): string {
  const name = text.replaceAll(/[^\p{L}\p{N}_.-]/gu, '_').slice(0, 100)
  return /^[\p{L}_]/u.test(name) ? name : `_${name}`
}
