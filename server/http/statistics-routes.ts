import { json, type Request, type Response, Router } from 'express'
import { badParameter, notFound } from '../../core/problem.ts'
import type { Database } from '../database/database.ts'
import { readUnpublished } from '../layers/publication.ts'
import { csvLine } from '../publish/csv.ts'
import type { Analysis } from '../statistics/analysis.ts'
import { findAnalysis, readAnalysis, readSummaries } from '../statistics/read-statistics.ts'
import type { StatisticsJobs } from '../statistics/statistics-jobs.ts'
import { statisticsTable, TABLE_COLUMNS } from '../statistics/statistics-table.ts'
import { readQuery } from './query.ts'
import { requireType } from './require-type.ts'
import { requireAdministrator } from './session-routes.ts'
import type { ViewerOf } from './viewer-of.ts'

/** Seconds after which to ask again for what has not been computed yet. */
const COME_BACK_SECONDS = 3

export function statisticsRoutes(database: Database, jobs: StatisticsJobs, viewerOf: ViewerOf): Router {
  const router = Router()
  const administrator = requireAdministrator(database)
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
    const items = await readSummaries(database.read, isVisible, (analysis) => jobs.isStale(analysis))
    response.set('Cache-Control', 'no-cache').json({ items, refresh: jobs.status() })
  })

  router.post('/api/statistics/refresh', ...administrator, json({ limit: '1kb' }), (request, response) => {
    readQuery(request, [])
    response.status(202).json(jobs.start(readAll(request)))
  })

  router.delete('/api/statistics/refresh', ...administrator, async (request, response) => {
    readQuery(request, [])
    await jobs.cancel()
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
    response.set('Cache-Control', 'no-cache')
    if (!stored) {
      response
        .status(202)
        .set('Retry-After', String(COME_BACK_SECONDS))
        .json({ id: analysis.id, title, question, state: 'missing', refresh: jobs.status() })
      return
    }
    const { layers, possible, ...report } = stored.report
    response.json({
      id: analysis.id,
      title,
      question,
      state: possible ? 'ready' : 'impossible',
      stale: jobs.isStale(analysis),
      computedAt: stored.computedAt,
      milliseconds: stored.milliseconds,
      ...report,
      layers: Object.entries(layers).map(([layer, story]) => ({ id: layer, ...story })),
      downloads: [
        `/api/statistics/${encodeURIComponent(analysis.id)}.csv`,
        ...Object.keys(layers).flatMap((layer) => [`/data/${layer}.geojson`, `/data/${layer}.csv`]),
      ],
    })
  })

  return router
}

function isName(id: string | undefined): id is string {
  return id !== undefined && /^[\w-]{1,80}$/.test(id)
}

/** No body, or {"all": true} to compute everything anew, changed or not. */
function readAll(request: Request): boolean {
  if (request.get('Content-Length') === '0' || !request.get('Content-Type')) return false
  requireType(request, 'application/json')
  const body: unknown = request.body ?? {}
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badParameter('body', body, 'a JSON object')
  const [unknown] = Object.keys(body).filter((key) => key !== 'all')
  if (unknown !== undefined) throw badParameter(unknown, 'a member', 'only "all"')
  const { all = false } = body as { all?: unknown }
  if (typeof all !== 'boolean') throw badParameter('all', all, 'true or false')
  return all
}
