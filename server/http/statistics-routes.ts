import { json, type Request, type Response, Router } from 'express'
import type { DownloadExtension } from '../../core/download/download-formats.ts'
import { badParameter, notFound } from '../../core/problem.ts'
import type { Database } from '../database/database.ts'
import { readUnpublished } from '../layers/publication.ts'
import { csvLine } from '../publish/csv.ts'
import type { Analysis } from '../statistics/compute/analysis.ts'
import { findAnalysis, readAnalyses, readAnalysis, readSummaries } from '../statistics/read-statistics.ts'
import type { RefreshWish } from '../statistics/refresh-statistics.ts'
import type { RefreshState, StatisticsJobs } from '../statistics/statistics-jobs.ts'
import { statisticsTable, TABLE_COLUMNS } from '../statistics/statistics-table.ts'
import type { Authentication } from './authentication.ts'
import { pathOf } from './path-of.ts'
import { readQuery } from './query.ts'
import { requireType } from './require-type.ts'
import type { ViewerOf } from './viewer-of.ts'

/** Of its layers, as which people take the figures on. */
const FILES: readonly DownloadExtension[] = ['geojson', 'csv', 'xlsx', 'gpkg']
/** Seconds after which to ask again for what has not been computed yet. */
const COME_BACK_SECONDS = 3

export function statisticsRoutes(
  database: Database,
  authentication: Authentication,
  jobs: StatisticsJobs,
  viewerOf: ViewerOf,
): Router {
  const router = Router()
  const administrator = [authentication.requireAdministrator]
  /** A report tells all its layers' content: when one of these is not public, neither is the report. */
  const visibleTo = async (request: Request, response: Response) => {
    if ((await viewerOf(request, response)) === 'office') return () => true
    const unpublished = await readUnpublished(database.read)
    return ({ layers }: Pick<Analysis, 'layers'>) => !layers.some((layer) => unpublished.has(layer))
  }
  const findVisible = async (id: string, request: Request, response: Response) => {
    const analysis = isName(id) ? await findAnalysis(database.read, id) : undefined
    if (!analysis || !(await visibleTo(request, response))(analysis)) throw notFound('statistic', id)
    return analysis
  }

  router.get('/api/statistics', async (request, response) => {
    readQuery(request, [])
    jobs.noteReading()
    const isVisible = await visibleTo(request, response)
    const items = await readSummaries(database.read, isVisible, (analysis) => jobs.activityOf(analysis))
    const refresh = onlyOf(jobs.status(), new Set(items.map(({ id }) => id)))
    const reached = items.map(({ address, table, ...item }) => ({
      ...item,
      address: pathOf(request, address),
      table: pathOf(request, table),
    }))
    response.set('Cache-Control', 'no-cache').json({ items: reached, refresh })
  })

  router.get('/api/statistics/refresh', async (request, response) => {
    readQuery(request, [])
    const visible = (await readAnalyses(database.read)).filter(await visibleTo(request, response))
    const refresh = onlyOf(jobs.status(), new Set(visible.map(({ id }) => id)))
    const items = visible.map((analysis) => ({ id: analysis.id, ...jobs.activityOf(analysis) }))
    response.set('Cache-Control', 'no-cache').json({ ...refresh, items })
  })

  router.post(
    '/api/statistics/refresh',
    ...administrator,
    json({ limit: '10kb' }),
    async (request, response) => {
      readQuery(request, [])
      const known = (await readAnalyses(database.read)).map(({ id }) => id)
      response.status(202).json(await jobs.start(readWish(request, known)))
    },
  )

  router.delete('/api/statistics/refresh', ...administrator, async (request, response) => {
    const { analysis } = readQuery(request, ['analysis'])
    if (analysis !== undefined && !(isName(analysis) && (await findAnalysis(database.read, analysis))))
      throw badParameter('analysis', analysis, 'the id of an analysis, from /api/statistics')
    await jobs.cancel(analysis)
    response.status(204).end()
  })

  router.get('/api/statistics/:analysis.csv', async (request, response) => {
    readQuery(request, [])
    const { id } = await findVisible(request.params.analysis, request, response)
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
  })

  router.get('/api/statistics/:analysis', async (request, response) => {
    readQuery(request, [])
    const analysis = await findVisible(request.params.analysis, request, response)
    jobs.noteReading()
    const stored = await readAnalysis(database.read, analysis.id)
    const { title, question } = analysis
    const activity = jobs.activityOf(analysis)
    response.set('Cache-Control', 'no-cache')
    if (!stored) {
      response
        .status(202)
        .set('Retry-After', String(COME_BACK_SECONDS))
        .json({ id: analysis.id, title, question, state: 'missing', ...activity })
      return
    }
    const { layers, possible, ...report } = stored.report
    response.json({
      id: analysis.id,
      title,
      question,
      state: possible ? 'ready' : 'impossible',
      stale: activity.staleSince !== null,
      ...activity,
      computedAt: stored.computedAt,
      milliseconds: stored.milliseconds,
      ...report,
      layers: Object.entries(layers).map(([layer, story]) => ({ id: layer, ...story })),
      downloads: [
        `/api/statistics/${encodeURIComponent(analysis.id)}.csv`,
        ...Object.keys(layers).flatMap((layer) => FILES.map((extension) => `/data/${layer}.${extension}`)),
      ].map((path) => pathOf(request, path)),
    })
  })

  return router
}

function isName(id: string | undefined): id is string {
  return id !== undefined && /^[\w-]{1,80}$/.test(id)
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

/** No body: what changed; {"all": true}: everything; {"analyses": [ids]}: these, changed or not. */
function readWish(request: Request, known: readonly string[]): RefreshWish {
  if (request.get('Content-Length') === '0' || !request.get('Content-Type')) return 'changed'
  requireType(request, 'application/json')
  const body: unknown = request.body ?? {}
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badParameter('body', body, 'a JSON object')
  const [unknown] = Object.keys(body).filter((key) => key !== 'all' && key !== 'analyses')
  if (unknown !== undefined) throw badParameter(unknown, 'a member', 'only "all" or "analyses"')
  const { all = false, analyses } = body as { all?: unknown; analyses?: unknown }
  if (typeof all !== 'boolean') throw badParameter('all', all, 'true or false')
  if (analyses === undefined) return all ? 'all' : 'changed'
  if (all) throw badParameter('analyses', analyses, 'nothing, beside "all"')
  if (!Array.isArray(analyses) || analyses.length === 0 || !analyses.every((id) => known.includes(id)))
    throw badParameter('analyses', analyses, `a list of ids of analyses: ${known.join(', ')}`)
  return analyses
}
