import { ROLES } from '../../../../core/access/grant.ts'
import type {
  AccountList,
  HeldGrant,
  InvitedAccount,
  ListedAccount,
  OneTimeLink,
} from '../../../../core/api/account.ts'
import { isOneOf } from '../../../../core/is-one-of.ts'
import { badParameter, notFound } from '../../../../core/problem.ts'
import { type MadeLink, makeLink } from '../../../accounts/account-links.ts'
import {
  accountJsonSchemas,
  grantSchema,
  invitationSchema,
  stateSchema,
} from '../../../accounts/account-request.ts'
import { inviteAccount, setDisabled } from '../../../accounts/change-accounts.ts'
import { endGrant, giveGrant } from '../../../accounts/change-grants.ts'
import {
  type AccountQuestion,
  describeAccount,
  listAccounts,
  readAccount,
} from '../../../accounts/read-accounts.ts'
import type { Database } from '../../../database/database.ts'
import { readBody } from '../../../requests/read-body.ts'
import { isStorableText } from '../../../requests/storable-text.ts'
import { jsonBody } from '../../request/body-reader.ts'
import { readWhole } from '../../request/query.ts'
import { answer, query } from '../../routing/openapi-parts.ts'
import { routesFor } from '../../routing/route.ts'

const LIMIT = '20kb'
const [MOST_LISTED, USUALLY_LISTED] = [200, 50]
const LARGEST_ID = 2 ** 31 - 1
const STATES = ['active', 'invited', 'disabled'] as const
const MOST_WORDS = 10
const ACCOUNT = 'Number of an account'
const readers = { to: 'account:read', anywhere: true } as const
const givers = { to: 'account:grant', anywhere: true } as const
const route = routesFor<{ database: Database; publicUrl: string }>()

/**
 * Accounts of others: an administrator looks after those within the bounds of the own grant, and never after the own one. What
 * each may is asked again where it is done (server/accounts), within its transaction.
 */
