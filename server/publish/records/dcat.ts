import type { Label } from '../../../core/proposal/label.ts'
import type { UpdateFrequency } from '../../layers/metadata-codes.ts'
import type { LayerRecord, NodeRecord, RecordContact, RecordLink } from './metadata/layer-record.ts'
import type { StoredForeign } from './read-foreign.ts'

/** Names of DCAT 3 (W3C, 2024) and of what it borrows; types of values that JSON-LD needs said. */
const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  geosparql: 'http://www.opengis.net/ont/geosparql#',
  locn: 'http://www.w3.org/ns/locn#',
} as const

const LANGUAGES = {
  id: 'http://publications.europa.eu/resource/authority/language/IND',
  en: 'http://publications.europa.eu/resource/authority/language/ENG',
}
const MEDIA_TYPES = 'https://www.iana.org/assignments/media-types'
const TOPICS = 'http://inspire.ec.europa.eu/metadata-codelist/TopicCategory'
const FREQUENCIES: Partial<Record<UpdateFrequency, string>> = {
  continual: 'UPDATE_CONT',
  daily: 'DAILY',
  weekly: 'WEEKLY',
  fortnightly: 'BIWEEKLY',
  monthly: 'MONTHLY',
  quarterly: 'QUARTERLY',
  biannually: 'ANNUAL_2',
  annually: 'ANNUAL',
  irregular: 'IRREG',
  notPlanned: 'NEVER',
}

/** The node's records as a DCAT catalogue in JSON-LD: each layer a dataset, each way to it a distribution. */
export function describeDcat(
  node: NodeRecord,
  records: readonly LayerRecord[],
  foreign: readonly StoredForeign[] = [],
) {
  return {
    '@context': CONTEXT,
    '@id': `${node.url}/katalog.jsonld`,
    '@type': 'dcat:Catalog',
    'dct:identifier': node.id,
    'dct:title': inBoth(node.title),
    'dct:description': inBoth(node.abstract),
    'dct:language': Object.values(LANGUAGES).map(reference),
    'dct:issued': moment(node.created),
    'dct:modified': moment(node.revised),
    'dct:publisher': publisher(node.contact),
    'foaf:homepage': reference(node.url),
    ...place(node.extent),
    'dcat:dataset': [
      ...records.map((record) => dataset(node, record)),
      ...foreign.map((stored) => foreignDataset(node, stored)),
    ],
  }
}

function dataset(node: NodeRecord, record: LayerRecord) {
  const { licence, constraints, updateFrequency } = record
  const frequency = FREQUENCIES[updateFrequency]
  return {
    '@id': datasetAddress(node, record.id),
    '@type': 'dcat:Dataset',
    'dct:identifier': record.id,
    'dct:title': inBoth(record.title),
    'dct:description': inBoth(record.abstract),
    'dcat:keyword': record.keywords.flatMap(inBoth),
    'dcat:theme': reference(`${TOPICS}/${record.topic}`),
    'dct:issued': moment(record.created),
    'dct:modified': moment(record.revised),
    ...(frequency
      ? {
          'dct:accrualPeriodicity': reference(
            `http://publications.europa.eu/resource/authority/frequency/${frequency}`,
          ),
        }
      : {}),
    'dct:publisher': publisher(record.contact),
    'dcat:contactPoint': contactPoint(record.contact),
    'dct:provenance': { '@type': 'dct:ProvenanceStatement', 'dct:description': inBoth(record.statement) },
    ...(constraints.length > 0 ? { 'dct:accessRights': constraints.map(statementOf) } : {}),
    ...place(record.extent),
    ...time(record.years),
    ...(record.derivedFrom.length > 0
      ? { 'dct:source': record.derivedFrom.map(({ id }) => reference(datasetAddress(node, id))) }
      : {}),
    'dcat:landingPage': reference(`${node.url}/ogc/collections/${record.layer}`),
    'dcat:distribution': record.links.map((link) => distribution(link, licence)),
  }
}

