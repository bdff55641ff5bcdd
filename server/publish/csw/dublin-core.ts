import type { CatalogueEntry } from '../records/catalogue-entry.ts'
import { mainFormat } from '../records/entry-queryables.ts'
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
    'dct:spatial',
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
    'dc:date',
    'dct:created',
    'dct:modified',
    'dct:abstract',
    'dct:spatial',
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

/**
 * A record in Dublin Core, with the elements of a set (brief, summary, full) or of a list of names. Its box is told under the
 * name of WGS 84 that was asked with.
 */
export function dublinCore(
  entry: CatalogueEntry,
  elements: ElementSet | readonly string[],
  boxCrs = 'urn:ogc:def:crs:EPSG::4326',
): Xml {
  if (typeof elements === 'string')
    return element(
      ROOTS[elements],
      {},
      SETS[elements].map((name) => elementOf(entry, name, boxCrs)),
    )
  return element(
    'csw:Record',
    {},
    namesOf(elements).map((name) => elementOf(entry, name, boxCrs)),
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

function elementOf(entry: CatalogueEntry, name: string, boxCrs: string): XmlChild {
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
      // One, as clients expect it; the others are among dct:references.
      return each([mainFormat(entry)])
    case 'dc:relation':
      return each(entry.relations)
    case 'dct:isPartOf':
      return each([entry.parent])
    case 'dct:hasPart':
      return each(entry.children)
    case 'dc:date':
      return each([dayOf(entry.date)])
    case 'dct:created':
      return each([dayOf(entry.created)])
    case 'dct:modified':
      return each([dayOf(entry.modified)])
    case 'dct:abstract':
      return each([entry.abstract])
    case 'dct:spatial':
      return each([entry.spatial])
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
      return each([entry.language])
    default:
      return boundingBox(entry, boxCrs)
  }
}

const dayOf = (moment: string | null) => moment?.slice(0, 10) ?? null

/** Latitude first, as the URN says. */
function boundingBox({ box }: CatalogueEntry, crs: string): Xml | null {
  if (!box) return null
  const [west, south, east, north] = box.map((degrees) => String(Number(degrees.toFixed(7))))
  return element(
    'ows:BoundingBox',
    { crs, dimensions: 2 },
    element('ows:LowerCorner', {}, `${south} ${west}`),
    element('ows:UpperCorner', {}, `${north} ${east}`),
  )
}
