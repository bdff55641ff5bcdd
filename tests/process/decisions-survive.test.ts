import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TakenDecision } from '../../core/api/office-state.ts'
import { openSession } from '../../server/accounts/session.ts'
import { sealRows } from '../../server/audit/seal-rows.ts'
import { verifyAudit } from '../../server/audit/verify-audit.ts'
import { bringUpToDate } from '../../server/database/bring-up-to-date.ts'
import type { Database } from '../../server/database/database.ts'
import { openPostgis } from '../../server/database/open-postgis.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { makeLog } from '../../server/log.ts'
import { type Cluster, canStartCluster, makeCluster } from '../http/throwaway-cluster.ts'
import { findBrokenStates } from '../support/process-invariants.ts'
import { FIXTURE_DISTRICT } from '../support/store-template.ts'
import { type RunningProcess, runServer } from './run-server.ts'

const KEY = 'kunci-uji-yang-cukup-panjang-untuk-segel'
const LANES = 8
/** Decisions of one storm, and after how many answers it strikes. */
const STORM = 240
const STRIKES_AFTER = 60
const AGAIN_MS = 100
/** So long the database stays away. */
const AWAY_MS = 300
const UNAVAILABLE = 503

describe.skipIf(!canStartCluster)('what was acknowledged in a storm of decisions', () => {
  let cluster: Cluster
  let database: Database
  let folder: string
  let server: RunningProcess
  let url: string
  let cookies: string[]

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'petausul-survive-'))
    cluster = await makeCluster()
    database = await openPostgis({ url: cluster.url, pool: 4, log: makeLog('silent') })
    await bringUpToDate(database)
    await runImport(database, FIXTURE_DISTRICT, {
      signal: new AbortController().signal,
      onProgress: () => {},
    })
    cookies = await Promise.all(Array.from({ length: LANES }, (_, at) => verifier(at)))
    await start()
  })
  afterAll(async () => {
    server?.child.kill('SIGKILL')
    await server?.ended
    await database?.close()
    cluster?.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  async function verifier(at: number): Promise<string> {
    const [account] = await query<{ id: number }>(
      `WITH made AS (INSERT INTO accounts (login, name, password_hash) VALUES ('uji-${at}', 'uji-${at}', '-') RETURNING id)
       INSERT INTO grants (account_id, role) SELECT id, 'verifier' FROM made RETURNING account_id AS id`,
    )
    return `petausul_session=${await openSession(database.write, account!)}`
  }

  async function start(): Promise<void> {
    server = runServer({ DATA_DIR: folder, DATABASE_URL: cluster.url, DEMO: 'no', AUDIT_KEY: KEY })
    url = await server.ready
  }

  const query = async <Row>(sql: string) => (await database.write.raw<{ rows: Row[] }>(sql)).rows

  interface Sent {
    code: string
    key: string
    cookie: string
    /** Number of the decision that was acknowledged; null while nothing was. */
    acknowledged: number | null
  }

  async function propose(prefix: string): Promise<Sent[]> {
    await query(
      `INSERT INTO proposals (code, package_id, year, source, title, sector, stage, status, location_quality, village_code)
       SELECT '${prefix}' || n, (SELECT id FROM packages LIMIT 1), 2061, 'musrenbang', 'Rabat beton gang ' || n,
         'public-works', 'district', 'submitted', 'point', '62.99.01.2001' FROM generate_series(0, ${STORM - 1}) n`,
    )
    return Array.from({ length: STORM }, (_, at) => ({
      code: `${prefix}${at}`,
      key: `kunci-${prefix}-${at}`,
      cookie: cookies[at % LANES] ?? '',
      acknowledged: null,
    }))
  }

  /** The status; 0 when no answer came. */
  async function send(sent: Sent): Promise<number> {
    try {
      const response = await fetch(`${url}/api/proposals/${sent.code}/decisions`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'If-Match': '"1"',
          'Idempotency-Key': sent.key,
          Cookie: sent.cookie,
        },
        body: JSON.stringify({ action: 'accept', role: 'district' }),
      })
      const answer = (await response.json()) as TakenDecision
      if (response.status === 201) {
        if (sent.acknowledged !== null) expect(answer.decision).toBe(sent.acknowledged)
        sent.acknowledged = answer.decision
      }
      return response.status
    } catch (error) {
      if (error instanceof TypeError || error instanceof SyntaxError) return 0
      throw error
    }
  }

  /** Sends all in lanes, each until it is acknowledged, or once where `once`. Returns the statuses. */
  async function storm(all: readonly Sent[], { once = false, strike = () => {} } = {}): Promise<number[]> {
    const statuses: number[] = []
    const waiting = [...all]
    const lane = async () => {
      for (let sent = waiting.shift(); sent; sent = waiting.shift()) {
        for (let status = 0; ; await setTimeout(AGAIN_MS)) {
          status = await send(sent)
          statuses.push(status)
          if (statuses.filter((one) => one === 201).length === STRIKES_AFTER && status === 201) strike()
          if (once || status === 201) break
          expect([0, UNAVAILABLE]).toContain(status)
        }
      }
    }
    await Promise.all(Array.from({ length: LANES }, lane))
    return statuses
  }

  async function expectEachOnce(all: readonly Sent[], prefix: string): Promise<void> {
    const stored = await query<{ id: number; code: string }>(
      `SELECT d.id::int, p.code FROM decisions d JOIN proposals p ON p.id = d.proposal_id WHERE p.code ~ '^${prefix}[0-9]' ORDER BY d.id`,
    )
    expect(stored).toHaveLength(STORM)
    expect(Object.fromEntries(stored.map(({ code, id }) => [code, id]))).toEqual(
      Object.fromEntries(all.map(({ code, acknowledged }) => [code, acknowledged])),
    )
    expect(await findBrokenStates(database.write)).toEqual([])
    await sealRows(database.write, KEY)
    expect(await verifyAudit(database.write, KEY)).toMatchObject({ waiting: 0, fault: null })
  }

  it('is there once after the server was killed in the middle, and so is what is sent again by its key', async () => {
    const all = await propose('MATI')
    const statuses = await storm(all, { once: true, strike: () => server.child.kill('SIGKILL') })
    await server.ended
    const acknowledged = all.filter((one) => one.acknowledged !== null)
    expect(acknowledged.length).toBeGreaterThanOrEqual(STRIKES_AFTER)
    expect(statuses).toContain(0)
    const kept = await query<{ id: number }>(
      `SELECT d.id::int FROM decisions d JOIN proposals p ON p.id = d.proposal_id WHERE p.code ~ '^MATI'`,
    )
    expect(kept.map(({ id }) => id)).toEqual(
      expect.arrayContaining(acknowledged.map((one) => one.acknowledged)),
    )
    await start()
    // All of them again: those that had been acknowledged are answered as they were (send compares), the others are made.
    await storm(all)
    await expectEachOnce(all, 'MATI')
  }, 120_000)

  it('is there once after the database was restarted in the middle, with the same server', async () => {
    const all = await propose('PADAM')
    let back: Promise<void> | undefined
    const statuses = await storm(all, {
      strike: () => {
        cluster.crash()
        // What is asked meanwhile is refused, and asked again.
        back = setTimeout(AWAY_MS).then(() => cluster.start())
      },
    })
    await back
    expect(statuses).toContain(UNAVAILABLE)
    await storm(all)
    await expectEachOnce(all, 'PADAM')
  }, 120_000)
})
