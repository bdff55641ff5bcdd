import { hashPassword } from '../../server/accounts/passwords.ts'
import { openSession } from '../../server/accounts/session.ts'
import { readConfig } from '../../server/config.ts'
import { openDatabase } from '../../server/database/open-database.ts'
import { makeLog } from '../../server/log.ts'
import type { BenchContext } from './bench-context.ts'
import { bigImport, isImported, millionDatabase } from './big-import.ts'
import { seeded } from './data/seeded.ts'
import { atMost, quantile, type Result, reported } from './report.ts'
import { runServeProcess, type ServeProcess } from './run-serve-process.ts'
import { statisticsDone } from './statistics-done.ts'

const VERIFIERS = 40
const DECISIONS = 400
const QUEUES = 400
const SIGN_INS = 200
/** Each connection plans a statement a few times before it keeps a plan. */
const WARM_UP = 60
const SIGN_IN_PASSWORD = 'sandi-untuk-dua-ratus'

interface Verifier {
  cookie: string
  district: string
}

interface Target {
  code: string
  version: number
  district: string
}

/** What those who decide wait for among a million proposals: a decision, a queue, and all of an office signing in at eight. */
export async function decisions(context: BenchContext): Promise<Result[]> {
  const { cluster, folder } = context
  const url = await cluster.database(millionDatabase)
  const imported = (await isImported(context, url)) ? [] : await bigImport(context)
  const verifiers = await makeVerifiers(url, folder)
  const targets = await findTargets((sql) => cluster.query(url, sql), verifiers)
  const server = await runServeProcess({ databaseUrl: url, folder })
  await statisticsDone(server.url)
  const results = [
    ...(await timeDecisions(server, verifiers, targets)),
    ...(await timeQueues(server, verifiers)),
    ...(await timeSignIns(server)),
  ]
  await server.stop()
  return [...imported, ...results]
}

/** Of one district each, as most of an office are; and accounts that sign in. */
async function makeVerifiers(url: string, folder: string): Promise<Verifier[]> {
  const database = await openDatabase(readConfig({ DATABASE_URL: url, DATA_DIR: folder }), makeLog('error'))
  const { write } = database
  const { rows: districts } = await write.raw<{ rows: { code: string }[] }>(
    `SELECT code FROM areas WHERE level = 'district' ORDER BY md5(code) LIMIT ${VERIFIERS}`,
  )
  const password = await hashPassword(SIGN_IN_PASSWORD)
  await write.raw(
    `INSERT INTO accounts (login, name, password_hash)
     SELECT 'bench-' || n, 'Bench ' || n, ? FROM generate_series(1, ${SIGN_INS}) n ON CONFLICT DO NOTHING`,
    [password],
  )
  const { rows: accounts } = await write.raw<{ rows: { id: number }[] }>(
    `SELECT id FROM accounts WHERE login ~ '^bench-' ORDER BY id LIMIT ${VERIFIERS}`,
  )
  const verifiers: Verifier[] = []
  for (const [at, { code }] of districts.entries()) {
    const account = accounts[at]!
    await write.raw(`DELETE FROM grants WHERE account_id = ?`, [account.id])
    await write.raw(`INSERT INTO grants (account_id, role, area_code) VALUES (?, 'verifier', ?)`, [
      account.id,
      code,
    ])
    verifiers.push({ cookie: `petausul_session=${await openSession(write, account)}`, district: code })
  }
  await database.close()
  return verifiers
}

async function findTargets(
  query: (sql: string) => Promise<Record<string, unknown>[]>,
  verifiers: readonly Verifier[],
): Promise<Target[]> {
  const codes = verifiers.map(({ district }) => `'${district}'`).join(', ')
  const rows = await query(
    `SELECT p.code, p.version, v.parent_code AS district FROM proposals p JOIN areas v ON v.code = p.village_code AND v.level = 'village'
     WHERE v.parent_code IN (${codes}) AND p.status = 'submitted' AND p.stage <> 'budget'
       AND NOT EXISTS (SELECT FROM office_states o WHERE o.proposal_id = p.id)
     ORDER BY md5(p.code) LIMIT ${2 * (DECISIONS + WARM_UP)}`,
  )
  return rows.map(({ code, version, district }) => ({
    code: String(code),
    version: Number(version),
    district: String(district),
  }))
}

