import type { Knex } from 'knex'
import { digestOfToken } from '../../server/accounts/token-store.ts'

/** The administrator's, in every store of a test server: it carries all that the account holds, and may change. */
export const TOKEN = `pu_${'uji-'.repeat(11).slice(0, 43)}`

/** The office as programs name themselves. */
export const OFFICE = { Authorization: `Basic ${btoa(`admin:${TOKEN}`)}` }

/** Lets programs ask as the office; once for each store. */
export async function keepOfficeToken(write: Knex): Promise<void> {
  await write.raw(
    `WITH made AS (
       INSERT INTO application_tokens (account_id, token_sha256, name, reads_only, expires_at)
       SELECT id, ?, 'uji', false, now() + interval '1 day' FROM accounts WHERE login = 'admin'
       ON CONFLICT (token_sha256) DO NOTHING RETURNING id, account_id)
     INSERT INTO application_token_grants (token_id, grant_id)
       SELECT made.id, g.id FROM made JOIN grants g USING (account_id) WHERE g.revoked_at IS NULL`,
    [digestOfToken(TOKEN)],
  )
}
