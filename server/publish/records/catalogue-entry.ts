import type { Xml } from '../xml-element.ts'
import { isoOfLayer, isoOfNode } from './iso/iso-metadata.ts'
import type { LayerRecord, NodeRecord, RecordLink } from './metadata/layer-record.ts'

/** A record as catalogues search it: of a layer, of the node as the series of all of them, or of data elsewhere. */
export interface CatalogueEntry {
  id: string
  /** Id of the layer; null for the node, and for data elsewhere. */
  layer: string | null
  /** 'dataset', 'series', or what a record of others says. */
  type: string
  title: string
  abstract: string
  subjects: readonly string[]
  topic: string | null
  formats: readonly string[]
  parent: string | null
  relations: readonly string[]
  children: readonly string[]
  publisher: string
  rights: readonly string[]
  lineage: string
  /** ISO 8601, days or moments; null where a record of others does not say them. */
  date: string | null
  created: string | null
  modified: string | null
  years: LayerRecord['years']
  /** Where it lies, in words; only records of others say so. */
  spatial: string | null
  language: string | null
  box: LayerRecord['extent']
  links: readonly RecordLink[]
  thumbnail: string | null
  /** All texts that a search for words looks at. */
  text: string
  /** Whether its office wrote it in ISO 19139: `iso` then wants that document. */
  hasDocument: boolean
  iso(document?: string): Xml
}

/** A layer's record as catalogues search it and CSW answers it; texts in Indonesian. */
export function entryOfLayer(record: LayerRecord, publicUrl: string): CatalogueEntry {
  const { title, abstract, keywords, licence, constraints, kugi, links, statement } = record
  const subjects = [...new Set([...keywords.map(({ id }) => id), ...(kugi ? [kugi.object] : [])])]
  const rights = [...(licence ? [licence.text] : []), ...constraints.map(({ id }) => id)]
  return {
    id: record.id,
    layer: record.layer,
    type: 'dataset',
    title: title.id,
    abstract: abstract.id,
    subjects,
    topic: record.topic,
    formats: [...new Set(links.filter(({ kind }) => kind === 'download').map(({ mediaType }) => mediaType))],
    parent: record.parent,
    relations: record.derivedFrom.map(({ id }) => id),
    children: [],
    publisher: record.contact.name,
    rights,
    lineage: statement.id,
    date: record.revised,
    created: record.created,
    modified: record.revised,
    years: record.years,
    spatial: null,
    language: 'ind',
    box: record.extent,
    links,
    thumbnail: record.thumbnail,
    text: textOf(record, [...subjects, ...rights]),
    hasDocument: false,
    iso: () => isoOfLayer(record, publicUrl),
  }
}

/** What a search for words looks at: everything that people read in the record. */
function textOf(record: LayerRecord, more: readonly string[]): string {
  const { title, abstract, keywords, statement, steps } = record
  return [
    ...[record.id, record.layer, title.id, title.en, abstract.id, abstract.en, ...more],
    ...keywords.map(({ en }) => en),
    ...[record.topic, record.contact.name, statement.id],
    ...record.links.map(({ mediaType }) => mediaType),
    ...steps.map(({ id }) => id),
    ...record.sources.flatMap((source) => [source.title, source.source ?? '']),
  ].join('\n')
}

export function entryOfNode(node: NodeRecord): CatalogueEntry {
  const { title, abstract, contact, url } = node
  return {
    id: node.id,
    layer: null,
    type: 'series',
    title: title.id,
    abstract: abstract.id,
    subjects: [],
    topic: 'planningCadastre',
    formats: [],
    parent: null,
    relations: [],
    children: node.children,
    publisher: contact.name,
    rights: [],
    lineage: '',
    date: node.revised,
    created: node.created,
    modified: node.revised,
    years: null,
    spatial: null,
    language: 'ind',
    box: node.extent,
    links: [{ kind: 'page', url, mediaType: 'text/html', format: 'HTML', name: 'PetaUsul', title }],
    thumbnail: null,
    text: [node.id, title.id, title.en, abstract.id, abstract.en, contact.name].join('\n'),
    hasDocument: false,
    iso: () => isoOfNode(node),
  }
}
