import type { Request, Response } from 'express'
import type { AccountActor, Actor } from '../../../../core/access/actor.ts'
import type { OwnAccount, OwnSession } from '../../../../core/api/account.ts'
import type { Items } from '../../../../core/api/items.ts'
import { badParameter, notFound, Problem } from '../../../../core/problem.ts'
import type { Actors } from '../../../access/actors.ts'
import { refuse } from '../../../access/authorise.ts'
import { readToken } from '../../../access/cookies.ts'
import { accountJsonSchemas, ownAccountSchema } from '../../../accounts/account-request.ts'
import {
  acknowledgeReset,
  changeOwnAccount,
  listSessions,
  readOwnAccount,
  setOwnPassword,
} from '../../../accounts/own-account.ts'
import { LEAST_CHARACTERS, MOST_CHARACTERS, passwordFault } from '../../../accounts/passwords.ts'
import { endSessionOf, endSessionsOf, renewSession } from '../../../accounts/session.ts'
import type { Database } from '../../../database/database.ts'
import { readBody } from '../../../requests/read-body.ts'
import { setDeviceCookie, setSessionCookie } from '../../answer/session-cookie.ts'
import type { Viewers } from '../../answer/viewers.ts'
import { jsonBody, readFields } from '../../request/body-reader.ts'
import { text } from '../../routing/openapi-parts.ts'
import { routesFor } from '../../routing/route.ts'
import { numberOf } from './account-routes.ts'

const LIMIT = '10kb'
const accounts = { to: 'accounts' } as const

export interface OwnAccountServices {
  actors: Pick<Actors, 'accountOfSession' | 'guess'>
  database: Database
  publicUrl: string
  /** Whose streams end with sessions. */
  viewers: Pick<Viewers, 'recheck'>
}

interface OwnAsked {
  readonly services: OwnAccountServices
  readonly request: Request
  readonly response: Response
  readonly actor: Actor
}

const route = routesFor<OwnAccountServices>()
const passwordsSchema = {
  type: 'object',
  properties: { current: text, password: text },
  required: ['current', 'password'],
}
const GONE = { 204: { description: 'Done' } }

/** One's own account: what it is called, its password and its sessions. Nothing here changes what it may. */
export const ownAccountRoutes = [
  route({
    method: 'get',
    path: '/api/account',
    summary: 'The account that is signed in, with what it holds and until when',
    access: accounts,
    async handle({ services, response, actor }) {
      const own = await readOwnAccount(services.database.write, ownOf(actor).id)
      response.set('Cache-Control', 'no-store').json(own satisfies OwnAccount)
    },
  }),
  route({
    method: 'put',
    path: '/api/account',
    summary: 'Change what one is called, and the e-mail address',
    access: accounts,
    changesAccounts: true,
    body: jsonBody({
      limit: LIMIT,
      schema: () => accountJsonSchemas().own,
      read: (body) => readBody(ownAccountSchema, body),
    }),
    async handle({ services, response, actor, body }) {
      const { write } = services.database
      const { id } = ownOf(actor)
      await changeOwnAccount(write, id, body)
      response.set('Cache-Control', 'no-store').json((await readOwnAccount(write, id)) satisfies OwnAccount)
    },
  }),
  route({
    method: 'put',
    path: '/api/account/password',
    summary: 'Change the own password; all other sessions end, and devices are no longer known',
    access: accounts,
    changesAccounts: true,
    body: jsonBody({
      limit: LIMIT,
      schema: () => passwordsSchema,
      read: readPasswords,
    }),
    answers: GONE,
    async handle(asked) {
      await changePassword(asked, asked.body)
      asked.response.status(204).end()
    },
  }),
  route({
    method: 'delete',
    path: '/api/account/reset-notice',
    summary: 'Say that one knows that the password was set by a link',
    access: accounts,
    changesAccounts: true,
    answers: GONE,
    async handle({ services, response, actor }) {
      await acknowledgeReset(services.database.write, ownOf(actor).id)
      response.status(204).end()
    },
  }),
  route({
    method: 'get',
    path: '/api/account/sessions',
    summary: 'Where one is signed in',
    access: accounts,
    async handle({ services, request, response, actor }) {
      const current = (await services.actors.accountOfSession(request))?.session?.id
      const items = await listSessions(services.database.write, ownOf(actor).id, current)
      response.set('Cache-Control', 'no-store').json({ items } satisfies Items<OwnSession>)
    },
  }),
  route({
    method: 'delete',
    path: '/api/account/sessions',
    summary: 'End all of one’s sessions but this one',
    access: accounts,
    changesAccounts: true,
    answers: GONE,
    async handle(asked) {
      await endOtherSessions(asked)
      asked.response.status(204).end()
    },
  }),
  route({
    method: 'delete',
    path: '/api/account/sessions/{session}',
    summary: 'End one of one’s sessions; this one ends by signing out',
    access: accounts,
    changesAccounts: true,
    params: { session: 'Number of a session of one’s own' },
    answers: GONE,
    async handle(asked) {
      await endOwnSession(asked, asked.params.session)
      asked.response.status(204).end()
    },
  }),
]

