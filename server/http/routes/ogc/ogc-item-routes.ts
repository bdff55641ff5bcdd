import { type Request, type Response, Router } from 'express'
import { crs84 } from '../../../../core/geo/crs-uris.ts'
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
import { findLayer } from '../../../publish/features/read-collections.ts'
import { readItem } from '../../../publish/features/read-items.ts'
import { mediaTypes, ogcAddress, selfLinks } from '../../../publish/ogc-link.ts'
import { factsOf } from '../../../publish/records/facts-of.ts'
import { sendPieces } from '../../answer/send-pieces.ts'
import { type OgcRequest, type OgcServices, openOgc, sendPage, stampAnswer } from './ogc-answer.ts'
import { readGiven, readYear } from './ogc-query.ts'

const TYPES = [mediaTypes.geojson, mediaTypes.json]
/** More rows are for programs. */
const MOST_ON_A_PAGE = 200
const FEATURE_ID = /^\d{1,15}$/

/** Features of a collection, page by page, and one by its id. */
export function ogcItemRoutes(ogc: OgcServices): Router {
  const { database, office } = ogc
  const router = Router()

  router.get('/ogc/collections/:collection/items', async (request, response) => {
    const layer = await findAsked(request, response)
    const allowed = ['year', ...ITEM_PARAMETERS, ...parameterFields(layer).map(({ name }) => name)]
    const asked = await openOgc(ogc, request, response, { types: TYPES, allowed })
    const query = readItemsQuery(asked.given, layer)
    if (asked.format === 'html') return await sendListing(request, response, asked, { layer, query })
    const timeStamp = stampAnswer(ogc, request, response, [layersSeenBy(asked.actor), asked.format])
    if (timeStamp === undefined) return
    const { count } = await factsOf(database.read, office, layer)
    const page = await openPage(database.read, layer, query, count)
    const pieces = writeFeatureCollection({
      page,
      timeStamp,
      write: featureWriter(publicFields(layer), query.crs),
      links: (end) => [
        ...selfLinks(asked.site, pathOf(request), { type: mediaTypes.geojson, query: without(asked, 'f') }),
        ...pageLinks(
          end,
          (cursor) =>
            ogcAddress(asked.site, pathOf(request), { ...without(asked, 'cursor'), cursor, f: 'json' }),
          asked.site.language,
        ),
        collectionLink(asked, request),
      ],
    })
    const headers = { 'Content-Type': mediaTypes.geojson, 'Content-Crs': `<${query.crs.uri}>` }
    await sendPieces(response, headers, pieces)
  })

  router.get('/ogc/collections/:collection/items/:item', async (request, response) => {
    const layer = await findAsked(request, response)
    const asked = await openOgc(ogc, request, response, { types: TYPES, allowed: ['year', 'crs'] })
    const crs = readOfferedCrs('crs', asked.given.get('crs'))
    readYear(asked.given)
    const { item } = request.params
    const key = FEATURE_ID.test(item) ? Number(item) : undefined
    const row =
      key === undefined ? undefined : await readItem(database.read, layer, { key, digits: digitsFor(crs) })
    if (!row) throw notFound(`feature of ${layer.id}`, item)
    if (asked.format === 'html')
      return await sendPage(ogc, request, response, itemPage(asked.site.language, layer, row))
    const links = [
      ...selfLinks(asked.site, pathOf(request), { type: mediaTypes.geojson, query: without(asked, 'f') }),
      collectionLink(asked, request),
    ]
    response.set({ 'Content-Type': mediaTypes.geojson, 'Content-Crs': `<${crs.uri}>` })
    response.send(Buffer.from(featureWriter(publicFields(layer), crs)(row, { links })))
  })

  async function sendListing(
    request: Request,
    response: Response,
    asked: OgcRequest,
    { layer, query }: { layer: LayerDefinition; query: ItemsQuery },
  ): Promise<void> {
    const { count } = await factsOf(database.read, office, layer)
    const limit = Math.min(query.limit, MOST_ON_A_PAGE)
    const page = await openPage(database.read, layer, { ...query, limit, crs: crs84 }, count)
    const rows: FeatureRow[] = []
    for await (const lot of page.rows) rows.push(...lot)
    const { numberMatched: matched, prev, next } = await page.end()
    const listing = { layer, rows, matched, prev, next, query: without(asked, 'f', 'cursor') }
    await sendPage(ogc, request, response, itemsPage(asked.site.language, listing))
  }

  /** The layer comes first: which parameters there are depends on it. */
  async function findAsked(request: Request, response: Response): Promise<LayerDefinition> {
    const actor = await ogc.actorOf(request, response)
    const year = readGiven(request).get('year')
    return await findLayer(database.read, { id: String(request.params.collection), year, actor })
  }

  return router
}

/** Path below the landing page, as the request had it. */
function pathOf(request: Request): string {
  return request.path.replace(/^\/ogc/, '').replace(/\/$/, '')
}

function without({ given }: OgcRequest, ...names: string[]): Record<string, string> {
  return Object.fromEntries([...given].filter(([name]) => name !== 'lang' && !names.includes(name)))
}

function collectionLink({ site, given }: OgcRequest, request: Request) {
  const id = String(request.params.collection)
  return {
    rel: 'collection',
    href: ogcAddress(site, `/collections/${id}`, { f: 'json', year: given.get('year') }),
    type: mediaTypes.json,
    title: site.language === 'id' ? 'Koleksinya' : 'The collection',
  }
}
