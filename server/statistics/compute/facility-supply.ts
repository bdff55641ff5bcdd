import type { Label } from '../../../core/proposal/label.ts'
import { quantile } from '../../../core/statistics/quantile.ts'
import type { FacilityRow } from '../../analyses/inputs/facilities.ts'
import { inBoth } from './words.ts'

/** Share of the facilities whose capacity must be known before it counts. */
const LEAST_KNOWN = 0.5

export interface FacilitySupply {
  /** What each facility has to share. */
  readonly amounts: Float64Array
  /** Whether these are capacities; else each facility counts 1. */
  readonly isCapacity: boolean
  readonly withoutCapacity: number
  /** What stands for a capacity that is not known; null where each facility counts 1. */
  readonly assumed: number | null
}

/**
 * Supply for E2SFCA: capacities (places, beds, staff) where half of the facilities have one or more, the others taken as the
 * median of those; else 1 a facility, so that nothing is made of a few odd entries.
 */
export function supplyOf(facilities: readonly FacilityRow[]): FacilitySupply {
  const known = facilities.flatMap(([, , capacity]) => capacity ?? []).sort((a, b) => a - b)
  const withoutCapacity = facilities.length - known.length
  const isCapacity = known.length > 0 && known.length >= LEAST_KNOWN * facilities.length
  if (!isCapacity) {
    return {
      amounts: new Float64Array(facilities.length).fill(1),
      isCapacity,
      withoutCapacity,
      assumed: null,
    }
  }
  const median = quantile(known, 0.5)
  return {
    amounts: Float64Array.from(facilities, ([, , capacity]) => capacity ?? median),
    isCapacity,
    withoutCapacity,
    assumed: median,
  }
}

/** The unit of access: capacity, or facilities. */
export function perPeople({ isCapacity }: FacilitySupply): Label {
  return isCapacity
    ? { id: 'kapasitas per 10.000 penduduk', en: 'capacity per 10,000 people' }
    : { id: 'fasilitas per 10.000 penduduk', en: 'facilities per 10,000 people' }
}

/** What is taken as equal, or as known, in words. */
export function supplyNote({ amounts, isCapacity, assumed, withoutCapacity }: FacilitySupply): Label {
  const known = amounts.length - withoutCapacity
  if (!isCapacity && known === 0) {
    return {
      id: 'Kapasitas fasilitas tidak diketahui, semua dianggap sama.',
      en: 'Capacities are unknown and taken as equal.',
    }
  }
  if (!isCapacity) {
    return inBoth(
      (say) =>
        `Kapasitas hanya diketahui untuk ${say(known)} dari ${say(amounts.length)} fasilitas, kurang dari separuh: semua dianggap sama.`,
      (say) =>
        `Capacities are known of ${say(known)} of ${say(amounts.length)} facilities only, fewer than half: all are taken as equal.`,
    )
  }
  if (withoutCapacity === 0) {
    return { id: 'Tiap fasilitas bernilai kapasitasnya.', en: 'Each facility counts by its capacity.' }
  }
  return inBoth(
    (say) =>
      `Tiap fasilitas bernilai kapasitasnya; ${say(withoutCapacity)} yang kapasitasnya tidak diketahui dianggap ${say(assumed ?? 0, 1)}, nilai tengah yang lain.`,
    (say) =>
      `Each facility counts by its capacity; ${say(withoutCapacity)} whose capacity is unknown count as ${say(assumed ?? 0, 1)}, the median of the others.`,
  )
}
