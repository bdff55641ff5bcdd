import { createHash } from 'node:crypto'
import type { Request } from 'express'
import { badParameter, notFound, Problem } from '../../../../core/problem.ts'
import { layersSeenBy } from '../../../layers/publication.ts'
import { abortOnClose } from '../../../net/abort-on-close.ts'
import { etagMatches } from '../../../net/etag-matches.ts'
import { findLayer } from '../../../publish/features/read-collections.ts'
import { type TileKind, tileTypes } from '../../../publish/ogc-tiles/describe-tilesets.ts'
import {
  readTileAddress,
  TILE_PIXELS,
  tileMatrixSetNamed,
} from '../../../publish/ogc-tiles/tile-matrix-set.ts'
import type { PictureMaker } from '../../../styles/picture-maker.ts'
import { readStyle } from '../../../styles/read-style.ts'
import type { TileEngine } from '../../../tiles/engine/tile-engine-types.ts'
import { acceptedEncoding } from '../../../tiles/serve/accepted-encoding.ts'
import { admit, cacheHeaders, type LayerGate, openLayers } from '../../../tiles/serve/layer-gate.ts'
import { tileProblemOf } from '../../../tiles/serve/send-tile-problem.ts'
import { noFilter } from '../../../tiles/tile-filter.ts'
import type { Asked } from '../../routing/route.ts'
import type { OgcServices } from './ogc-answer.ts'
import { readGiven, readYear, refuseUnknown } from './ogc-query.ts'

export interface OgcTileServices extends OgcServices {
  engine: TileEngine
  gate: LayerGate
  pictures: PictureMaker
}

type TileParam = 'collection' | 'tileMatrixSet' | 'tileMatrix' | 'tileRow' | 'tileCol'
type AskedTile = Asked<OgcTileServices, TileParam>

/** Told from memory alone, as by /tiles: who may have which layer, and whether what the client has still holds. */
export async function sendVectorTile({ services, request, response, params }: AskedTile): Promise<void> {
  const { engine, gate } = services
  const { layer, year, set, address } = readTile(request, params, 'vector')
  const signal = abortOnClose(response)
  try {
    const actor = await admit(gate, engine, { layers: [layer], request })
    const filter = year === undefined ? noFilter : { in: { year: [year] }, prefix: {} }
    const opened = await openLayers(gate, engine, { layers: [layer], filter, actor })
    const encoding = acceptedEncoding(request.get('Accept-Encoding'))
    const tile = { ...address, set: set.id, ...opened, encoding, signal }
    const etag = engine.etag(tile)
    response.set({ ...cacheHeaders(actor), ETag: etag }).vary('Accept-Encoding')
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

export async function sendMapTile({ services, request, response, actor, params }: AskedTile): Promise<void> {
  const { database, storeVersion, pictures } = services
  const { layer: id, year, set, address } = readTile(request, params, 'map')
  const layer = await findLayer(database.read, { id, year, actor })
  const question = [storeVersion.current, request.originalUrl, layersSeenBy(actor)]
  const etag = `"${createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 27)}"`
  response.set({ 'Cache-Control': 'no-cache', ETag: etag })
  if (etagMatches(request.get('If-None-Match'), etag)) {
    response.status(304).end()
    return
  }
  const style = await readStyle(database.read, layer)
  const { bytes, type } = await pictures.picture({
    crs: set.pictureCrs,
    bbox: set.envelope(address),
    width: TILE_PIXELS,
    height: TILE_PIXELS,
    format: 'png',
    transparent: true,
    background: '#ffffff',
    layers: [{ id, style, ...(year === undefined ? {} : { year: Number(year) }) }],
    actor,
    signal: abortOnClose(response),
  })
  response.set('Content-Type', type).send(Buffer.from(bytes))
}

function readTile(request: Request, params: Record<TileParam, string>, kind: TileKind) {
  const given = readGiven(request)
  refuseUnknown(given, ['year'])
  const f = given.get('f')
  const format = kind === 'vector' ? 'mvt' : 'png'
  if (f !== undefined && f !== format) throw badParameter('f', f, format)
  const { tileMatrix, tileRow, tileCol } = params
  const set = tileMatrixSetNamed(params.tileMatrixSet)
  const address = readTileAddress(set, { tileMatrix, tileRow, tileCol })
  const layer = params.collection
  if (!/^[\w-]{1,80}$/.test(layer)) throw notFound('collection', layer)
  return { layer, year: readYear(given), set, address }
}
