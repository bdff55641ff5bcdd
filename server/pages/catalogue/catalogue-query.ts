import type { LayerRecord } from '../../publish/records/layer-record.ts'
import { TOPIC_CATEGORIES, type TopicCategory } from '../../publish/records/metadata-codes.ts'

export interface CatalogueQuery {
  q: string
  topic: TopicCategory | null
}

const LONGEST_WORDS = 200

/** What the address asks for; anything else in it is passed over, as a page does for its readers. */
export function readCatalogueQuery(query: URLSearchParams): CatalogueQuery {
  const topic = query.get('tema')
  return {
    q: (query.get('q') ?? '').trim().slice(0, LONGEST_WORDS),
    topic: TOPIC_CATEGORIES.find((known) => known === topic) ?? null,
  }
}

export function catalogueAddress({ q, topic }: CatalogueQuery): string {
  const query = new URLSearchParams({ ...(q ? { q } : {}), ...(topic ? { tema: topic } : {}) })
  return query.size > 0 ? `/katalog?${query}` : '/katalog'
}

/** Those of a topic that hold every word of the search, in either language, whatever their accents and case. */
export function findRecords(records: readonly LayerRecord[], { q, topic }: CatalogueQuery): LayerRecord[] {
  const words = folded(q).split(/\s+/).filter(Boolean)
  return records.filter((record) => {
    if (topic && record.topic !== topic) return false
    const text = textOf(record)
    return words.every((word) => text.includes(word))
  })
}

function textOf({ layer, title, abstract, keywords, fields, kugi, sources }: LayerRecord): string {
  const labels = [title, abstract, ...keywords, ...fields.map((field) => field.title)]
  const texts = labels.flatMap(({ id, en }) => [id, en])
  const origins = sources.flatMap(({ title: name, source }) => [name, source ?? ''])
  return folded([layer, ...texts, ...origins, kugi ? JSON.stringify(kugi) : ''].join('\n'))
}

function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
