import type { Role } from '../../core/access/grant.ts'
import { openSession } from '../../server/accounts/session.ts'
import type { TestServer } from '../support/start-test-server.ts'

let made = 0

/** Credentials of a new account with this role in the whole region. */
export async function accountWith(server: TestServer, role: Role): Promise<{ Cookie: string }> {
  const { write } = server.database
  made += 1
  const [account] = await write('accounts')
    .insert({ login: `uji-${made}`, name: role, password_hash: '-' })
    .returning<{ id: number }[]>('id')
  await write('grants').insert({ account_id: account!.id, role })
  return { Cookie: `petausul_session=${await openSession(write, account!)}` }
}
