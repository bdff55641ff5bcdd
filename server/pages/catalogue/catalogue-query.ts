import type { Label } from '../../../core/proposal/label.ts'
import { TOPIC_CATEGORIES, type TopicCategory } from '../../layers/metadata-codes.ts'
import { textOf } from '../../publish/records/foreign-entry.ts'
import { isAnalysis } from '../../publish/records/layer-lineage.ts'
import type { LayerRecord } from '../../publish/records/metadata/layer-record.ts'
import type { StoredForeign } from '../../publish/records/read-foreign.ts'

/** What analyses found has a category of its own: topics of ISO 19115 tell what data is about, and it is about several. */
export const ANALYSES = 'analisis'
export type Category = TopicCategory | typeof ANALYSES

export interface CatalogueQuery {
  q: string
  topic: Category | null
}

export const categoryOf = ({ layer, topic }: Pick<LayerRecord, 'layer' | 'topic'>): Category =>
  isAnalysis(layer) ? ANALYSES : topic

const LONGEST_WORDS = 200

/** Search and category of the address; other parameters are ignored, as a page does. */
export function readCatalogueQuery(query: URLSearchParams): CatalogueQuery {
  const topic = query.get('tema')
  return {
    q: (query.get('q') ?? '').trim().slice(0, LONGEST_WORDS),
    topic: [ANALYSES, ...TOPIC_CATEGORIES].find((known): known is Category => known === topic) ?? null,
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
    .filter((record) => !topic || categoryOf(record) === topic || record.topic === topic)
    .map((record) => ({ record, distance: distanceOf(record, words) }))
    .filter(({ distance }) => distance !== null)
    .sort((a, b) => Number(a.distance) - Number(b.distance))
    .map(({ record }) => record)
}

/** Records of data elsewhere that contain every word; they have no topic that could be chosen. */
export function findForeign(
  records: readonly StoredForeign[],
  { q, topic }: CatalogueQuery,
): StoredForeign[] {
  const words = folded(q).split(/\s+/).filter(Boolean)
  if (topic) return []
  return records.filter(({ record }) => {
    const text = folded(textOf(record))
    return words.every((word) => text.includes(word))
  })
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
