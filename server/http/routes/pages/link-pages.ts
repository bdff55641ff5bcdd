import { countReplay, type FoundLink, readLink, useLink } from '../../../accounts/account-links.ts'
import { passwordFault } from '../../../accounts/passwords.ts'
import { type LinkFormData, renderLinkDonePage, renderLinkPage } from '../../../pages/account/link-page.ts'
import { formBody } from '../../request/body-reader.ts'
import { queryOf } from '../../request/query.ts'
import { query } from '../../routing/openapi-parts.ts'
import { everyone, language, type PageServices, pageRoute, sendHtml } from './page-route.ts'

const PATH = '/akun/tautan'
/** As the audit names it: the route is everyone's, and whose account it opens is known only then. */
const USE = { action: 'account:use-link', method: 'POST', path: PATH, params: {} } as const
/** Gone for good: what a link that has ended is answered with. */
const ENDED = 410

/**
 * One-time links. Opening one changes nothing, since machines that read mail open every link; what is behind it is told to
 * nobody's cache.
 */
export const linkPages = [
  pageRoute({
    method: 'get',
    path: PATH,
    summary: 'The form of a one-time link: an invitation, or a new password',
    access: everyone,
    query: [language, query('kunci', 'The key of the link')],
    async handle({ services, request, response }) {
      const token = queryOf(request).get('kunci') ?? ''
      const found = await readLink(services.database.write, token)
      const context = await services.pageContext(request, addressOf(token))
      response.set('Cache-Control', 'no-store').status(statusOf(found))
      sendHtml(response, renderLinkPage(context, { found, token }))
    },
  }),
  pageRoute({
    method: 'post',
    path: PATH,
    summary: 'Setting a password by a one-time link, which it uses up',
    access: everyone,
    changesAccounts: true,
    query: [language],
    body: formBody({
      schema: () => ({
        type: 'object',
        properties: { kunci: { type: 'string' }, password: { type: 'string' }, again: { type: 'string' } },
        required: ['kunci', 'password', 'again'],
      }),
      read: ({ kunci = '', password = '', again = '' }) => ({ token: kunci, password, again }),
    }),
    async handle({ services, request, response, body: { token, password, again } }) {
      const { write } = services.database
      const seen = await readLink(write, token)
      const context = await services.pageContext(request, addressOf(token))
      response.set('Cache-Control', 'no-store')
      const fault = seen.fault === undefined ? faultOf(password, again, seen.account.login) : undefined
      if (seen.fault !== undefined || fault !== undefined) {
        if (seen.fault !== undefined) await noteReplay(services, token, seen)
        response.status(fault === undefined ? statusOf(seen) : 400)
        sendHtml(response, renderLinkPage(context, { found: seen, token, fault }))
        return
      }
      await services.audit.asked({ ...USE, account: seen.account.id })
      const used = await useLink(write, token, password)
      if (used.fault !== undefined) {
        await noteReplay(services, token, used)
        response.status(statusOf(used))
      }
      await services.viewers.recheck()
      sendHtml(
        response,
        used.fault === undefined
          ? renderLinkDonePage(context, used.account.login)
          : renderLinkPage(context, { found: used, token }),
      )
    },
  }),
]

/** What came by a link that opens nothing any more is recorded with the account that it was for. */
async function noteReplay(
  { audit, database }: Pick<PageServices, 'audit' | 'database'>,
  token: string,
  found: FoundLink,
): Promise<void> {
  if (found.fault === undefined || found.account === null) return
  if (await countReplay(database.write, token))
    await audit.refused({ ...USE, account: found.account }, statusOf(found))
}

function addressOf(token: string): string {
  return `${PATH}?kunci=${encodeURIComponent(token)}`
}

function statusOf({ fault }: LinkFormData['found']): number {
  if (fault === undefined) return 200
  return fault === 'unknown' ? 404 : ENDED
}

function faultOf(password: string, again: string, login: string): LinkFormData['fault'] {
  return passwordFault(password, login) ?? (password === again ? undefined : 'different')
}
