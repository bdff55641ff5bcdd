import type { PortfolioResult } from '../../core/api/portfolio.ts'
import type { TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'
import { authorization } from './import-client.ts'

export const MILLION = 1_000_000

export interface SubmittedProposal {
  code: string
  costRupiah: number
  villageCode: string
  sector: string
  agency: string | null
  place: [lon: number, lat: number] | null
}
export interface Asked {
  title: string
  villageCode: string
  million: number
  sector?: string
  agency?: string
  urgency?: number
  place?: [lon: number, lat: number]
}

/** Hands in these proposals of a year, as anyone may. */
export async function submit(
  server: TestServer,
  year: number,
  asked: readonly Asked[],
): Promise<SubmittedProposal[]> {
  const proposals: SubmittedProposal[] = []
  for (const { title, villageCode, million, sector = 'public-works', agency, urgency = 3, place } of asked) {
    const where = place ? { lon: place[0], lat: place[1] } : {}
    const body = { title, villageCode, year, sector, urgency, costRupiah: million * MILLION, ...where }
    const headers = { 'Content-Type': 'application/json' }
    const { code } = await readJson<{ code: string }>(
      await server.get('/api/proposals', { method: 'POST', body: JSON.stringify(body), headers }),
    )
    if (agency) await server.database.write('proposals').where({ code }).update({ agency })
    proposals.push({
      ...{ code, villageCode, sector, costRupiah: million * MILLION },
      ...{ agency: agency ?? null, place: place ?? null },
    })
  }
  return proposals
}

/** Σ weight × per mille ÷ Σ weight of each proposal, from the ranking's route; by the model's weights unless others are given. */
export async function scoresOf(
  server: TestServer,
  year: number,
  chosenWeights?: Record<string, number>,
): Promise<Map<string, number>> {
  const headers = { ...authorization, 'Content-Type': 'application/json' }
  const body = JSON.stringify({ filter: { year }, weights: chosenWeights, limit: 500 })
  const answer = await server.get('/api/rankings', { method: 'POST', body, headers })
  const { items, weights } = await readJson<{
    items: { code: string; sum: number }[]
    weights: Record<string, number>
  }>(answer)
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0)
  return new Map(items.map(({ code, sum }) => [code, sum / total]))
}

/** The best of all subsets that cost no more than the budget and are allowed, by trying every one. */
export function bestOfAll(
  proposals: readonly SubmittedProposal[],
  budgetRupiah: number,
  worthOf: (chosen: readonly SubmittedProposal[]) => number,
  allowed: (chosen: readonly SubmittedProposal[]) => boolean = () => true,
): { worth: number; chosen: readonly SubmittedProposal[] } {
  let best = { worth: Number.NEGATIVE_INFINITY, chosen: [] as readonly SubmittedProposal[] }
  for (let set = 0; set < 1 << proposals.length; set++) {
    const chosen = proposals.filter((_, at) => set & (1 << at))
    if (spent(chosen) > budgetRupiah || !allowed(chosen)) continue
    const worth = worthOf(chosen)
    if (worth > best.worth) best = { worth, chosen }
  }
  return best
}

export const spent = (chosen: readonly SubmittedProposal[]) =>
  chosen.reduce((sum, { costRupiah }) => sum + costRupiah, 0)

export const codesOf = ({ chosen }: Pick<PortfolioResult, 'chosen'>) => chosen.map(({ code }) => code).sort()
