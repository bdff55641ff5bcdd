import type { Language } from '../../../core/proposal/label.ts'
import { SLD_TYPE } from '../sld/write-sld.ts'
import { element, xmlDocument } from '../xml-element.ts'
import { type LayerDialect, layerTree } from './capability-layers.ts'
import { type CapabilityModel, timeWords } from './capability-model.ts'
import { requests, service, text } from './capability-parts.ts'

const VERSION = '1.1.1'
/** Diagonal of a pixel of 0.28 mm, in metres: ScaleHint is reported by it (01-068r3, 7.1.4.5.16). */
const PIXEL_DIAGONAL_METRES = 0.00028 * Math.SQRT2

/** WMT_MS_Capabilities (01-068r3, annex A.1). */
export function capabilities111(model: CapabilityModel, language: Language): string {
  return xmlDocument(
    element(
      'WMT_MS_Capabilities',
      { version: VERSION, updateSequence: model.updateSequence },
      service('OGC:WMS', model, language),
      element(
        'Capability',
        {},
        requests(model, { capabilities: 'application/vnd.ogc.wms_xml', more: { GetStyles: SLD_TYPE } }),
        element(
          'Exception',
          {},
          ['xml', 'inimage', 'blank'].map((format) => text('Format', `application/vnd.ogc.se_${format}`)),
        ),
        element('UserDefinedSymbolization', { SupportSLD: 0, UserLayer: 0, UserStyle: 0, RemoteWFS: 0 }),
        layerTree({ model, language, dialect: layers }),
      ),
    ),
    {
      root: 'WMT_MS_Capabilities',
      address: 'http://schemas.opengis.net/wms/1.1.1/WMS_MS_Capabilities.dtd',
    },
  )
}

const layers: LayerDialect = {
  version: VERSION,
  crs: 'SRS',
  metadataType: 'TC211',
  degreesBox: ([minx, miny, maxx, maxy]) => element('LatLonBoundingBox', { minx, miny, maxx, maxy }),
  time: (dimension) => {
    const { extent, attributes } = timeWords(dimension)
    return [
      element('Dimension', { name: 'time', units: 'ISO8601' }),
      element('Extent', { name: 'time', ...attributes }, extent),
    ]
  },
  scale: ({ min, max }) => {
    if (min === undefined && max === undefined) return null
    const inPixels = (denominator: number) => denominator * PIXEL_DIAGONAL_METRES
    return element('ScaleHint', {
      min: inPixels(min ?? 0),
      max: max === undefined ? '1e10' : inPixels(max),
    })
  },
}
