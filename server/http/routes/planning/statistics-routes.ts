import type { Actor } from '../../../../core/access/actor.ts'
import type {
  AnalysisList,
  AwaitedAnalysis,
  ComputedAnalysis,
  RefreshAnswer,
  RefreshState,
} from '../../../../core/api/statistics.ts'
import type { DownloadExtension } from '../../../../core/download/download-formats.ts'
import { badParameter, notFound } from '../../../../core/problem.ts'
import type { Analysis } from '../../../analyses/analysis.ts'
import type { Database } from '../../../database/database.ts'
import { readUnpublished, seesUnpublished } from '../../../layers/publication.ts'
import { csvLine } from '../../../publish/csv.ts'
import {
  findAnalysis,
  readAnalyses,
  readAnalysis,
  readSummaries,
} from '../../../statistics/read-statistics.ts'
import type { AnalysesToRefresh } from '../../../statistics/refresh-statistics.ts'
import type { StatisticsJobs } from '../../../statistics/statistics-jobs.ts'
import { statisticsTable, TABLE_COLUMNS } from '../../../statistics/statistics-table.ts'
import { jsonBody, readFields } from '../../request/body-reader.ts'
import { pathOf } from '../../request/path-of.ts'
import { answer, ok, query } from '../../routing/openapi-parts.ts'
import { routesFor } from '../../routing/route.ts'

export interface StatisticsServices {
  database: Database
  jobs: StatisticsJobs
}

/** Of its layers, as which people take the figures on. */
const FILES: readonly DownloadExtension[] = ['geojson', 'csv', 'xlsx', 'gpkg']
/** Seconds after which to ask again for what has not been computed yet. */
const COME_BACK_SECONDS = 3
const readable = { to: 'everyone', moreTo: 'layer:read-unpublished' } as const
const planners = { to: 'statistic:refresh' } as const
const params = { analysis: 'Name of an analysis, from /api/statistics' }
const refreshSchema = {
  type: 'object',
  properties: {
    all: { type: 'boolean' },
    analyses: { type: 'array', items: { type: 'string' }, minItems: 1 },
  },
}
const route = routesFor<StatisticsServices>()

