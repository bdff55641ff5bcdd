import { deskGrants } from '../../../../core/desk/desk-queue.ts'
import { renderImportPage } from '../../../pages/staff/import-page.ts'
import { pathAfterSignIn, renderSignInPage } from '../../../pages/staff/sign-in-page.ts'
import { queryOf } from '../../request/query.ts'
import { query } from '../../routing/openapi-parts.ts'
import { everyone, language, pageRoute, sendHtml } from './page-route.ts'

/** Pages of those who work with PetaUsul. They are no caches' to keep. */
export const staffPages = [
  pageRoute({
    method: 'get',
    path: '/impor',
    linked: { title: { id: 'Impor data', en: 'Import data' } },
    summary: 'Importing packages',
    access: { to: 'import:run' },
    query: [language],
    async handle({ services, request, response }) {
      const context = await services.pageContext(request, '/impor')
      response.set('Cache-Control', 'no-store')
      sendHtml(response, renderImportPage(context, services.config.uploadBytes))
    },
  }),
  pageRoute({
    method: 'get',
    path: '/masuk',
    linked: {
      title: { id: 'Untuk petugas: masuk', en: 'For staff: sign in' },
      isFor: (actor) => actor.kind === 'public',
    },
    summary: 'Signing in',
    access: everyone,
    query: [language, query('lanjut', 'Where it leads')],
    async handle({ services, request, response }) {
      const next = pathAfterSignIn(queryOf(request).get('lanjut'))
      sendHtml(response, renderSignInPage(await services.pageContext(request, '/masuk'), next))
    },
  }),
  pageRoute({
    method: 'get',
    path: '/rencana',
    summary: "The planner's page",
    access: { to: 'ranking:compute', anywhere: true },
    query: [language],
    handle: ({ services, response }) =>
      services.sendBuiltPage(response.set('Cache-Control', 'no-store'), 'rencana.html'),
  }),
  pageRoute({
    method: 'get',
    path: '/meja',
    linked: {
      title: { id: 'Meja keputusan', en: 'Desk of decisions' },
      isFor: (actor) => deskGrants(actor).length > 0,
    },
    summary: 'The desk of those who decide about proposals',
    access: { to: 'proposal:decide', anywhere: true },
    query: [language],
    handle: ({ services, response }) =>
      services.sendBuiltPage(response.set('Cache-Control', 'no-store'), 'meja.html'),
  }),
  pageRoute({
    method: 'get',
    path: '/gaya/{layer}',
    summary: 'The page that draws styles of a layer',
    access: { to: 'style:write' },
    params: { layer: 'Layer id' },
    query: [language],
    handle: ({ services, response }) =>
      services.sendBuiltPage(response.set('Cache-Control', 'no-store'), 'gaya.html'),
  }),
]
