import type { AnalysisInput, SpendingRow } from '../analysis.ts'

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
  /** Proposals of no known village: in no one's figure. */
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
  for (const [village, year, count, free, asked, accepted, realised] of input.rows<SpendingRow>('spending')) {
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

export function spentOn(spending: AllSpending, village: string): Spending {
  return spending.byVillage.get(village) ?? nothing
}
