import { createHash } from 'node:crypto'
import { type Request, type Response, Router } from 'express'
import { badParameter, notFound, Problem } from '../../../../core/problem.ts'
import { layersSeenBy } from '../../../layers/publication.ts'
import { abortOnClose } from '../../../net/abort-on-close.ts'
import { etagMatches } from '../../../net/etag-matches.ts'
import { crumbsTo, linksPage } from '../../../pages/ogc/document-pages.ts'
import { findLayer } from '../../../publish/features/read-collections.ts'
import { mediaTypes, type OgcLink } from '../../../publish/ogc-link.ts'
import {
  describeTileMatrixSets,
  describeTileset,
  describeTilesets,
  type TileKind,
  tilesPath,
  tileTypes,
} from '../../../publish/ogc-tiles/describe-tilesets.ts'
import {
  describeTileMatrixSet,
  readTileAddress,
  TILE_PIXELS,
  tileMatrixSetNamed,
  tileMatrixSets,
} from '../../../publish/ogc-tiles/tile-matrix-set.ts'
import { factsOf } from '../../../publish/records/facts-of.ts'
import type { PictureMaker } from '../../../styles/picture-maker.ts'
import { readStyle } from '../../../styles/read-style.ts'
import type { TileEngine } from '../../../tiles/engine/tile-engine-types.ts'
import { acceptedEncoding } from '../../../tiles/serve/accepted-encoding.ts'
import { admit, cacheHeaders, type LayerGate, openLayers } from '../../../tiles/serve/layer-gate.ts'
import { tileProblemOf } from '../../../tiles/serve/send-tile-problem.ts'
import { noFilter } from '../../../tiles/tile-filter.ts'
import { type OgcServices, openOgc, sendDocument, sendPage } from './ogc-answer.ts'
import { readGiven, readYear, refuseUnknown } from './ogc-query.ts'

export interface OgcTileServices extends OgcServices {
  engine: TileEngine
  gate: LayerGate
  pictures: PictureMaker
}

const DOCUMENT = [mediaTypes.json]

