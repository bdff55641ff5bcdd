import { isWithin } from '../access/grant.ts'
import type { Ceiling, CeilingUse } from './ceiling.ts'

/** A proposal that was accepted, in the order of its list. */
export interface AcceptedProposal {
  readonly code: string
  readonly area: string | null
  readonly agency: string | null
  /** Null where nobody said. */
  readonly costRupiah: number | null
}

/**
 * How much of a ceiling these proposals take, and what no longer fits. They are gone through in the order in which they come: one that
 * would go beyond the ceiling is a reserve, and a later one that still fits is not. Hundredths of rupiah are counted as whole
 * numbers, so that no sum is off.
 */
export function useOfCeiling(ceiling: Ceiling, accepted: readonly AcceptedProposal[]): CeilingUse {
  const within = accepted.filter((one) => isUnder(one, ceiling))
  const limit = hundredths(ceiling.rupiah)
  let all = 0n
  let fits = 0n
  let withoutCost = 0
  const reserve: string[] = []
  for (const { code, costRupiah } of within) {
    if (costRupiah === null) withoutCost += 1
    const cost = hundredths(costRupiah ?? 0)
    all += cost
    if (fits + cost > limit) reserve.push(code)
    else fits += cost
  }
  return {
    ...ceiling,
    accepted: within.length,
    acceptedRupiah: Number(all) / 100,
    withoutCost,
    leftRupiah: Number(limit - all) / 100,
    roomRupiah: Number(limit - fits) / 100,
    reserve,
  }
}

/** Whether a ceiling is for what lies there and is addressed to that agency. */
export function isUnder(
  { area, agency }: Pick<AcceptedProposal, 'area' | 'agency'>,
  ceiling: Pick<Ceiling, 'area' | 'agency'>,
): boolean {
  return (
    (ceiling.area === null || isWithin(area, ceiling.area)) &&
    (ceiling.agency === null || agency === ceiling.agency)
  )
}

const hundredths = (rupiah: number) => BigInt(Math.round(rupiah * 100))
