import type { Label } from '../../../core/proposal/label.ts'
import type { AnalysisLayer } from '../../analyses/analysis.ts'
import { analysisLayer } from '../../analyses/list-analyses.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import type { TopicCategory, UpdateFrequency } from './metadata/metadata-codes.ts'
import * as say from './processing-steps.ts'

/** Metadata that follows from the kind of a layer, before anybody describes it. */
export interface LayerProfile {
  topic: TopicCategory
  keywords: readonly Label[]
  /** Patterns (SQL LIKE) of the roles of the datasets that it is made of. */
  roles: readonly string[]
  /** Ids of layers that it is computed from. */
  from: readonly string[]
  steps: readonly Label[]
  updateFrequency: UpdateFrequency
}

const word = (id: string, en: string): Label => ({ id, en })
const border = word('batas wilayah', 'boundaries')
const poverty = word('kemiskinan', 'poverty')
const services = word('layanan dasar', 'basic services')
const planning = word('perencanaan pembangunan', 'development planning')
const proposals = word('usulan Musrenbang', 'Musrenbang proposals')
const statistics = word('statistik spasial', 'spatial statistics')
const PEOPLE = 'statistics:%opulation%'
const facilities = ['facilities%', 'standards']

const none = { roles: [], from: [], steps: [], keywords: [], updateFrequency: 'asNeeded' } as const

const profiles: Readonly<Record<string, LayerProfile>> = {
  proposals: {
    topic: 'planningCadastre',
    keywords: [proposals, planning, word('Pokok Pikiran DPRD', 'council priorities'), word('RKPD', 'RKPD')],
    roles: ['proposals:%'],
    from: [],
    steps: [say.proposalsRead, say.proposalsPlaced, say.householdsHidden, say.criteria],
    updateFrequency: 'continual',
  },
  'areas-village': {
    ...none,
    topic: 'boundaries',
    keywords: [border, word('desa', 'villages'), word('kelurahan', 'urban villages')],
    roles: ['areas:village', 'statistics:%'],
    steps: [say.bordersCleaned, say.figuresJoined],
  },
  'areas-district': {
    ...none,
    topic: 'boundaries',
    keywords: [border, word('kecamatan', 'districts')],
    roles: ['areas:district', 'areas:village', 'statistics:%'],
    from: ['areas-village'],
    steps: [say.bordersCleaned, say.districtsDissolved, say.figuresJoined],
  },
  poverty: {
    ...none,
    topic: 'society',
    keywords: [poverty, word('penduduk miskin', 'poor people'), planning],
    roles: [PEOPLE, 'areas:village'],
    from: ['areas-village'],
    steps: [say.figuresJoined, say.povertyRate],
  },
  idm: {
    ...none,
    topic: 'society',
    keywords: [word('Indeks Desa Membangun', 'village index'), word('desa tertinggal', 'lagging villages')],
    roles: ['statistics:%idm%', 'areas:village'],
    from: ['areas-village'],
    steps: [say.figuresJoined],
  },
  'poverty-coverage': {
    ...none,
    topic: 'society',
    keywords: [poverty, services],
    roles: [PEOPLE, 'areas:village', ...facilities],
    from: ['poverty'],
    steps: [say.figuresJoined, say.coverage, say.thirds],
  },
  need: {
    ...none,
    topic: 'society',
    keywords: [poverty, services, word('kisi', 'grid')],
    roles: ['areas:village', PEOPLE, ...facilities],
    from: ['areas-village', 'facilities'],
    steps: [say.needGrid, say.coverage],
  },
  facilities: {
    ...none,
    topic: 'structure',
    keywords: [services, word('sekolah', 'schools'), word('kesehatan', 'health')],
    roles: ['facilities%'],
    steps: [say.facilitiesPlaced],
  },
  zones: {
    ...none,
    topic: 'planningCadastre',
    keywords: [planning, word('zona prioritas', 'priority zones')],
    from: ['proposals', 'need'],
    steps: [say.zoneFigures],
    updateFrequency: 'irregular',
  },
}

/** What an analysis declares of its layer, with what all of them have in common. */
function profileOfAnalysis({ lineage }: AnalysisLayer): LayerProfile {
  const { steps, roles, from, keywords = [] } = lineage
  return {
    ...{ topic: 'society', updateFrequency: 'asNeeded', roles, from, steps },
    keywords: [...keywords, statistics, planning],
  }
}

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
      if (profileOf(other).from.some((id) => touched.has(id))) touched.add(other.id)
  }
  return catalogue.filter(({ id }) => id !== layer && touched.has(id))
}

/** The profile of a layer; unknown layers are classified by the words of their names. */
export function profileOf(layer: LayerDefinition): LayerProfile {
  const { id } = layer
  if (Object.hasOwn(profiles, id) && profiles[id]) return profiles[id]
  const ofAnalysis = analysisLayer(id)
  if (ofAnalysis) return profileOfAnalysis(ofAnalysis)
  if (id.startsWith('coverage-')) {
    return {
      ...none,
      topic: 'society',
      keywords: [services, word(id.slice('coverage-'.length), id.slice('coverage-'.length))],
      roles: ['areas:village', ...facilities],
      from: ['areas-village', 'facilities'],
      steps: [say.coverage],
    }
  }
  const topic = topicWords.find(([words]) => words.test(`${id.replaceAll('-', ' ')} ${layer.title.id}`))?.[1]
  return { ...none, topic: topic ?? 'location', keywords: [layer.title], roles: [`layer:${id}`] }
}
