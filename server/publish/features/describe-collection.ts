import { CRS84_URI, crs84 } from '../../../core/geo/crs-uris.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { mediaTypes, type OgcLink, type OgcSite, ogcAddress, RELATION, selfLinks } from '../ogc-link.ts'
import type { Licence } from '../records/licence-of.ts'
import type { Collection, DescribedCollection } from './read-collections.ts'

export interface CollectionDocument {
  id: string
  title: string
  description: string
  extent: {
    spatial?: { bbox: [[number, number, number, number]]; crs: string }
    temporal?: { interval: [[string, string]]; trs: string }
  }
  itemType: 'feature'
  crs: string[]
  storageCrs: string
  links: OgcLink[]
}

const GREGORIAN = 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian'

const words = {
  items: { id: 'Isi sebagai GeoJSON', en: 'Items as GeoJSON' },
  itemsPage: { id: 'Isi sebagai halaman', en: 'Items as a page' },
  queryables: { id: 'Yang dapat dicari', en: 'What can be asked for' },
  vectorTiles: { id: 'Petak vektor', en: 'Vector tiles' },
  mapTiles: { id: 'Petak gambar', en: 'Map tiles' },
  styles: { id: 'Gaya peta', en: 'Map styles' },
  schema: { id: 'Skema isinya', en: 'Schema of the items' },
  licence: { id: 'Lisensi', en: 'Licence' },
} as const

/** The document of a collection (OGC 17-069r4, 7.14). */
export function describeCollection(
  site: OgcSite,
  { layer, facts, crss, licence }: DescribedCollection,
  { year }: { year?: string | undefined } = {},
): CollectionDocument {
  const { language } = site
  const { years, extent } = facts
  return {
    id: layer.id,
    title: layer.title[language],
    description: layer.description[language] || layer.title[language],
    extent: {
      ...(extent ? { spatial: { bbox: [[...extent]], crs: CRS84_URI } } : {}),
      ...(years
        ? {
            temporal: {
              interval: [
                [`${fourDigits(years[0])}-01-01T00:00:00Z`, `${fourDigits(years[1])}-12-31T23:59:59Z`],
              ],
              trs: GREGORIAN,
            },
          }
        : {}),
    },
    itemType: 'feature',
    crs: crss.map(({ uri }) => uri),
    storageCrs: CRS84_URI,
    links: [...collectionLinks(site, layer.id, year), ...licenceLinks(site, layer.id, licence)],
  }
}

const fourDigits = (year: number) => String(year).padStart(4, '0')

function collectionLinks(site: OgcSite, id: string, year: string | undefined): OgcLink[] {
  const path = `/collections/${id}`
  const say = (key: keyof typeof words) => words[key][site.language as Language]
  const to = (rel: string, below: string, [type, f]: [string, string], title: string): OgcLink => ({
    rel,
    href: ogcAddress(site, `${path}${below}`, { f, year }),
    type,
    title,
  })
  return [
    ...selfLinks(site, path, { type: mediaTypes.json, query: { year } }),
    to('items', '/items', [mediaTypes.geojson, 'json'], say('items')),
    to('items', '/items', [mediaTypes.html, 'html'], say('itemsPage')),
    to(`${RELATION}/queryables`, '/queryables', [mediaTypes.schema, 'json'], say('queryables')),
    to(`${RELATION}/schema`, '/schema', [mediaTypes.schema, 'json'], say('schema')),
    {
      ...to(`${RELATION}/styles`, '/styles', [mediaTypes.json, 'json'], say('styles')),
      href: ogcAddress(site, `${path}/styles`, { f: 'json' }),
    },
    to(`${RELATION}/tilesets-vector`, '/tiles', [mediaTypes.json, 'json'], say('vectorTiles')),
    to(`${RELATION}/tilesets-map`, '/map/tiles', [mediaTypes.json, 'json'], say('mapTiles')),
  ]
}

/** To its text, or where that has no address known to us to the page that tells its name (17-069r4, 7.14). */
function licenceLinks(site: OgcSite, id: string, licence: Licence): OgcLink[] {
  if (!licence) return []
  const href = licence.url ?? ogcAddress(site, `/collections/${id}`, { f: 'html' })
  return [
    {
      rel: 'license',
      href,
      type: mediaTypes.html,
      title: `${words.licence[site.language]}: ${licence.text}`,
    },
  ]
}

/** The document of all collections (17-069r4, 7.13); `others` are collections of something else than features. */
export function describeCollections<Other>(
  site: OgcSite,
  collections: readonly DescribedCollection[],
  others: readonly Other[],
) {
  const crs = everyCrs(collections)
  return {
    links: selfLinks(site, '/collections', { type: mediaTypes.json }),
    crs,
    collections: [
      ...collections.map((collection) => {
        const document = describeCollection(site, collection)
        // `#/crs` stands for the list's own (18-058r1, 6.2.3).
        return { ...document, crs: document.crs.length === crs.length ? ['#/crs'] : document.crs }
      }),
      ...others,
    ],
  }
}

/** URIs of what any of the collections can be had in. */
export function everyCrs(collections: readonly Collection[]): string[] {
  return [...new Set([crs84, ...collections.flatMap(({ crss }) => crss)].map(({ uri }) => uri))]
}
