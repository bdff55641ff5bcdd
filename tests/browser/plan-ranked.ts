import type { Page } from 'playwright-core'
import type { PlanHost } from './plan-page.ts'

/** A place of a ranking: the score as the method counts (per mille sums not divided). */
export interface Ranked {
  readonly code: string
  readonly rank: number
  readonly score: number
  /** Weight × value of each criterion that adds any, per mille of the weights. */
  readonly contributions: Readonly<Record<string, number>>
}

interface LiveStore {
  ranking: {
    order: Uint32Array
    rank: Uint32Array
    scores: ArrayLike<number>
    keys: string[]
    weights: number[]
    weightSum: number
    columns: Uint16Array[]
  }
  state: { alternatives: { codes: string[] } }
}

/** The best `count` of the ranking that the page holds. */
export function rankedInPage(page: Page, count = 200): Promise<Ranked[]> {
  return page.evaluate((most) => {
    const { store } = document.querySelector('pu-plan') as unknown as { store: LiveStore }
    const { order, rank, scores, keys, weights, weightSum, columns } = store.ranking
    return Array.from(order.subarray(0, most), (row) => ({
      code: store.state.alternatives.codes[row] ?? '',
      rank: rank[row] ?? 0,
      score: scores[row] ?? Number.NaN,
      contributions: Object.fromEntries(
        keys.map((key, c) => [key, ((columns[c]?.[row] ?? 0) * (weights[c] ?? 0)) / weightSum]),
      ),
    }))
  }, count)
}

interface Answer {
  items: { code: string; rank: number; score: number; sum: number; contributions: Record<string, number> }[]
  method: string
}

/** The same of the server, asked as the administrator. */
export async function rankedByServer(host: PlanHost, request: object, count = 200): Promise<Ranked[]> {
  const { items, method } = await host.ask<Answer>('/api/rankings', { ...request, limit: count })
  return items.map(({ code, rank, score, sum, contributions }) => ({
    code,
    rank,
    // A weighted score is reported with one decimal; its sum is exact.
    score: method === 'weighted-sum' ? sum : score,
    contributions,
  }))
}

/** The codes of the ranking that the page holds, in order. */
export function codesOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const plan = document.querySelector('pu-plan') as unknown as {
      store: { ranking: { order: Uint32Array }; state: { alternatives: { codes: string[] } } }
    }
    return Array.from(plan.store.ranking.order, (row) => plan.store.state.alternatives.codes[row] ?? '')
  })
}

export async function serverCodes(host: PlanHost, filter: object, asked: object): Promise<string[]> {
  const codes: string[] = []
  while (true) {
    const body = { filter, weights: asked, offset: codes.length, limit: 500 }
    const page = await host.ask<{ items: { code: string }[]; total: number }>('/api/rankings', body)
    codes.push(...page.items.map(({ code }) => code))
    if (codes.length >= page.total) return codes
  }
}
