import { beforeAll, describe, expect, it } from 'vitest'
import { measureRemoteness } from '../../../data/demo/remoteness.ts'
import {
  apportion,
  createStatistics,
  idmStatus,
  type VillageStatistics,
} from '../../../data/demo/statistics.ts'
import { createWorld, type World } from '../../../data/demo/world.ts'

/** Moran's I (Moran 1950) with binary weights over shared borders. */
function moran(values: readonly number[], adjacent: readonly number[][]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const deviation = values.map((v) => v - mean)
  let cross = 0
  let links = 0
  adjacent.forEach((others, i) => {
    for (const j of others) {
      cross += (deviation[i] as number) * (deviation[j] as number)
      links += 1
    }
  })
  return (values.length / links) * (cross / deviation.reduce((sum, d) => sum + d * d, 0))
}

describe('the statistics of the demo district', () => {
  let world: World
  let statistics: VillageStatistics[]
  beforeAll(() => {
    world = createWorld(12)
    statistics = createStatistics(world, measureRemoteness(world))
  }, 60_000)

  it('add up to the stated population and number of poor people', () => {
    expect(statistics.reduce((sum, s) => sum + s.population, 0)).toBe(241_386)
    expect(statistics.reduce((sum, s) => sum + s.poorPopulation, 0)).toBe(19_260)
    for (const s of statistics) {
      expect(s.population).toBeGreaterThan(100)
      expect(s.poorPopulation).toBeGreaterThan(0)
      expect(s.poorPopulation / s.population).toBeLessThan(0.45)
    }
  })

  it('have poverty rates that cluster in space (Moran’s I above 0.3)', () => {
    const rates = statistics.map((s) => s.poorPopulation / s.population)
    expect(moran(rates, world.adjacent)).toBeGreaterThan(0.3)
    // The measure itself: alternating values along a line are negatively correlated.
    expect(moran([1, 0, 1, 0], [[1], [0, 2], [1, 3], [2]])).toBeCloseTo(-1, 9)
  })

  it('give a village index to each desa and to no kelurahan, with its mean and status', () => {
    statistics.forEach((s, i) => {
      expect(s.index === null).toBe(world.villages[i]?.kelurahan)
      if (!s.index) return
      expect(s.index.idm).toBeCloseTo((s.index.iks + s.index.ike + s.index.ikl) / 3, 3)
      expect(s.index.status).toBe(idmStatus(s.index.idm))
    })
    const statuses = new Set(statistics.map((s) => s.index?.status))
    expect(statuses.size).toBeGreaterThanOrEqual(4)
  })

  it('place the thresholds of the village index as Permendesa 2/2016 does', () => {
    expect([0.8156, 0.8155, 0.7072, 0.5989, 0.4907].map(idmStatus)).toEqual([
      'Mandiri',
      'Maju',
      'Berkembang',
      'Tertinggal',
      'Sangat Tertinggal',
    ])
  })

  it('share out whole numbers without losing one', () => {
    expect(apportion([1, 1, 1], 10)).toEqual([4, 3, 3])
    expect(apportion([0, 2, 1], 6)).toEqual([0, 4, 2])
  })
})
