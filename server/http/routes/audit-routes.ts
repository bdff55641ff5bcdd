import type { AuditEntry, AuditHead } from '../../../core/api/audit.ts'
import type { Items } from '../../../core/api/items.ts'
import { readAudit } from '../../audit/read-audit.ts'
import { readHead } from '../../audit/seal-rows.ts'
import type { Database } from '../../database/database.ts'
import { readWhole } from '../request/query.ts'
import { query } from '../routing/openapi-parts.ts'
import { routesFor } from '../routing/route.ts'

const route = routesFor<{ database: Database }>()
const MOST = 1000
const LARGEST_ID = 2 ** 31 - 1

/** Who did what: for administrators and auditors. */
export const auditRoutes = [
  route({
    method: 'get',
    path: '/api/audit',
    summary: 'What accounts asked for and were refused, the latest first (administrator, auditor)',
    access: { to: 'audit:read' },
    query: [
      query('before', 'Entries before the one of this number', { type: 'integer' }),
      query('account', 'Of this account alone, by its number', { type: 'integer' }),
      query('limit', '1 to 1000; without it 100', { type: 'integer' }),
    ],
    async handle({ services, response, query: { before, account, limit } }) {
      const items = await readAudit(services.database.write, {
        before: before === undefined ? undefined : readWhole('before', before, [1, Number.MAX_SAFE_INTEGER]),
        account: account === undefined ? undefined : readWhole('account', account, [1, LARGEST_ID]),
        limit: readWhole('limit', limit ?? '100', [1, MOST]),
      })
      response.set('Cache-Control', 'no-store').json({ items } satisfies Items<AuditEntry>)
    },
  }),
  route({
    method: 'get',
    path: '/api/audit/head',
    summary: 'The end of the chain of seals, to be kept elsewhere (administrator, auditor)',
    access: { to: 'audit:read' },
    async handle({ services, response }) {
      const { seq, mac } = await readHead(services.database.write)
      response.set('Cache-Control', 'no-store').json({ seq, mac } satisfies AuditHead)
    },
  }),
]
