import { json, type Request, type Response, Router } from 'express'
import { badParameter, notFound } from '../../core/problem.ts'
import type { ArchiveJobs } from '../archives/archive-jobs.ts'
import { readCatalogue } from '../catalogue/catalogue.ts'
import { announce } from '../changes/change-feed.ts'
import type { Database } from '../database/database.ts'
import type { LayerDefinition } from '../layers/layer.ts'
import { hasYears, yearsOf } from '../layers/layer-at-year.ts'
import type { Viewer } from '../layers/publication.ts'
import type { Authentication } from './authentication.ts'
import { readQuery } from './query.ts'
import { requireType } from './require-type.ts'
import type { ViewerOf } from './viewer-of.ts'

const OFFICE = 'admin'
const DOOR = '/api/layers/:layer/archives'
const [FIRST_YEAR, LAST_YEAR] = [1900, 2200]

/** Snapshots of layers: read by all who see the layer, made and deleted by the administrator. */
export function archiveRoutes(
  database: Database,
  authentication: Authentication,
  jobs: ArchiveJobs,
  viewerOf: ViewerOf,
): Router {
  const router = Router()
  const administrator = [authentication.requireAdministrator]

  router.get(DOOR, async (request, response) => {
    readQuery(request, [])
    const viewer = await viewerOf(request, response)
    const layer = await findLayer(request, viewer)
    response.set('Cache-Control', 'no-cache').json({
      layer: layer.id,
      byRow: hasYears(layer),
      years: yearsOf(layer),
      items: (layer.archives ?? []).map(describeArchive),
    })
  })

  router.post(DOOR, ...administrator, json({ limit: '1kb', strict: false }), async (request, response) => {
    readQuery(request, [])
    requireType(request, 'application/json')
    const year = readYear(request.body)
    const { id } = await findLayer(request, 'office')
    const result = await jobs.start(id, year, OFFICE)
    response.set('Cache-Control', 'no-store')
    if (!result) {
      const job = `/api/layers/${id}/archives/job`
      response.status(202).location(job).set('Retry-After', '1').json(jobs.status(id))
      return
    }
    const { archive, unchanged } = result
    response
      .status(unchanged ? 200 : 201)
      .location(`/data/${archive.id}.geojson`)
      .json({ ...describeArchive(archive), unchanged })
  })

  router.get(`${DOOR}/job`, ...administrator, async (request, response) => {
    readQuery(request, [])
    const { id } = await findLayer(request, 'office')
    const job = jobs.status(id)
    if (!job) throw notFound('archiving of layer', id)
    response.set('Cache-Control', 'no-store').json(job)
  })

  router.delete(`${DOOR}/job`, ...administrator, async (request, response) => {
    readQuery(request, [])
    const { id } = await findLayer(request, 'office')
    await jobs.cancel(id)
    response.status(204).end()
  })

  router.delete(`${DOOR}/:archive`, ...administrator, async (request, response: Response) => {
    readQuery(request, [])
    const { id, archives = [] } = await findLayer(request, 'office')
    const archive = archives.find((known) => known.id === request.params.archive)
    if (!archive) throw notFound(`archive of ${id}`, String(request.params.archive))
    await database.write.transaction(async (transaction) => {
      await transaction('archives').where({ id: archive.id }).delete()
      await announce(transaction, { layer: archive.id, ids: null })
    })
    response.status(204).end()
  })

  /** A layer, or a snapshot whose layer is gone, by that layer's id. */
  async function findLayer(request: Request, viewer: Viewer): Promise<LayerDefinition> {
    const id = String(request.params.layer)
    const catalogue = await readCatalogue(database.read, viewer)
    const layer = catalogue.find((known) => known.id === id && !known.archive)
    if (layer) return layer
    const left = catalogue.filter(({ archive }) => archive?.of === id)
    if (!left[0]) throw notFound('layer', id)
    return { ...left[0], id, year: null, archives: left }
  }

  return router
}

/** What lists say of a snapshot. */
export function describeArchive({ id, archive, unpublished }: LayerDefinition) {
  return {
    id,
    year: archive?.year,
    version: archive?.version,
    archivedAt: archive?.archivedAt,
    features: archive?.features,
    ...(unpublished ? { published: false } : {}),
  }
}

/** {"year": 2025} and nothing else. */
function readYear(body: unknown): number {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badParameter('body', body, 'a JSON object')
  const unknown = Object.keys(body).find((key) => key !== 'year')
  if (unknown !== undefined) throw badParameter(unknown, 'a member', 'only "year"')
  const { year } = body as { year?: unknown }
  if (typeof year !== 'number' || !Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR)
    throw badParameter('year', year ?? '(missing)', `a year from ${FIRST_YEAR} to ${LAST_YEAR}`)
  return year
}
