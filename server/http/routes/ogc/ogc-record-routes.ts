import { type Request, type Response, Router } from 'express'
import type { Actor } from '../../../../core/access/actor.ts'
import { notFound } from '../../../../core/problem.ts'
import type { Language } from '../../../../core/proposal/label.ts'
import { layersSeenBy } from '../../../layers/publication.ts'
import { collectionCrumb, collectionsCrumb, crumbsTo, linksPage } from '../../../pages/ogc/document-pages.ts'
import { pageLinks } from '../../../publish/features/feature-collection.ts'
import { readCursor, writeCursor } from '../../../publish/features/item-cursor.ts'
import { readLimit } from '../../../publish/features/items-query.ts'
import { mediaTypes, ogcAddress, selfLinks } from '../../../publish/ogc-link.ts'
import { describeCatalogue } from '../../../publish/ogc-records/describe-catalogue.ts'
import { findRecords, RECORD_PARAMETERS } from '../../../publish/ogc-records/find-records.ts'
import { CATALOGUE, type KnownRecord, recordFeature } from '../../../publish/ogc-records/record-feature.ts'
import { describeDcat } from '../../../publish/records/dcat.ts'
import { readNodeRecord, readRecords } from '../../../publish/records/read-records.ts'
import { readQuery } from '../../request/query.ts'
import { type OgcServices, openOgc, sendDocument, sendPage, stampAnswer } from './ogc-answer.ts'

const PATH = `/collections/${CATALOGUE}`
const ITEMS = [mediaTypes.geojson, mediaTypes.json]

/** OGC API Records: the catalogue as a collection of /ogc, and the same records as DCAT. Stands before the collections of features. */
export function ogcRecordRoutes(ogc: OgcServices): Router {
  const { database, office, actorOf } = ogc
  const router = Router()

  async function readAll(actor: Actor) {
    const layers = await readRecords(database.read, office, actor)
    const node = await readNodeRecord(database.read, office, layers)
    const records: KnownRecord[] = [
      { kind: 'series', record: node },
      ...layers.map((record) => ({ kind: 'dataset' as const, record })),
    ]
    return { node, layers, records }
  }

  router.get('/katalog.jsonld', async (request, response) => {
    readQuery(request, [])
    const { node, layers } = await readAll(await actorOf(request, response))
    response.set('Cache-Control', 'no-cache')
    sendDocument(response, 'application/ld+json', describeDcat(node, layers))
  })

  router.get(`/ogc${PATH}`, async (request, response) => {
    const asked = await openOgc(ogc, request, response, { types: [mediaTypes.json] })
    const { node } = await readAll(asked.actor)
    const document = describeCatalogue(asked.site, node)
    if (asked.format === 'json') return sendDocument(response, mediaTypes.json, document)
    const links = [{ href: `/ogc${PATH}/items`, title: document.description }]
    await sendLinks(request, response, asked.site.language, { title: document.title, path: PATH, links })
  })

  router.get(`/ogc${PATH}/items`, async (request, response) => {
    const allowed = [...RECORD_PARAMETERS, 'limit', 'cursor']
    const asked = await openOgc(ogc, request, response, { types: ITEMS, allowed })
    const { given, site } = asked
    const limit = readLimit(given.get('limit'))
    const question = JSON.stringify([CATALOGUE, ...RECORD_PARAMETERS.map((name) => given.get(name) ?? null)])
    const cursor = given.get('cursor')
    const { key: start } = cursor === undefined ? { key: 0 } : readCursor(cursor, question)
    const { records } = await readAll(asked.actor)
    const found = findRecords(records, given)
    const page = found.slice(start, start + limit).map((known) => recordFeature(site, known))
    if (asked.format === 'html') {
      const links = page.map(({ id, properties }) => ({
        href: `/ogc${PATH}/items/${id}`,
        title: properties.title,
        note: properties.description,
      }))
      return await sendLinks(request, response, site.language, {
        title: catalogueTitle[site.language],
        path: `${PATH}/items`,
        links,
      })
    }
    const timeStamp = stampAnswer(ogc, request, response, [layersSeenBy(asked.actor)])
    if (timeStamp === undefined) return
    const at = (key: number) => writeCursor({ direction: 'after', key, matched: null }, question)
    const ends = {
      numberReturned: page.length,
      numberMatched: found.length,
      next: start + limit < found.length ? at(start + limit) : undefined,
      prev: start > 0 ? at(Math.max(0, start - limit)) : undefined,
    }
    const { cursor: _cursor, lang: _lang, f: _f, ...query } = Object.fromEntries(given)
    const address = (text: string) => ogcAddress(site, `${PATH}/items`, { ...query, cursor: text, f: 'json' })
    const more = cursor === undefined ? query : { ...query, cursor }
    sendDocument(response, mediaTypes.geojson, {
      type: 'FeatureCollection',
      timeStamp,
      numberMatched: ends.numberMatched,
      numberReturned: ends.numberReturned,
      features: page,
      links: [
        ...selfLinks(site, `${PATH}/items`, { type: mediaTypes.geojson, query: more }),
        ...pageLinks(ends, address, site.language),
      ],
    })
  })

  router.get(`/ogc${PATH}/items/:record`, async (request, response) => {
    const asked = await openOgc(ogc, request, response, { types: ITEMS })
    const { records } = await readAll(asked.actor)
    const known = records.find(({ record }) => record.id === request.params.record.toLowerCase())
    if (!known) throw notFound('record', request.params.record)
    const feature = recordFeature(asked.site, known)
    if (asked.format === 'json') return sendDocument(response, mediaTypes.geojson, feature)
    const { title } = feature.properties
    const links = feature.links.filter(({ rel }) => rel === 'enclosure' || rel === 'service')
    await sendLinks(request, response, asked.site.language, {
      title,
      path: `${PATH}/items/${feature.id}`,
      links: links.map((link) => ({ href: link.href, title: link.title, note: link.href })),
    })
  })

  async function sendLinks(
    request: Request,
    response: Response,
    language: Language,
    page: { title: string; path: string; links: readonly { href: string; title: string; note?: string }[] },
  ): Promise<void> {
    const above = [collectionsCrumb(language), collectionCrumb(CATALOGUE, catalogueTitle[language])]
    await sendPage(ogc, request, response, linksPage({ ...page, crumbs: crumbsTo(language, ...above) }))
  }

  return router
}

const catalogueTitle = { id: 'Katalog', en: 'Catalogue' } as const
