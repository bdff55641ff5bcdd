import { type TokenRequest, tokenSchema } from '../../../accounts/account-request.ts'
import { listTokens, makeToken, revokeToken } from '../../../accounts/application-tokens.ts'
import { readOwnAccount } from '../../../accounts/own-account.ts'
import type { RefusedForm } from '../../../pages/account/grant-fields.ts'
import { readAreaNames } from '../../../pages/account/read-grant-choices.ts'
import type { Fields } from '../../../pages/account/read-grant-form.ts'
import { renderMadeTokenPage, renderTokenPage } from '../../../pages/account/token-page.ts'
import { readLanguage } from '../../../pages/language.ts'
import { localLink, type PageContext } from '../../../pages/page-context.ts'
import { readBody } from '../../../requests/read-body.ts'
import { formBody } from '../../request/body-reader.ts'
import { queryOf } from '../../request/query.ts'
import { numberOf } from '../accounts/account-routes.ts'
import { ownOf } from '../accounts/own-account-routes.ts'
import { contextOf, refusedAsForm, tellInForm } from './form-refused.ts'
import { language, type PageServices, pageRoute, sendHtml } from './page-route.ts'

const PATH = '/akun/saya/token'
const accounts = { to: 'accounts' } as const
const fields = formBody({ schema: () => ({ type: 'object' }), read: (typed): Fields => typed })

/** One's own application tokens; plain forms, without a script. */
export const tokenPages = [
  pageRoute({
    method: 'get',
    path: PATH,
    summary: 'One’s own application tokens, and the form for another one',
    access: accounts,
    query: [language],
    async handle({ services, request, response }) {
      const context = await contextOf({ services, request, response }, PATH)
      response.set('Cache-Control', 'no-store')
      sendHtml(response, await drawTokens(services, context))
    },
  }),
  pageRoute({
    method: 'post',
    path: PATH,
    summary: 'Making an application token by a form',
    access: accounts,
    changesAccounts: true,
    query: [language],
    body: fields,
    async handle({ services, request, response, actor, body }) {
      const made = await refusedAsForm(PATH, body, () =>
        makeToken(services.database.write, actor, ownOf(actor).id, readTokenForm(body)),
      )
      const context = await contextOf({ services, request, response }, PATH)
      response.set('Cache-Control', 'no-store').status(201)
      sendHtml(response, renderMadeTokenPage(context, made))
    },
    fault: tellInForm(drawTokens),
  }),
  pageRoute({
    method: 'post',
    path: `${PATH}/{token}/cabut`,
    summary: 'Revoking an application token by a form',
    access: accounts,
    changesAccounts: true,
    params: { token: 'Number of an application token' },
    query: [language],
    body: fields,
    async handle({ services, request, response, actor, params }) {
      await revokeToken(services.database.write, actor, ownOf(actor).id, numberOf('token', params.token))
      await services.viewers.recheck()
      response.redirect(303, localLink({ language: readLanguage(queryOf(request)) }, PATH))
    },
  }),
]

/** Throws Problem (400). */
function readTokenForm({ name = '', days, writes, ...others }: Fields): TokenRequest {
  const chosen = Object.keys(others).flatMap((field) => /^hak-(\d{1,9})$/.exec(field)?.[1] ?? [])
  return readBody(tokenSchema, {
    name,
    ...(days === undefined ? {} : { days: Number(days) }),
    grants: chosen.map(Number),
    readsOnly: writes === undefined,
  })
}

async function drawTokens(
  { database }: PageServices,
  context: PageContext,
  refused?: RefusedForm,
): Promise<string> {
  const { id } = ownOf(context.actor)
  const { grants } = await readOwnAccount(database.write, id)
  const tokens = await listTokens(database.write, id)
  const held = [...grants, ...tokens.flatMap((token) => token.grants)]
  const areaNames = await readAreaNames(database.read, held)
  return renderTokenPage(context, { tokens, grants, areaNames, refused })
}
