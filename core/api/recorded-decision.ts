import type { PortfolioStatus } from '../portfolio/portfolio.ts'
import type { RankingMethodName } from '../score/ranking-methods.ts'

/** What was decided, in figures. */
export type DecisionSummary =
  | {
      readonly considered: number
      readonly method: RankingMethodName
      /** Said of raw values alone. */
      readonly scale?: 'raw'
    }
  | {
      readonly considered: number
      readonly chosen: number
      readonly budgetRupiah: number
      readonly spentRupiah: number | null
      readonly status: PortfolioStatus
    }

/** A decision as it was recorded (GET /api/decisions); it is never changed. `Moment` is a date before JSON makes it ISO 8601. */
export interface RecordedDecision<Moment = string> {
  readonly id: number
  /** Portfolios are called packages on screens. */
  readonly kind: 'ranking' | 'portfolio'
  readonly title: string
  readonly reason: string
  /** Which proposals competed, by the names of the URL. */
  readonly filter: Readonly<Record<string, string>>
  readonly summary: DecisionSummary
  readonly file: {
    readonly name: string
    readonly bytes: number
    readonly sha256: string
    readonly href: string
  }
  /** Of the portfolio that was decided, which may be gone since. */
  readonly portfolioId: string | null
  /** Number of the decision that this one replaces, and of the one that replaces it. */
  readonly supersedes: number | null
  readonly supersededBy: number | null
  readonly at: Moment
  /** Null: the office alone sees it. */
  readonly publishedAt: Moment | null
  /** Name of the account that recorded it; for those who may know it. */
  readonly by?: string | null
}
