import { expect } from 'vitest'
import type { Competition } from '../../core/api/competition.ts'
import { readStoredCriteria } from '../../server/criteria/columns/criterion-store.ts'
import { rescaleCriteria } from '../../server/criteria/rescale.ts'
import { openStore } from '../support/open-store.ts'
import { OFFICE, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'

/** Codes whose order differs between dictionaries and bytes, and between UTF-16 and UTF-8. */
const AWKWARD = ['a-1', 'B-1', 'Z-1', 'é-1', 'É-1', '\u{ffee}-1', '\u{1f331}-1']
export const TWINS = ['T-2', 'T-1', 't-1']
export const YEAR = 2027

/** The fixture district with sixty more proposals of one year, whose values differ in every criterion. */
export async function startRankingServer(): Promise<TestServer> {
  const store = await openStore()
  const { database } = store
  for (let i = 0; i < 50; i++) {
    await insert(`N-${i}`, i)
  }
  for (const [i, code] of AWKWARD.entries()) await insert(code, 50 + i)
  for (const code of TWINS) await insert(code, 30)
  await database.write.transaction(async (transaction) => {
    await rescaleCriteria(transaction, await readStoredCriteria(transaction))
  })
  return startTestServer({ database: { ...database, close: () => store.close() } })

  async function insert(code: string, i: number): Promise<void> {
    await database.write.raw(
      `INSERT INTO proposals (code, package_id, year, source, title, sector, stage, status, location_quality, public_quality,
         stale, village_code, agency, cost_rupiah, urgency, beneficiaries, months, readiness, plan_match)
       SELECT ?, package_id, ?, 'resident', ?, 'education', 'village', ?, 'none', 'none',
         false, ?, 'Dinas Uji', ?, ?, ?, ?, ?, ? FROM proposals WHERE source_id = '202500001'`,
      [code, YEAR, `Usulan uji ${i}`, i % 13 === 12 ? 'rejected' : 'verified', ...figures(i)] as never,
    )
  }
}

/** Village, cost, urgency, beneficiaries, months, readiness and plan match; some of each missing. */
function figures(i: number): (string | number | null)[] {
  return [
    ['62.99.01.2001', '62.99.01.2002', '62.99.02.2001', null][i % 4] ?? null,
    i % 11 === 3 ? null : 10_000_000 * (1 + ((i * 37) % 97)),
    i % 7 === 5 ? null : 1 + ((i * 3) % 5),
    i % 9 === 4 ? null : 5 + ((i * 53) % 400),
    i % 5 === 1 ? null : 1 + ((i * 7) % 40),
    i % 6 === 2 ? null : i % 4,
    i % 3,
  ]
}

export const administrator = OFFICE

export function postPlainly(server: TestServer, path: string, body: unknown): Promise<Response> {
  return server.get(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...administrator },
  })
}

/** Lets every proposal compete. */
export const EVERY_ONE = { year: 'all', status: 'all' }

/** Rankings are of every proposal unless the filter of the body says which years and statuses compete. */
export function post(server: TestServer, path: string, body: object): Promise<Response> {
  return postPlainly(server, path, path.startsWith('/api/rankings') ? amongAll(body) : body)
}

type Filtered = { filter?: object }

/** Weights that the data themselves give have a filter of their own; judgements have none. */
function amongAll(body: Filtered & { entropy?: Filtered; critic?: Filtered; ahp?: object }): object {
  const { entropy, critic } = body
  if (entropy || critic)
    return { ...body, ...(entropy && { entropy: among(entropy) }), ...(critic && { critic: among(critic) }) }
  return body.ahp || Object.keys(body).length === 0 ? body : among(body)
}

function among(body: Filtered): object {
  return { ...body, filter: { ...EVERY_ONE, ...body.filter } }
}

export interface RankingItem {
  rank: number
  code: string
  title: string
  villageName: string | null
  agency: string | null
  costRupiah: number | null
  status: string
  score: number
  sum: number
  values: Record<string, number>
  contributions: Record<string, number>
  missing: string[]
  alike: string[]
}

export interface RankingAnswer {
  items: RankingItem[]
  total: number
  found: number
  best: number
  excluded: number
  weights: Record<string, number>
  flags: { key: string | null; reason: string; count: number; text: { id: string; en: string } }[]
  competition: Competition
  digest: string
}

/** All pages of a ranking, put together. */
export async function rankAll(server: TestServer, request: object): Promise<RankingItem[]> {
  const items: RankingItem[] = []
  for (;;) {
    const page = await readJson<RankingAnswer>(
      await post(server, '/api/rankings', { ...request, offset: items.length, limit: 17 }),
    )
    items.push(...page.items)
    if (page.items.length < 17) {
      expect(items.length).toBe(page.total)
      return items
    }
  }
}
