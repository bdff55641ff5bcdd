import { analysisLayer } from '../../analyses/list-analyses.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import type { Lineage } from '../../layers/lineage.ts'
import type { TopicCategory } from '../../layers/metadata-codes.ts'

/** Words of a layer's name that tell its topic, for layers that a package brings along. */
const topicWords: readonly [RegExp, TopicCategory][] = [
  [/jalan|jembatan|road|bridge|rel\b|bandar/i, 'transportation'],
  [/sungai|danau|air\b|irigasi|drain|river|water|banjir/i, 'inlandWaters'],
  [/hutan|lahan kritis|konservasi|forest|sampah|lingkungan/i, 'environment'],
  [/rtrw|rdtr|pola ruang|zonasi|bidang tanah|zoning/i, 'planningCadastre'],
  [/longsor|geologi|tanah|bencana|landslide|hazard/i, 'geoscientificInformation'],
  [/sawah|kebun|pertanian|tani|farm/i, 'farming'],
  [/listrik|telekom|pipa|pdam|power/i, 'utilitiesCommunication'],
  [/sehat|stunting|health/i, 'health'],
  [/permukiman|bangunan|sekolah|kumuh|building|settlement/i, 'structure'],
  [/batas|border|boundar/i, 'boundaries'],
]

/** Whether a layer is what an analysis found, rather than data that somebody delivered. */
export const isAnalysis = (id: string): boolean =>
  analysisLayer(id) !== undefined || id === 'poverty-coverage'

/** Layers that are computed from this one, directly or by way of another, in the order of the list. */
export function dependentsOf(layer: string, catalogue: readonly LayerDefinition[]): LayerDefinition[] {
  const touched = new Set([layer])
  for (let before = 0; before < touched.size; ) {
    before = touched.size
    for (const other of catalogue)
      if (lineageOf(other).from.some((id) => touched.has(id))) touched.add(other.id)
  }
  return catalogue.filter(({ id }) => id !== layer && touched.has(id))
}

/** What a layer declares of itself; one that declares nothing is classified by the words of its name. */
export function lineageOf({ id, title, lineage }: LayerDefinition): Lineage {
  if (lineage) return lineage
  const topic = topicWords.find(([words]) => words.test(`${id.replaceAll('-', ' ')} ${title.id}`))?.[1]
  return {
    ...{ topic: topic ?? 'location', keywords: [title], roles: [`layer:${id}`] },
    ...{ from: [], steps: [], updateFrequency: 'asNeeded' },
  }
}
