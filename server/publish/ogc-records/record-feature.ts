import type { Label, Language } from '../../../core/proposal/label.ts'
import type { ForeignRecord } from '../../../core/record/foreign-record.ts'
import { mediaTypes, type OgcLink, type OgcSite, ogcAddress, selfLinks } from '../ogc-link.ts'
import { linksOf } from '../records/foreign-entry.ts'
import type { LayerRecord, NodeRecord, RecordContact, RecordLink } from '../records/metadata/layer-record.ts'
import type { StoredForeign } from '../records/read-foreign.ts'

/** Id of the collection that the catalogue's records are in. */
export const CATALOGUE = 'katalog'

const RECORD_CORE = 'http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/record-core'
const TOPICS = 'http://standards.iso.org/iso/19139/resources/gmxCodelists.xml#MD_TopicCategoryCode'
const LANGUAGES = {
  id: { code: 'id', name: 'Bahasa Indonesia' },
  en: { code: 'en', name: 'English' },
} as const

/** A record as the catalogue knows it: of a layer, of the node as the series of all, or of data elsewhere. */
export type KnownRecord =
  | { kind: 'dataset'; record: LayerRecord }
  | { kind: 'series'; record: NodeRecord }
  | { kind: 'foreign'; record: ForeignRecord; stored: StoredForeign }

/** A record as GeoJSON (OGC 20-004r1, table 8). */
export interface RecordFeature {
  id: string
  type: 'Feature'
  conformsTo: string[]
  geometry: { type: 'Polygon'; coordinates: [number, number][][] } | null
  time: { interval: [string, string] } | null
  properties: Record<string, unknown> & { type: string; title: string; description: string }
  links: OgcLink[]
}

export function recordFeature(site: OgcSite, known: KnownRecord): RecordFeature {
  if (known.kind === 'foreign') return foreignFeature(site, known.stored)
  const { record, kind } = known
  const { language } = site
  const path = `/collections/${CATALOGUE}/items/${record.id}`
  return {
    id: record.id,
    type: 'Feature',
    conformsTo: [RECORD_CORE],
    geometry: geometryOf(record.extent),
    time: known.kind === 'dataset' ? timeOf(known.record.years) : null,
    properties: {
      type: kind,
      title: record.title[language],
      description: record.abstract[language],
      language: LANGUAGES[language],
      languages: [LANGUAGES.id, LANGUAGES.en],
      created: record.created,
      updated: record.revised,
      contacts: [contactOf(record.contact)],
      ...(known.kind === 'dataset' ? ofLayer(known.record, language) : {}),
    },
    links: [
      ...selfLinks(site, path, { type: mediaTypes.geojson }),
      collectionLink(site),
      ...(known.kind === 'dataset' ? known.record.links.map((link) => linkOf(link, language)) : []),
    ],
  }
}

/** Data of others: what their record says, marked as theirs. */
function foreignFeature(site: OgcSite, { record, addedAt, updatedAt }: StoredForeign): RecordFeature {
  const { id, type, title, abstract, subjects, formats, rights, publisher, language } = record
  return {
    id,
    type: 'Feature',
    conformsTo: [RECORD_CORE],
    geometry: geometryOf(record.box),
    time: record.date ? { interval: [record.date, record.date] } : null,
    properties: {
      ...{ type, title, description: abstract, origin: FOREIGN },
      ...(language ? { language: { code: language } } : {}),
      created: addedAt,
      updated: updatedAt,
      keywords: subjects,
      formats: formats.map((name) => ({ name })),
      ...(publisher ? { contacts: [{ organization: publisher, roles: ['publisher'] }] } : {}),
      ...(rights.length > 0 ? { rights: rights.join(' ') } : {}),
      externalIds: [{ value: id }],
    },
    links: [
      ...selfLinks(site, `/collections/${CATALOGUE}/items/${encodeURIComponent(id)}`, {
        type: mediaTypes.geojson,
      }),
      collectionLink(site),
      ...linksOf(record).map((link) => linkOf(link, site.language)),
    ],
  }
}

/** What `origin` says of a record whose data another office has. */
export const FOREIGN = 'foreign'

function collectionLink(site: OgcSite): OgcLink {
  return {
    rel: 'collection',
    href: ogcAddress(site, `/collections/${CATALOGUE}`, { f: 'json' }),
    type: mediaTypes.json,
    title: site.language === 'id' ? 'Katalog' : 'Catalogue',
  }
}

function ofLayer(record: LayerRecord, language: Language) {
  const { keywords, topic, links, licence, constraints, layer } = record
  const say = (label: Label) => label[language]
  const rights = constraints.map(say).join(' ')
  return {
    keywords: keywords.map(say),
    themes: [{ concepts: [{ id: topic }], scheme: TOPICS }],
    formats: [
      ...new Map(links.map(({ format, mediaType }) => [format, { name: format, mediaType }])).values(),
    ],
    ...(licence ? { license: licence.url ?? licence.text } : {}),
    ...(rights ? { rights } : {}),
    externalIds: [{ value: layer }],
  }
}

function linkOf({ kind, url, mediaType, title }: RecordLink, language: Language): OgcLink {
  const rel = kind === 'download' ? 'enclosure' : kind === 'page' ? 'describedby' : 'service'
  return { rel, href: url, type: mediaType, title: title[language] }
}

function contactOf({ name, email, phone, address }: RecordContact) {
  return {
    organization: name,
    roles: ['publisher'],
    ...(email ? { emails: [{ value: email }] } : {}),
    ...(phone ? { phones: [{ value: phone }] } : {}),
    ...(address ? { addresses: [{ deliveryPoint: [address] }] } : {}),
  }
}

function geometryOf(extent: LayerRecord['extent']): RecordFeature['geometry'] {
  if (!extent) return null
  const [w, s, e, n] = extent
  const ring: [number, number][] = [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ]
  return { type: 'Polygon', coordinates: [ring] }
}

function timeOf(years: LayerRecord['years']): RecordFeature['time'] {
  if (!years) return null
  const [first = '', last = ''] = years.map((year) => String(year).padStart(4, '0'))
  return { interval: [`${first}-01-01`, `${last}-12-31`] }
}
