import type { Actor } from '../../../../core/access/actor.ts'
import { notFound } from '../../../../core/problem.ts'
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
import { foreignRecordsOf } from '../../../publish/records/read-foreign.ts'
import { readNodeRecord, readRecords } from '../../../publish/records/read-records.ts'
import { ok } from '../../routing/openapi-parts.ts'
import { routesFor } from '../../routing/route.ts'
import {
  type OgcAsked,
  type OgcRequest,
  type OgcServices,
  ogcRoute,
  openOgc,
  readable,
  sendDocument,
  sendPage,
  stampAnswer,
} from './ogc-answer.ts'

const PATH = `/collections/${CATALOGUE}`
const ITEMS = [mediaTypes.geojson, mediaTypes.json]
const catalogueTitle = { id: 'Katalog', en: 'Catalogue' } as const

/** The same records as DCAT. */
export const dcatRoutes = [
  routesFor<OgcServices>()({
    method: 'get',
    path: '/katalog.jsonld',
    summary: 'The catalogue as DCAT',
    access: readable,
    answers: ok('The catalogue as DCAT', 'application/ld+json'),
    async handle({ services, response, actor }) {
      const { node, layers, foreign } = await readAll(services, actor)
      response.set('Cache-Control', 'no-cache')
      sendDocument(response, 'application/ld+json', describeDcat(node, layers, foreign))
    },
  }),
]

/** OGC API Records: the catalogue as a collection of /ogc. Stands before the collections of features. */
export const ogcRecordRoutes = [
  ogcRoute({
    method: 'get',
    path: `/ogc${PATH}`,
    summary: 'The catalogue as a collection of records',
    access: readable,
    async handle(asked) {
      const opened = openOgc(asked)
      const { node } = await readAll(asked.services, opened.actor)
      const document = describeCatalogue(opened.site, node)
      if (opened.format === 'json') return sendDocument(asked.response, mediaTypes.json, document)
      const links = [{ href: `/ogc${PATH}/items`, title: document.description }]
      await sendLinks(asked, opened, { title: document.title, path: PATH, links })
    },
  }),
  ogcRoute({
    method: 'get',
    path: `/ogc${PATH}/items`,
    summary: 'Records of the catalogue, page by page',
    access: readable,
    async handle(asked) {
      const allowed = [...RECORD_PARAMETERS, 'limit', 'cursor']
      const opened = openOgc(asked, { types: ITEMS, allowed })
      const found = await findPage(asked, opened)
      if (opened.format === 'html') await sendListing(asked, opened, found)
      else sendRecords(asked, opened, found)
    },
  }),
  ogcRoute({
    method: 'get',
    path: `/ogc${PATH}/items/{record}`,
    summary: 'One record of the catalogue',
    access: readable,
    params: { record: 'Id of a record' },
    async handle(asked) {
      const opened = openOgc(asked, { types: ITEMS })
      const { records } = await readAll(asked.services, opened.actor)
      const id = asked.params.record.toLowerCase()
      const known = records.find(({ record }) => record.id.toLowerCase() === id)
      if (!known) throw notFound('record', asked.params.record)
      const feature = recordFeature(opened.site, known)
      if (opened.format === 'json') return sendDocument(asked.response, mediaTypes.geojson, feature)
      const links = feature.links.filter(({ rel }) => ['enclosure', 'service', 'describedby'].includes(rel))
      await sendLinks(asked, opened, {
        title: feature.properties.title,
        path: `${PATH}/items/${encodeURIComponent(feature.id)}`,
        links: links.map((link) => ({ href: link.href, title: link.title, note: link.href })),
      })
    },
  }),
]

async function readAll({ database, office }: OgcServices, actor: Actor) {
  const layers = await readRecords(database.read, office, actor)
  const node = await readNodeRecord(database.read, office, layers)
  const foreign = await foreignRecordsOf(database.read, office)
  const records: KnownRecord[] = [
    { kind: 'series', record: node },
    ...layers.map((record) => ({ kind: 'dataset' as const, record })),
    ...foreign.map((stored) => ({ kind: 'foreign' as const, record: stored.record, stored })),
  ]
  return { node, layers, foreign, records }
}

type Found = Awaited<ReturnType<typeof findPage>>

async function findPage({ services }: OgcAsked, { given, site, actor }: OgcRequest) {
  const limit = readLimit(given.get('limit'))
  const question = JSON.stringify([CATALOGUE, ...RECORD_PARAMETERS.map((name) => given.get(name) ?? null)])
  const cursor = given.get('cursor')
  const { key: start } = cursor === undefined ? { key: 0 } : readCursor(cursor, question)
  const { records } = await readAll(services, actor)
  const found = findRecords(records, given)
  const features = found.slice(start, start + limit).map((known) => recordFeature(site, known))
  const at = (key: number) => writeCursor({ direction: 'after', key, matched: null }, question)
  const ends = {
    numberReturned: features.length,
    numberMatched: found.length,
    next: start + limit < found.length ? at(start + limit) : undefined,
    prev: start > 0 ? at(Math.max(0, start - limit)) : undefined,
  }
  return { features, ends }
}

function sendRecords(asked: OgcAsked, { given, site, actor }: OgcRequest, { features, ends }: Found): void {
  const timeStamp = stampAnswer(asked, [layersSeenBy(actor)])
  if (timeStamp === undefined) return
  const { cursor, lang: _lang, f: _f, ...query } = Object.fromEntries(given)
  const address = (text: string) => ogcAddress(site, `${PATH}/items`, { ...query, cursor: text, f: 'json' })
  const more = cursor === undefined ? query : { ...query, cursor }
  sendDocument(asked.response, mediaTypes.geojson, {
    type: 'FeatureCollection',
    timeStamp,
    numberMatched: ends.numberMatched,
    numberReturned: ends.numberReturned,
    features,
    links: [
      ...selfLinks(site, `${PATH}/items`, { type: mediaTypes.geojson, query: more }),
      ...pageLinks(ends, address, site.language),
    ],
  })
}

async function sendListing(asked: OgcAsked, opened: OgcRequest, { features }: Found): Promise<void> {
  const links = features.map(({ id, properties }) => ({
    href: `/ogc${PATH}/items/${encodeURIComponent(id)}`,
    title: properties.title,
    note: properties.description,
  }))
  const title = catalogueTitle[opened.site.language]
  await sendLinks(asked, opened, { title, path: `${PATH}/items`, links })
}

async function sendLinks(
  asked: OgcAsked,
  { site: { language } }: OgcRequest,
  page: { title: string; path: string; links: readonly { href: string; title: string; note?: string }[] },
): Promise<void> {
  const above = [collectionsCrumb(language), collectionCrumb(CATALOGUE, catalogueTitle[language])]
  await sendPage(asked, linksPage({ ...page, crumbs: crumbsTo(language, ...above) }))
}