/** OGC API Tiles: tile matrix sets, tilesets of collections, vector tiles from the engine, pictures from the renderer. */
export function ogcTileRoutes(services: OgcTileServices): Router {
  const { database, office, engine, gate, pictures } = services
  const router = Router()

  router.get('/ogc/tileMatrixSets', async (request, response) => {
    const asked = await openOgc(services, request, response, { types: DOCUMENT })
    const document = describeTileMatrixSets(asked.site)
    const links = document.tileMatrixSets.map(({ id, title }) => ({
      href: `/ogc/tileMatrixSets/${id}`,
      title: `${id}: ${title}`,
    }))
    await send(request, response, asked, { document, title: 'TileMatrixSet', path: '/tileMatrixSets', links })
  })

  router.get('/ogc/tileMatrixSets/:tileMatrixSet', async (request, response) => {
    const asked = await openOgc(services, request, response, { types: DOCUMENT })
    const set = tileMatrixSetNamed(request.params.tileMatrixSet)
    const document = describeTileMatrixSet(set)
    await send(request, response, asked, {
      document,
      title: set.id,
      path: `/tileMatrixSets/${set.id}`,
      links: [{ href: set.uri, title: set.uri }],
    })
  })

  for (const kind of ['vector', 'map'] as const) {
    const base = `/ogc${tilesPath(':collection', kind)}`
    router.get(base, async (request, response) => {
      const { asked, collection, year } = await openCollection(request, response)
      const document = describeTilesets(asked.site, collection, kind, year)
      const links = tileMatrixSets.map(({ id }) => ({
        href: `/ogc${tilesPath(collection.layer.id, kind)}/${id}`,
        title: id,
      }))
      await send(request, response, asked, {
        document,
        title: collection.layer.title[asked.site.language],
        path: tilesPath(collection.layer.id, kind),
        links,
      })
    })

    router.get(`${base}/:tileMatrixSet`, async (request, response) => {
      const { asked, collection, year } = await openCollection(request, response)
      const set = tileMatrixSetNamed(String(request.params.tileMatrixSet))
      const document = describeTileset(asked.site, collection, { kind, set, year })
      const links = document.links
        .filter(({ rel }) => rel === 'item')
        .map(({ href, title }: OgcLink) => ({ href, title: `${title}: ${href}` }))
      await send(request, response, asked, {
        document,
        title: document.title,
        path: `${tilesPath(collection.layer.id, kind)}/${set.id}`,
        links,
      })
    })

    router.get(`${base}/:tileMatrixSet/:tileMatrix/:tileRow/:tileCol`, async (request, response) => {
      if (kind === 'vector') await sendVectorTile(request, response)
      else await sendMapTile(request, response)
    })
  }

  async function openCollection(request: Request, response: Response) {
    const asked = await openOgc(services, request, response, { types: DOCUMENT, allowed: ['year'] })
    const year = readYear(asked.given)
    const layer = await findLayer(database.read, {
      id: String(request.params.collection),
      year,
      actor: asked.actor,
    })
    return { asked, year, collection: { layer, facts: await factsOf(database.read, office, layer) } }
  }

  async function send(
    request: Request,
    response: Response,
    asked: Awaited<ReturnType<typeof openOgc>>,
    {
      document,
      title,
      path,
      links,
    }: { document: unknown; title: string; path: string; links: { href: string; title: string }[] },
  ): Promise<void> {
    if (asked.format === 'json') return sendDocument(response, mediaTypes.json, document)
    const { language } = asked.site
    await sendPage(services, request, response, linksPage({ title, path, links, crumbs: crumbsTo(language) }))
  }

  /** Told from memory alone, as by /tiles: who may have which layer, and whether what the client has still holds. */
  async function sendVectorTile(request: Request, response: Response): Promise<void> {
    const { layer, year, set, address } = readTile(request, 'vector')
    const signal = abortOnClose(response)
    try {
      const actor = await admit(gate, engine, { layers: [layer], request })
      const filter = year === undefined ? noFilter : { in: { year: [year] }, prefix: {} }
      const opened = await openLayers(gate, engine, { layers: [layer], filter, actor })
      const encoding = acceptedEncoding(request.get('Accept-Encoding'))
      const tile = { ...address, set: set.id, ...opened, encoding, signal }
      const etag = engine.etag(tile)
      response.set({ ...(cacheHeaders(actor) as Record<string, string>), ETag: etag }).vary('Accept-Encoding')
      if (etagMatches(request.get('If-None-Match'), etag)) {
        response.status(304).end()
        return
      }
      const answer = await engine.tile(tile)
      if (answer.empty) {
        response.status(204).end()
        return
      }
      if (answer.encoding !== 'identity') response.set('Content-Encoding', answer.encoding)
      response.set('Content-Type', tileTypes.vector).send(Buffer.from(answer.bytes))
    } catch (error) {
      if (signal.aborted) return
      const problem = tileProblemOf(error)
      throw problem.status === 500 ? error : new Problem(problem, { cause: error })
    }
  }

  async function sendMapTile(request: Request, response: Response): Promise<void> {
    const { layer: id, year, set, address } = readTile(request, 'map')
    const actor = await services.actorOf(request, response)
    const layer = await findLayer(database.read, { id, year, actor })
    const question = [services.storeVersion.current, request.originalUrl, layersSeenBy(actor)]
    const etag = `"${createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 27)}"`
    response.set({ 'Cache-Control': 'no-cache', ETag: etag })
    if (etagMatches(request.get('If-None-Match'), etag)) {
      response.status(304).end()
      return
    }
    const style = await readStyle(database.read, layer)
    const signal = abortOnClose(response)
    const size = { width: TILE_PIXELS, height: TILE_PIXELS }
    const look = { format: 'png', transparent: true, background: '#ffffff' } as const
    const asked = { id, style, ...(year === undefined ? {} : { year: Number(year) }) }
    const where = { crs: set.pictureCrs, bbox: set.envelope(address) }
    const { bytes, type } = await pictures.picture({
      ...where,
      ...size,
      ...look,
      layers: [asked],
      actor,
      signal,
    })
    response.set('Content-Type', type).send(Buffer.from(bytes))
  }

  return router
}

function readTile(request: Request, kind: TileKind) {
  const { collection, tileMatrixSet, tileMatrix, tileRow, tileCol } = request.params as Record<string, string>
  const given = readGiven(request)
  refuseUnknown(given, ['year'])
  const f = given.get('f')
  const format = kind === 'vector' ? 'mvt' : 'png'
  if (f !== undefined && f !== format) throw badParameter('f', f, format)
  const set = tileMatrixSetNamed(tileMatrixSet ?? '')
  const address = readTileAddress(set, {
    tileMatrix: tileMatrix ?? '',
    tileRow: tileRow ?? '',
    tileCol: tileCol ?? '',
  })
  const layer = collection ?? ''
  if (!/^[\w-]{1,80}$/.test(layer)) throw notFound('collection', layer)
  return { layer, year: readYear(given), set, address }
}
