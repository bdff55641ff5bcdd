import type { ForeignRecord } from '../../../core/record/foreign-record.ts'
import { embedXml } from '../xml-element.ts'
import type { CatalogueEntry } from './catalogue-entry.ts'
import { isoOfForeign } from './iso/iso-foreign.ts'
import type { RecordLink } from './metadata/layer-record.ts'
import type { StoredForeign } from './read-foreign.ts'

/** A record of data elsewhere as catalogues search it. Whoever harvests ISO 19139 gets the document that its office wrote. */
export function entryOfForeign(stored: StoredForeign): CatalogueEntry {
  const { record, form } = stored
  const { id, type, title, abstract, subjects, formats, relations, rights, publisher, lineage } = record
  return {
    ...{ id, type, title, abstract, subjects, formats, relations, rights, lineage },
    layer: null,
    topic: null,
    parent: null,
    children: [],
    publisher: publisher ?? '',
    date: record.date,
    created: record.created,
    modified: record.modified,
    years: null,
    spatial: record.spatial,
    language: record.language,
    box: record.box,
    links: linksOf(record),
    thumbnail: null,
    text: textOf(record),
    hasDocument: form === 'iso19139',
    iso: (document) =>
      document === undefined ? isoOfForeign(record, linksOf(record), stored.updatedAt) : embedXml(document),
  }
}

/** Everything that people read in a record. */
export function textOf(record: ForeignRecord): string {
  const { id, type, title, abstract, subjects, formats, spatial, publisher, rights, lineage } = record
  return [
    id,
    type,
    title,
    abstract,
    ...subjects,
    ...formats,
    spatial ?? '',
    publisher ?? '',
    ...rights,
    lineage,
  ].join('\n')
}

/** What an address leads to, as far as the names of its protocol tell. */
export function linksOf({ links, title }: ForeignRecord): RecordLink[] {
  return links.map((link) => {
    const said = link.kind ?? ''
    const kind = /wms/i.test(said)
      ? 'wms'
      : /features|wfs/i.test(said)
        ? 'features'
        : /download/i.test(said)
          ? 'download'
          : 'page'
    const mediaType = /^[\w.+-]+\/[\w.+-]+$/.test(said) ? said : 'text/html'
    const words = link.title ?? title
    return {
      kind,
      url: link.url,
      mediaType,
      format: said || 'HTML',
      name: words,
      title: { id: words, en: words },
    }
  })
}
