import type { Knex } from 'knex'
import type { AccountActor } from '../../../../core/access/actor.ts'
import { refuse } from '../../../access/authorise.ts'
import { renderAccountPage } from '../../../pages/account/account-page.ts'
import { accountWords } from '../../../pages/account/account-words.ts'
import { endSession } from '../../answer/end-session.ts'
import { formBody } from '../../request/body-reader.ts'
import { language, pageRoute, sendHtml } from './page-route.ts'

const accounts = { to: 'accounts' } as const

/** One's own account: what it was granted, and signing out. */
export const accountPages = [
  pageRoute({
    method: 'get',
    path: '/akun',
    linked: { title: accountWords.title },
    summary: 'What the account that is signed in was granted',
    access: accounts,
    query: [language],
    async handle({ services, request, response, actor: account }) {
      if (account.kind !== 'account') throw refuse(account, accounts.to)
      const context = await services.pageContext(request, '/akun')
      const areaNames = await readAreaNames(services.database.read, account)
      response.set('Cache-Control', 'no-store')
      sendHtml(response, renderAccountPage(context, { account, areaNames }))
    },
  }),
  pageRoute({
    method: 'post',
    path: '/akun/keluar',
    summary: 'Signing out by a form, without a script',
    access: accounts,
    // Sessions are no part of what services read of the store.
    writes: false,
    body: formBody({ schema: () => ({ type: 'object' }), read: () => undefined }),
    async handle({ services, request, response }) {
      await endSession(services, request, response)
      response.redirect(303, '/')
    },
  }),
]

async function readAreaNames(knex: Knex, { grants }: AccountActor): Promise<ReadonlyMap<string, string>> {
  const codes = grants.flatMap(({ area }) => area ?? [])
  if (codes.length === 0) return new Map()
  const rows = await knex('areas')
    .whereIn('code', codes)
    .select<{ code: string; name: string }[]>('code', 'name')
  return new Map(rows.map(({ code, name }) => [code, name]))
}
