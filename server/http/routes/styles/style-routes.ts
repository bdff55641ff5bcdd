import type { Request, Response } from 'express'
import { accountOf } from '../../../../core/access/actor.ts'
import type { Items } from '../../../../core/api/items.ts'
import type { StoredStyle, StyleInfo, StyleVersion } from '../../../../core/api/style.ts'
import { badParameter, notFound, Problem } from '../../../../core/problem.ts'
import { withAuthors } from '../../../access/authors.ts'
import type { Database } from '../../../database/database.ts'
import { readFullStyle } from '../../../styles/read-style.ts'
import { checkStyleName, readStyleDraft } from '../../../styles/style-request.ts'
import {
  chooseDefault,
  deleteStyle,
  listStyles,
  listStyleVersions,
  restoreStyle,
  saveStyle,
} from '../../../styles/style-store.ts'
import { jsonBody } from '../../request/body-reader.ts'
import { answer, header } from '../../routing/openapi-parts.ts'
import { routesFor } from '../../routing/route.ts'
import { readLayer } from '../layers/read-layer.ts'
import { styleExample } from './style-examples.ts'

const readable = { to: 'everyone', moreTo: 'layer:read-unpublished' } as const
const planners = { to: 'style:write' } as const
const LAYER_ID = 'Layer id'
const read = {
  layer: LAYER_ID,
  name: 'Name of a style; "default" for the one in force, "standard" for the one made from the data',
}
const written = { layer: LAYER_ID, name: 'Name of a style: 1 to 60 of a–z, 0–9 and -' }
const ifMatch = header(
  'If-Match',
  'ETag of the version that was seen, such as "3"; another version meanwhile is a 412',
)
const draftSchema = {
  type: 'object',
  required: ['title', 'document'],
  properties: { title: { type: 'object' }, document: { type: 'object' } },
}
const oneStyle = (status: number, description: string) => answer(status, description, styleExample)
const route = routesFor<{ database: Database }>()

/** Styles of layers: anyone reads them, planners change them. A style is GeoStyler's JSON, the part of it that every outlet can draw. */
export const styleRoutes = [
  route({
    method: 'get',
    path: '/api/styles/{layer}',
    summary: 'Styles of a layer, the one in force first',
    access: readable,
    params: { layer: LAYER_ID },
    async handle({ services: { database }, response, actor, params }) {
      const { id } = await readLayer(database, params.layer, actor)
      response
        .set('Cache-Control', 'no-cache')
        .json({ items: await listStyles(database.read, id) } satisfies Items<StyleInfo>)
    },
  }),
  route({
    method: 'get',
    path: '/api/styles/{layer}/{name}',
    summary: 'One style with its document; ETag is its version',
    access: readable,
    params: read,
    async handle({ services: { database }, response, actor, params }) {
      const layer = await readLayer(database, params.layer, actor)
      send(response, await readFullStyle(database.read, layer, params.name))
    },
  }),
  route({
    method: 'put',
    path: '/api/styles/{layer}/{name}',
    summary: 'Save a style as its next version, or as a new one with If-None-Match: * (administrator)',
    access: planners,
    params: written,
    headers: [ifMatch, header('If-None-Match', '* for a style that must not be there yet')],
    body: jsonBody({
      limit: '256kb',
      schema: () => draftSchema,
      example: { title: styleExample.title, document: styleExample.document },
      read: (body) => body,
    }),
    answers: { ...oneStyle(200, 'The style'), ...oneStyle(201, 'The new style') },
    async handle({ services: { database }, request, response, actor, params, body }) {
      const layer = await readLayer(database, params.layer, actor)
      const name = checkStyleName(params.name)
      const draft = readStyleDraft(body, layer)
      const style = await saveStyle(database.write, layer.id, name, draft, {
        expected: readExpected(request),
        byAccount: accountOf(actor),
      })
      send(response.status(style.version === 1 ? 201 : 200), style)
    },
  }),
  route({
    method: 'delete',
    path: '/api/styles/{layer}/{name}',
    summary: 'Take it away; it can be restored (administrator)',
    access: planners,
    params: written,
    headers: [ifMatch],
    answers: answer(204, 'Gone'),
    async handle({ services: { database }, request, response, actor, params }) {
      const { id } = await readLayer(database, params.layer, actor)
      const name = checkStyleName(params.name)
      const expected = request.get('If-Match') === undefined ? undefined : readExpected(request)
      const writer = { expected, byAccount: accountOf(actor) }
      if (!(await deleteStyle(database.write, id, name, writer))) throw notFound('style', name)
      response.status(204).end()
    },
  }),
  route({
    method: 'get',
    path: '/api/styles/{layer}/{name}/versions',
    summary: 'What was saved under this name, newest first (administrator)',
    access: { to: 'style:read-history' },
    params: written,
    async handle({ services: { database }, response, actor, params }) {
      const { id } = await readLayer(database, params.layer, actor)
      const name = checkStyleName(params.name)
      const versions = await listStyleVersions(database.read, id, name)
      if (versions.length === 0) throw notFound('style', name)
      const keyOf = ({ version }: { version: number }) => `${id} ${name} ${version}`
      const items = await withAuthors(database.write, 'style_versions', versions, keyOf)
      response.set('Cache-Control', 'no-store').json({ items } satisfies Items<StyleVersion>)
    },
  }),
  route({
    method: 'post',
    path: '/api/styles/{layer}/{name}/restore',
    summary: 'Undo: the version before becomes the next; of a deleted style, its last (administrator)',
    access: planners,
    params: written,
    answers: oneStyle(200, 'The style'),
    async handle({ services: { database }, response, actor, params }) {
      const { id } = await readLayer(database, params.layer, actor)
      const style = await restoreStyle(database.write, id, checkStyleName(params.name), accountOf(actor))
      if (!style) throw notFound('earlier version of style', params.name)
      send(response, style)
    },
  }),
  route({
    method: 'post',
    path: '/api/styles/{layer}/{name}/default',
    summary: 'Put a style in force for map, pictures and legends (administrator)',
    access: planners,
    params: read,
    answers: oneStyle(200, 'The style in force'),
    async handle({ services: { database }, response, actor, params }) {
      const layer = await readLayer(database, params.layer, actor)
      if (!(await chooseDefault(database.write, layer.id, params.name, accountOf(actor))))
        throw notFound(`style of ${layer.id}`, params.name)
      send(response, await readFullStyle(database.write, layer))
    },
  }),
]

function send(response: Response, style: StoredStyle): void {
  response
    .set('Cache-Control', 'no-cache')
    .set('ETag', `"${style.version}"`)
    .json(style satisfies StoredStyle)
}

/**
 * The version that a writer saw, from If-Match; 0 with `If-None-Match: *`, for a style that must not be there yet; undefined
 * for `If-Match: *`, whatever is there.
 */
function readExpected(request: Request): number | undefined {
  const [match, none] = [request.get('If-Match')?.trim(), request.get('If-None-Match')?.trim()]
  if (none === '*' && match === undefined) return 0
  if (none !== undefined) throw badParameter('If-None-Match', none, '*')
  if (match === undefined)
    throw new Problem({
      title: 'Precondition required',
      status: 428,
      detail:
        'If-Match: expected the ETag of the version that is being changed, or If-None-Match: * for a new style',
      parameter: 'If-Match',
      expected: 'the ETag of the style, such as "3"',
    })
  if (match === '*') return undefined
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(match)?.[1]
  if (version === undefined) throw badParameter('If-Match', match, 'the ETag of the style, such as "3"')
  return Number(version)
}
