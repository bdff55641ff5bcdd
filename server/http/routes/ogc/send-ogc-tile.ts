import { createHash } from 'node:crypto'
import type { Request } from 'express'
import { badParameter, notFound, Problem } from '../../../../core/problem.ts'
import { keepCatalogue } from '../../../catalogue/keep-catalogue.ts'
import type { StoreMemo } from '../../../changes/store-memo.ts'
import { layersSeenBy } from '../../../layers/publication.ts'
import { abortOnClose } from '../../../net/abort-on-close.ts'
import { etagMatches } from '../../../net/etag-matches.ts'
import { layerIn } from '../../../publish/features/read-collections.ts'
import { defaultCollectionIds, readCollectionIds } from '../../../publish/ogc-tiles/dataset-collections.ts'
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
  /** A map asks for many tiles of one catalogue. */
  memo: StoreMemo
  pictures: PictureMaker
}

/** What a route under /ogc is asked with, where it is about tiles. */
export type OgcTileAsked = Pick<
  Asked<OgcTileServices, never>,
  'services' | 'request' | 'response' | 'actor' | 'params'
>

type TileParam = 'tileMatrixSet' | 'tileMatrix' | 'tileRow' | 'tileCol'
type AskedTile = Asked<OgcTileServices, TileParam>

/** Which layers a tile holds, the lowest first, and of which year. */
export interface TileContent {
  layers: readonly string[]
  year?: string | undefined
}

/** Told from memory alone, as by /tiles: who may have which layer, and whether what the client has still holds. */
export async function sendVectorTile(
  { services, request, response, params }: AskedTile,
  { layers, year }: TileContent,
): Promise<void> {
  const { engine, gate } = services
  const { set, address } = readTile(request, params, 'vector')
  const signal = abortOnClose(response)
  try {
    const actor = await admit(gate, engine, { layers, request })
    const filter = year === undefined ? noFilter : { in: { year: [year] }, prefix: {} }
    const opened = await openLayers(gate, engine, { layers, filter, actor })
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

export async function sendMapTile(
  { services, request, response, actor, params }: AskedTile,
  { layers: ids, year }: TileContent,
): Promise<void> {
  const { database, memo, storeVersion, pictures } = services
  const { set, address } = readTile(request, params, 'map')
  const catalogue = await keepCatalogue(database.read, memo, actor)
  const layers = ids.map((id) => layerIn(catalogue, { id, year }))
  const question = [storeVersion.current, request.originalUrl, layersSeenBy(actor)]
  const etag = `"${createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 27)}"`
  response.set({ 'Cache-Control': 'no-cache', ETag: etag })
  if (etagMatches(request.get('If-None-Match'), etag)) {
    response.status(304).end()
    return
  }
  const { bytes, type } = await pictures.picture({
    crs: set.pictureCrs,
    bbox: set.envelope(address),
    width: TILE_PIXELS,
    height: TILE_PIXELS,
    format: 'png',
    transparent: true,
    background: '#ffffff',
    layers: await Promise.all(
      layers.map(async (layer, index) => ({
        // As it was asked for: a layer of a year is found by its own id.
        id: ids[index] ?? layer.id,
        style: await readStyle(database.read, layer),
        ...(year === undefined ? {} : { year: Number(year) }),
      })),
    ),
    actor,
    signal: abortOnClose(response),
  })
  response.set('Content-Type', type).send(Buffer.from(bytes))
}

function readTile(request: Request, params: Record<TileParam, string>, kind: TileKind) {
  const f = readGiven(request).get('f')
  const format = kind === 'vector' ? 'mvt' : 'png'
  if (f !== undefined && f !== format) throw badParameter('f', f, format)
  const { tileMatrix, tileRow, tileCol } = params
  const set = tileMatrixSetNamed(params.tileMatrixSet)
  const address = readTileAddress(set, { tileMatrix, tileRow, tileCol })
  return { set, address }
}

/** What a tile of one collection holds. Throws Problem. */
export function collectionTile({
  request,
  params: { collection },
}: Asked<OgcTileServices, 'collection'>): TileContent {
  const given = readGiven(request)
  refuseUnknown(given, ['year'])
  if (!/^[\w-]{1,80}$/.test(collection)) throw notFound('collection', collection)
  return { layers: [collection], year: readYear(given) }
}

/** What a tile of the dataset holds. Throws Problem. */
export async function datasetTile({
  services,
  request,
  actor,
}: Asked<OgcTileServices, TileParam>): Promise<TileContent> {
  const given = readGiven(request)
  refuseUnknown(given, ['collections'])
  const chosen = readCollectionIds(given.get('collections'))
  if (chosen) return { layers: chosen }
  const { database, memo, office } = services
  const layers = await memo.read(`dataset ${layersSeenBy(actor)}`, async () =>
    defaultCollectionIds(database.read, office, await keepCatalogue(database.read, memo, actor)),
  )
  return { layers }
}
