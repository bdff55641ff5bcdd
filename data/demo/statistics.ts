import { createNoise } from './noise.ts'
import { createRandom, type Random } from './random.ts'
import type { Village } from './villages.ts'
import type { World } from './world.ts'

export interface VillageStatistics {
  population: number
  households: number
  poorPopulation: number
  /** Village index; desa only, null in a kelurahan. */
  index: VillageIndex | null
}

export interface VillageIndex {
  iks: number
  ike: number
  ikl: number
  idm: number
  status: string
}

const TOTAL_POPULATION = 241_386
const TOTAL_POOR = 19_260

/** Whole numbers in proportion to the weights that add up to exactly the total (largest remainders). */
export function apportion(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map((w) => (w * total) / sum)
  const shares = exact.map(Math.floor)
  const order = exact.map((_, i) => i).sort((a, b) => (exact[b]! % 1) - (exact[a]! % 1) || a - b)
  let rest = total - shares.reduce((a, b) => a + b, 0)
  for (const i of order) {
    if (rest <= 0) break
    shares[i] = shares[i]! + 1
    rest -= 1
  }
  return shares
}

function populationWeight(village: Village, remote: number, random: Random): number {
  const luck = Math.exp(0.28 * random.normal())
  const base = { town: 6_200, coast: 2_300, river: 1_900, plain: 2_100, island: 1_400, upland: 1_150 }[
    village.setting
  ]
  const seat = village.kelurahan && village.setting !== 'town' ? 1.9 : 1
  const room = Math.min(
    1.25,
    Math.max(0.45, Math.sqrt(village.areaKm2 / (village.setting === 'town' ? 5 : 18))),
  )
  return base * seat * room * luck * (1.25 - 0.75 * remote)
}

/** Status by the thresholds of Permendesa 2/2016. */
export function idmStatus(idm: number): string {
  if (idm > 0.8155) return 'Mandiri'
  if (idm > 0.7072) return 'Maju'
  if (idm > 0.5989) return 'Berkembang'
  return idm > 0.4907 ? 'Tertinggal' : 'Sangat Tertinggal'
}

const round4 = (value: number) => Math.round(value * 10_000) / 10_000

function villageIndex(remote: number, regional: number, random: Random): VillageIndex {
  const part = (base: number, slope: number, spread: number) =>
    Math.min(1, Math.max(0.3, base - slope * remote + 0.09 * regional + spread * random.normal()))
  // The field's own steps: 35, 12 and 3 indicators of 0–5 points each.
  const iks = round4(Math.round(part(0.96, 0.24, 0.035) * 175) / 175)
  const ike = round4(Math.round(part(0.9, 0.62, 0.06) * 60) / 60)
  const ikl = round4(Math.round(part(0.88, 0.3, 0.09) * 15) / 15)
  const idm = round4((iks + ike + ikl) / 3)
  return { iks, ike, ikl, idm, status: idmStatus(idm) }
}

/** Population, poor people and village index of each village; totals are exact, poverty is spatially correlated. */
export function createStatistics(world: World, remoteness: readonly number[]): VillageStatistics[] {
  const random = createRandom(world.seed, 'statistics')
  const region = createNoise({ seed: world.seed + 151, wavelengthMetres: 18_000, octaves: 2 })
  const { villages } = world
  const population = apportion(
    villages.map((v, i) => populationWeight(v, remoteness[i]!, random)),
    TOTAL_POPULATION,
  )
  const regional = villages.map((v) => region(...v.centre))
  const poorWeights = villages.map((_, i) => {
    const rate = 0.022 + 0.17 * remoteness[i]! ** 1.5 - 0.035 * regional[i]!
    return population[i]! * Math.max(0.012, rate) * Math.exp(0.14 * random.normal())
  })
  const poor = apportion(poorWeights, TOTAL_POOR)
  return villages.map((village, i) => ({
    population: population[i]!,
    households: Math.round(population[i]! / random.between(3.4, 4.1)),
    poorPopulation: poor[i]!,
    index: village.kelurahan ? null : villageIndex(remoteness[i]!, regional[i]!, random),
  }))
}