/** Analyses and their reports: read by all who see their layers, computed again by planners. */
export const statisticsRoutes = [
  route({
    method: 'get',
    path: '/api/statistics',
    summary:
      'Analyses: what each asks, its finding, when it was computed, since when it is stale, and how far its computing is',
    access: readable,
    async handle({ services: { database, jobs }, request, response, actor }) {
      jobs.noteReading()
      const isVisible = await visibleTo(database, actor)
      const items = await readSummaries(database.read, isVisible, (analysis) => jobs.activityOf(analysis))
      const refresh = onlyOf(jobs.status(), new Set(items.map(({ id }) => id)))
      const reached = items.map(({ address, table, ...item }) => ({
        ...item,
        address: pathOf(request, address),
        table: pathOf(request, table),
      }))
      response.set('Cache-Control', 'no-cache').json({ items: reached, refresh } satisfies AnalysisList)
    },
  }),
  route({
    method: 'get',
    path: '/api/statistics/refresh',
    summary: 'How far the computing is: what runs, what waits, what failed and why',
    access: readable,
    async handle({ services: { database, jobs }, response, actor }) {
      const visible = (await readAnalyses(database.read)).filter(await visibleTo(database, actor))
      const refresh = onlyOf(jobs.status(), new Set(visible.map(({ id }) => id)))
      const items = visible.map((analysis) => ({ id: analysis.id, ...jobs.activityOf(analysis) }))
      response.set('Cache-Control', 'no-cache').json({ ...refresh, items } satisfies RefreshAnswer)
    },
  }),
  route({
    method: 'post',
    path: '/api/statistics/refresh',
    summary:
      'Compute what changed, or with {"all": true} everything, or with {"analyses": [ids]} these, in the background (administrator)',
    access: planners,
    body: jsonBody<AnalysesToRefresh>({
      limit: '10kb',
      schema: () => refreshSchema,
      whenNone: 'changed',
      read: readAnalysesToRefresh,
    }),
    answers: answer(202, 'Started, or running already: how far it is'),
    async handle({ services: { database, jobs }, response, body }) {
      if (Array.isArray(body)) {
        const known = (await readAnalyses(database.read)).map(({ id }) => id)
        if (!body.every((id) => known.includes(id)))
          throw badParameter('analyses', body, `a list of ids of analyses: ${known.join(', ')}`)
      }
      response.status(202).json((await jobs.start(body)) satisfies RefreshState)
    },
  }),
  route({
    method: 'delete',
    path: '/api/statistics/refresh',
    summary: 'Cancel what runs and waits, or one analysis of it (administrator)',
    access: planners,
    query: [query('analysis', 'The one to cancel; without it, all')],
    answers: answer(204, 'Cancelled'),
    async handle({ services: { database, jobs }, response, query: { analysis } }) {
      if (analysis !== undefined && !(isName(analysis) && (await findAnalysis(database.read, analysis))))
        throw badParameter('analysis', analysis, 'the id of an analysis, from /api/statistics')
      await jobs.cancel(analysis)
      response.status(204).end()
    },
  }),
  route({
    method: 'get',
    path: '/api/statistics/{analysis}.csv',
    summary: 'Its parameters, figures and charts as a table',
    access: readable,
    params,
    answers: ok('Its parameters, figures and charts as a table', 'text/csv'),
    async handle({ services: { database }, response, actor, params }) {
      const { id } = await findVisible(database, params.analysis, actor)
      const stored = await readAnalysis(database.read, id)
      if (!stored) throw notFound('statistic', id)
      const lines = [csvLine(TABLE_COLUMNS), ...Array.from(statisticsTable(stored.report), csvLine)]
      response
        .set({
          'Content-Type': 'text/csv; charset=utf-8; header=present',
          'Content-Disposition': `attachment; filename="statistics-${id}.csv"`,
          'Cache-Control': 'no-cache',
        })
        .send(`\ufeff${lines.join('')}`)
    },
  }),
  route({
    method: 'get',
    path: '/api/statistics/{analysis}',
    summary:
      'One analysis: method, parameters, n, missing counts, warnings, figures and charts; 202 while it is not computed',
    access: readable,
    params,
    async handle({ services: { database, jobs }, request, response, actor, params }) {
      const analysis = await findVisible(database, params.analysis, actor)
      jobs.noteReading()
      const stored = await readAnalysis(database.read, analysis.id)
      const { id, title, question } = analysis
      const activity = jobs.activityOf(analysis)
      response.set('Cache-Control', 'no-cache')
      if (!stored) {
        response
          .status(202)
          .set('Retry-After', String(COME_BACK_SECONDS))
          .json({ id, title, question, state: 'missing', ...activity } satisfies AwaitedAnalysis)
        return
      }
      const { layers, possible, ...report } = stored.report
      response.json({
        ...{ id, title, question },
        state: possible ? 'ready' : 'impossible',
        stale: activity.staleSince !== null,
        ...activity,
        computedAt: stored.computedAt,
        milliseconds: stored.milliseconds,
        ...report,
        layers: Object.entries(layers).map(([layer, story]) => ({ id: layer, ...story })),
        downloads: downloadsOf(id, Object.keys(layers)).map((path) => pathOf(request, path)),
      } satisfies ComputedAnalysis)
    },
  }),
]

/** A report tells all its layers' content: when one of these is not public, neither is the report. */
async function visibleTo(
  { read }: Database,
  actor: Actor,
): Promise<(of: Pick<Analysis, 'layers'>) => boolean> {
  if (seesUnpublished(actor)) return () => true
  const unpublished = await readUnpublished(read)
  return ({ layers }) => !layers.some(({ id }) => unpublished.has(id))
}

async function findVisible(database: Database, id: string, actor: Actor): Promise<Analysis> {
  const analysis = isName(id) ? await findAnalysis(database.read, id) : undefined
  if (!analysis || !(await visibleTo(database, actor))(analysis)) throw notFound('statistic', id)
  return analysis
}

function downloadsOf(id: string, layers: readonly string[]): string[] {
  const files = layers.flatMap((layer) => FILES.map((extension) => `/data/${layer}.${extension}`))
  return [`/api/statistics/${encodeURIComponent(id)}.csv`, ...files]
}

function isName(id: string): boolean {
  return /^[\w-]{1,80}$/.test(id)
}

/** How it stands, told of no other analyses than these. */
function onlyOf(state: RefreshState, ids: ReadonlySet<string>): RefreshState {
  const { analysis, waiting } = state
  return {
    ...state,
    analysis: analysis !== null && ids.has(analysis) ? analysis : null,
    waiting: waiting.filter((id) => ids.has(id)),
  }
}

/** {"all": true}: everything; {"analyses": [ids]}: these, changed or not; neither: what changed. */
function readAnalysesToRefresh(body: unknown = {}): AnalysesToRefresh {
  const { all = false, analyses } = readFields(body, ['all', 'analyses'])
  if (typeof all !== 'boolean') throw badParameter('all', all, 'true or false')
  if (analyses === undefined) return all ? 'all' : 'changed'
  if (all) throw badParameter('analyses', analyses, 'nothing, beside "all"')
  if (!Array.isArray(analyses) || analyses.length === 0 || !analyses.every((id) => typeof id === 'string'))
    throw badParameter('analyses', analyses, 'a list of ids of analyses, from /api/statistics')
  return analyses
}
