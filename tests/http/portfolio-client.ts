import { expect } from 'vitest'
import type { PortfolioResult } from '../../core/api/portfolio.ts'
import type { TestServer } from '../support/start-test-server.ts'
import { type Fault, readJson } from './answers.ts'
import { authorization } from './import-client.ts'

export interface PortfolioState {
  id: string
  title: string
  state: 'running' | 'done' | 'failed' | 'cancelled'
  step: string
  stepText: { id: string; en: string } | null
  share: number
  progress: { seconds: number; best: number | null; bound: number | null; gap: number | null } | null
  result: PortfolioResult | null
  found: PortfolioResult | null
  problem: Fault | null
  storeDigest: string
  request: { filter: Record<string, string> }
  finishedAt: string | null
}

/** What the office does with portfolios. */
export class PortfolioClient {
  readonly server: TestServer

  constructor(server: TestServer) {
    this.server = server
  }

  ask(path: string, init: RequestInit = {}): Promise<Response> {
    return this.server.get(path, { ...init, headers: { ...authorization, ...init.headers } })
  }

  post(body: unknown): Promise<Response> {
    return this.ask('/api/portfolios', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    })
  }

  async start(body: unknown): Promise<string> {
    const response = await this.post(body)
    const { id } = await readJson<{ id: string }>(response)
    expect(response.status).toBe(202)
    expect(response.headers.get('location')).toBe(`/api/portfolios/${id}`)
    return id
  }

  async read(id: string): Promise<PortfolioState> {
    return readJson<PortfolioState>(await this.ask(`/api/portfolios/${id}`))
  }

  /** Waits until a portfolio is as asked for, or has ended. */
  async until(id: string, test: (state: PortfolioState) => boolean): Promise<PortfolioState> {
    for (;;) {
      const state = await this.read(id)
      if (test(state) || state.state !== 'running') return state
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  /** The result of a portfolio that must come to its end. */
  async solve(body: unknown): Promise<PortfolioResult & { id: string }> {
    const id = await this.start(body)
    const { state, result, problem } = await this.until(id, () => false)
    expect(state, JSON.stringify(problem)).toBe('done')
    if (!result) throw new Error('no result')
    return { ...result, id }
  }

  delete(id: string): Promise<Response> {
    return this.ask(`/api/portfolios/${id}`, { method: 'DELETE' })
  }
}

export interface Submitted {
  code: string
  costRupiah: number | null
  villageCode: string
}

const VILLAGES = ['62.99.01.2001', '62.99.01.2002', '62.99.01.1003', '62.99.02.2001'] as const

/** Fourteen proposals of year 2030 with costs, urgency and people that do not go together. */
export async function submitFourteen(server: TestServer): Promise<Submitted[]> {
  const submitted: Submitted[] = []
  for (let i = 0; i < 14; i++) {
    const villageCode = VILLAGES[i % 4]!
    const costRupiah = i === 13 ? null : 10_000_000 * (3 + ((i * 7) % 11)) + i * 123_457
    const body = {
      title: i % 3 === 0 ? `Pelatihan usaha kelompok ${i}` : `Pembangunan jalan lingkungan RT ${i}`,
      villageCode,
      year: 2030,
      sector: i % 3 === 0 ? 'cooperatives' : 'public-works',
      urgency: 1 + ((i * 3) % 5),
      beneficiaries: 20 + ((i * 37) % 90),
      ...(costRupiah === null ? {} : { costRupiah }),
    }
    const response = await server.get('/api/proposals', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    })
    const { code } = await readJson<{ code: string }>(response)
    submitted.push({ code, costRupiah, villageCode })
  }
  return submitted
}