export function ownOf(actor: Actor): AccountActor {
  if (actor.kind !== 'account') throw refuse(actor, accounts.to)
  return actor
}

/** Throws Problem: 400 where the present one is not right or the new one will not do, 429 after too many wrong ones. */
export async function changePassword(
  { services, request, response, actor }: OwnAsked,
  given: { current: string; password: string },
): Promise<void> {
  const { actors, database, publicUrl } = services
  const { id } = ownOf(actor)
  const { login } = await readOwnAccount(database.write, id)
  if (passwordFault(given.password, login))
    throw badParameter(
      'password',
      '(hidden)',
      `at least ${LEAST_CHARACTERS} characters, without the login in it`,
    )
  const isRight = await actors.guess(request, response, { login, password: given.current })
  if (!isRight) throw badParameter('current', '(hidden)', 'the present password')
  const session = (await actors.accountOfSession(request))?.session?.id
  await setOwnPassword(database.write, { id, session }, given.password)
  const token = session === undefined ? undefined : readToken(request.get('Cookie'))
  const next = token === undefined ? undefined : await renewSession(database.write, token)
  if (next !== undefined) {
    setSessionCookie(publicUrl, { request, response }, next)
    await setDeviceCookie(services, { request, response }, login)
  }
  await services.viewers.recheck()
}

export async function endOtherSessions({ services, request, actor }: OwnAsked): Promise<void> {
  const current = (await services.actors.accountOfSession(request))?.session?.id
  await endSessionsOf(services.database.write, ownOf(actor).id, { except: current })
  await services.viewers.recheck()
}

/** Throws Problem: 404 for a session of somebody else's, 409 for the one that asks. */
export async function endOwnSession({ services, request, actor }: OwnAsked, session: string): Promise<void> {
  const number = numberOf('session', session)
  if ((await services.actors.accountOfSession(request))?.session?.id === number)
    throw new Problem({
      title: 'This session',
      status: 409,
      detail: 'This is the session that asks: sign out instead',
    })
  if (!(await endSessionOf(services.database.write, ownOf(actor).id, number)))
    throw notFound('session', session)
  await services.viewers.recheck()
}

/** What is typed as a password is repeated in no answer. Throws Problem (400). */
function readPasswords(body: unknown): { current: string; password: string } {
  const { current, password } = readFields(body, ['current', 'password'])
  return { current: secretOf('current', current), password: secretOf('password', password) }
}

export function secretOf(name: string, value: unknown): string {
  if (typeof value === 'string' && value.length <= MOST_CHARACTERS) return value
  throw badParameter(name, '(hidden)', `a text of at most ${MOST_CHARACTERS} characters`)
}
