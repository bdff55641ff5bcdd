import type { RequestHandler } from 'express'
import type { Language } from '../../../../core/proposal/label.ts'
import {
  collectionPage,
  collectionsPage,
  conformancePage,
  definitionPage,
  landingPage,
  schemaPage,
} from '../../../pages/ogc/document-pages.ts'
import {
  collectionSchema,
  commonQueryables,
  queryablesSchema,
} from '../../../publish/features/collection-schema.ts'
import { describeCollection, describeCollections } from '../../../publish/features/describe-collection.ts'
import {
  describedCollection,
  findLayer,
  readCollections,
} from '../../../publish/features/read-collections.ts'
import { conformanceClasses, describeConformance } from '../../../publish/ogc/conformance.ts'
import { describeLanding } from '../../../publish/ogc/landing-page.ts'
import { describeOgcApi } from '../../../publish/ogc/openapi-document.ts'
import { mediaTypes } from '../../../publish/ogc-link.ts'
import { describeCatalogue } from '../../../publish/ogc-records/describe-catalogue.ts'
import { readNodeRecord, unionOf } from '../../../publish/records/read-records.ts'
import { sendProblem } from '../../answer/respond.ts'
import { ogcRoute, openOgc, readable, sendEither } from './ogc-answer.ts'
import { readYear } from './ogc-query.ts'

const SCHEMA_FIRST = [mediaTypes.schema, mediaTypes.json]
export const params = { collection: 'Id of a collection: of a layer or a snapshot' }

/** OGC API at /ogc: what it offers, and its collections. What is in them: ogc-item-routes. */
export const ogcRoutes = [
  ogcRoute({
    method: 'get',
    path: '/ogc',
    summary: 'What the OGC API offers',
    access: readable,
    async handle(asked) {
      const { database, office } = asked.services
      const opened = openOgc(asked)
      const document = describeLanding(opened.site, await readNodeRecord(database.read, office, []))
      await sendEither(asked, opened, { document, page: landingPage })
    },
  }),
  ogcRoute({
    method: 'get',
    path: '/ogc/api',
    summary: 'Its definition in OpenAPI',
    access: readable,
    async handle(asked) {
      const { database, office } = asked.services
      const opened = openOgc(asked, { types: [mediaTypes.openapi, mediaTypes.json] })
      const { title } = await readNodeRecord(database.read, office, [])
      const collections = await readCollections(database.read, office, opened.actor)
      const document = describeOgcApi(opened.site, title[opened.site.language], collections)
      await sendEither(asked, opened, { type: mediaTypes.openapi, document, page: definitionPage })
    },
  }),
  ogcRoute({
    method: 'get',
    path: '/ogc/conformance',
    summary: 'Classes of conformance that it keeps to',
    access: readable,
    async handle(asked) {
      const opened = openOgc(asked)
      const page = (language: Language) => conformancePage(language, conformanceClasses)
      await sendEither(asked, opened, { document: describeConformance(opened.site), page })
    },
  }),
  ogcRoute({
    method: 'get',
    path: '/ogc/queryables',
    summary: 'What a filter may name in every collection',
    access: readable,
    async handle(asked) {
      const opened = openOgc(asked, { types: SCHEMA_FIRST })
      const document = commonQueryables(opened.site)
      const page = (language: Language) => schemaPage(language, document, { which: 'queryables' })
      await sendEither(asked, opened, { type: mediaTypes.schema, document, page })
    },
  }),
  ogcRoute({
    method: 'get',
    path: '/ogc/collections',
    summary: 'Its collections',
    access: readable,
    async handle(asked) {
      const { database, office } = asked.services
      const opened = openOgc(asked)
      const collections = await readCollections(database.read, office, opened.actor)
      const node = await readNodeRecord(database.read, office, [])
      const extent = unionOf(collections.map(({ facts }) => facts))
      const catalogue = describeCatalogue(opened.site, { ...node, extent })
      const document = describeCollections(opened.site, collections, [catalogue])
      const page = (language: Language) => collectionsPage(language, document.collections)
      await sendEither(asked, opened, { document, page })
    },
  }),
  ogcRoute({
    method: 'get',
    path: '/ogc/collections/{collection}',
    summary: 'One collection',
    access: readable,
    params,
    async handle(asked) {
      const { database, office } = asked.services
      const opened = openOgc(asked, { allowed: ['year'] })
      const year = readYear(opened.given)
      const id = asked.params.collection
      const layer = await findLayer(database.read, { id, year, actor: opened.actor })
      const collection = await describedCollection(database.read, office, layer)
      const document = describeCollection(opened.site, collection, { year })
      await sendEither(asked, opened, { document, page: collectionPage })
    },
  }),
  schemaRoute('queryables', 'What a filter of a collection may name', queryablesSchema),
  schemaRoute('schema', 'Properties of a collection', collectionSchema),
]

function schemaRoute(
  which: 'queryables' | 'schema',
  summary: string,
  describe: typeof queryablesSchema | typeof collectionSchema,
) {
  return ogcRoute({
    method: 'get',
    path: `/ogc/collections/{collection}/${which}`,
    summary,
    access: readable,
    params,
    async handle(asked) {
      const opened = openOgc(asked, { types: SCHEMA_FIRST, allowed: ['year'] })
      const year = readYear(opened.given)
      const id = asked.params.collection
      const layer = await findLayer(asked.services.database.read, { id, year, actor: opened.actor })
      const document = describe(opened.site, layer)
      const page = (language: Language) => schemaPage(language, document, { which, collection: layer.id })
      await sendEither(asked, opened, { type: mediaTypes.schema, document, page })
    },
  })
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
