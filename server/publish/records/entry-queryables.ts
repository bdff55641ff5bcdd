import type { FilterSubject, Known } from '../../../core/filter/evaluate-filter.ts'
import type { FilterBox, SpatialOperator, Value } from '../../../core/filter/filter-tree.ts'
import { type TimeSpan, timeSpanOf } from '../../../core/filter/time-span.ts'
import { badParameter } from '../../../core/problem.ts'
import type { CatalogueEntry } from './catalogue-entry.ts'
import { relateBoxes } from './relate-boxes.ts'

type Reader = (entry: CatalogueEntry) => Known

const time = (text: string): Known => {
  const span = timeSpanOf(text)
  return span && { kind: 'time', span }
}
const yearsOf = ({ years }: CatalogueEntry): Known => {
  if (!years) return null
  const span: TimeSpan = [Date.UTC(years[0], 0, 1), Date.UTC(years[1] + 1, 0, 1) - 1]
  return { kind: 'time', span }
}
const box: Reader = (entry) => entry.box && { kind: 'box', box: entry.box }

/** What records can be searched by, by the last part of its name in small letters: Dublin Core and ISO names alike. */
const READERS: Readonly<Record<string, Reader>> = {
  anytext: ({ text }) => text,
  identifier: ({ id }) => id,
  fileidentifier: ({ id }) => id,
  resourceidentifier: ({ layer }) => layer,
  title: ({ title }) => title,
  alternatetitle: ({ layer }) => layer,
  abstract: ({ abstract }) => abstract,
  description: ({ abstract }) => abstract,
  subject: ({ subjects, topic }) => [...subjects, ...(topic === null ? [] : [topic])],
  keyword: ({ subjects }) => subjects,
  topiccategory: ({ topic }) => topic,
  type: ({ type }) => type,
  format: (entry) => mainFormat(entry),
  modified: ({ modified }) => (modified === null ? null : time(modified)),
  date: ({ date }) => (date === null ? null : time(date)),
  revisiondate: ({ modified }) => (modified === null ? null : time(modified)),
  created: ({ created }) => (created === null ? null : time(created)),
  creationdate: ({ created }) => (created === null ? null : time(created)),
  tempextent: yearsOf,
  temporal: yearsOf,
  tempextent_begin: ({ years }) => (years ? time(`${years[0]}-01-01`) : null),
  tempextent_end: ({ years }) => (years ? time(`${years[1]}-12-31`) : null),
  publisher: ({ publisher }) => publisher,
  creator: ({ publisher }) => publisher,
  organisationname: ({ publisher }) => publisher,
  rights: ({ rights }) => rights,
  language: ({ language }) => language,
  ispartof: ({ parent }) => parent,
  parentidentifier: ({ parent }) => parent,
  relation: ({ relations }) => relations,
  source: ({ relations }) => relations,
  lineage: ({ lineage }) => lineage,
  provenance: ({ lineage }) => lineage,
  boundingbox: box,
  // The name of a place, in words or as a code.
  spatial: ({ spatial }) => spatial,
  coverage: ({ spatial }) => spatial,
  geometry: box,
}

/** The format that a record states: Dublin Core has one for each thing, and ours can be had in several. */
export function mainFormat({ formats }: CatalogueEntry): string | null {
  return formats.find((format) => format === 'application/geo+json') ?? formats[0] ?? null
}

/** Whether a property that a filter names is where a record lies. */
export function isPlace(name: string): boolean {
  const queryable = queryableOf(name)
  return queryable !== undefined && READERS[queryable] === box
}

/** The name of a queryable without prefix or path, in small letters; undefined for what is none. */
export function queryableOf(name: string): string | undefined {
  const last = /(?:.*[/:])?([^/:]+)$/.exec(name)?.[1]?.toLowerCase()
  return last !== undefined && Object.hasOwn(READERS, last) ? last : undefined
}

/** The value of a queryable (`queryableOf`) of a record; null where it says nothing. */
export function readQueryable(entry: CatalogueEntry, queryable: string): Known {
  return READERS[queryable]?.(entry) || null
}

/** A record as a filter sees it; `parameter` is what brought the filter. */
export function subjectOf(entry: CatalogueEntry, parameter: string): FilterSubject {
  return {
    read(name) {
      const queryable = queryableOf(name)
      if (queryable === undefined) throw badParameter(parameter, name, `one of ${QUERYABLES.join(', ')}`)
      return readQueryable(entry, queryable)
    },
    relate(operator: SpatialOperator, left, right) {
      const [a, b] = [boxOf(left, parameter), boxOf(right, parameter)]
      return a && b ? relateBoxes(operator, a, b) : null
    },
  }
}

/** As errors and capabilities name them. */
export const QUERYABLES = [
  'csw:AnyText',
  'dc:identifier',
  'dc:title',
  'dc:subject',
  'dc:type',
  'dc:format',
  'dc:publisher',
  'dc:rights',
  'dc:language',
  'dc:relation',
  'dct:abstract',
  'dct:created',
  'dct:modified',
  'dct:temporal',
  'dct:isPartOf',
  'ows:BoundingBox',
] as const

function boxOf(place: Known | Value, parameter: string): FilterBox | null {
  if (place === null || typeof place !== 'object' || !('kind' in place)) return null
  if (place.kind === 'box' || place.kind === 'bbox') return place.box
  if (place.kind === 'geometry' && place.geometry.type === 'Point') {
    const [x, y] = place.geometry.coordinates
    return [x, y, x, y]
  }
  if (place.kind === 'geometry')
    throw badParameter(parameter, place.geometry.type, 'a box or a point: records lie in boxes')
  return null
}
