import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import type { Grant } from '../../core/access/grant.ts'
import type { Label } from '../../core/proposal/label.ts'
import { bound, run, select, sql } from '../database/sql-fragment.ts'
import { hashPassword } from './passwords.ts'

/** An account for trying a role, as it is told once. */
export interface DemoAccount {
  readonly login: string
  readonly name: string
  readonly password: string
}

/** What the server is started with, as far as it decides whether accounts may be made for trying. */
export interface DemoSettings {
  readonly demo: boolean
  readonly host: string
  readonly publicUrl: string | undefined
}

/** Where in the invented district a role is tried. */
interface DemoPlaces {
  readonly village: string
  readonly district: string
  readonly agency: string
}

const PASSWORD_BYTES = 9
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/

const rolesIn = ({
  village,
  district,
  agency,
}: DemoPlaces): readonly (readonly [string, Label['id'], Grant])[] => [
  ['demo.warga', 'Warga', { role: 'resident' }],
  ['demo.operator', 'Operator desa', { role: 'operator', area: village }],
  ['demo.desa', 'Tim verifikasi desa', { role: 'verifier', area: village }],
  ['demo.camat', 'Kecamatan', { role: 'verifier', area: district }],
  ['demo.dinas', 'Perangkat daerah', { role: 'verifier', agency }],
  ['demo.mitra', 'Mitra Bappeda', { role: 'verifier', office: 'partner' }],
  ['demo.tapd', 'TAPD', { role: 'verifier', office: 'budget-team' }],
  ['demo.dewan', 'Anggota DPRD', { role: 'council-member' }],
  ['demo.setwan', 'Sekretariat DPRD', { role: 'council-secretariat' }],
  ['demo.perencana', 'Perencana', { role: 'planner' }],
  ['demo.penerbit', 'Penerbit data', { role: 'publisher' }],
  ['demo.administrator', 'Administrator', { role: 'administrator' }],
  ['demo.pemeriksa', 'Pemeriksa', { role: 'auditor' }],
]

/**
 * At each start: makes an account for each role where all that there is was invented and only this computer can ask, and gives
 * them with their passwords, once; ends those that there are where that is no longer so.
 */
export async function settleDemoAccounts(
  write: Knex,
  settings: DemoSettings,
): Promise<readonly DemoAccount[]> {
  const places = await findPlaces(write)
  if (!isForTrying(settings) || !places) {
    await endDemoAccounts(write)
    return []
  }
  const [known] = await select(write, sql`SELECT FROM accounts WHERE demo LIMIT 1`)
  return known ? [] : await makeAccounts(write, places)
}

/** Nobody signs in to them any more; what they did stays theirs. */
export async function endDemoAccounts(write: Knex): Promise<void> {
  await write.transaction(async (transaction) => {
    const demo = sql`(SELECT id FROM accounts WHERE demo)`
    await run(transaction, sql`UPDATE accounts SET disabled_at = now() WHERE demo AND disabled_at IS NULL`)
    await run(
      transaction,
      sql`UPDATE grants SET revoked_at = now() WHERE account_id IN ${demo} AND revoked_at IS NULL`,
    )
    await run(transaction, sql`DELETE FROM sessions WHERE account_id IN ${demo}`)
  })
}

/** A server with a public address is asked by others, wherever it listens itself. */
function isForTrying({ demo, host, publicUrl }: DemoSettings): boolean {
  return demo && LOOPBACK.test(host) && publicUrl === undefined
}

/** A village, its district and an agency of an all-invented store; undefined of any other. */
async function findPlaces(write: Knex): Promise<DemoPlaces | undefined> {
  const [place] = await select<DemoPlaces>(
    write,
    sql`SELECT v.code AS village, v.parent_code AS district,
          coalesce((SELECT mode() WITHIN GROUP (ORDER BY agency) FROM proposals), 'Dinas PUPR') AS agency
        FROM areas v WHERE v.level = 'village' AND v.parent_code IS NOT NULL
          AND (SELECT bool_and(synthetic) FROM packages)
        ORDER BY v.code LIMIT 1`,
  )
  return place
}

async function makeAccounts(write: Knex, places: DemoPlaces): Promise<DemoAccount[]> {
  const made = await Promise.all(
    rolesIn(places).map(async ([login, name, grant]) => {
      const password = randomBytes(PASSWORD_BYTES).toString('base64url')
      return { login, name, password, grant, passwordHash: await hashPassword(password) }
    }),
  )
  return await write.transaction(async (transaction) => {
    const told: DemoAccount[] = []
    for (const { login, name, password, grant, passwordHash } of made) {
      const [account] = await select<{ id: number }>(
        transaction,
        sql`INSERT INTO accounts (login, name, password_hash, demo) VALUES (${login}, ${name}, ${passwordHash}, true)
            ON CONFLICT (login) DO NOTHING RETURNING id`,
      )
      // Somebody has this login, or another server that starts at the same time has made it.
      if (!account) continue
      const { role, area = null, agency = null, office = null } = grant
      await run(
        transaction,
        sql`INSERT INTO grants (account_id, role, area_code, agency, office)
            VALUES (${account.id}, ${role}, ${bound(area, 'text')}, ${bound(agency, 'text')}, ${bound(office, 'text')})`,
      )
      told.push({ login, name, password })
    }
    return told
  })
}
