import { createHash, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import type { SecondFactor } from '../../core/api/account.ts'
import { Problem } from '../../core/problem.ts'
import { bound, run, select, sql } from '../database/sql-fragment.ts'
import type { SecretBox } from './secret-box.ts'
import { renewSessionsOf } from './session.ts'
import { base32, findTotpStep } from './totp.ts'

/** 160 bits, as RFC 4226 recommends. */
const SECRET_BYTES = 20
/** Each of 80 bits, so that a plain digest keeps it. */
const [RECOVERY_CODES, RECOVERY_BYTES] = [10, 10]

export async function readSecondFactor(write: Knex, account: number): Promise<SecondFactor> {
  const [row] = await select<{ since: Date | null; left: number }>(
    write,
    sql`SELECT f.confirmed_at AS since,
          (SELECT count(*)::int FROM recovery_codes r WHERE r.account_id = f.account_id AND r.used_at IS NULL) AS left
        FROM second_factors f WHERE f.account_id = ${bound(account, 'int')}`,
  )
  if (!row?.since) return { state: row ? 'begun' : 'none', since: null, recoveryCodesLeft: 0 }
  return { state: 'on', since: row.since.toISOString(), recoveryCodesLeft: row.left }
}

/** Makes the secret of an app, told once. No code is asked for until one was shown; one begun before is forgotten. Throws Problem (409). */
export async function beginSecondFactor(write: Knex, box: SecretBox, account: number): Promise<Uint8Array> {
  const secret = randomBytes(SECRET_BYTES)
  const kept = await select(
    write,
    sql`INSERT INTO second_factors (account_id, secret) VALUES (${account}, ${box.seal(secret, ownerOf(account))})
        ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, made_at = now()
        WHERE second_factors.confirmed_at IS NULL RETURNING account_id`,
  )
  if (kept.length === 0)
    throw new Problem({
      title: 'Second step is on',
      status: 409,
      detail: 'The second step is on already: turn it off first, with a code',
    })
  return secret
}

/**
 * Turns the second step on by a first code; gives the recovery codes, told once. Undefined for a wrong code, and where nothing
 * was begun.
 */
export async function confirmSecondFactor(
  write: Knex,
  box: SecretBox,
  account: number,
  code: string,
): Promise<readonly string[] | undefined> {
  return await write.transaction(async (transaction) => {
    const step = await findStep(transaction, box, account, code)
    if (step === undefined) return undefined
    const confirmed = await select(
      transaction,
      sql`UPDATE second_factors SET confirmed_at = now(), last_step = ${bound(step, 'bigint')}
          WHERE account_id = ${account} AND confirmed_at IS NULL RETURNING account_id`,
    )
    if (confirmed.length === 0) return undefined
    await renewSessionsOf(transaction, account)
    return await makeRecoveryCodes(transaction, account)
  })
}

/**
 * Whether this is a code of the account's app that was not taken before, or one of its recovery codes: it is used up. Of two at
 * once, one is right.
 */
export async function useSecondFactor(
  write: Knex,
  box: SecretBox,
  account: number,
  typed: string,
): Promise<boolean> {
  const code = typed.replaceAll(/[\s-]/g, '')
  const step = await findStep(write, box, account, code)
  if (step !== undefined) {
    const taken = await select(
      write,
      sql`UPDATE second_factors SET last_step = ${bound(step, 'bigint')}
          WHERE account_id = ${account} AND confirmed_at IS NOT NULL AND last_step < ${bound(step, 'bigint')} RETURNING account_id`,
    )
    return taken.length > 0
  }
  const used = await select(
    write,
    sql`UPDATE recovery_codes r SET used_at = now() FROM second_factors f
        WHERE f.account_id = r.account_id AND f.confirmed_at IS NOT NULL AND r.account_id = ${account}
          AND r.code_sha256 = ${digest(code)} AND r.used_at IS NULL RETURNING r.account_id`,
  )
  return used.length > 0
}

/** Other recovery codes, told once; those before no longer hold. */
export async function renewRecoveryCodes(write: Knex, account: number): Promise<readonly string[]> {
  return await write.transaction(async (transaction) => await makeRecoveryCodes(transaction, account))
}

/** Takes the second step off; false where there was none. */
export async function removeSecondFactor(write: Knex, account: number): Promise<boolean> {
  return await write.transaction(async (transaction) => {
    await run(transaction, sql`DELETE FROM recovery_codes WHERE account_id = ${account}`)
    const removed = await select(
      transaction,
      sql`DELETE FROM second_factors WHERE account_id = ${account} RETURNING account_id`,
    )
    await renewSessionsOf(transaction, account)
    return removed.length > 0
  })
}

/** The time step whose code this is; undefined of a wrong one. Throws Problem (503) where the secret cannot be read. */
async function findStep(
  knex: Knex,
  box: SecretBox,
  account: number,
  code: string,
): Promise<number | undefined> {
  const [row] = await select<{ secret: string }>(
    knex,
    sql`SELECT secret FROM second_factors WHERE account_id = ${bound(account, 'int')}`,
  )
  if (!row) return undefined
  const secret = box.open(row.secret, ownerOf(account))
  if (!secret) throw unreadable()
  return findTotpStep(secret, code, Date.now())
}

function unreadable(): Problem {
  return new Problem({
    title: 'Second step cannot be checked',
    status: 503,
    detail:
      'The secret of the second step was kept under another AUDIT_KEY: who runs the server sets it right, or takes the second step off (npm run admin -- account second-step-off)',
  })
}

async function makeRecoveryCodes(transaction: Knex.Transaction, account: number): Promise<readonly string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => base32(randomBytes(RECOVERY_BYTES)))
  await run(transaction, sql`DELETE FROM recovery_codes WHERE account_id = ${account}`)
  await run(
    transaction,
    sql`INSERT INTO recovery_codes (account_id, code_sha256)
        SELECT ${bound(account, 'int')}, unnest(${bound(codes.map(digest), 'text[]')})`,
  )
  return codes.map((code) => code.match(/.{4}/g)?.join('-') ?? code)
}

function ownerOf(account: number): string {
  return `account ${account}`
}

/** However it was typed: 0 and 1 are no letters of these codes. */
function digest(code: string): string {
  const letters = code.toUpperCase().replaceAll('0', 'O').replaceAll('1', 'I')
  return createHash('sha256').update(`recovery ${letters}`).digest('hex')
}
