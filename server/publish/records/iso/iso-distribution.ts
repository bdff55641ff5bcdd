import type { Xml } from '../../xml-element.ts'
import type { LayerRecord, RecordLink } from '../metadata/layer-record.ts'
import { bilingual, code, gmd, party, text, url } from './iso-parts.ts'

/** Names by which GeoNetwork and QGIS know what an address is. */
export const PROTOCOLS: Readonly<Record<RecordLink['kind'], string>> = {
  wms: 'OGC:WMS',
  features: 'OGC API - Features',
  tiles: 'TileJSON',
  download: 'WWW:DOWNLOAD-1.0-http--download',
  page: 'WWW:LINK-1.0-http--link',
}

/** gmd:distributionInfo: every address by which the layer is had. */
export function distribution({ links, contact }: LayerRecord, home: string): Xml {
  const formats = [...new Set(links.filter(({ kind }) => kind === 'download').map(({ format }) => format))]
  return gmd(
    'distributionInfo',
    gmd(
      'MD_Distribution',
      formats.map((name) =>
        gmd('distributionFormat', gmd('MD_Format', text('name', name), text('version', '-'))),
      ),
      gmd('distributor', gmd('MD_Distributor', party('distributorContact', contact, 'distributor', home))),
      gmd('transferOptions', gmd('MD_DigitalTransferOptions', links.map(online))),
    ),
  )
}

export function online({ kind, url: address, name, title }: RecordLink): Xml {
  return gmd(
    'onLine',
    gmd(
      'CI_OnlineResource',
      url('linkage', address),
      text('protocol', PROTOCOLS[kind]),
      text('name', name),
      bilingual('description', title),
      code('function', 'CI_OnLineFunctionCode', kind === 'page' ? 'information' : 'download'),
    ),
  )
}
