import type { AccountActor } from '../../../../core/access/actor.ts'
import type { BegunSecondStep, RecoveryCodes, SecondFactor } from '../../../../core/api/account.ts'
import { badParameter } from '../../../../core/problem.ts'
import type { Actors } from '../../../access/actors.ts'
import { readOwnAccount } from '../../../accounts/own-account.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  readSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
} from '../../../accounts/second-factor.ts'
import type { SecretBox } from '../../../accounts/secret-box.ts'
import { base32, totpAddress } from '../../../accounts/totp.ts'
import type { Database } from '../../../database/database.ts'
import { jsonBody, readFields } from '../../request/body-reader.ts'
import { answer, text } from '../../routing/openapi-parts.ts'
import { type Asked, routesFor } from '../../routing/route.ts'
import { ownOf, secretOf } from './own-account-routes.ts'

const PATH = '/api/account/second-step'
const accounts = { to: 'accounts' } as const
const LONGEST_CODE = 40

export interface SecondStepServices {
  actors: Pick<Actors, 'guess' | 'guessCode' | 'useCode'>
  database: Database
  publicUrl: string
  secondFactorBox: SecretBox
}

type OwnAsked = Pick<Asked<SecondStepServices>, 'services' | 'request' | 'response' | 'actor'>

const route = routesFor<SecondStepServices>()
const fieldsOf = (...names: ('current' | 'code')[]) =>
  jsonBody({
    limit: '10kb',
    schema: () => ({
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, text])),
      required: names,
    }),
    read: (body) => {
      const { current = '', code = '' } = readFields(body, names)
      return { current: secretOf('current', current), code: secretOf('code', code) }
    },
  })

/** The second step at sign-in: codes of an authenticator app, and recovery codes. People set it up, signed in. */
export const secondStepRoutes = [
  route({
    method: 'get',
    path: PATH,
    summary: 'Whether one’s own account asks for a second step at sign-in',
    access: accounts,
    async handle({ services, response, actor }) {
      const kept = await readSecondFactor(services.database.write, ownOf(actor).id)
      response.set('Cache-Control', 'no-store').json(kept satisfies SecondFactor)
    },
  }),
  route({
    method: 'post',
    path: PATH,
    summary:
      'Begin to set it up: the secret for an authenticator app; nothing is asked for until a code was shown',
    access: accounts,
    changesAccounts: true,
    body: fieldsOf('current'),
    answers: answer(201, 'The secret, told this once'),
    async handle(asked) {
      const begun = await begin(asked, asked.body)
      asked.response
        .status(201)
        .set('Cache-Control', 'no-store')
        .json(begun satisfies BegunSecondStep)
    },
  }),
  route({
    method: 'put',
    path: PATH,
    summary: 'Turn it on with a first code; gives recovery codes, told this once',
    access: accounts,
    changesAccounts: true,
    body: fieldsOf('code'),
    async handle(asked) {
      const recoveryCodes = await confirm(asked, asked.body)
      asked.response.set('Cache-Control', 'no-store').json({ recoveryCodes } satisfies RecoveryCodes)
    },
  }),
  route({
    method: 'post',
    path: `${PATH}/recovery-codes`,
    summary: 'Other recovery codes, with a code; those before no longer hold',
    access: accounts,
    changesAccounts: true,
    body: fieldsOf('code'),
    answers: answer(201, 'The codes, told this once'),
    async handle(asked) {
      const recoveryCodes = await renewCodes(asked, asked.body)
      asked.response
        .status(201)
        .set('Cache-Control', 'no-store')
        .json({ recoveryCodes } satisfies RecoveryCodes)
    },
  }),
  route({
    method: 'post',
    path: `${PATH}/removal`,
    summary: 'Take it off, with password and a code',
    access: accounts,
    changesAccounts: true,
    body: fieldsOf('current', 'code'),
    answers: { 204: { description: 'Taken off' } },
    async handle(asked) {
      await remove(asked, asked.body)
      asked.response.status(204).end()
    },
  }),
]

/** Throws Problem: 400 for a wrong password, 409 where it is on already, 429. */
export async function begin(asked: OwnAsked, { current }: { current: string }): Promise<BegunSecondStep> {
  const { services, actor } = asked
  const { write } = services.database
  const { login } = await checkPassword(asked, current)
  const secret = await beginSecondFactor(write, services.secondFactorBox, ownOf(actor).id)
  const issuer = `PetaUsul ${new URL(services.publicUrl).host}`
  return { secret: base32(secret), uri: totpAddress(issuer, login, secret) }
}

/** Throws Problem: 400 for a wrong code, 429. */
export async function confirm(asked: OwnAsked, { code }: { code: string }): Promise<readonly string[]> {
  const { database, secondFactorBox, actors } = asked.services
  const { id } = ownOf(asked.actor)
  const { login } = await readOwnAccount(database.write, id)
  const codes = await actors.guessCode(asked.request, asked.response, login, async () =>
    confirmSecondFactor(database.write, secondFactorBox, id, code.replaceAll(/\s/g, '')),
  )
  if (!codes) throw wrongCode()
  return codes
}

/** Throws Problem: 400 for a wrong code, 429. */
export async function renewCodes(asked: OwnAsked, { code }: { code: string }): Promise<readonly string[]> {
  const { write } = asked.services.database
  const account = ownOf(asked.actor)
  await checkCode(asked, account, code)
  return await renewRecoveryCodes(write, account.id)
}

/** Throws Problem: 400 for a wrong password or code, 429. */
export async function remove(
  asked: OwnAsked,
  { current, code }: { current: string; code: string },
): Promise<void> {
  const account = ownOf(asked.actor)
  await checkPassword(asked, current)
  await checkCode(asked, account, code)
  await removeSecondFactor(asked.services.database.write, account.id)
}

async function checkPassword({ services, request, response, actor }: OwnAsked, password: string) {
  const own = await readOwnAccount(services.database.write, ownOf(actor).id)
  if (!(await services.actors.guess(request, response, { login: own.login, password })))
    throw badParameter('current', '(hidden)', 'the present password')
  return own
}

async function checkCode(
  { services, request, response }: OwnAsked,
  { id }: AccountActor,
  code: string,
): Promise<void> {
  const { login } = await readOwnAccount(services.database.write, id)
  if (code.length > LONGEST_CODE || !(await services.actors.useCode(request, response, { id, login }, code)))
    throw wrongCode()
}

function wrongCode() {
  return badParameter('code', '(hidden)', 'the code that the app shows now and that was not used before')
}
