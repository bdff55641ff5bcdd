import type { RouteSamples, WriteWorld } from '../route-samples.ts'

/** An account to do something with: the latest one. */
const LATEST = '(SELECT max(id) FROM accounts)'

async function anotherAccount({ send }: WriteWorld): Promise<unknown> {
  return await send('POST', '/api/accounts', { body: { login: `contoh-${Date.now()}`, name: 'Contoh' } })
}

export const samples: RouteSamples = {
  params: { '{account}': ['1'], '{grant}': ['1'], '{session}': ['1'], '{token}': ['1'] },
  writes: {
    'POST /api/accounts': {
      path: '/api/accounts',
      body: { login: 'uji-undangan', name: 'Uji undangan', grants: [{ role: 'verifier' }] },
      rows: `accounts WHERE login = 'uji-undangan'`,
      column: 'created_by',
    },
    'POST /api/accounts/{account}/grants': {
      path: '/api/accounts/{accounts}/grants',
      body: { role: 'auditor' },
      first: anotherAccount,
      rows: `grants WHERE account_id = ${LATEST}`,
      column: 'given_by',
    },
    'DELETE /api/accounts/{account}/grants/{grant}': {
      path: '/api/accounts/{accounts}/grants/7777',
      first: async ({ sql }) =>
        await sql(
          `INSERT INTO grants (id, account_id, role) OVERRIDING SYSTEM VALUE VALUES (7777, ${LATEST}, 'resident')`,
        ),
      rows: 'grants WHERE id = 7777',
      column: 'revoked_by',
    },
    'POST /api/accounts/{account}/link': {
      path: '/api/accounts/{accounts}/link',
      rows: 'account_links',
      column: 'made_by',
    },
    'POST /api/account/tokens': {
      path: '/api/account/tokens',
      first: async ({ sql }) =>
        await sql(
          `INSERT INTO grants (id, account_id, role) OVERRIDING SYSTEM VALUE
           VALUES (7778, (SELECT id FROM accounts WHERE login = 'admin'), 'resident')`,
        ),
      body: { name: 'Uji token', grants: [7778] },
      rows: `application_tokens WHERE name = 'Uji token'`,
      column: 'made_by',
    },
    'DELETE /api/account/tokens/{token}': {
      path: '/api/account/tokens/{application_tokens}',
      rows: 'application_tokens WHERE revoked_at IS NOT NULL',
      column: 'revoked_by',
    },
    'DELETE /api/accounts/{account}/tokens/{token}': {
      path: '/api/accounts/{accounts}/tokens/7779',
      first: async ({ sql }) =>
        await sql(
          `INSERT INTO application_tokens (id, account_id, token_sha256, name, reads_only, expires_at) OVERRIDING SYSTEM VALUE
           VALUES (7779, ${LATEST}, 'uji', 'Uji', true, now() + interval '1 hour')`,
        ),
      rows: 'application_tokens WHERE id = 7779',
      column: 'revoked_by',
    },
    'PUT /api/accounts/{account}/state': {
      path: '/api/accounts/{accounts}/state',
      body: { disabled: true },
      rows: 'accounts WHERE disabled_at IS NOT NULL',
      column: 'disabled_by',
    },
    'POST /akun/tautan': 'is everyone’s who has the link: the record is the account itself',
    'POST /akun/undang': 'invites by a form, as POST /api/accounts does',
    'POST /akun/{account}/hak': 'gives by a form, as POST /api/accounts/{account}/grants does',
    'POST /akun/{account}/hak/{grant}/akhiri': 'ends by a form what the route of the API ends',
    'POST /akun/{account}/keadaan': 'disables by a form, as PUT /api/accounts/{account}/state does',
    'POST /akun/{account}/tautan': 'makes a link by a form, as POST /api/accounts/{account}/link does',
    'POST /akun/saya': 'changes what one is called, by a form',
    'POST /akun/saya/sandi': 'changes one’s own password, by a form',
    'POST /api/account/second-step': 'makes a secret of one’s own: the record is the account itself',
    'PUT /api/account/second-step': 'is of oneself: the record is the account itself',
    'POST /api/account/second-step/recovery-codes': 'is of oneself: the record is the account itself',
    'POST /api/account/second-step/removal': 'leaves no record but that of the audit',
    'POST /akun/saya/langkah-kedua': 'begins by a form',
    'POST /akun/saya/langkah-kedua/aktif': 'turns on by a form',
    'POST /akun/saya/langkah-kedua/pemulihan': 'makes codes by a form',
    'POST /akun/saya/langkah-kedua/mati': 'takes off by a form',
    'POST /akun/saya/token': 'makes a token by a form, as POST /api/account/tokens does',
    'POST /akun/saya/token/{token}/cabut': 'revokes by a form, as DELETE /api/account/tokens/{token} does',
    'POST /akun/{account}/token/{token}/cabut': 'revokes by a form what the route of the API revokes',
    'POST /akun/saya/tahu': 'says of oneself that one knows, by a form',
    'POST /akun/saya/sesi/akhiri': 'ends sessions, by a form',
    'POST /akun/saya/sesi/{session}/akhiri': 'ends a session, by a form',
    'PUT /api/account': 'changes what one is called: the record is the account itself',
    'PUT /api/account/password': 'changes one’s own password: the record is the account itself',
    'DELETE /api/account/reset-notice': 'says of oneself that one knows',
    'DELETE /api/account/sessions': 'ends sessions, which leaves no record but that of the audit',
    'DELETE /api/account/sessions/{session}': 'ends a session, which leaves no record but that of the audit',
  },
}