export const accountRoutes = [
  route({
    method: 'get',
    path: '/api/accounts',
    summary: 'Accounts by name, with what they hold; within the bounds of who asks (administrator, auditor)',
    access: readers,
    query: [
      query('q', 'Words that must all be found in login, name, e-mail or workplace'),
      query('role', 'That hold this role', { type: 'string', enum: ROLES }),
      query('area', 'That hold something in this area or below'),
      query('state', 'active, invited or disabled', { type: 'string', enum: STATES }),
      query('after', '`next` of the page before', { type: 'integer' }),
      query('limit', `1 to ${MOST_LISTED}; without it ${USUALLY_LISTED}`, { type: 'integer' }),
    ],
    async handle({ services, response, actor, query: asked }) {
      const list = await listAccounts(services.database.write, actor, readAccountQuestion(asked))
      response.set('Cache-Control', 'no-store').json(list satisfies AccountList)
    },
  }),
  route({
    method: 'post',
    path: '/api/accounts',
    summary:
      'Invite somebody: an account with grants, and the link by which its password is set (administrator)',
    access: givers,
    changesAccounts: true,
    body: jsonBody({
      limit: LIMIT,
      schema: () => accountJsonSchemas().invitation,
      read: (body) => readBody(invitationSchema, body),
    }),
    answers: answer(201, 'The account; its link is told this once'),
    async handle({ services, response, actor, body }) {
      const { account, link } = await inviteAccount(services.database.write, actor, body)
      const invited = { account: describeAccount(actor, account), link: linkOf(services.publicUrl, link) }
      response
        .status(201)
        .location(`/api/accounts/${account.id}`)
        .set('Cache-Control', 'no-store')
        .json(invited satisfies InvitedAccount)
    },
  }),
  route({
    method: 'get',
    path: '/api/accounts/{account}',
    summary: 'One account (administrator, auditor)',
    access: readers,
    params: { account: ACCOUNT },
    async handle({ services, response, actor, params: { account } }) {
      const found = await readAccount(services.database.write, actor, numberOf('account', account))
      response.set('Cache-Control', 'no-store').json(describeAccount(actor, found) satisfies ListedAccount)
    },
  }),
  route({
    method: 'post',
    path: '/api/accounts/{account}/grants',
    summary: 'Give an account a grant; the same one twice is given once (administrator)',
    access: givers,
    changesAccounts: true,
    params: { account: ACCOUNT },
    body: jsonBody({
      limit: LIMIT,
      schema: () => accountJsonSchemas().grant,
      read: (body) => readBody(grantSchema, body),
    }),
    answers: answer(201, 'The grant; 200 where the account holds it already'),
    async handle({ services, response, actor, params, body }) {
      const account = numberOf('account', params.account)
      const { grant, isNew } = await giveGrant(services.database.write, actor, account, body)
      response
        .status(isNew ? 201 : 200)
        .set('Cache-Control', 'no-store')
        .json(grant satisfies HeldGrant)
    },
  }),
  route({
    method: 'delete',
    path: '/api/accounts/{account}/grants/{grant}',
    summary: 'End a grant at once (administrator)',
    access: givers,
    changesAccounts: true,
    params: { account: ACCOUNT, grant: 'Number of a grant' },
    answers: { 204: { description: 'Ended' } },
    async handle({ services, response, actor, params }) {
      const [account, grant] = [numberOf('account', params.account), numberOf('grant', params.grant)]
      await endGrant(services.database.write, actor, account, grant)
      response.status(204).end()
    },
  }),
  route({
    method: 'put',
    path: '/api/accounts/{account}/state',
    summary: 'Disable an account, which ends its sessions and links, or enable it again (administrator)',
    access: givers,
    changesAccounts: true,
    params: { account: ACCOUNT },
    body: jsonBody({
      limit: LIMIT,
      schema: () => accountJsonSchemas().state,
      read: (body) => readBody(stateSchema, body),
    }),
    async handle({ services, response, actor, params, body: { disabled } }) {
      const id = numberOf('account', params.account)
      const account = await setDisabled(services.database.write, actor, id, disabled)
      response.set('Cache-Control', 'no-store').json(describeAccount(actor, account) satisfies ListedAccount)
    },
  }),
  route({
    method: 'post',
    path: '/api/accounts/{account}/link',
    summary:
      'A link by which the password of an account is set, once; one made before no longer holds (administrator)',
    access: givers,
    changesAccounts: true,
    params: { account: ACCOUNT },
    answers: answer(201, 'The link, told this once'),
    async handle({ services, response, actor, params }) {
      const link = await makeLink(services.database.write, actor, numberOf('account', params.account))
      response
        .status(201)
        .set('Cache-Control', 'no-store')
        .json(linkOf(services.publicUrl, link) satisfies OneTimeLink)
    },
  }),
]

/** The link as it is handed over: to a page that shows a form. */
export function linkOf(publicUrl: string, { kind, token, expiresAt }: MadeLink): OneTimeLink {
  return { kind, url: `${publicUrl}/akun/tautan?kunci=${token}`, expiresAt }
}

export function numberOf(what: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw notFound(what, text)
  return Number(text)
}

type Names = 'q' | 'role' | 'area' | 'state' | 'after' | 'limit'

/** Throws Problem (400). */
export function readAccountQuestion(asked: Readonly<Partial<Record<Names, string>>>): AccountQuestion {
  const { q = '', role, area, state, after, limit = String(USUALLY_LISTED) } = asked
  for (const [name, text = ''] of Object.entries({ q, area }))
    if (!isStorableText(text)) throw badParameter(name, text, 'text without NUL')
  if (role !== undefined && !isOneOf(ROLES, role))
    throw badParameter('role', role, `one of ${ROLES.join(', ')}`)
  if (state !== undefined && !isOneOf(STATES, state))
    throw badParameter('state', state, `one of ${STATES.join(', ')}`)
  return {
    words: q.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS),
    ...{ role, area, state },
    after: after === undefined ? undefined : readWhole('after', after, [1, LARGEST_ID]),
    limit: readWhole('limit', limit, [1, MOST_LISTED]),
  }
}