const datasetAddress = (node: NodeRecord, id: string) =>
  `${node.url}/ogc/collections/katalog/items/${encodeURIComponent(id)}`

/** Data of others: under their name, and without a page or a distribution of ours. */
function foreignDataset(node: NodeRecord, { record }: StoredForeign) {
  const { id, title, abstract, subjects, created, modified, publisher: name, rights } = record
  return {
    '@id': datasetAddress(node, id),
    '@type': 'dcat:Dataset',
    'dct:identifier': id,
    'dct:title': title,
    'dct:description': abstract,
    'dcat:keyword': subjects,
    ...(created ? { 'dct:issued': dated(created) } : {}),
    ...(modified ? { 'dct:modified': dated(modified) } : {}),
    ...(name ? { 'dct:publisher': { '@type': 'foaf:Agent', 'foaf:name': name } } : {}),
    ...(rights.length > 0 ? { 'dct:accessRights': rights.map(statement) } : {}),
    ...place(record.box),
    'dcat:distribution': record.links.map(({ url, title: words }) => ({
      '@type': 'dcat:Distribution',
      ...(words ? { 'dct:title': words } : {}),
      'dcat:accessURL': reference(url),
    })),
  }
}

const dated = (text: string) => ({ '@value': text, '@type': text.length > 10 ? 'xsd:dateTime' : 'xsd:date' })

function distribution({ kind, url, mediaType, format, title }: RecordLink, licence: LayerRecord['licence']) {
  const [type] = mediaType.split(';')
  return {
    '@type': 'dcat:Distribution',
    'dct:title': inBoth(title),
    'dcat:accessURL': reference(url),
    ...(kind === 'download' ? { 'dcat:downloadURL': reference(url) } : {}),
    'dcat:mediaType': reference(`${MEDIA_TYPES}/${type}`),
    'dct:format': format,
    ...(licence ? { 'dct:license': licence.url ? reference(licence.url) : statement(licence.text) } : {}),
  }
}

const reference = (id: string) => ({ '@id': id })
const inBoth = ({ id, en }: Label) => [
  { '@value': id, '@language': 'id' },
  { '@value': en, '@language': 'en' },
]
const moment = (value: string) => ({ '@value': value, '@type': 'xsd:dateTime' })
const statement = (text: string) => ({ '@type': 'dct:RightsStatement', 'dct:description': text })
const statementOf = (label: Label) => ({ '@type': 'dct:RightsStatement', 'dct:description': inBoth(label) })

function publisher({ name }: RecordContact) {
  return { '@type': 'foaf:Agent', 'foaf:name': name }
}

function contactPoint({ name, email, phone, address }: RecordContact) {
  return {
    '@type': 'vcard:Organization',
    'vcard:fn': name,
    ...(email ? { 'vcard:hasEmail': reference(`mailto:${email}`) } : {}),
    ...(phone ? { 'vcard:tel': phone } : {}),
    ...(address ? { 'vcard:street-address': address } : {}),
  }
}

function place(extent: LayerRecord['extent']) {
  if (!extent) return {}
  const [w, s, e, n] = extent
  const ring = [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ].map((position) => position.join(' '))
  const box = { '@value': `POLYGON((${ring.join(', ')}))`, '@type': 'geosparql:wktLiteral' }
  return { 'dct:spatial': { '@type': 'dct:Location', 'dcat:bbox': box } }
}

function time(years: LayerRecord['years']) {
  if (!years) return {}
  const day = (value: string) => ({ '@value': value, '@type': 'xsd:date' })
  const [first, last] = years.map((year) => String(year).padStart(4, '0'))
  return {
    'dct:temporal': {
      '@type': 'dct:PeriodOfTime',
      'dcat:startDate': day(`${first}-01-01`),
      'dcat:endDate': day(`${last}-12-31`),
    },
  }
}
