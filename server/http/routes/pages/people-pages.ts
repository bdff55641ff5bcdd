import type { Request } from 'express'
import type { Actor } from '../../../../core/access/actor.ts'
import { mayReset } from '../../../../core/access/may-give.ts'
import { makeLink } from '../../../accounts/account-links.ts'
import { listTokensOf, revokeToken } from '../../../accounts/application-tokens.ts'
import { inviteAccount, setDisabled } from '../../../accounts/change-accounts.ts'
import { endGrant, giveGrant } from '../../../accounts/change-grants.ts'
import { describeAccount, listAccounts, readAccount } from '../../../accounts/read-accounts.ts'
import type { RefusedForm } from '../../../pages/account/grant-fields.ts'
import { renderInvitePage } from '../../../pages/account/invite-page.ts'
import { renderMadeLinkPage } from '../../../pages/account/link-page.ts'
import { renderPeoplePage } from '../../../pages/account/people-page.ts'
import { peopleWords } from '../../../pages/account/people-words.ts'
import { renderPersonPage } from '../../../pages/account/person-page.ts'
import { readAreaNames, readGrantChoices } from '../../../pages/account/read-grant-choices.ts'
import { type Fields, readGrantForm, readInvitationForm } from '../../../pages/account/read-grant-form.ts'
import { readLanguage } from '../../../pages/language.ts'
import { localLink, type PageContext } from '../../../pages/page-context.ts'
import { formBody } from '../../request/body-reader.ts'
import { queryOf } from '../../request/query.ts'
import { query } from '../../routing/openapi-parts.ts'
import { linkOf, numberOf, readAccountQuestion } from '../accounts/account-routes.ts'
import { contextOf, refusedAsForm, tellInForm } from './form-refused.ts'
import { language, type PageServices, pageRoute, sendHtml } from './page-route.ts'

const readers = { to: 'account:read', anywhere: true } as const
const givers = { to: 'account:grant', anywhere: true } as const
const account = { account: 'Number of an account' }
const fields = formBody({ schema: () => ({ type: 'object' }), read: (typed): Fields => typed })
const NAMES = ['q', 'role', 'area', 'state', 'after'] as const

