import type { Language } from '../../../core/proposal/label.ts'
import { element, xmlDocument } from '../xml-element.ts'
import { type LayerDialect, layerTree } from './capability-layers.ts'
import { type CapabilityModel, timeWords } from './capability-model.ts'
import { requests, service, text } from './capability-parts.ts'
import { LIMITS } from './wms-request.ts'

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
      service(
        'WMS',
        model,
        language,
        text('LayerLimit', String(LIMITS.layers)),
        text('MaxWidth', String(LIMITS.side)),
        text('MaxHeight', String(LIMITS.side)),
      ),
      element(
        'Capability',
        {},
        requests(model, { capabilities: 'text/xml', prefix: 'sld:' }),
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
        layerTree({ model, language, dialect: layers }),
      ),
    ),
  )
}

const layers: LayerDialect = {
  version: VERSION,
  crs: 'CRS',
  metadataType: 'ISO19115:2003',
  degreesBox: ([west, south, east, north]) =>
    element(
      'EX_GeographicBoundingBox',
      {},
      text('westBoundLongitude', String(west)),
      text('eastBoundLongitude', String(east)),
      text('southBoundLatitude', String(south)),
      text('northBoundLatitude', String(north)),
    ),
  time: (dimension) => {
    const { extent, attributes } = timeWords(dimension)
    return element('Dimension', { name: 'time', units: 'ISO8601', ...attributes }, extent)
  },
  scale: ({ min, max }) => [
    min === undefined ? null : text('MinScaleDenominator', String(min)),
    max === undefined ? null : text('MaxScaleDenominator', String(max)),
  ],
}
