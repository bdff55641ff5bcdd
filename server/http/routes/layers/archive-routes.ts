import { type Actor, accountOf } from '../../../../core/access/actor.ts'
import { may } from '../../../../core/access/may.ts'
import type { ArchiveJob, LayerArchives, MadeSnapshot } from '../../../../core/api/archive.ts'
import type { LayerSnapshot } from '../../../../core/api/map-layer.ts'
import { badParameter, notFound } from '../../../../core/problem.ts'
import { withAuthors } from '../../../access/authors.ts'
import type { ArchiveJobs } from '../../../archives/archive-jobs.ts'
import { readCatalogue } from '../../../catalogue/catalogue.ts'
import { announce } from '../../../changes/change-feed.ts'
import type { Database } from '../../../database/database.ts'
import type { LayerDefinition } from '../../../layers/layer.ts'
import { hasYears, yearsOf } from '../../../layers/layer-at-year.ts'
import { jsonBody, readFields } from '../../request/body-reader.ts'
import { answer, refused } from '../../routing/openapi-parts.ts'
import { routesFor } from '../../routing/route.ts'

export interface ArchiveServices {
  database: Database
  jobs: ArchiveJobs
}

const [FIRST_YEAR, LAST_YEAR] = [1900, 2200]
const archivists = { to: 'layer:archive' } as const
const params = { layer: 'Layer id' }
const yearSchema = { type: 'object', required: ['year'], properties: { year: { type: 'integer' } } }
const route = routesFor<ArchiveServices>()

/** Snapshots of layers: read by all who see the layer, made and deleted by those who publish. */
export const archiveRoutes = [
  route({
    method: 'get',
    path: '/api/layers/{layer}/archives',
    summary: 'Years that a layer can be had of, and its snapshots',
    access: { to: 'everyone', moreTo: 'record:read-author' },
    params,
    async handle({ services: { database }, response, actor, params }) {
      const layer = await findLayer(database, params.layer, actor)
      const snapshots = (layer.archives ?? []).map(describeArchive)
      response.set('Cache-Control', 'no-cache').json({
        layer: layer.id,
        byRow: hasYears(layer),
        years: yearsOf(layer),
        items: may(actor, 'record:read-author')
          ? await withAuthors(database.write, 'archives', snapshots, ({ id }) => id)
          : snapshots,
      } satisfies LayerArchives)
    },
  }),
  route({
    method: 'post',
    path: '/api/layers/{layer}/archives',
    summary:
      'Freeze the layer as a snapshot of a year; one that is there becomes its next version (administrator)',
    access: archivists,
    params,
    body: jsonBody({ limit: '1kb', schema: () => yearSchema, read: readYear }),
    answers: {
      201: { description: 'The snapshot' },
      200: { description: 'The newest snapshot of that year holds the same already' },
      202: { description: 'It takes longer: Location tells how far it is' },
      ...refused,
    },
    async handle({ services: { database, jobs }, response, actor, params, body: year }) {
      const { id } = await findLayer(database, params.layer, actor)
      const result = await jobs.start(id, year, accountOf(actor))
      response.set('Cache-Control', 'no-store')
      if (!result) {
        const job = `/api/layers/${id}/archives/job`
        response
          .status(202)
          .location(job)
          .set('Retry-After', '1')
          .json(jobs.status(id) satisfies ArchiveJob | undefined)
        return
      }
      const { archive, unchanged } = result
      response
        .status(unchanged ? 200 : 201)
        .location(`/data/${archive.id}.geojson`)
        .json({ ...describeArchive(archive), unchanged } satisfies MadeSnapshot)
    },
  }),
  route({
    method: 'get',
    path: '/api/layers/{layer}/archives/job',
    summary: 'How archiving a layer goes (administrator)',
    access: archivists,
    params,
    async handle({ services: { database, jobs }, response, actor, params }) {
      const { id } = await findLayer(database, params.layer, actor)
      const job = jobs.status(id)
      if (!job) throw notFound('archiving of layer', id)
      response.set('Cache-Control', 'no-store').json(job satisfies ArchiveJob)
    },
  }),
  route({
    method: 'delete',
    path: '/api/layers/{layer}/archives/job',
    summary: 'Cancel archiving a layer; nothing of it stays (administrator)',
    access: archivists,
    params,
    answers: answer(204, 'Cancelled, or none was under way'),
    async handle({ services: { database, jobs }, response, actor, params }) {
      const { id } = await findLayer(database, params.layer, actor)
      await jobs.cancel(id)
      response.status(204).end()
    },
  }),
  route({
    method: 'delete',
    path: '/api/layers/{layer}/archives/{archive}',
    summary: 'Delete a snapshot (administrator)',
    access: archivists,
    params: { ...params, archive: 'Id of a snapshot' },
    answers: answer(204, 'Deleted'),
    async handle({ services: { database }, response, actor, params }) {
      const { id, archives = [] } = await findLayer(database, params.layer, actor)
      const archive = archives.find((known) => known.id === params.archive)
      if (!archive) throw notFound(`archive of ${id}`, params.archive)
      await database.write.transaction(async (transaction) => {
        await transaction('archives').where({ id: archive.id }).delete()
        await announce(transaction, { layer: archive.id, ids: null })
      })
      response.status(204).end()
    },
  }),
]

/** A layer, or a snapshot whose layer is gone, by that layer's id. */
async function findLayer({ read }: Database, id: string, actor: Actor): Promise<LayerDefinition> {
  const catalogue = await readCatalogue(read, actor)
  const layer = catalogue.find((known) => known.id === id && !known.archive)
  if (layer) return layer
  const left = catalogue.filter(({ archive }) => archive?.of === id)
  if (!left[0]) throw notFound('layer', id)
  return { ...left[0], id, year: null, archives: left }
}

/** What lists say of a snapshot. */
export function describeArchive({ id, archive, unpublished }: LayerDefinition): LayerSnapshot {
  if (!archive) throw new Error(`${id} is no snapshot`)
  const { year, version, archivedAt, features } = archive
  return {
    id,
    year,
    version,
    archivedAt,
    features,
    ...(unpublished ? { published: false } : {}),
  }
}

function readYear(body: unknown): number {
  const { year } = readFields(body, ['year'])
  if (typeof year !== 'number' || !Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR)
    throw badParameter('year', year ?? '(missing)', `a year from ${FIRST_YEAR} to ${LAST_YEAR}`)
  return year
}
