import type { Response } from 'express'
import { type Actor, accountOf } from '../../../../core/access/actor.ts'
import type { LayerPublication, PublicationState } from '../../../../core/api/publication.ts'
import { badParameter, notFound } from '../../../../core/problem.ts'
import { withAuthor } from '../../../access/authors.ts'
import { readCatalogue } from '../../../catalogue/catalogue.ts'
import type { Database } from '../../../database/database.ts'
import type { LayerDefinition } from '../../../layers/layer.ts'
import { layerNamed } from '../../../layers/layer-at-year.ts'
import { readPublications, writePublication } from '../../../layers/publication.ts'
import type { PublicationRegistry } from '../../../layers/publication-registry.ts'
import { jsonBody, readFields } from '../../request/body-reader.ts'
import { ok } from '../../routing/openapi-parts.ts'
import { routesFor } from '../../routing/route.ts'

export interface PublicationServices {
  database: Database
  publication: Pick<PublicationRegistry, 'refresh'>
}

const publishers = { to: 'layer:publish' } as const
const params = { layer: 'Layer id' }
const stateSchema = {
  type: 'object',
  required: ['state'],
  properties: { state: { type: 'string', enum: ['published', 'unpublished'] } },
}
const route = routesFor<PublicationServices>()

/** Which layers are public: for those who publish. */
export const publicationRoutes = [
  route({
    method: 'get',
    path: '/api/layers/{layer}/publication',
    summary: 'Whether a layer is public, since when and by whom (administrator)',
    access: publishers,
    params,
    async handle({ services: { database }, response, actor, params }) {
      const { id } = await findLayer(database, params.layer, actor)
      const stands = (await readPublications(database.read)).get(id)
      const known = { layer: id, ...(stands ?? { state: 'published' as const, since: null }) }
      await send(response, database, known)
    },
  }),
  route({
    method: 'put',
    path: '/api/layers/{layer}/publication',
    summary: 'Publish a layer, or take it back from every service (administrator)',
    access: publishers,
    params,
    body: jsonBody({ limit: '1kb', schema: () => stateSchema, read: readState }),
    answers: ok('How it stands now'),
    async handle({ services: { database, publication }, response, actor, params, body: state }) {
      const { id } = await findLayer(database, params.layer, actor)
      const stands = await writePublication(database.write, id, { state, byAccount: accountOf(actor) })
      // This instance must not answer as before once it has said that it is done; the others hear of it by the change feed.
      await publication.refresh()
      await send(response, database, { layer: id, ...stands })
    },
  }),
]

async function send(
  response: Response,
  { write }: Database,
  known: Omit<LayerPublication, 'by'>,
): Promise<void> {
  const publication = await withAuthor(write, 'current_publications', known, known.layer)
  response.set('Cache-Control', 'no-store').json(publication satisfies LayerPublication)
}

async function findLayer({ read }: Database, id: string, actor: Actor): Promise<LayerDefinition> {
  const layer = layerNamed(await readCatalogue(read, actor), id)
  if (!layer) throw notFound('layer', id)
  return layer
}

function readState(body: unknown): PublicationState {
  const { state } = readFields(body, ['state'])
  if (state !== 'published' && state !== 'unpublished')
    throw badParameter('state', state ?? '(missing)', 'published or unpublished')
  return state
}
