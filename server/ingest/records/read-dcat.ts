import { parseWkt } from '../../../core/filter/parse-wkt.ts'
import { envelopeOf } from '../../../core/geo/envelope.ts'
import { positionsOf } from '../../../core/geo/positions-of.ts'
import { isRecord } from '../../../core/is-record.ts'
import { badParameter, Problem } from '../../../core/problem.ts'
import type { ForeignLink, ForeignRecord } from '../../../core/record/foreign-record.ts'
import { type FoundRecord, hasRegistryAxes } from './record-parts.ts'

type Thing = Record<string, unknown>

/** Ways in which JSON-LD writes the names of a vocabulary: with its prefix, whole, or bare by a context. */
const PREFIXES = {
  dct: ['dct:', 'dcterms:', 'http://purl.org/dc/terms/', ''],
  dcat: ['dcat:', 'http://www.w3.org/ns/dcat#', ''],
  foaf: ['foaf:', 'http://xmlns.com/foaf/0.1/', ''],
} as const
const DEEPEST = 12

/** Datasets of a DCAT document in JSON-LD: a catalogue, a graph, a list, or one dataset alone. Throws Problem (400). */
export function findDatasets(document: unknown): Thing[] {
  const found: Thing[] = []
  const search = (value: unknown, depth: number) => {
    if (depth > DEEPEST) return
    if (Array.isArray(value)) for (const item of value) search(item, depth + 1)
    if (!isRecord(value)) return
    if (isDataset(value)) found.push(value)
    else for (const inner of Object.values(value)) search(inner, depth + 1)
  }
  search(document, 0)
  if (found.length === 0)
    throw badParameter('body', 'JSON', 'a dcat:Dataset, or a dcat:Catalog that holds some')
  return found
}

function isDataset(thing: Thing): boolean {
  return asList(thing['@type']).some((type) => typeof type === 'string' && /(^|[:#/])Dataset$/.test(type))
}

/** A dcat:Dataset (W3C DCAT 3, 6.4 and 6.6); texts in Indonesian where there are several languages. */
export function readDcat(dataset: Thing): FoundRecord {
  const dct = (name: string) => valuesOf(dataset, 'dct', name)
  const one = (name: string) => textOf(dct(name))
  const distributions = valuesOf(dataset, 'dcat', 'distribution').filter(isRecord)
  const identifier = dataset['@id']
  return {
    id: one('identifier') || (typeof identifier === 'string' ? identifier : undefined),
    type: 'dataset',
    title: one('title'),
    abstract: one('description'),
    subjects: [
      ...textsOf(valuesOf(dataset, 'dcat', 'keyword')),
      ...textsOf(valuesOf(dataset, 'dcat', 'theme')),
    ],
    formats: distributions.flatMap((distribution) => [
      ...textsOf(valuesOf(distribution, 'dcat', 'mediaType')).map((type) =>
        type.replace(/^.*\/media-types\//, ''),
      ),
      ...textsOf(valuesOf(distribution, 'dct', 'format')),
    ]),
    relations: [...textsOf(dct('source')), ...textsOf(dct('isPartOf'))],
    date: one('issued') || one('modified'),
    created: one('created') || one('issued'),
    modified: one('modified'),
    spatial: dct('spatial').filter((place) => typeof place === 'string')[0],
    rights: [...textsOf(dct('license')), ...textsOf(dct('accessRights')), ...textsOf(dct('rights'))],
    publisher: textOf(dct('publisher').flatMap((agent) => (isRecord(agent) ? nameOf(agent) : [agent]))),
    language: one('language')
      .replace(/^.*\/language\//, '')
      .toLowerCase(),
    lineage: textOf(
      dct('provenance').flatMap((said) => (isRecord(said) ? valuesOf(said, 'dct', 'description') : [said])),
    ),
    box: boxOf(dct('spatial')),
    links: [
      ...distributions.flatMap(linksOf),
      ...textsOf(valuesOf(dataset, 'dcat', 'landingPage')).map(asPage),
    ],
  }
}

const asPage = (url: string): ForeignLink => ({ url, kind: 'text/html', title: null })

function nameOf(agent: Thing): unknown[] {
  const names = valuesOf(agent, 'foaf', 'name')
  return names.length > 0 ? names : valuesOf(agent, 'dct', 'title')
}

function linksOf(distribution: Thing): ForeignLink[] {
  const urls = [
    ...textsOf(valuesOf(distribution, 'dcat', 'downloadURL')),
    ...textsOf(valuesOf(distribution, 'dcat', 'accessURL')),
  ]
  const kind = textsOf(valuesOf(distribution, 'dcat', 'mediaType'))[0]?.replace(/^.*\/media-types\//, '')
  const title = textOf(valuesOf(distribution, 'dct', 'title')) || null
  return [...new Set(urls)].map((url) => ({ url, kind: kind ?? null, title }))
}

type Box = ForeignRecord['box']

/** The envelope of the first place whose text can be read. */
function boxOf(places: readonly unknown[]): Box {
  const texts = places.flatMap((place) =>
    isRecord(place)
      ? ['bbox', 'geometry', 'centroid'].flatMap((name) => textsOf(valuesOf(place, 'dcat', name)))
      : textsOf([place]),
  )
  for (const text of texts) {
    const box = boxOfNumbers(text) ?? boxOfWkt(text)
    if (box) return box
  }
  return null
}

const FOUR_NUMBERS = /^\s*[-+]?\d+(\.\d+)?([\s,;]+[-+]?\d+(\.\d+)?){3}\s*$/

/** "west,south,east,north". */
function boxOfNumbers(text: string): Box {
  if (!FOUR_NUMBERS.test(text)) return null
  const [west, south, east, north] = text
    .trim()
    .split(/[\s,;]+/)
    .map(Number)
  return [west ?? Number.NaN, south ?? Number.NaN, east ?? Number.NaN, north ?? Number.NaN]
}

/** Well-known text, before which GeoSPARQL (OGC 22-047r1, 8.5.1) may name the CRS: `<…/EPSG/0/4326> POLYGON(…)`, in that one's axes. */
function boxOfWkt(text: string): Box {
  const [, crs = '', wkt = ''] = /^\s*(?:<([^>]*)>)?(.*)$/s.exec(text) ?? []
  try {
    const box = envelopeOf(positionsOf(parseWkt(wkt, 'spatial')))
    return box && hasRegistryAxes(crs) ? [box[1], box[0], box[3], box[2]] : box
  } catch (error) {
    // A place in words, or in GeoJSON: the record says less, and is a record all the same.
    if (error instanceof Problem) return null
    throw error
  }
}

function valuesOf(thing: Thing, vocabulary: keyof typeof PREFIXES, name: string): unknown[] {
  for (const prefix of PREFIXES[vocabulary]) {
    const value = thing[prefix + name]
    if (value !== undefined && value !== null) return asList(value)
  }
  return []
}

const asList = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value]

/** The first text, the Indonesian one before others. */
function textOf(values: readonly unknown[]): string {
  const own = values.find((value) => isRecord(value) && /^id(n|-|$)/i.test(String(value['@language'] ?? '')))
  return textsOf(own === undefined ? values : [own])[0] ?? ''
}

function textsOf(values: readonly unknown[]): string[] {
  return values.flatMap((value) => {
    if (typeof value === 'string' || typeof value === 'number') return [String(value)]
    if (!isRecord(value)) return []
    const text = value['@value'] ?? value['@id']
    return typeof text === 'string' || typeof text === 'number' ? [String(text)] : []
  })
}
