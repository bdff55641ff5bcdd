import type { LayerDefinition } from '../../layers/layer.ts'
import { element, xmlDocument } from '../xml-element.ts'
import type { WmsVersion } from './wms-version.ts'

/**
 * Where a layer's features are had. The profile knows WFS and WCS alone (05-078r4, 7.2; 02-070, annex B); what is named is the
 * OGC API that has taken WFS's place.
 */
export function describeLayers(
  version: WmsVersion,
  layers: readonly LayerDefinition[],
  publicUrl: string,
): string {
  const address = `${publicUrl}/ogc`
  return version === '1.1.1' ? describeBy111(layers, address) : describeBy130(layers, address)
}

function describeBy111(layers: readonly LayerDefinition[], address: string): string {
  return xmlDocument(
    element(
      'WMS_DescribeLayerResponse',
      { version: '1.1.1' },
      layers.map(({ id }) =>
        element(
          'LayerDescription',
          { name: id, wfs: address, owsType: 'WFS', owsURL: address },
          element('Query', { typeName: id }),
        ),
      ),
    ),
    {
      root: 'WMS_DescribeLayerResponse',
      address: 'http://schemas.opengis.net/wms/1.1.1/WMS_DescribeLayerResponse.dtd',
    },
  )
}

function describeBy130(layers: readonly LayerDefinition[], address: string): string {
  return xmlDocument(
    element(
      'DescribeLayerResponse',
      {
        xmlns: 'http://www.opengis.net/sld',
        'xmlns:se': 'http://www.opengis.net/se',
        'xmlns:xlink': 'http://www.w3.org/1999/xlink',
      },
      element('Version', {}, '1.1.0'),
      layers.map(({ id }) =>
        element(
          'LayerDescription',
          {},
          element('owsType', {}, 'wfs'),
          element('se:OnlineResource', { 'xlink:type': 'simple', 'xlink:href': address }),
          element('TypeName', {}, element('se:FeatureTypeName', {}, id)),
        ),
      ),
    ),
  )
}
