import type { Request } from 'express'
import type { StyleInfo } from '../../../../core/api/style.ts'
import { badParameter, notFound } from '../../../../core/problem.ts'
import { readCatalogue } from '../../../catalogue/catalogue.ts'
import type { LayerDefinition } from '../../../layers/layer.ts'
import { layerNamed } from '../../../layers/layer-at-year.ts'
import { crumbsTo, linksPage } from '../../../pages/ogc/document-pages.ts'
import { mediaTypes } from '../../../publish/ogc-link.ts'
import {
  describeStyleMetadata,
  describeStyles,
  readStyleId,
  type StyleFormat,
  styleFormats,
} from '../../../publish/ogc-styles/describe-styles.ts'
import { writeMapboxStyle } from '../../../publish/ogc-styles/mapbox-style.ts'
import { writeSld } from '../../../publish/sld/write-sld.ts'
import { IN_FORCE, readFullStyle } from '../../../styles/read-style.ts'
import { listStyles } from '../../../styles/style-store.ts'
import {
  type OgcAsked,
  type OgcRequest,
  ogcRoute,
  openOgc,
  readable,
  sendDocument,
  sendEither,
  sendPage,
} from './ogc-answer.ts'
import { readGiven, readOgcLanguage, refuseUnknown } from './ogc-query.ts'

const styleWords = { id: 'Gaya peta', en: 'Map styles' } as const
const STYLE = 'Id of a style: its layer and its name'
const COLLECTION = 'Id of a collection'
const SUMMARY = 'One style as Mapbox style, GeoStyler’s JSON or SLD'

/** OGC API Styles: the styles that layers have, as Mapbox style, GeoStyler's JSON and SLD. They are written at /api/styles. */
export const ogcStyleRoutes = [
  ogcRoute({
    method: 'get',
    path: '/ogc/styles',
    summary: 'Styles of all collections',
    access: readable,
    async handle(asked) {
      const opened = openOgc(asked)
      await sendStyles(
        asked,
        opened,
        await readCatalogue(asked.services.database.read, opened.actor),
        '/styles',
      )
    },
  }),
  ogcRoute({
    method: 'get',
    path: '/ogc/collections/{collection}/styles',
    summary: 'Styles of a collection',
    access: readable,
    params: { collection: COLLECTION },
    async handle(asked) {
      const { services, params } = asked
      const opened = openOgc(asked)
      const layer = layerNamed(await readCatalogue(services.database.read, opened.actor), params.collection)
      if (!layer) throw notFound('collection', params.collection)
      await sendStyles(asked, opened, [layer], `/collections/${layer.id}/styles`)
    },
  }),
  ogcRoute({
    method: 'get',
    path: '/ogc/styles/{style}',
    summary: SUMMARY,
    access: readable,
    params: { style: STYLE },
    handle: (asked) => sendSheet(asked, asked.params.style),
  }),
  ogcRoute({
    method: 'get',
    path: '/ogc/collections/{collection}/styles/{style}',
    summary: SUMMARY,
    access: readable,
    params: { collection: COLLECTION, style: STYLE },
    handle: (asked) => sendSheet(asked, asked.params.style, asked.params.collection),
  }),
  ogcRoute({
    method: 'get',
    path: '/ogc/styles/{style}/metadata',
    summary: 'Metadata of a style',
    access: readable,
    params: { style: STYLE },
    async handle(asked) {
      const opened = openOgc(asked)
      const { layer, name } = await findStyle(asked, asked.params.style)
      const styles = await listStyles(asked.services.database.read, layer.id)
      const known = styles.find((one) => one.name === name)
      if (!known) throw notFound('style', asked.params.style)
      const document = describeStyleMetadata(opened.site, known, titlesOf([layer]))
      const links = document.stylesheets.flatMap(({ link }) =>
        link ? [{ href: link.href, title: link.title }] : [],
      )
      const path = `/styles/${document.id}/metadata`
      await sendEither(asked, opened, {
        document,
        page: (language) => linksPage({ title: document.title, path, links, crumbs: crumbsTo(language) }),
      })
    },
  }),
]

async function sendSheet(asked: OgcAsked, id: string, collection?: string): Promise<void> {
  const { services, request, response } = asked
  const { layer, name } = await findStyle(asked, id, collection)
  const given = readGiven(request)
  refuseUnknown(given, [])
  const format = readStyleFormat(request, given.get('f'))
  const { document, title, isDefault } = await readFullStyle(services.database.read, layer, name)
  const { type } = styleFormats[format]
  const language = readOgcLanguage(given)
  response.vary('Accept').set('Cache-Control', 'no-cache')
  if (format === 'sld10' || format === 'sld11') {
    const sld = { layer: layer.id, title: title.id, isDefault, document: { ...document, name } }
    response
      .set('Content-Type', type)
      .send(Buffer.from(writeSld(sld, format === 'sld10' ? '1.0.0' : '1.1.0')))
  } else if (format === 'geostyler') sendDocument(response, type, document)
  else {
    const tileJson = `${services.office.publicUrl}/tiles/${layer.id}.json`
    const named = { title: `${layer.title[language]}: ${title[language]}`, document, tileJson }
    sendDocument(response, type, writeMapboxStyle(layer.id, named))
  }
}

async function findStyle(
  { services, actor }: OgcAsked,
  id: string,
  collection?: string,
): Promise<{ layer: LayerDefinition; name: string }> {
  const parts = readStyleId(id)
  const catalogue = await readCatalogue(services.database.read, actor)
  const layer = parts && layerNamed(catalogue, parts.layer)
  // The name that stands for whichever is in force is no style's own.
  if (!parts || !layer || parts.name === IN_FORCE || parts.name.includes('\0')) throw notFound('style', id)
  if (collection !== undefined && collection !== layer.id) throw notFound(`style of ${collection}`, id)
  return { layer, name: parts.name }
}

async function sendStyles(
  asked: OgcAsked,
  opened: OgcRequest,
  layers: readonly LayerDefinition[],
  path: string,
): Promise<void> {
  const { read } = asked.services.database
  const styles: StyleInfo[] = []
  for (const { id } of layers) styles.push(...(await listStyles(read, id)))
  const document = describeStyles(opened.site, styles, titlesOf(layers), path)
  if (opened.format === 'json') return sendDocument(asked.response, mediaTypes.json, document)
  const links = document.styles.map(({ id, title }) => ({
    href: `/ogc/styles/${id}/metadata`,
    title,
    note: id,
  }))
  const { language } = opened.site
  await sendPage(asked, linksPage({ title: styleWords[language], path, links, crumbs: crumbsTo(language) }))
}

const titlesOf = (layers: readonly LayerDefinition[]) => new Map(layers.map(({ id, title }) => [id, title]))

/** By `f`, else by Accept; Mapbox style for programs that say nothing. */
function readStyleFormat(request: Request, f: string | undefined): StyleFormat {
  if (f !== undefined) {
    const format = f === 'json' ? 'mapbox' : f
    if (isStyleFormat(format)) return format
    throw badParameter('f', f, `${Object.keys(styleFormats).join(', ')} or json`)
  }
  const accepted = request.accepts([styleFormats.mapbox.type, mediaTypes.json, 'application/vnd.ogc.sld+xml'])
  return accepted === 'application/vnd.ogc.sld+xml'
    ? 'sld11'
    : accepted === mediaTypes.json
      ? 'geostyler'
      : 'mapbox'
}

function isStyleFormat(name: string): name is StyleFormat {
  return Object.hasOwn(styleFormats, name)
}
