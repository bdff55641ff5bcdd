import type { Label } from '../proposal/label.ts'

/** Proposals that a filter would let through but for their status, or for the year that was not asked for. */
export interface LeftOut {
  /** Null for those of other years than the newest, where no year was asked for. */
  readonly status: string | null
  readonly count: number
  readonly reason: Label
}

/** Which proposals competed, and how many did not and why (core/proposal/competition.ts has the rule). */
export interface Competition {
  /** Plan years; every year where there are none. */
  readonly years: readonly number[]
  /** Statuses; every one that everyone may see where there are none. */
  readonly statuses: readonly string[]
  readonly competing: number
  readonly leftOut: readonly LeftOut[]
}
