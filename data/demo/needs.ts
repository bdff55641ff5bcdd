import { drawSize, measuredVolume, type NeedPlace, type PlaceTask, placeNeed } from './need-geometry.ts'
import type { PlaceIndex } from './place-index.ts'
import type { ProposalKind } from './proposal-kind.ts'
import { PROPOSAL_KINDS } from './proposal-kinds.ts'
import type { Random } from './random.ts'
import type { VillageStatistics } from './statistics.ts'
import type { Village } from './villages.ts'
import type { World } from './world.ts'

/** Something a village lacks. It may be proposed several times, in other words, until it is carried out. */
export interface Need {
  kind: ProposalKind
  village: number
  place: NeedPlace
  volume: number
  costRupiah: number
  beneficiaries: number
  /** 1 (can wait) to 5 (pressing). */
  urgency: number
  /** Which of the kind's texts says it. */
  text: number
  /** Words for the titles. */
  words: Record<string, string>
}

export interface NeedInputs {
  world: World
  index: PlaceIndex
  statistics: readonly VillageStatistics[]
  remoteness: readonly number[]
}

const HAMLETS = [
  'Mekarsari',
  'Sukamaju',
  'Karang Jati',
  'Tengah',
  'Hilir',
  'Hulu',
  'Seberang',
  'Darat',
  'Sumber Rejo',
  'Bina Karya',
  'Harapan',
  'Melati',
  'Kenanga',
  'Tanjung',
  'Simpang Tiga',
  'Pelita',
] as const
const GROUPS = [
  'Karya Tani',
  'Sumber Rezeki',
  'Usaha Bersama',
  'Harapan Maju',
  'Sinar Baru',
  'Tunas Muda',
  'Maju Bersama',
  'Berkat Usaha',
  'Sari Laut',
  'Bahari Jaya',
  'Mekar Tani',
  'Suka Karya',
  'Rukun Sejahtera',
  'Bina Usaha',
  'Cahaya Harapan',
  'Makmur Tani',
] as const

export const villageTitle = (village: Village) =>
  `${village.kelurahan ? 'Kelurahan' : 'Desa'} ${village.name}`

function wordsFor(village: Village, place: NeedPlace, random: Random): Record<string, string> {
  const two = (n: number) => String(n).padStart(2, '0')
  const rw = random.int(1, 6)
  const rt = `RT ${two(random.int(1, 14))} RW ${two(rw)}`
  return {
    rt,
    desa: villageTitle(village),
    dusun: village.kelurahan ? `RW ${two(rw)}` : `Dusun ${random.pick(HAMLETS)}`,
    jalan: (place.road ?? `Jalan Poros ${village.name}`).replace(/^Jalan/, 'Jalan'),
    sungai: place.river ? place.river.replace('Anak sungai tanpa nama', 'anak sungai') : 'sungai',
    sekolah: place.facility ?? 'sekolah',
    kelompok: random.pick(GROUPS),
  }
}

function chooseKind(village: Village, remote: number, random: Random): ProposalKind {
  const weights = PROPOSAL_KINDS.map((kind) => {
    if (kind.settings && !kind.settings.includes(village.setting)) return 0
    return kind.weight * Math.exp(kind.remote * (remote - 0.45) * 2.2)
  })
  return PROPOSAL_KINDS[random.weighted(weights)]!
}

function beneficiariesOf(kind: ProposalKind, volume: number, people: number, random: Random): number {
  const share = random.between(kind.reach.min, kind.reach.max)
  const drawn = kind.reach.perUnit ? share * volume : share * people
  return Math.max(1, Math.min(people, Math.round(drawn)))
}

/** Rupiah, rounded as offices do. */
function priced(kind: ProposalKind, volume: number, remote: number, random: Random): number {
  // Carrying material to far villages costs more; large works a little less per unit.
  const unitPrice = kind.price.median * Math.exp(kind.price.spread * random.normal()) * (1 + 0.18 * remote)
  const cost = unitPrice * volume * (volume / kind.size.median) ** -0.08
  const step = cost > 500e6 ? 5e6 : cost > 50e6 ? 1e6 : 1e5
  return Math.max(step, Math.round(cost / step) * step)
}

/** Draws one need: a village (the more people, the more often), a kind that suits it, and a place for it. */
export function drawNeed(inputs: NeedInputs, random: Random): Need {
  const { world, index, statistics, remoteness } = inputs
  const weights = statistics.map((s, i) => s.population ** 0.55 * (0.8 + 0.5 * remoteness[i]!))
  for (;;) {
    const village = random.weighted(weights)
    const home = world.villages[village]!
    const remote = remoteness[village]!
    const kind = chooseKind(home, remote, random)
    const task: PlaceTask = { world, index, random, village }
    if (index.facilities[village]?.some((f) => f.type === kind.lacks)) continue
    const place = placeNeed(kind, task)
    if (!place) continue
    const volume = measuredVolume(kind, place) ?? Math.round(drawSize(kind.size, random))
    if (volume <= 0) continue
    return {
      kind,
      village,
      place,
      volume,
      costRupiah: priced(kind, volume, remote, random),
      beneficiaries: beneficiariesOf(kind, volume, statistics[village]?.population ?? 1, random),
      urgency: Math.min(5, Math.max(1, Math.round(2.6 + 1.3 * remote + 0.9 * random.normal()))),
      text: random.int(0, kind.texts.length - 1),
      words: wordsFor(home, place, random),
    }
  }
}
