import { type RequestHandler, Router } from 'express'
import {
  collectionSchema,
  commonQueryables,
  queryablesSchema,
} from '../publish/features/collection-schema.ts'
import { describeCollection, describeCollections } from '../publish/features/describe-collection.ts'
import { factsOf, findLayer, readCollections } from '../publish/features/read-collections.ts'
import { describeConformance } from '../publish/ogc/conformance.ts'
import { describeLanding } from '../publish/ogc/landing-page.ts'
import { mediaTypes } from '../publish/ogc/ogc-link.ts'
import { describeOgcApi } from '../publish/ogc/openapi-document.ts'
import { readNodeRecord } from '../publish/records/read-records.ts'
import { type OgcDoor, openOgc, sendDocument } from './ogc-answer.ts'
import { ogcItemRoutes } from './ogc-item-routes.ts'
import { readYear } from './ogc-query.ts'
import { sendProblem } from './respond.ts'

const JSON_FIRST = [mediaTypes.json]
const SCHEMA_FIRST = [mediaTypes.schema, mediaTypes.json]

/** OGC API at /ogc: what it offers, its collections, and (ogc-item-routes) what is in them. */
export function ogcRoutes(door: OgcDoor): Router {
  const { database, office } = door
  const router = Router()
  router.use('/ogc', readOnly)

  router.get('/ogc', async (request, response) => {
    const { site } = await openOgc(door, request, response, { types: JSON_FIRST })
    sendDocument(
      response,
      mediaTypes.json,
      describeLanding(site, await readNodeRecord(database.read, office, [])),
    )
  })

  router.get('/ogc/api', async (request, response) => {
    const types = [mediaTypes.openapi, mediaTypes.json]
    const { site, viewer } = await openOgc(door, request, response, { types })
    const { title } = await readNodeRecord(database.read, office, [])
    const collections = await readCollections(database.read, office, viewer)
    sendDocument(response, mediaTypes.openapi, describeOgcApi(site, title[site.language], collections))
  })

  router.get('/ogc/conformance', async (request, response) => {
    const { site } = await openOgc(door, request, response, { types: JSON_FIRST })
    sendDocument(response, mediaTypes.json, describeConformance(site))
  })

  router.get('/ogc/queryables', async (request, response) => {
    const { site } = await openOgc(door, request, response, { types: SCHEMA_FIRST })
    sendDocument(response, mediaTypes.schema, commonQueryables(site))
  })

  router.get('/ogc/collections', async (request, response) => {
    const { site, viewer } = await openOgc(door, request, response, { types: JSON_FIRST })
    const collections = await readCollections(database.read, office, viewer)
    sendDocument(response, mediaTypes.json, describeCollections(site, collections))
  })

  router.get('/ogc/collections/:collection', async (request, response) => {
    const asked = await openOgc(door, request, response, { types: JSON_FIRST, allowed: ['year'] })
    const year = readYear(asked.given)
    const layer = await findLayer(database.read, {
      id: request.params.collection,
      year,
      viewer: asked.viewer,
    })
    const facts = await factsOf(database.read, office, layer)
    sendDocument(response, mediaTypes.json, describeCollection(asked.site, { layer, facts }, { year }))
  })

  for (const [name, describe] of [
    ['queryables', queryablesSchema],
    ['schema', collectionSchema],
  ] as const)
    router.get(`/ogc/collections/:collection/${name}`, async (request, response) => {
      const asked = await openOgc(door, request, response, { types: SCHEMA_FIRST, allowed: ['year'] })
      const year = readYear(asked.given)
      const id = String(request.params.collection)
      const layer = await findLayer(database.read, { id, year, viewer: asked.viewer })
      sendDocument(response, mediaTypes.schema, describe(asked.site, layer))
    })

  router.use(ogcItemRoutes(door))
  return router
}

const METHODS = 'GET, HEAD, OPTIONS'

/** Nothing is written here; scripts of any site may read, and see the headers that they need. */
const readOnly: RequestHandler = (request, response, next) => {
  response.set('Access-Control-Expose-Headers', 'Content-Crs, ETag, Link')
  if (request.method === 'GET' || request.method === 'HEAD') return next()
  response.set('Allow', METHODS)
  if (request.method === 'OPTIONS') {
    response.set({
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': METHODS,
      'Access-Control-Allow-Headers': 'Accept, If-None-Match',
    })
    response.status(204).end()
    return
  }
  sendProblem(response, {
    title: 'Method not allowed',
    status: 405,
    detail: `method: expected ${METHODS}, received ${request.method}`,
    parameter: 'method',
    received: request.method,
    expected: METHODS,
  })
}
