import { json, type Request, Router } from 'express'
import { badParameter, notFound } from '../../core/problem.ts'
import { readCatalogue } from '../catalogue/catalogue.ts'
import type { Database } from '../database/database.ts'
import type { LayerDefinition } from '../layers/layer.ts'
import { layerNamed } from '../layers/layer-at-year.ts'
import { type PublicationState, readPublications, writePublication } from '../layers/publication.ts'
import type { PublicationBook } from '../layers/publication-book.ts'
import type { Authentication } from './authentication.ts'
import { readQuery } from './query.ts'
import { requireType } from './require-type.ts'

const OFFICE = 'admin'

/** Which layers are public: for the administrator alone. */
export function publicationRoutes(
  database: Database,
  authentication: Authentication,
  publication: PublicationBook,
): Router {
  const router = Router()
  const administrator = [authentication.requireAdministrator]

  router.get('/api/layers/:layer/publication', ...administrator, async (request, response) => {
    readQuery(request, [])
    const { id } = await findLayer(request)
    const stands = (await readPublications(database.read)).get(id)
    response
      .set('Cache-Control', 'no-store')
      .json({ layer: id, ...(stands ?? { state: 'published', since: null, by: null }) })
  })

  router.put(
    '/api/layers/:layer/publication',
    ...administrator,
    json({ limit: '1kb', strict: false }),
    async (request, response) => {
      readQuery(request, [])
      requireType(request, 'application/json')
      const { id } = await findLayer(request)
      const stands = await writePublication(database.write, id, {
        state: readState(request.body),
        by: OFFICE,
      })
      // This instance must not answer as before once it has said that it is done; the others hear it from the feed.
      await publication.refresh()
      response.set('Cache-Control', 'no-store').json({ layer: id, ...stands })
    },
  )

  async function findLayer(request: Request): Promise<LayerDefinition> {
    const id = String(request.params.layer)
    const layer = layerNamed(await readCatalogue(database.read, 'office'), id)
    if (!layer) throw notFound('layer', id)
    return layer
  }

  return router
}

/** {"state": "published"} or {"state": "unpublished"}, and nothing else. */
function readState(body: unknown): PublicationState {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badParameter('body', body, 'a JSON object')
  const unknown = Object.keys(body).find((key) => key !== 'state')
  if (unknown !== undefined) throw badParameter(unknown, 'a member', 'only "state"')
  const { state } = body as { state?: unknown }
  if (state !== 'published' && state !== 'unpublished')
    throw badParameter('state', state ?? '(missing)', 'published or unpublished')
  return state
}
