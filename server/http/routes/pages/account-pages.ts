import type { Response } from 'express'
import type { Actor } from '../../../../core/access/actor.ts'
import { Problem } from '../../../../core/problem.ts'
import { ownAccountSchema } from '../../../accounts/account-request.ts'
import {
  acknowledgeReset,
  changeOwnAccount,
  listSessions,
  readOwnAccount,
} from '../../../accounts/own-account.ts'
import { passwordFault } from '../../../accounts/passwords.ts'
import { accountWords } from '../../../pages/account/account-words.ts'
import { type OwnFault, type OwnPageData, renderOwnPage } from '../../../pages/account/own-page.ts'
import { readAreaNames } from '../../../pages/account/read-grant-choices.ts'
import { readLanguage } from '../../../pages/language.ts'
import { localLink, type PageContext } from '../../../pages/page-context.ts'
import { readBody } from '../../../requests/read-body.ts'
import { endSession } from '../../answer/end-session.ts'
import { formBody } from '../../request/body-reader.ts'
import { queryOf } from '../../request/query.ts'
import { query } from '../../routing/openapi-parts.ts'
import type { Asked } from '../../routing/route.ts'
import { changePassword, endOtherSessions, endOwnSession, ownOf } from '../accounts/own-account-routes.ts'
import { language, type PageServices, pageRoute, sendHtml } from './page-route.ts'

const accounts = { to: 'accounts' } as const
const PATH = '/akun/saya'
const nothing = formBody({ schema: () => ({ type: 'object' }), read: () => undefined })
const fields = formBody({ schema: () => ({ type: 'object' }), read: (typed) => typed })
type OwnAsked = Pick<Asked<PageServices>, 'services' | 'request' | 'response' | 'actor'>

/** One's own account: what it was granted, its sessions and password, and signing out. */
export const accountPages = [
  pageRoute({
    method: 'get',
    path: PATH,
    linked: { title: accountWords.title },
    summary: 'The account that is signed in: rights, sessions, password',
    access: accounts,
    query: [language, query('sandi', 'diganti: says that the password was changed')],
    async handle(asked) {
      const isChanged = queryOf(asked.request).get('sandi') === 'diganti'
      await sendOwnPage(asked, { isChanged })
    },
  }),
  pageRoute({
    method: 'post',
    path: PATH,
    summary: 'Changing name and e-mail by a form',
    access: accounts,
    changesAccounts: true,
    query: [language],
    body: fields,
    async handle(asked) {
      const { services, actor, body } = asked
      const { name = '', email = '', ...others } = body
      const fault = await faultOf(body, async () => {
        const given = readBody(ownAccountSchema, {
          name,
          email: email.trim() === '' ? null : email.trim(),
          ...others,
        })
        await changeOwnAccount(services.database.write, ownOf(actor).id, given)
      })
      await answerForm(asked, fault, PATH)
    },
  }),
  pageRoute({
    method: 'post',
    path: `${PATH}/sandi`,
    summary: 'Changing the password by a form',
    access: accounts,
    changesAccounts: true,
    query: [language],
    body: fields,
    async handle(asked) {
      const { current = '', password = '', again = '' } = asked.body
      const { login } = await readOwnAccount(asked.services.database.write, ownOf(asked.actor).id)
      const lacks = passwordFault(password, login) ?? (password === again ? undefined : 'different')
      const fault: OwnFault | undefined = lacks
        ? { parameter: 'password', password: lacks, typed: {} }
        : await faultOf({}, () => changePassword(asked, { current, password }))
      await answerForm(asked, fault, `${PATH}?sandi=diganti`)
    },
  }),
  pageRoute({
    method: 'post',
    path: `${PATH}/tahu`,
    summary: 'Saying by a form that one knows of a reset',
    access: accounts,
    changesAccounts: true,
    query: [language],
    body: nothing,
    async handle(asked) {
      await acknowledgeReset(asked.services.database.write, ownOf(asked.actor).id)
      await answerForm(asked, undefined, PATH)
    },
  }),
  pageRoute({
    method: 'post',
    path: `${PATH}/sesi/akhiri`,
    summary: 'Ending all other sessions by a form',
    access: accounts,
    changesAccounts: true,
    query: [language],
    body: nothing,
    async handle(asked) {
      await endOtherSessions(asked)
      await answerForm(asked, undefined, PATH)
    },
  }),
  pageRoute({
    method: 'post',
    path: `${PATH}/sesi/{session}/akhiri`,
    summary: 'Ending one session by a form',
    access: accounts,
    changesAccounts: true,
    params: { session: 'Number of a session of one’s own' },
    query: [language],
    body: nothing,
    async handle(asked) {
      await endOwnSession(asked, asked.params.session)
      await answerForm(asked, undefined, PATH)
    },
  }),
  pageRoute({
    method: 'post',
    path: '/akun/keluar',
    summary: 'Signing out by a form, without a script',
    access: accounts,
    // Sessions are no part of what services read of the store.
    writes: false,
    body: nothing,
    async handle({ services, request, response }) {
      await endSession(services, request, response)
      response.redirect(303, '/')
    },
  }),
]

/** What was wrong in a form; undefined where it was done. */
async function faultOf(typed: OwnFault['typed'], work: () => Promise<void>): Promise<OwnFault | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    const isTyped =
      error instanceof Problem && error.body.status === 400 && error.body.parameter !== undefined
    if (!isTyped) throw error
    return { parameter: error.body.parameter ?? '', typed }
  }
}

/** The page again with what was typed where something was wrong, or the way on. */
async function answerForm(asked: OwnAsked, fault: OwnFault | undefined, next: string): Promise<void> {
  const { request, response } = asked
  if (fault) {
    response.status(400)
    await sendOwnPage(asked, { fault })
    return
  }
  response.redirect(303, localLink({ language: readLanguage(queryOf(request)) }, next))
}

async function sendOwnPage(
  { services, request, response, actor }: OwnAsked,
  more: Pick<OwnPageData, 'fault' | 'isChanged'>,
): Promise<void> {
  const context = await services.pageContext(request, PATH)
  sendPrivate(response, context, { ...(await readOwnPage(services, request, actor)), ...more })
}

async function readOwnPage(
  { actors, database }: PageServices,
  request: OwnAsked['request'],
  actor: Actor,
): Promise<OwnPageData> {
  const account = ownOf(actor)
  const found = await actors.accountOfSession(request)
  const current = found?.session?.id
  const waits = found?.waits ?? false
  const own = await readOwnAccount(database.write, account.id)
  const sessions = await listSessions(database.write, account.id, current)
  return { account, own, sessions, waits, areaNames: await readAreaNames(database.read, own.grants) }
}

function sendPrivate(response: Response, context: PageContext, data: OwnPageData): void {
  response.set('Cache-Control', 'no-store')
  sendHtml(response, renderOwnPage(context, data))
}
