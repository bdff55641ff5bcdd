import { drawNeed, type Need, type NeedInputs } from './needs.ts'
import type { Random } from './random.ts'
import { createRandom } from './random.ts'

export type Source = 'musrenbang' | 'pokir' | 'opd' | 'resident'
export type Outcome =
  | 'draft'
  | 'submitted'
  | 'verified'
  | 'accepted'
  | 'returned'
  | 'rejected'
  | 'postponed'
  | 'planned'
  | 'budgeted'
  | 'in-progress'
  | 'realised'

/** One proposal: a need brought in one year through one channel, in its own words. */
export interface Occurrence {
  need: Need
  year: number
  source: Source
  title: string
  problem: string
  /** Faction, forum or office; never a person. */
  proposer: string
  costRupiah: number
  volume: number
  /** ISO date. */
  submittedOn: string
  outcome: Outcome
  reason: string | null
  /** True when another proposal of the same year already asks for it. */
  repeat: boolean
}

export const YEARS = [
  { year: 2024, count: 884 },
  { year: 2025, count: 907 },
  { year: 2026, count: 931 },
] as const

const FACTIONS = [
  'Fraksi Tunas',
  'Fraksi Bahari',
  'Fraksi Karya Rakyat',
  'Fraksi Persatuan Tirta',
  'Fraksi Gotong Royong',
]

/** Usual reasons of refusal; one for repeats leads. */
const REASONS: Record<'rejected' | 'returned' | 'postponed', readonly string[]> = {
  rejected: [
    'Usulan ganda dengan usulan lain',
    'Bukan kewenangan kabupaten',
    'Lokasi tidak jelas',
    'Anggaran tidak tersedia',
    'Sudah ada pada tahun berjalan',
    'Status lahan belum bersih',
    'Tidak sesuai kamus usulan perangkat daerah',
  ],
  returned: [
    'Lengkapi proposal dan foto lokasi',
    'Alamat tidak jelas, mohon dilengkapi titik koordinat',
    'Salah perangkat daerah tujuan',
    'Volume dan satuan perlu diperbaiki',
    'Lampirkan surat pernyataan hibah lahan',
  ],
  postponed: [
    'Menunggu dokumen perencanaan (DED)',
    'Anggaran terbatas, diprioritaskan tahun berikutnya',
    'Menunggu penyelesaian status kawasan hutan',
  ],
}

function fillTitle(template: string, need: Need): string {
  const text = template
    .replace(/\{(\w+)\}/g, (_, word: string) => need.words[word] ?? '')
    .replace(/\s+/g, ' ')
    .trim()
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

function outcomeFor(year: number, repeat: boolean, random: Random): Outcome {
  if (repeat && random.chance(0.55)) return 'rejected'
  if (year === 2026) {
    const names = [
      'submitted',
      'verified',
      'accepted',
      'planned',
      'budgeted',
      'returned',
      'rejected',
      'postponed',
    ] as const
    return names[random.weighted([11, 12, 24, 16, 6, 9, 15, 7])]!
  }
  const names = [
    'realised',
    'in-progress',
    'budgeted',
    'accepted',
    'returned',
    'rejected',
    'postponed',
    'submitted',
  ] as const
  const weights = year === 2024 ? [41, 4, 2, 14, 6, 24, 7, 2] : [27, 12, 8, 17, 7, 20, 7, 2]
  return names[random.weighted(weights)]!
}

function reasonFor(outcome: Outcome, repeat: boolean, random: Random): string | null {
  if (outcome !== 'rejected' && outcome !== 'returned' && outcome !== 'postponed') return null
  if (repeat && outcome === 'rejected') return REASONS.rejected[0]!
  const usual = outcome === 'rejected' ? REASONS.rejected.slice(1) : REASONS[outcome]
  return random.pick(usual)
}

function proposerOf(source: Source, need: Need, random: Random): string {
  if (source === 'pokir') return random.pick(FACTIONS)
  if (source === 'opd') return need.kind.agency
  if (source === 'resident') return 'Masyarakat'
  return `Musrenbang ${need.words.desa ?? 'Desa'}`
}

/** Villages hand in after their forum in January, council and agencies until mid-February, residents in spring. */
function submissionDate(year: number, source: Source, random: Random): string {
  const firstDay = source === 'resident' ? 92 : 4
  const lastDay = source === 'resident' ? 150 : source === 'musrenbang' ? 30 : 44
  return new Date(Date.UTC(year, 0, random.int(firstDay, lastDay))).toISOString().slice(0, 10)
}

interface Draw {
  need: Need
  year: number
  source: Source
  repeat: boolean
}

function occur({ need, year, source, repeat }: Draw, random: Random): Occurrence {
  const outcome =
    source === 'resident' && year === 2026 && random.chance(0.15) ? 'draft' : outcomeFor(year, repeat, random)
  // Each retelling estimates anew: other words, another round sum, at times another volume.
  const drift = Math.exp(0.12 * random.normal())
  const step = need.costRupiah > 500e6 ? 5e6 : 1e5
  const text = need.kind.texts[need.text]!
  return {
    need,
    year,
    source,
    title: fillTitle(random.pick(text.titles), need),
    problem: random.pick(text.problems),
    proposer: proposerOf(source, need, random),
    costRupiah: repeat
      ? Math.max(step, Math.round((need.costRupiah * drift) / step) * step)
      : need.costRupiah,
    volume: need.volume,
    submittedOn: submissionDate(year, source, random),
    outcome,
    reason: reasonFor(outcome, repeat, random),
    repeat,
  }
}

/**
 * Three years of proposals. Some needs that were not met come back the next year in other words, and some are brought
 * in twice in one year, by the village and by a faction of the council.
 */
export function createOccurrences(inputs: NeedInputs, seed: number): Occurrence[] {
  const random = createRandom(seed, 'proposals')
  const out: Occurrence[] = []
  let unmet: Need[] = []
  for (const { year, count } of YEARS) {
    const ofYear: Occurrence[] = []
    const returning = random.shuffle(unmet).slice(0, Math.round(count * 0.13))
    while (ofYear.length < count) {
      const source = (['musrenbang', 'pokir', 'opd', 'resident'] as const)[random.weighted([52, 38, 5, 5])]!
      const need = returning.pop() ?? drawNeed(inputs, random)
      ofYear.push(occur({ need, year, source, repeat: false }, random))
      if (!random.chance(0.06) || ofYear.length >= count) continue
      const other: Source = source === 'pokir' ? 'musrenbang' : 'pokir'
      ofYear.push(occur({ need, year, source: other, repeat: true }, random))
    }
    unmet = ofYear
      .filter((o) => !o.repeat && ['rejected', 'returned', 'postponed'].includes(o.outcome))
      .map((o) => o.need)
    out.push(...random.shuffle(ofYear))
  }
  return out
}
