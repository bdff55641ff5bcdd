import type { PoorestShare } from '../../core/api/portfolio.ts'
import { quintileIncidence } from '../../core/inequality/concentration.ts'
import type { Candidate } from './model/read-items.ts'
import type { Villages } from './model/read-villages.ts'
import { VillageAmounts } from './model/village-amounts.ts'

/** Whose money, where. */
type Asking = Pick<Candidate, 'villageCode' | 'costRupiah'>

/**
 * What falls to the poorest fifth of the people, by the fifths that statistics count: exactly 20 % of the people, a village on
 * the border and villages equally poor split by their people.
 */
export function poorestShareOf(funded: readonly Asking[], villages: Villages): PoorestShare {
  const priced = funded.filter(({ costRupiah }) => !Number.isNaN(costRupiah))
  const rupiah = new VillageAmounts(villages)
  for (const { villageCode, costRupiah } of priced) rupiah.add(villageCode, costRupiah)
  const placed = sumOf(rupiah.byVillage)
  const whyNot = whyUnknown(funded, { priced: priced.length, placed, people: sumOf(villages.population) })
  const places = { poverty: villages.povertyRate, population: villages.population, benefit: rupiah.byVillage }
  return {
    share: whyNot === null ? quintileIncidence(places)[0]! / placed : null,
    whyNot,
    rupiah: placed,
    unplacedRupiah: rupiah.unplaced,
    withoutCost: funded.length - priced.length,
  }
}

function whyUnknown(
  funded: readonly Asking[],
  { priced, placed, people }: { priced: number; placed: number; people: number },
): PoorestShare['whyNot'] {
  if (funded.length === 0) return 'no-proposals'
  if (priced === 0) return 'no-cost'
  if (people === 0) return 'no-figures'
  return placed === 0 ? 'no-village' : null
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}
