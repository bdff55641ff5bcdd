import type { Bilingual } from '../../api/types.ts'

/** What GET /api/proposals/{code}/score tells of a proposal's raw values. */
export interface ScoreAnswer {
  readonly contributions: readonly RawAnswer[]
}

export interface RawAnswer {
  readonly key: string
  readonly title: Bilingual
  readonly unit: Bilingual
  /** null when missing or withheld. */
  readonly raw: number | null
  readonly withheld: boolean
  readonly outOfRange: boolean
  readonly fillsUp: boolean
}

/** Raw values by criterion. */
export function rawsOf({ contributions }: ScoreAnswer): Map<string, number | null> {
  return new Map(contributions.map(({ key, raw }) => [key, raw]))
}
