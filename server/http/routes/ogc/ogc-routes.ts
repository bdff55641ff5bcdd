import { type Request, type RequestHandler, type Response, Router } from 'express'
import type { Language } from '../../../../core/proposal/label.ts'
import {
  collectionPage,
  collectionsPage,
  conformancePage,
  definitionPage,
  landingPage,
  schemaPage,
} from '../../../pages/ogc/document-pages.ts'
import type { OgcPage } from '../../../pages/ogc/ogc-page.ts'
import {
  collectionSchema,
  commonQueryables,
  queryablesSchema,
} from '../../../publish/features/collection-schema.ts'
import { describeCollection, describeCollections } from '../../../publish/features/describe-collection.ts'
import { findLayer, readCollections } from '../../../publish/features/read-collections.ts'
import { conformanceClasses, describeConformance } from '../../../publish/ogc/conformance.ts'
import { describeLanding } from '../../../publish/ogc/landing-page.ts'
import { describeOgcApi } from '../../../publish/ogc/openapi-document.ts'
import { mediaTypes } from '../../../publish/ogc-link.ts'
import { describeCatalogue } from '../../../publish/ogc-records/describe-catalogue.ts'
import { factsOf } from '../../../publish/records/facts-of.ts'
import { readNodeRecord, unionOf } from '../../../publish/records/read-records.ts'
import { sendProblem } from '../../answer/respond.ts'
import { type OgcRequest, type OgcServices, openOgc, sendDocument, sendPage } from './ogc-answer.ts'
import { ogcItemRoutes } from './ogc-item-routes.ts'
import { readYear } from './ogc-query.ts'

const JSON_FIRST = [mediaTypes.json]
const SCHEMA_FIRST = [mediaTypes.schema, mediaTypes.json]

/** OGC API at /ogc: what it offers, its collections, and (ogc-item-routes) what is in them. */
export function ogcRoutes(ogc: OgcServices): Router {
  const { database, office } = ogc
  const router = Router()

  /** One document, for programs or as a page. */
  async function send<Document>(
    request: Request,
    response: Response,
    asked: OgcRequest,
    {
      type = mediaTypes.json,
      document,
      page,
    }: { type?: string; document: Document; page: (language: Language, document: Document) => OgcPage },
  ): Promise<void> {
    if (asked.format === 'html') await sendPage(ogc, request, response, page(asked.site.language, document))
    else sendDocument(response, type, document)
  }

  router.get('/ogc', async (request, response) => {
    const asked = await openOgc(ogc, request, response, { types: JSON_FIRST })
    const document = describeLanding(asked.site, await readNodeRecord(database.read, office, []))
    await send(request, response, asked, { document, page: landingPage })
  })

  router.get('/ogc/api', async (request, response) => {
    const types = [mediaTypes.openapi, mediaTypes.json]
    const asked = await openOgc(ogc, request, response, { types })
    const { title } = await readNodeRecord(database.read, office, [])
    const collections = await readCollections(database.read, office, asked.actor)
    const document = describeOgcApi(asked.site, title[asked.site.language], collections)
    await send(request, response, asked, { type: mediaTypes.openapi, document, page: definitionPage })
  })

  router.get('/ogc/conformance', async (request, response) => {
    const asked = await openOgc(ogc, request, response, { types: JSON_FIRST })
    const page = (language: Language) => conformancePage(language, conformanceClasses)
    await send(request, response, asked, { document: describeConformance(asked.site), page })
  })

  router.get('/ogc/queryables', async (request, response) => {
    const asked = await openOgc(ogc, request, response, { types: SCHEMA_FIRST })
    const document = commonQueryables(asked.site)
    await send(request, response, asked, {
      type: mediaTypes.schema,
      document,
      page: (language) => schemaPage(language, document, { which: 'queryables' }),
    })
  })

  router.get('/ogc/collections', async (request, response) => {
    const asked = await openOgc(ogc, request, response, { types: JSON_FIRST })
    const collections = await readCollections(database.read, office, asked.actor)
    const node = await readNodeRecord(database.read, office, [])
    const extent = unionOf(collections.map(({ facts }) => facts))
    const catalogue = describeCatalogue(asked.site, { ...node, extent })
    const document = describeCollections(asked.site, collections, [catalogue])
    const page = (language: Language) => collectionsPage(language, document.collections)
    await send(request, response, asked, { document, page })
  })

  router.get('/ogc/collections/:collection', async (request, response) => {
    const asked = await openOgc(ogc, request, response, { types: JSON_FIRST, allowed: ['year'] })
    const year = readYear(asked.given)
    const layer = await findLayer(database.read, {
      id: request.params.collection,
      year,
      actor: asked.actor,
    })
    const facts = await factsOf(database.read, office, layer)
    const document = describeCollection(asked.site, { layer, facts }, { year })
    await send(request, response, asked, { document, page: collectionPage })
  })

  for (const [which, describe] of [
    ['queryables', queryablesSchema],
    ['schema', collectionSchema],
  ] as const)
    router.get(`/ogc/collections/:collection/${which}`, async (request, response) => {
      const asked = await openOgc(ogc, request, response, { types: SCHEMA_FIRST, allowed: ['year'] })
      const year = readYear(asked.given)
      const id = String(request.params.collection)
      const layer = await findLayer(database.read, { id, year, actor: asked.actor })
      const document = describe(asked.site, layer)
      await send(request, response, asked, {
        type: mediaTypes.schema,
        document,
        page: (language) => schemaPage(language, document, { which, collection: layer.id }),
      })
    })

  router.use(ogcItemRoutes(ogc))
  return router
}

const METHODS = 'GET, HEAD, OPTIONS'

/** Nothing is written here; scripts of any site may read, and see the headers that they need. */
export const ogcReadOnly: RequestHandler = (request, response, next) => {
  if (!/^\/ogc(\/|$)/.test(request.path)) return next()
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
