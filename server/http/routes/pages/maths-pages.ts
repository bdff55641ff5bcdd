import { renderMathsPage } from '../../../pages/maths/maths-page.ts'
import { everyone, language, pageRoute, sendHtml } from './page-route.ts'

/** How long a page waits for the reference cases before it says that they are being computed. */
const MATHS_PATIENCE_MS = 1500

export const mathsPages = [
  pageRoute({
    method: 'get',
    path: '/matematika',
    linked: { title: { id: 'Periksa hitungan', en: 'Check the maths' } },
    summary: 'The reference cases of every computation, with what they came to here',
    access: everyone,
    query: [language],
    async handle({ services, request, response }) {
      const state = await services.maths.read(MATHS_PATIENCE_MS)
      if (state.state === 'running') response.set('Refresh', '2')
      sendHtml(response, renderMathsPage(await services.pageContext(request, '/matematika'), state))
    },
  }),
]
