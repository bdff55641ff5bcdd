import type { Label } from '../../../core/proposal/label.ts'
import type { LayerRecord } from '../../publish/records/metadata/layer-record.ts'
import { TOPIC_CATEGORIES, type TopicCategory } from '../../publish/records/metadata/metadata-codes.ts'

export interface CatalogueQuery {
  q: string
  topic: TopicCategory | null
}

const LONGEST_WORDS = 200

/** Search and category of the address; other parameters are ignored, as a page does. */
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

/**
 * Layers of a topic that contain every word of the search, in either language and whatever accents and case: first matches in the
 * title, then in the description, then in columns or files.
 */
export function findRecords(records: readonly LayerRecord[], { q, topic }: CatalogueQuery): LayerRecord[] {
  const words = folded(q).split(/\s+/).filter(Boolean)
  return records
    .filter((record) => !topic || record.topic === topic)
    .map((record) => ({ record, distance: distanceOf(record, words) }))
    .filter(({ distance }) => distance !== null)
    .sort((a, b) => Number(a.distance) - Number(b.distance))
    .map(({ record }) => record)
}

/** Sum over all words of the distance from the title at which each is found; null when a word is found nowhere. */
function distanceOf(record: LayerRecord, words: readonly string[]): number | null {
  const texts = textsOf(record).map(folded)
  const steps = words.map((word) => texts.findIndex((text) => text.includes(word)))
  return steps.includes(-1) ? null : steps.reduce((sum, step) => sum + step, 0)
}

/** The searched texts of a layer, the title first. */
function textsOf({ layer, title, abstract, keywords, fields, kugi, sources }: LayerRecord): string[] {
  const both = (labels: readonly Label[]) => labels.flatMap(({ id, en }) => [id, en]).join('\n')
  const origins = sources.flatMap(({ title: name, source }) => [name, source ?? ''])
  const columns = both(fields.map((field) => field.title))
  return [
    `${layer}\n${both([title])}`,
    both([abstract, ...keywords]),
    [columns, ...origins, kugi ? JSON.stringify(kugi) : ''].join('\n'),
  ]
}

function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
