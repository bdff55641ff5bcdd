import type { Grant, Role } from '../../core/access/grant.ts'
import { openSession } from '../../server/accounts/session.ts'
import type { TestServer } from '../support/start-test-server.ts'

let made = 0

/** Credentials of a new account that was granted this, a role in the whole region or more; with `expired` it no longer is. */
export async function accountWith(
  server: TestServer,
  granted: Role | readonly Grant[],
  { expired = false } = {},
): Promise<{ Cookie: string }> {
  const { write } = server.database
  made += 1
  const name = `uji-${made}`
  const grants: readonly Grant[] = typeof granted === 'string' ? [{ role: granted }] : granted
  const [account] = await write('accounts')
    .insert({ login: name, name, password_hash: '-' })
    .returning<{ id: number }[]>('id')
  for (const { role, area, agency, stages, years } of grants)
    await write('grants').insert({
      account_id: account!.id,
      role,
      area_code: area ?? null,
      agency: agency ?? null,
      stages: stages ?? null,
      years: years ?? null,
      expires_at: expired ? write.raw(`now() - interval '1 minute'`) : null,
    })
  return { Cookie: `petausul_session=${await openSession(write, account!)}` }
}
