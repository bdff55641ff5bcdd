import type { Label } from '../../../core/proposal/label.ts'
import type { SpendingInput } from '../../analyses/inputs/spending.ts'
import type { AnalysisInput } from './analysis.ts'

export const AMOUNTS = ['asked', 'accepted', 'realised'] as const
export type Amount = (typeof AMOUNTS)[number]

export const amountWords: Readonly<Record<Amount, { readonly id: string; readonly en: string }>> = {
  asked: { id: 'diusulkan', en: 'asked' },
  accepted: { id: 'diterima', en: 'accepted' },
  realised: { id: 'terealisasi', en: 'realised' },
}

export interface Spending {
  readonly count: number
  readonly asked: number
  readonly accepted: number
  readonly realised: number
}

export interface AllSpending {
  readonly byVillage: ReadonlyMap<string, Spending>
  readonly proposals: number
  readonly withoutCost: number
  /** Proposals without a known village; they count in no village's figures. */
  readonly withoutVillage: number
  /** Newest first. */
  readonly years: readonly number[]
}

const nothing: Spending = { count: 0, asked: 0, accepted: 0, realised: 0 }

/** Proposals and rupiah by village over the years that `takes` accepts. */
export function spendingOf(input: AnalysisInput, takes: (year: number) => boolean = () => true): AllSpending {
  const byVillage = new Map<string, Spending>()
  const years = new Set<number>()
  let proposals = 0
  let withoutCost = 0
  let withoutVillage = 0
  for (const [village, year, count, free, asked, accepted, realised] of input.rows<SpendingInput>(
    'spending',
  )) {
    years.add(year)
    if (!takes(year)) continue
    proposals += count
    withoutCost += free
    if (village === null) {
      withoutVillage += count
      continue
    }
    const before = byVillage.get(village) ?? nothing
    byVillage.set(village, {
      count: before.count + count,
      asked: before.asked + asked,
      accepted: before.accepted + accepted,
      realised: before.realised + realised,
    })
  }
  return { byVillage, proposals, withoutCost, withoutVillage, years: [...years].sort((a, b) => b - a) }
}

/** Sums of a village; zeros where it has no proposals. */
export function spentOn(spending: AllSpending, village: string): Spending {
  return spending.byVillage.get(village) ?? nothing
}

const realisedByCost: Label = {
  id: 'Rupiah diterima dan terealisasi adalah biaya usulan yang statusnya sudah sejauh itu; yang benar-benar dibelanjakan tidak tercatat.',
  en: 'Rupiah accepted and realised are the costs of proposals whose status is that far; what was really spent is not on record.',
}

/** Notes on the meaning of the amounts, and on amounts that are zero everywhere and therefore have no map. */
export function amountWarnings(sumOf: (amount: Amount) => number): Label[] {
  const empty = AMOUNTS.filter((amount) => sumOf(amount) === 0).map((amount) => ({
    id: `Tidak ada rupiah ${amountWords[amount].id} yang tercatat: petanya tidak dibuat.`,
    en: `No rupiah ${amountWords[amount].en} are on record: there is no map of them.`,
  }))
  return [realisedByCost, ...empty]
}

/** Id of an amount's layer; the layer of what is asked has no suffix. */
export function layerOf(base: string, amount: Amount): string {
  return amount === 'asked' ? base : `${base}-${amount}`
}
