import type { CatalogueEntry } from '../records/catalogue-entry.ts'
import { PROTOCOLS } from '../records/iso/iso-distribution.ts'
import { element, type Xml, type XmlChild } from '../xml-element.ts'
import { invalid } from './csw-fault.ts'
import type { ElementSet } from './csw-request.ts'

/* Records in the vocabulary of CSW 2.0.2 (OGC 07-006r1, clause 10.2.5 and its schemas record.xsd and rec-dcterms.xsd). */

/** Declared on the answer's root, so that records stay short. */
export const NAMESPACES = {
  'xmlns:csw': 'http://www.opengis.net/cat/csw/2.0.2',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:dct': 'http://purl.org/dc/terms/',
  'xmlns:ows': 'http://www.opengis.net/ows',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
}

const ROOTS = { brief: 'csw:BriefRecord', summary: 'csw:SummaryRecord', full: 'csw:Record' } as const
/** In the order that the schemas want. */
const SETS: Readonly<Record<ElementSet, readonly string[]>> = {
  brief: ['dc:identifier', 'dc:title', 'dc:type', 'ows:BoundingBox'],
  summary: [
    'dc:identifier',
    'dc:title',
    'dc:type',
    'dc:subject',
    'dc:format',
    'dc:relation',
    'dct:modified',
    'dct:abstract',
    'ows:BoundingBox',
  ],
  full: [
    'dc:identifier',
    'dc:title',
    'dc:type',
    'dc:subject',
    'dc:format',
    'dc:relation',
    'dct:isPartOf',
    'dct:hasPart',
    'dct:created',
    'dct:modified',
    'dct:abstract',
    'dct:temporal',
    'dct:provenance',
    'dct:references',
    'dc:creator',
    'dc:publisher',
    'dc:rights',
    'dc:language',
    'ows:BoundingBox',
  ],
}

/** A record in Dublin Core, with the elements of a set (brief, summary, full) or of a list of names. */
export function dublinCore(entry: CatalogueEntry, elements: ElementSet | readonly string[]): Xml {
  if (typeof elements === 'string')
    return element(
      ROOTS[elements],
      {},
      SETS[elements].map((name) => elementOf(entry, name)),
    )
  return element(
    'csw:Record',
    {},
    namesOf(elements).map((name) => elementOf(entry, name)),
  )
}

/** Names of elements that a client asked for, each as we write it, in the order of the full record. */
function namesOf(wanted: readonly string[]): readonly string[] {
  const locals = new Set(
    wanted.map((name) => {
      const local = (/(?:.*[/:])?([^/:]+)$/.exec(name)?.[1] ?? '').toLowerCase()
      if (!SETS.full.some((known) => localOf(known) === local))
        throw invalid('elementname', name, `names of ${SETS.full.join(', ')}`)
      return local
    }),
  )
  return SETS.full.filter((name) => locals.has(localOf(name)))
}

const localOf = (name: string) => name.slice(name.indexOf(':') + 1).toLowerCase()

function elementOf(entry: CatalogueEntry, name: string): XmlChild {
  const each = (texts: readonly (string | null)[]) =>
    texts.map((text) => (text === null || text === '' ? null : element(name, {}, text)))
  switch (name) {
    case 'dc:identifier':
      return each([entry.id])
    case 'dc:title':
      return each([entry.title])
    case 'dc:type':
      return each([entry.type])
    case 'dc:subject':
      return each([...entry.subjects, entry.topic])
    case 'dc:format':
      return each(entry.formats)
    case 'dc:relation':
      return each(entry.relations)
    case 'dct:isPartOf':
      return each([entry.parent])
    case 'dct:hasPart':
      return each(entry.children)
    case 'dct:created':
      return each([entry.created.slice(0, 10)])
    case 'dct:modified':
      return each([entry.modified.slice(0, 10)])
    case 'dct:abstract':
      return each([entry.abstract])
    case 'dct:temporal':
      return each([entry.years && `${entry.years[0]}-01-01/${entry.years[1]}-12-31`])
    case 'dct:provenance':
      return each([entry.lineage])
    case 'dct:references':
      return entry.links.map(({ kind, url }) => element(name, { scheme: PROTOCOLS[kind] }, url))
    case 'dc:creator':
    case 'dc:publisher':
      return each([entry.publisher])
    case 'dc:rights':
      return each(entry.rights)
    case 'dc:language':
      return each(['ind'])
    default:
      return boundingBox(entry)
  }
}

/** Latitude first, as the URN says. */
function boundingBox({ box }: CatalogueEntry): Xml | null {
  if (!box) return null
  const [west, south, east, north] = box.map((degrees) => String(Number(degrees.toFixed(7))))
  return element(
    'ows:BoundingBox',
    { crs: 'urn:ogc:def:crs:EPSG::4326', dimensions: 2 },
    element('ows:LowerCorner', {}, `${south} ${west}`),
    element('ows:UpperCorner', {}, `${north} ${east}`),
  )
}
