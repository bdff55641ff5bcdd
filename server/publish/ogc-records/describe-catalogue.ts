import { CRS84_URI } from '../../../core/geo/crs-uris.ts'
import { mediaTypes, type OgcSite, ogcAddress, selfLinks } from '../ogc-link.ts'
import type { NodeRecord } from '../records/metadata/layer-record.ts'
import { CATALOGUE } from './record-feature.ts'

/** The catalogue as a collection of records (OGC 20-004r1, 9). */
export function describeCatalogue(
  site: OgcSite,
  node: Pick<NodeRecord, 'title' | 'abstract' | 'extent' | 'url'>,
) {
  const { language } = site
  const path = `/collections/${CATALOGUE}`
  return {
    id: CATALOGUE,
    title: `${language === 'id' ? 'Katalog' : 'Catalogue'}: ${node.title[language]}`,
    description: node.abstract[language],
    extent: node.extent ? { spatial: { bbox: [[...node.extent]], crs: CRS84_URI } } : {},
    type: 'Collection',
    itemType: 'record',
    crs: [CRS84_URI],
    links: [
      ...selfLinks(site, path, { type: mediaTypes.json }),
      {
        rel: 'items',
        href: ogcAddress(site, `${path}/items`, { f: 'json' }),
        type: mediaTypes.geojson,
        title: language === 'id' ? 'Rekaman sebagai GeoJSON' : 'Records as GeoJSON',
      },
      {
        rel: 'alternate',
        href: `${node.url}/katalog.jsonld`,
        type: 'application/ld+json',
        title: 'DCAT (JSON-LD)',
      },
    ],
  }
}
