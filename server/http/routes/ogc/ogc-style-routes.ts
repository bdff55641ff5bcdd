import { type Request, type Response, Router } from 'express'
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
import { type OgcRequest, type OgcServices, openOgc, sendDocument, sendPage } from './ogc-answer.ts'
import { readGiven, readOgcLanguage, refuseUnknown } from './ogc-query.ts'

const DOCUMENT = [mediaTypes.json]

/** OGC API Styles: the styles that layers have, as Mapbox style, GeoStyler's JSON and SLD. They are written at /api/styles. */
export function ogcStyleRoutes(ogc: OgcServices): Router {
  const { database, office, actorOf } = ogc
  const router = Router()

  router.get('/ogc/styles', async (request, response) => {
    const asked = await openOgc(ogc, request, response, { types: DOCUMENT })
    await sendStyles(request, response, asked, await readCatalogue(database.read, asked.actor), '/styles')
  })

  router.get('/ogc/collections/:collection/styles', async (request, response) => {
    const asked = await openOgc(ogc, request, response, { types: DOCUMENT })
    const layer = layerNamed(await readCatalogue(database.read, asked.actor), request.params.collection)
    if (!layer) throw notFound('collection', request.params.collection)
    await sendStyles(request, response, asked, [layer], `/collections/${layer.id}/styles`)
  })

  const sendSheet = async (request: Request, response: Response) => {
    const { layer, name } = await findStyle(request, response)
    const given = readGiven(request)
    refuseUnknown(given, [])
    const format = readStyleFormat(request, given.get('f'))
    const style = await readFullStyle(database.read, layer, name)
    const { document } = style
    const { type } = styleFormats[format]
    const language = readOgcLanguage(given)
    response.vary('Accept').set('Cache-Control', 'no-cache')
    if (format === 'sld10' || format === 'sld11') {
      const sld = {
        layer: layer.id,
        title: style.title.id,
        isDefault: style.isDefault,
        document: { ...document, name },
      }
      response
        .set('Content-Type', type)
        .send(Buffer.from(writeSld(sld, format === 'sld10' ? '1.0.0' : '1.1.0')))
    } else if (format === 'geostyler') sendDocument(response, type, document)
    else {
      const tileJson = `${office.publicUrl}/tiles/${layer.id}.json`
      const title = `${layer.title[language]}: ${style.title[language]}`
      sendDocument(response, type, writeMapboxStyle(layer.id, { title, document, tileJson }))
    }
  }
  router.get('/ogc/styles/:style', sendSheet)
  router.get('/ogc/collections/:collection/styles/:style', sendSheet)

  router.get('/ogc/styles/:style/metadata', async (request, response) => {
    const asked = await openOgc(ogc, request, response, { types: DOCUMENT })
    const { layer, name } = await findStyle(request, response)
    const style = (await listStyles(database.read, layer.id)).find((known) => known.name === name)
    if (!style) throw notFound('style', request.params.style)
    const document = describeStyleMetadata(asked.site, style, titlesOf([layer]))
    if (asked.format === 'json') return sendDocument(response, mediaTypes.json, document)
    const links = document.stylesheets.flatMap(({ link }) =>
      link ? [{ href: link.href, title: link.title }] : [],
    )
    const page = { title: document.title, path: `/styles/${document.id}/metadata`, links }
    await sendPage(ogc, request, response, linksPage({ ...page, crumbs: crumbsTo(asked.site.language) }))
  })

  async function findStyle(
    request: Request,
    response: Response,
  ): Promise<{ layer: LayerDefinition; name: string }> {
    const id = String(request.params.style)
    const parts = readStyleId(id)
    const catalogue = await readCatalogue(database.read, await actorOf(request, response))
    const layer = parts && layerNamed(catalogue, parts.layer)
    // The name that stands for whichever is in force is no style's own.
    if (!parts || !layer || parts.name === IN_FORCE || parts.name.includes('\0')) throw notFound('style', id)
    const { collection } = request.params
    if (collection !== undefined && collection !== layer.id) throw notFound(`style of ${collection}`, id)
    return { layer, name: parts.name }
  }

  async function sendStyles(
    request: Request,
    response: Response,
    asked: OgcRequest,
    layers: readonly LayerDefinition[],
    path: string,
  ): Promise<void> {
    const styles: StyleInfo[] = []
    for (const { id } of layers) styles.push(...(await listStyles(database.read, id)))
    const document = describeStyles(asked.site, styles, titlesOf(layers), path)
    if (asked.format === 'json') return sendDocument(response, mediaTypes.json, document)
    const links = document.styles.map(({ id, title }) => ({
      href: `/ogc/styles/${id}/metadata`,
      title,
      note: id,
    }))
    const page = {
      title: styleWords[asked.site.language],
      path,
      links,
      crumbs: crumbsTo(asked.site.language),
    }
    await sendPage(ogc, request, response, linksPage(page))
  }

  return router
}

const styleWords = { id: 'Gaya peta', en: 'Map styles' } as const
const titlesOf = (layers: readonly LayerDefinition[]) => new Map(layers.map(({ id, title }) => [id, title]))

/** By `f`, else by Accept; Mapbox style for programs that say nothing. */
function readStyleFormat(request: Request, f: string | undefined): StyleFormat {
  const formats = Object.keys(styleFormats) as StyleFormat[]
  if (f !== undefined) {
    const named = f === 'json' ? 'mapbox' : formats.find((format) => format === f)
    if (!named) throw badParameter('f', f, `${formats.join(', ')} or json`)
    return named
  }
  const accepted = request.accepts([styleFormats.mapbox.type, mediaTypes.json, 'application/vnd.ogc.sld+xml'])
  return accepted === 'application/vnd.ogc.sld+xml'
    ? 'sld11'
    : accepted === mediaTypes.json
      ? 'geostyler'
      : 'mapbox'
}
