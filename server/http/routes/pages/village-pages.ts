import { renderMessagePage } from '../../../pages/message-page.ts'
import { readVillage } from '../../../pages/village/read-village.ts'
import { renderVillagePage } from '../../../pages/village/village-page.ts'
import { everyone, language, pageRoute, sendHtml } from './page-route.ts'

/** A page for each village. */
export const villagePages = [
  pageRoute({
    method: 'get',
    path: '/desa/{village}',
    summary: 'One village: its proposals of all years, what became of them, its needs beside its neighbours',
    access: everyone,
    showsLayer: 'areas-village',
    params: { village: 'Code of a village' },
    query: [language],
    async handle({ services, request, response, params: { village: code } }) {
      const context = await services.pageContext(request, `/desa/${encodeURIComponent(code)}`)
      const village = await readVillage(services.database.read, code)
      if (village) sendHtml(response, renderVillagePage(context, village))
      else sendHtml(response.status(404), renderMessagePage(context, { kind: 'noVillage', code }))
    },
  }),
]