async function timeDecisions(
  server: ServeProcess,
  verifiers: readonly Verifier[],
  targets: readonly Target[],
): Promise<Result[]> {
  const byDistrict = new Map(verifiers.map((one) => [one.district, one]))
  const decide = async ({ code, version, district }: Target, announce: boolean) =>
    await timed(`${server.url}/api/proposals/${code}/decisions`, 201, {
      method: 'POST',
      headers: {
        Cookie: byDistrict.get(district)?.cookie ?? '',
        'Content-Type': 'application/json',
        'If-Match': `"${version}"`,
        'Idempotency-Key': `bench-${process.pid}-${code}`,
      },
      body: JSON.stringify({ action: 'verify', costRupiah: 75_000_000, announce }),
    })
  const half = targets.length / 2
  const [told, held] = [[], []] as [number[], number[]]
  for (const [at, target] of targets.entries()) {
    const ms = await decide(target, at < half)
    if (at % half >= WARM_UP) (at < half ? told : held).push(ms)
  }
  return [
    atMost(
      'One decision through the API at 1,000,000 proposals, announced (row, event, join, tiles told), p95',
      [50, 'ms'],
      quantile(told, 0.95),
      `p50 ${ms(told, 0.5)}, p99 ${ms(told, 0.99)}, longest ${ms(told, 1)}; ${told.length} decisions, one after another`,
    ),
    reported(
      'The same, not announced: p95',
      ms(held, 0.95),
      `p50 ${ms(held, 0.5)}; ${held.length} decisions`,
    ),
  ]
}

async function timeQueues(server: ServeProcess, verifiers: readonly Verifier[]): Promise<Result[]> {
  const random = seeded(16)
  const times: number[] = []
  let slowest = { ms: 0, district: '' }
  for (let at = -WARM_UP; at < QUEUES; at++) {
    const { cookie, district } = verifiers[Math.floor(random() * verifiers.length)]!
    const took = await timed(`${server.url}/api/queue?limit=100`, 200, { headers: { Cookie: cookie } })
    if (at < 0) continue
    times.push(took)
    if (took > slowest.ms) slowest = { ms: took, district }
  }
  return [
    atMost(
      'A verifier’s queue at 1,000,000 proposals: first page with its counts, p95',
      [100, 'ms'],
      quantile(times, 0.95),
      `p50 ${ms(times, 0.5)}, p99 ${ms(times, 0.99)}, longest ${ms(times, 1)} (${slowest.district}); ${QUEUES} pages of 100 of ${verifiers.length} districts`,
    ),
  ]
}

async function timeSignIns(server: ServeProcess): Promise<Result[]> {
  await server.watchLoop()
  const began = performance.now()
  const all = Array.from({ length: SIGN_INS }, (_, at) =>
    timed(`${server.url}/api/session`, 201, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ login: `bench-${at + 1}`, password: SIGN_IN_PASSWORD }),
    }),
  )
  const times = await Promise.all(all)
  const seconds = (performance.now() - began) / 1000
  const { loopDelayP99Ms } = await server.figures()
  return [
    atMost(
      `${SIGN_INS} sign-ins at once: event-loop delay p99`,
      [50, 'ms'],
      loopDelayP99Ms,
      `all of them in ${seconds.toFixed(1)} s, the last after ${ms(times, 1)}; argon2id off the main thread`,
    ),
  ]
}

async function timed(url: string, expected: number, init: RequestInit): Promise<number> {
  const began = performance.now()
  const response = await fetch(url, init)
  const body = await response.text()
  if (response.status !== expected) throw new Error(`${response.status} from ${url}: ${body.slice(0, 300)}`)
  return performance.now() - began
}

const ms = (values: readonly number[], share: number) => `${quantile(values, share).toFixed(1)} ms`
