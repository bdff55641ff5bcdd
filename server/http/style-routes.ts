import { json, type Request, type Response, Router } from 'express'
import { badParameter, notFound, Problem } from '../../core/problem.ts'
import type { Database } from '../database/database.ts'
import { readFullStyle } from '../styles/read-style.ts'
import { checkStyleName, readStyleDraft } from '../styles/style-request.ts'
import {
  chooseDefault,
  deleteStyle,
  listStyles,
  listStyleVersions,
  restoreStyle,
  type StoredStyle,
  saveStyle,
} from '../styles/style-store.ts'
import type { Authentication } from './authentication.ts'
import { layerOf } from './layer-of.ts'
import { readQuery } from './query.ts'
import { requireJson } from './require-type.ts'
import type { ViewerOf } from './viewer-of.ts'

const LARGEST_BODY = '256kb'

/** Styles of layers: anyone reads them, the administrator changes them. */
export function styleRoutes(database: Database, authentication: Authentication, viewerOf: ViewerOf): Router {
  const router = Router()
  const office = [authentication.requireAdministrator]
  const body = [...office, requireJson, json({ limit: LARGEST_BODY, strict: false })]

  router.get('/api/styles/:layer', async (request, response) => {
    readQuery(request, [])
    const { id } = await layerOf(database, request, await viewerOf(request, response))
    response.set('Cache-Control', 'no-cache').json({ items: await listStyles(database.read, id) })
  })

  router.get('/api/styles/:layer/:name', async (request, response) => {
    readQuery(request, [])
    const layer = await layerOf(database, request, await viewerOf(request, response))
    send(response, await readFullStyle(database.read, layer, String(request.params.name)))
  })

  router.get('/api/styles/:layer/:name/versions', ...office, async (request, response) => {
    readQuery(request, [])
    const { id } = await layerOf(database, request, 'office')
    const items = await listStyleVersions(database.read, id, writableName(request))
    if (items.length === 0) throw notFound('style', request.params.name)
    response.set('Cache-Control', 'no-store').json({ items })
  })

  router.put('/api/styles/:layer/:name', ...body, async (request, response) => {
    readQuery(request, [])
    const layer = await layerOf(database, request, 'office')
    const name = writableName(request)
    const draft = readStyleDraft(request.body, layer)
    const expected = readExpected(request)
    const style = await saveStyle(database.write, layer.id, name, draft, expected)
    send(response.status(style.version === 1 ? 201 : 200), style)
  })

  router.delete('/api/styles/:layer/:name', ...office, async (request, response) => {
    readQuery(request, [])
    const { id } = await layerOf(database, request, 'office')
    const name = writableName(request)
    const expected = request.get('If-Match') === undefined ? undefined : readExpected(request)
    if (!(await deleteStyle(database.write, id, name, expected))) throw notFound('style', name)
    response.status(204).end()
  })

  router.post('/api/styles/:layer/:name/restore', ...office, async (request, response) => {
    readQuery(request, [])
    const { id } = await layerOf(database, request, 'office')
    const style = await restoreStyle(database.write, id, writableName(request))
    if (!style) throw notFound('earlier version of style', request.params.name)
    send(response, style)
  })

  router.post('/api/styles/:layer/:name/default', ...office, async (request, response) => {
    readQuery(request, [])
    const layer = await layerOf(database, request, 'office')
    const name = String(request.params.name)
    if (name.includes('\0') || !(await chooseDefault(database.write, layer.id, name)))
      throw notFound(`style of ${layer.id}`, name)
    send(response, await readFullStyle(database.write, layer))
  })

  return router
}

function writableName(request: Request): string {
  return checkStyleName(String(request.params.name))
}

function send(response: Response, style: StoredStyle): void {
  response.set('Cache-Control', 'no-cache').set('ETag', `"${style.version}"`).json(style)
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