/** Accounts for those who look after them; each does what a route of /api/accounts does. */
export const peoplePages = [
  pageRoute({
    method: 'get',
    path: '/akun',
    linked: { title: peopleWords.title },
    summary: 'Accounts, searched and listed',
    access: readers,
    query: [language, ...NAMES.map((name) => query(name, 'As of /api/accounts'))],
    async handle({ services, request, response, actor }) {
      const asked = queryOf(request)
      const given = NAMES.flatMap((name) => (asked.get(name) ? [[name, asked.get(name) ?? '']] : []))
      const question = readAccountQuestion(Object.fromEntries(given))
      const list = await listAccounts(services.database.write, actor, question)
      const held = list.items.flatMap(({ grants }) => grants)
      const areaNames = await readAreaNames(services.database.read, held)
      const context = await contextOf({ services, request, response }, '/akun')
      response.set('Cache-Control', 'no-store')
      sendHtml(response, renderPeoplePage(context, { list, areaNames, question }))
    },
  }),
  pageRoute({
    method: 'get',
    path: '/akun/undang',
    summary: 'The form of an invitation',
    access: givers,
    query: [language],
    async handle({ services, request, response }) {
      const context = await contextOf({ services, request, response }, '/akun/undang')
      response.set('Cache-Control', 'no-store')
      sendHtml(response, await drawInvite(services, context))
    },
  }),
  pageRoute({
    method: 'post',
    path: '/akun/undang',
    summary: 'Inviting by a form, without a script',
    access: givers,
    changesAccounts: true,
    query: [language],
    body: fields,
    async handle({ services, request, response, actor, body }) {
      const { account, link } = await refusedAsForm('/akun/undang', body, () =>
        inviteAccount(services.database.write, actor, readInvitationForm(body)),
      )
      const context = await contextOf({ services, request, response }, '/akun/undang')
      response.set('Cache-Control', 'no-store').status(201)
      sendHtml(response, renderMadeLinkPage(context, { account, link: linkOf(services.publicUrl, link) }))
    },
    fault: tellInForm(drawInvite),
  }),
  pageRoute({
    method: 'get',
    path: '/akun/{account}',
    summary: 'One account, what it holds, and access to it',
    access: readers,
    params: account,
    query: [language],
    async handle({ services, request, response, params }) {
      const path = `/akun/${numberOf('account', params.account)}`
      const context = await contextOf({ services, request, response }, path)
      response.set('Cache-Control', 'no-store')
      sendHtml(response, await drawPerson(services, context))
    },
  }),
  pageRoute({
    method: 'post',
    path: '/akun/{account}/hak',
    summary: 'Giving a grant by a form',
    access: givers,
    changesAccounts: true,
    params: account,
    query: [language],
    body: fields,
    async handle({ services, request, response, actor, params, body }) {
      const id = numberOf('account', params.account)
      await refusedAsForm(`/akun/${id}`, body, () =>
        giveGrant(services.database.write, actor, id, readGrantForm(body)),
      )
      response.redirect(303, backTo(request, `/akun/${id}`))
    },
    fault: tellInForm(drawPerson),
  }),
  pageRoute({
    method: 'post',
    path: '/akun/{account}/hak/{grant}/akhiri',
    summary: 'Ending a grant by a form',
    access: givers,
    changesAccounts: true,
    params: { ...account, grant: 'Number of a grant' },
    query: [language],
    body: fields,
    async handle({ services, request, response, actor, params, body }) {
      const [id, grant] = [numberOf('account', params.account), numberOf('grant', params.grant)]
      await refusedAsForm(`/akun/${id}`, body, () => endGrant(services.database.write, actor, id, grant))
      response.redirect(303, backTo(request, `/akun/${id}`))
    },
    fault: tellInForm(drawPerson),
  }),
  pageRoute({
    method: 'post',
    path: '/akun/{account}/token/{token}/cabut',
    summary: 'Revoking an application token by a form',
    access: givers,
    changesAccounts: true,
    params: { ...account, token: 'Number of an application token' },
    query: [language],
    body: fields,
    async handle({ services, request, response, actor, params, body }) {
      const [id, token] = [numberOf('account', params.account), numberOf('token', params.token)]
      await refusedAsForm(`/akun/${id}`, body, () => revokeToken(services.database.write, actor, id, token))
      await services.viewers.recheck()
      response.redirect(303, backTo(request, `/akun/${id}`))
    },
    fault: tellInForm(drawPerson),
  }),
  pageRoute({
    method: 'post',
    path: '/akun/{account}/keadaan',
    summary: 'Disabling or enabling an account by a form',
    access: givers,
    changesAccounts: true,
    params: account,
    query: [language],
    body: fields,
    async handle({ services, request, response, actor, params, body }) {
      const id = numberOf('account', params.account)
      await refusedAsForm(`/akun/${id}`, body, () =>
        setDisabled(services.database.write, actor, id, body.disabled === 'yes'),
      )
      await services.viewers.recheck()
      response.redirect(303, backTo(request, `/akun/${id}`))
    },
    fault: tellInForm(drawPerson),
  }),
  pageRoute({
    method: 'post',
    path: '/akun/{account}/tautan',
    summary: 'Making a one-time link by a form',
    access: givers,
    changesAccounts: true,
    params: account,
    query: [language],
    body: fields,
    async handle({ services, request, response, actor, params, body }) {
      const id = numberOf('account', params.account)
      const { write } = services.database
      const link = await refusedAsForm(`/akun/${id}`, body, () => makeLink(write, actor, id))
      const context = await contextOf({ services, request, response }, `/akun/${id}`)
      const found = await readAccount(write, actor, id)
      response.set('Cache-Control', 'no-store').status(201)
      const made = { account: found, link: linkOf(services.publicUrl, link) }
      sendHtml(response, renderMadeLinkPage(context, made))
    },
    fault: tellInForm(drawPerson),
  }),
]

async function drawInvite(
  services: PageServices,
  context: PageContext,
  refused?: RefusedForm,
): Promise<string> {
  return renderInvitePage(context, { choices: await readGrantChoices(services.database.read), refused })
}

/** The account whose page the context is of. */
async function drawPerson(
  services: PageServices,
  context: PageContext,
  refused?: RefusedForm,
): Promise<string> {
  const { read, write } = services.database
  const { actor }: { actor: Actor } = context
  const account = await readAccount(write, actor, Number(context.address.split('/').at(-1)))
  const tokens = mayReset(actor, account) ? await listTokensOf(write, actor, account.id) : undefined
  const held = [...account.grants, ...(tokens ?? []).flatMap(({ grants }) => grants)]
  return renderPersonPage(context, {
    account: describeAccount(actor, account),
    tokens,
    areaNames: await readAreaNames(read, held),
    choices: await readGrantChoices(read),
    refused,
  })
}

function backTo(request: Request, path: string): string {
  return localLink({ language: readLanguage(queryOf(request)) }, path)
}
