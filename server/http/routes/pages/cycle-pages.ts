import { AREA_CODE } from '../../../cycles/cycle-request.ts'
import { cycleAddress } from '../../../pages/cycle/cycle-links.ts'
import { renderCyclePage } from '../../../pages/cycle/cycle-page.ts'
import { readCyclePage } from '../../../pages/cycle/read-cycle-page.ts'
import { queryOf } from '../../request/query.ts'
import { query } from '../../routing/openapi-parts.ts'
import { everyone, language, pageRoute, sendHtml } from './page-route.ts'

/** The calendar of planning, for everyone to read. */
export const cyclePages = [
  pageRoute({
    method: 'get',
    path: '/siklus',
    linked: { title: { id: 'Jadwal perencanaan', en: 'Planning calendar' } },
    summary: 'Which stages of planning are open, until when and where; all of them with their rules',
    access: everyone,
    query: [
      language,
      query('tahun', 'Plan year'),
      query('region', 'Code of the region'),
      query('wilayah', 'Code of an area of it'),
    ],
    async handle({ services, request, response }) {
      const asked = queryOf(request)
      const codeOf = (name: string) => {
        const value = asked.get(name) ?? ''
        return AREA_CODE.test(value) ? value : undefined
      }
      const data = await readCyclePage(services.database.read, {
        year: asked.get('tahun') ?? undefined,
        region: codeOf('region'),
        area: codeOf('wilayah'),
      })
      const { shown } = data
      const address = shown ? cycleAddress(shown.cycle, shown.area) : '/siklus'
      sendHtml(response, renderCyclePage(await services.pageContext(request, address), data))
    },
  }),
]
