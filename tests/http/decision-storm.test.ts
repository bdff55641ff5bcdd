import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Grant } from '../../core/access/grant.ts'
import type { TakenDecision } from '../../core/api/office-state.ts'
import { sealRows } from '../../server/audit/seal-rows.ts'
import { verifyAudit } from '../../server/audit/verify-audit.ts'
import { engine } from '../support/open-store.ts'
import { findBrokenStates } from '../support/process-invariants.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { accountWith } from './account-with.ts'

const KEY = 'kunci-uji-yang-cukup-panjang-untuk-badai'
const VERIFIERS = 50
/** The embedded engine has one connection: everything waits in one line there. */
const PROPOSALS = engine === 'postgis' ? 1_000 : 200
/** About each of these two verifiers decide at the same time. */
const CONTESTED = PROPOSALS / 5
/** Each of these is sent twice at once, as a phone does that had no answer. */
const REPEATED = PROPOSALS / 10
const HERE: Grant = { role: 'verifier', area: '62.99.01', stages: ['district'] }
const ACTIONS = [
  { action: 'accept', costRupiah: 5_000_000 },
  { action: 'verify' },
  { action: 'reject', reason: 'Usulan ganda' },
  { action: 'postpone', reason: 'Lahan belum siap' },
]

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ settings: { AUDIT_KEY: KEY } })
})
afterAll(() => server.close())

interface Attempt {
  code: string
  key: string
  who: object
  body: object
}
interface Outcome extends Attempt {
  status: number
  taken: TakenDecision | undefined
}

const query = async <Row>(sql: string) => (await server.database.write.raw<{ rows: Row[] }>(sql)).rows

async function send(attempt: Attempt): Promise<Outcome> {
  const { code, key, who, body } = attempt
  const response = await server.get(`/api/proposals/${code}/decisions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'If-Match': '"1"', 'Idempotency-Key': key, ...who },
    body: JSON.stringify(body),
  })
  const answer: unknown = await response.json()
  return {
    ...attempt,
    status: response.status,
    taken: response.status === 201 ? (answer as TakenDecision) : undefined,
  }
}

describe(`${VERIFIERS} verifiers who make ${PROPOSALS} decisions at once`, () => {
  it('lose none and double none; who came second is told, a repeat is recognised, and the audit is whole', async () => {
    await query(
      `INSERT INTO proposals (code, package_id, year, source, title, sector, stage, status, location_quality, village_code, cost_rupiah)
       SELECT 'BADAI' || lpad(n::text, 4, '0'), (SELECT id FROM packages LIMIT 1), 2061, 'musrenbang', 'Rabat beton gang ' || n,
         'public-works', 'district', 'submitted', 'point', '62.99.01.2001', 1e8 FROM generate_series(1, ${PROPOSALS}) n`,
    )
    const verifiers = await Promise.all(Array.from({ length: VERIFIERS }, () => accountWith(server, [HERE])))
    const attempt = (at: number, rival: number): Attempt => ({
      code: `BADAI${String((at % PROPOSALS) + 1).padStart(4, '0')}`,
      key: `badai-${at}-${rival}`,
      who: verifiers[(at + rival) % VERIFIERS]!,
      body: ACTIONS[(at + rival) % ACTIONS.length]!,
    })
    const first = Array.from({ length: PROPOSALS }, (_, at) => attempt(at, 0))
    const rivals = Array.from({ length: CONTESTED }, (_, at) => attempt(at * 5, 7))
    const repeats = first.filter((_, at) => at % 10 === 3).slice(0, REPEATED)
    const asked = [...first, ...rivals, ...repeats].sort((one, other) => (one.code < other.code ? -1 : 1))
    const lanes = Map.groupBy(asked.entries(), ([at]) => at % VERIFIERS)
    const outcomes = await Promise.all(
      [...lanes.values()].map(async (lane) => {
        const done: Outcome[] = []
        for (const [, one] of lane) done.push(await send(one))
        return done
      }),
    ).then((all) => all.flat())

    const taken = outcomes.filter(({ status }) => status === 201)
    const late = outcomes.filter(({ status }) => status === 412)
    expect(taken.length + late.length).toBe(asked.length)
    expect(late).toHaveLength(CONTESTED)
    // Each answer is a decision that stands there as it was asked for, once; a repeat was answered with the first.
    const stored = await query<{ id: number; code: string; action: string }>(
      `SELECT d.id::int, p.code, d.action FROM decisions d JOIN proposals p ON p.id = d.proposal_id
       WHERE p.year = 2061 ORDER BY p.code`,
    )
    expect(stored).toHaveLength(PROPOSALS)
    expect(new Set(stored.map(({ code }) => code)).size).toBe(PROPOSALS)
    const byCode = new Map(stored.map((one) => [one.code, one]))
    for (const { code, body, taken: answer } of taken)
      expect(byCode.get(code)).toMatchObject({
        id: answer?.decision,
        action: (body as { action: string }).action,
      })
    expect(new Set(taken.map(({ key }) => key)).size).toBe(PROPOSALS)
    const byKey = Map.groupBy(taken, ({ key }) => key)
    for (const { key } of repeats)
      expect(new Set(byKey.get(key)?.map((one) => one.taken?.decision)).size, key).toBeLessThanOrEqual(1)
    expect(await findBrokenStates(server.database.write)).toEqual([])
    const [{ n }] = (await query<{ n: number }>(
      `SELECT count(*)::int AS n FROM events e JOIN proposals p ON p.id = e.proposal_id WHERE p.year = 2061 AND e.decision_id IS NOT NULL`,
    )) as [{ n: number }]
    expect(n).toBe(PROPOSALS)

    await sealRows(server.database.write, KEY)
    expect(await verifyAudit(server.database.write, KEY)).toMatchObject({ waiting: 0, fault: null })
    const [{ sealed }] = (await query<{ sealed: number }>(
      `SELECT count(*)::int AS sealed FROM seals s JOIN decisions d ON d.id = s.row_id JOIN proposals p ON p.id = d.proposal_id
       WHERE s.source = 'decision' AND p.year = 2061`,
    )) as [{ sealed: number }]
    expect(sealed).toBe(PROPOSALS)
  }, 120_000)
})
