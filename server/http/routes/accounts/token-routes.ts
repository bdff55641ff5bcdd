import type { ApplicationToken, MadeToken } from '../../../../core/api/account.ts'
import type { Items } from '../../../../core/api/items.ts'
import { accountJsonSchemas, tokenSchema } from '../../../accounts/account-request.ts'
import { listTokens, listTokensOf, makeToken, revokeToken } from '../../../accounts/application-tokens.ts'
import type { Database } from '../../../database/database.ts'
import { readBody } from '../../../requests/read-body.ts'
import type { Viewers } from '../../answer/viewers.ts'
import { jsonBody } from '../../request/body-reader.ts'
import { answer } from '../../routing/openapi-parts.ts'
import { routesFor } from '../../routing/route.ts'
import { numberOf } from './account-routes.ts'
import { ownOf } from './own-account-routes.ts'

const accounts = { to: 'accounts' } as const
const givers = { to: 'account:grant', anywhere: true } as const
const TOKEN = 'Number of an application token'
const REVOKED = { 204: { description: 'Revoked' } }
const route = routesFor<{ database: Database; viewers: Pick<Viewers, 'recheck'> }>()

/** Application tokens: by which programs (QGIS, curl) ask with HTTP Basic. People make and revoke them, signed in. */
export const tokenRoutes = [
  route({
    method: 'get',
    path: '/api/account/tokens',
    summary: 'One’s own application tokens, with what each carries and when it was last used',
    access: accounts,
    async handle({ services, response, actor }) {
      const items = await listTokens(services.database.write, ownOf(actor).id)
      response.set('Cache-Control', 'no-store').json({ items } satisfies Items<ApplicationToken>)
    },
  }),
  route({
    method: 'post',
    path: '/api/account/tokens',
    summary: 'Make an application token that carries some of one’s own grants, and ends after some days',
    access: accounts,
    changesAccounts: true,
    body: jsonBody({
      limit: '10kb',
      schema: () => accountJsonSchemas().token,
      example: { name: 'QGIS', days: 90, grants: [1] },
      read: (body) => readBody(tokenSchema, body),
    }),
    answers: answer(201, 'The token, told this once; it stands instead of the password in HTTP Basic'),
    async handle({ services, response, actor, body }) {
      const made = await makeToken(services.database.write, actor, ownOf(actor).id, body)
      response
        .status(201)
        .set('Cache-Control', 'no-store')
        .json(made satisfies MadeToken)
    },
  }),
  route({
    method: 'delete',
    path: '/api/account/tokens/{token}',
    summary: 'Revoke one of one’s own application tokens at once',
    access: accounts,
    changesAccounts: true,
    params: { token: TOKEN },
    answers: REVOKED,
    async handle({ services, response, actor, params }) {
      const token = numberOf('token', params.token)
      await revokeToken(services.database.write, actor, ownOf(actor).id, token)
      await services.viewers.recheck()
      response.status(204).end()
    },
  }),
  route({
    method: 'get',
    path: '/api/accounts/{account}/tokens',
    summary: 'Application tokens of an account that one looks after (administrator)',
    access: givers,
    params: { account: 'Number of an account' },
    async handle({ services, response, actor, params }) {
      const account = numberOf('account', params.account)
      const items = await listTokensOf(services.database.write, actor, account)
      response.set('Cache-Control', 'no-store').json({ items } satisfies Items<ApplicationToken>)
    },
  }),
  route({
    method: 'delete',
    path: '/api/accounts/{account}/tokens/{token}',
    summary: 'Revoke an application token of an account that one looks after (administrator)',
    access: givers,
    changesAccounts: true,
    params: { account: 'Number of an account', token: TOKEN },
    answers: REVOKED,
    async handle({ services, response, actor, params }) {
      const [account, token] = [numberOf('account', params.account), numberOf('token', params.token)]
      await revokeToken(services.database.write, actor, account, token)
      await services.viewers.recheck()
      response.status(204).end()
    },
  }),
]
