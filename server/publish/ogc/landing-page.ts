import { mediaTypes, type OgcLink, type OgcSite, ogcAddress, RELATION, selfLinks } from '../ogc-link.ts'
import type { NodeRecord } from '../records/metadata/layer-record.ts'

const words = {
  serviceDesc: { id: 'Definisi API (OpenAPI 3.0)', en: 'Definition of the API (OpenAPI 3.0)' },
  serviceDoc: { id: 'Definisi API sebagai halaman', en: 'Definition of the API as a page' },
  conformance: { id: 'Kelas kesesuaian', en: 'Conformance classes' },
  data: { id: 'Koleksi data', en: 'Collections of data' },
  vectorTiles: { id: 'Petak vektor dari beberapa lapisan', en: 'Vector tiles of several layers' },
  mapTiles: { id: 'Petak gambar dari beberapa lapisan', en: 'Map tiles of several layers' },
  tilingSchemes: { id: 'Skema petak', en: 'Tile matrix sets' },
  styles: { id: 'Gaya peta', en: 'Map styles' },
  queryables: { id: 'Yang dapat dicari di semua koleksi', en: 'What can be asked for in every collection' },
} as const

/** The landing page (OGC 17-069r4, 7.2). */
export function describeLanding(site: OgcSite, node: Pick<NodeRecord, 'title' | 'abstract'>) {
  const { language } = site
  const to = (rel: string, path: string, type: string, key: keyof typeof words): OgcLink => ({
    rel,
    href: ogcAddress(site, path, { f: 'json' }),
    type,
    title: words[key][language],
  })
  return {
    title: node.title[language],
    description: node.abstract[language],
    links: [
      ...selfLinks(site, '', { type: mediaTypes.json }),
      to('service-desc', '/api', mediaTypes.openapi, 'serviceDesc'),
      {
        rel: 'service-doc',
        href: ogcAddress(site, '/api', { f: 'html' }),
        type: mediaTypes.html,
        title: words.serviceDoc[language],
      },
      to('conformance', '/conformance', mediaTypes.json, 'conformance'),
      to('data', '/collections', mediaTypes.json, 'data'),
      to(`${RELATION}/queryables`, '/queryables', mediaTypes.schema, 'queryables'),
      to(`${RELATION}/styles`, '/styles', mediaTypes.json, 'styles'),
      to(`${RELATION}/tilesets-vector`, '/tiles', mediaTypes.json, 'vectorTiles'),
      to(`${RELATION}/tilesets-map`, '/map/tiles', mediaTypes.json, 'mapTiles'),
      to(`${RELATION}/tiling-schemes`, '/tileMatrixSets', mediaTypes.json, 'tilingSchemes'),
    ],
  }
}
