import type { Request } from 'express'
import { crs84, type PublicCrs } from '../../../../core/geo/crs-uris.ts'
import { notFound } from '../../../../core/problem.ts'
import type { LayerDefinition } from '../../../layers/layer.ts'
import { publicFields } from '../../../layers/public-fields.ts'
import { layersSeenBy } from '../../../layers/publication.ts'
import { itemPage, itemsPage } from '../../../pages/ogc/item-pages.ts'
import { pageLinks, writeFeatureCollection } from '../../../publish/features/feature-collection.ts'
import { digitsFor, type FeatureRow, featureWriter } from '../../../publish/features/feature-text.ts'
import { openPage } from '../../../publish/features/items-page.ts'
import {
  ITEM_PARAMETERS,
  type ItemsQuery,
  parameterFields,
  readItemsQuery,
} from '../../../publish/features/items-query.ts'
import { readOfferedCrs } from '../../../publish/features/offered-crs.ts'
import { collectionOf, findLayer } from '../../../publish/features/read-collections.ts'
import { readItem } from '../../../publish/features/read-items.ts'
import { mediaTypes, ogcAddress, selfLinks } from '../../../publish/ogc-link.ts'
import { factsOf } from '../../../publish/records/facts-of.ts'
import { sendPieces } from '../../answer/send-pieces.ts'
import {
  type OgcAsked,
  type OgcRequest,
  ogcRoute,
  openOgc,
  readable,
  sendPage,
  stampAnswer,
} from './ogc-answer.ts'
import { readGiven, readYear } from './ogc-query.ts'
import { params } from './ogc-routes.ts'

const TYPES = [mediaTypes.geojson, mediaTypes.json]
/** More rows are for programs. */
const MOST_ON_A_PAGE = 200
const FEATURE_ID = /^\d{1,15}$/

/** Features of a collection, page by page, and one by its id. */
export const ogcItemRoutes = [
  ogcRoute({
    method: 'get',
    path: '/ogc/collections/{collection}/items',
    summary: 'Features of a collection, page by page',
    access: readable,
    params,
    async handle(asked) {
      const layer = await findAsked(asked)
      const allowed = ['year', ...ITEM_PARAMETERS, ...parameterFields(layer).map(({ name }) => name)]
      const opened = openOgc(asked, { types: TYPES, allowed })
      const query = readItemsQuery(opened.given, layer, await offeredTo(asked, layer, opened.given))
      if (opened.format === 'html') await sendListing(asked, opened, layer, query)
      else await sendItems(asked, opened, layer, query)
    },
  }),
  ogcRoute({
    method: 'get',
    path: '/ogc/collections/{collection}/items/{item}',
    summary: 'One feature of a collection',
    access: readable,
    params: { ...params, item: 'Key of a feature' },
    async handle(asked) {
      const layer = await findAsked(asked)
      const opened = openOgc(asked, { types: TYPES, allowed: ['year', 'crs'] })
      const offered = await offeredTo(asked, layer, opened.given)
      const crs = readOfferedCrs('crs', opened.given.get('crs'), offered)
      readYear(opened.given)
      const { item } = asked.params
      const key = FEATURE_ID.test(item) ? Number(item) : undefined
      const { read } = asked.services.database
      const row = key === undefined ? undefined : await readItem(read, layer, { key, digits: digitsFor(crs) })
      if (!row) throw notFound(`feature of ${layer.id}`, item)
      if (opened.format === 'html') return await sendPage(asked, itemPage(opened.site.language, layer, row))
      const { self, collection } = linksOfAnswer(asked, opened)
      const links = [...self, collection]
      asked.response.set({ 'Content-Type': mediaTypes.geojson, 'Content-Crs': `<${crs.uri}>` })
      asked.response.send(Buffer.from(featureWriter(publicFields(layer), crs)(row, { links })))
    },
  }),
]

type Asked = OgcAsked<'collection'>

/** For programs: written as it is read. */
async function sendItems(
  asked: Asked,
  opened: OgcRequest,
  layer: LayerDefinition,
  query: ItemsQuery,
): Promise<void> {
  const { database, office } = asked.services
  const timeStamp = stampAnswer(asked, [layersSeenBy(opened.actor), opened.format])
  if (timeStamp === undefined) return
  const { count } = await factsOf(database.read, office, layer)
  const page = await openPage(database.read, layer, query, count)
  const { self, collection } = linksOfAnswer(asked, opened)
  const address = (cursor: string) =>
    ogcAddress(opened.site, pathOf(asked.request), { ...without(opened, 'cursor'), cursor, f: 'json' })
  const pieces = writeFeatureCollection({
    page,
    timeStamp,
    write: featureWriter(publicFields(layer), query.crs),
    links: (end) => [...self, ...pageLinks(end, address, opened.site.language), collection],
  })
  const headers = { 'Content-Type': mediaTypes.geojson, 'Content-Crs': `<${query.crs.uri}>` }
  await sendPieces(asked.response, headers, pieces)
}

/** For people: a table. */
async function sendListing(
  asked: Asked,
  opened: OgcRequest,
  layer: LayerDefinition,
  query: ItemsQuery,
): Promise<void> {
  const { database, office } = asked.services
  const { count } = await factsOf(database.read, office, layer)
  const limit = Math.min(query.limit, MOST_ON_A_PAGE)
  const page = await openPage(database.read, layer, { ...query, limit, crs: crs84 }, count)
  const rows: FeatureRow[] = []
  for await (const lot of page.rows) rows.push(...lot)
  const { numberMatched: matched, prev, next } = await page.end()
  const listing = { layer, rows, matched, prev, next, query: without(opened, 'f', 'cursor') }
  await sendPage(asked, itemsPage(opened.site.language, listing))
}

/** The layer comes first: which parameters there are depends on it. */
async function findAsked({ services, request, actor, params }: Asked): Promise<LayerDefinition> {
  const year = readGiven(request).get('year')
  return await findLayer(services.database.read, { id: params.collection, year, actor })
}

/** What the collection can be had in. Who asks for no CRS need not wait until its extent is known. */
async function offeredTo(
  { services: { database, office } }: Asked,
  layer: LayerDefinition,
  given: ReadonlyMap<string, string>,
): Promise<readonly PublicCrs[]> {
  const asks = ['crs', 'bbox-crs', 'filter-crs'].some((name) => given.has(name))
  return asks ? (await collectionOf(database.read, office, layer)).crss : [crs84]
}

/** Path below the landing page, as the request had it. */
function pathOf(request: Request): string {
  return request.path.replace(/^\/ogc/, '').replace(/\/$/, '')
}

function without({ given }: OgcRequest, ...names: string[]): Record<string, string> {
  return Object.fromEntries([...given].filter(([name]) => name !== 'lang' && !names.includes(name)))
}

function linksOfAnswer(asked: Asked, opened: OgcRequest) {
  const { site, given } = opened
  const query = without(opened, 'f')
  const self = selfLinks(site, pathOf(asked.request), { type: mediaTypes.geojson, query })
  const collection = {
    rel: 'collection',
    href: ogcAddress(site, `/collections/${asked.params.collection}`, { f: 'json', year: given.get('year') }),
    type: mediaTypes.json,
    title: site.language === 'id' ? 'Koleksinya' : 'The collection',
  }
  return { self, collection }
}
