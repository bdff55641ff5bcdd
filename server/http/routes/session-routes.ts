import type { Session } from '../../../core/api/session.ts'
import { isRecord } from '../../../core/is-record.ts'
import { badParameter, Problem } from '../../../core/problem.ts'
import { type Actors, actorOf } from '../../access/actors.ts'
import { readToken } from '../../access/cookies.ts'
import type { Account } from '../../accounts/account.ts'
import { LOGIN, normaliseLogin } from '../../accounts/administrator.ts'
import { closeSession, openSession } from '../../accounts/session.ts'
import type { AuditLog } from '../../audit/audit-log.ts'
import type { Config } from '../../config.ts'
import type { Database } from '../../database/database.ts'
import { clientNetwork } from '../../net/client-address.ts'
import { deviceWords, shortNetwork } from '../../net/session-origin.ts'
import { endSession } from '../answer/end-session.ts'
import { setDeviceCookie, setSessionCookie } from '../answer/session-cookie.ts'
import type { Viewers } from '../answer/viewers.ts'
import { jsonBody } from '../request/body-reader.ts'
import { answer, text } from '../routing/openapi-parts.ts'
import { type Asked, routesFor } from '../routing/route.ts'

export interface SessionServices {
  audit: Pick<AuditLog, 'asked' | 'refused'>
  database: Database
  actors: Pick<Actors, 'accountOfSession' | 'guess' | 'useCode'>
  /** Whose streams end with the session. */
  viewers: Pick<Viewers, 'recheck'>
  config: Pick<Config, 'trustProxy'>
  publicUrl: string
}

const NOT_SIGNED_IN = 401
const LONGEST_CODE = 40
const everyone = { to: 'everyone' } as const
/** As the audit names it: the route is everyone's, and who signs in is known only then. */
const SIGN_IN = { action: 'session:open', method: 'POST', path: '/api/session', params: {} } as const
const signInSchema = {
  type: 'object',
  properties: {
    login: { ...text, description: 'admin, unless given' },
    password: text,
    code: {
      ...text,
      description: 'Of the second step, where the account has one: a 401 with the parameter code asks for it',
    },
  },
  required: ['password'],
}
const route = routesFor<SessionServices>()

export const sessionRoutes = [
  route({
    method: 'get',
    path: '/api/session',
    summary: 'Who is signed in',
    access: everyone,
    takesTurn: false,
    async handle({ services, request, response }) {
      const account = await services.actors.accountOfSession(request)
      response.set('Cache-Control', 'no-store').json(sessionOf(account) satisfies Session)
    },
  }),
  route({
    method: 'post',
    path: '/api/session',
    summary: 'Sign in',
    access: everyone,
    writes: false,
    body: jsonBody({ limit: '10kb', schema: () => signInSchema, read: readSignIn }),
    answers: answer(201, 'Signed in'),
    async handle({ services, request, response, body: given }) {
      const { actors, database, publicUrl } = services
      const account = await actors.guess(request, response, given)
      if (!account)
        throw new Problem({
          title: 'Not signed in',
          status: 401,
          detail: 'Login or password is not right',
          parameter: 'password',
        })
      await takeSecondStep({ services, request, response }, account, given)
      await services.audit.asked({ ...SIGN_IN, account: account.id })
      const former = readToken(request.get('Cookie'))
      if (former) await closeSession(database.write, former)
      const network = shortNetwork(clientNetwork(request, services.config.trustProxy))
      const origin = { device: deviceWords(request.get('User-Agent')), network }
      setSessionCookie(publicUrl, { request, response }, await openSession(database.write, account, origin))
      await setDeviceCookie(services, { request, response }, normaliseLogin(given.login) ?? LOGIN)
      response
        .status(201)
        .set('Cache-Control', 'no-store')
        .json(sessionOf(account) satisfies Session)
    },
  }),
  route({
    method: 'delete',
    path: '/api/session',
    summary: 'Sign out',
    access: everyone,
    writes: false,
    answers: { 204: { description: 'Signed out' } },
    async handle({ services, request, response }) {
      await endSession(services, request, response)
      response.status(204).end()
    },
  }),
]

/** Throws Problem: 401 where a code is wanted or is wrong, 429. */
async function takeSecondStep(
  { services, request, response }: Pick<Asked<SessionServices>, 'services' | 'request' | 'response'>,
  { id, secondFactor = false }: Account,
  { login, code }: SignIn,
): Promise<void> {
  if (!secondFactor) return
  if (code === undefined) throw codeWanted('This account asks for a second step: send the code as well')
  if (await services.actors.useCode(request, response, { id, login }, code)) return
  await services.audit.refused({ ...SIGN_IN, account: id }, NOT_SIGNED_IN)
  throw codeWanted('This code is not right, or was used: wait for the next one')
}

function codeWanted(detail: string): Problem {
  const expected = 'the code that the authenticator app shows now, or a recovery code'
  return new Problem({ title: 'Second step', status: NOT_SIGNED_IN, detail, parameter: 'code', expected })
}

interface SignIn {
  readonly login: string
  readonly password: string
  readonly code: string | undefined
}

function readSignIn(body: unknown): SignIn {
  const { login = LOGIN, password, code } = isRecord(body) ? body : {}
  if (code !== undefined && (typeof code !== 'string' || code.length > LONGEST_CODE))
    throw badParameter('code', '(hidden)', `a text of at most ${LONGEST_CODE} characters`)
  if (typeof login !== 'string' || login.length > 100)
    throw badParameter('login', '(hidden)', 'a text of at most 100 characters')
  if (typeof password !== 'string' || password.length > 1000)
    throw badParameter('password', '(hidden)', 'a text of at most 1000 characters')
  return { login, password, code }
}

function sessionOf(account: Account | undefined): Session {
  const actor = actorOf(account)
  if (!account || actor.kind !== 'account') return { user: null, actor }
  const user = { name: account.name, role: account.role ?? actor.grants[0]?.role ?? '' }
  return {
    user,
    actor,
    ...(account.resetAt ? { resetAt: account.resetAt } : {}),
    ...(account.waits ? { waits: true } : {}),
  }
}
