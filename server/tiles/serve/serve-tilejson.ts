import type { TileJson } from '../../../core/api/tile-json.ts'
import type { TileEngine } from '../engine/tile-engine-types.ts'
import { tileJson } from '../engine/tilejson.ts'
import { checkProperties, parseProperties } from '../snapshot/tile-properties.ts'
import { admit, cacheHeaders, type LayerGate, openGate, openLayers } from './layer-gate.ts'
import { parseTileFilter } from './parse-tile-filter.ts'
import { sendTileProblem } from './send-tile-problem.ts'
import { type NodeHandler, splitUrl } from './serve-tile.ts'
import { decodeSegment, parseLayerIds } from './tile-path.ts'

export interface ServeTileJsonOptions {
  engine: TileEngine
  gate?: LayerGate
  publicUrl: string
  attribution: string
  /** A layer's title for people, by its id. */
  titleOf: (layer: string) => string
  onError: (error: unknown) => void
}

function describe(
  { engine, publicUrl, attribution, titleOf }: ServeTileJsonOptions,
  ids: readonly string[],
  parameters: URLSearchParams,
): TileJson {
  const properties = parseProperties(parameters.get('properties') ?? '')
  checkProperties(
    properties,
    ids.map((id) => engine.source(id)),
  )
  const layers = ids.map((id) => ({
    source: engine.source(id),
    info: engine.layerInfo(id),
    description: titleOf(id),
  }))
  return tileJson({
    publicUrl,
    layers,
    name: ids.map(titleOf).join(', '),
    attribution,
    query: parameters.toString(),
    properties,
  })
}

const publicCaching = { 'Cache-Control': 'public, max-age=60' }

/**
 * Handler of GET `/tiles/{layers}.json`; returns false and does nothing for other paths. Parameters that select features are
 * passed on to the tiles' address.
 */
export function createTileJsonHandler(options: ServeTileJsonOptions): NodeHandler {
  return async (request, response) => {
    const readable = request.method === 'GET' || request.method === 'HEAD'
    if (!readable || !request.url?.startsWith('/tiles/')) return false
    try {
      const [path, query] = splitUrl(request.url)
      const match = /^\/tiles\/([^/]+)\.json$/.exec(path)
      if (!match) return false
      const { engine, gate = openGate } = options
      const asked = parseLayerIds(decodeSegment(match[1]!))
      const actor = await admit(gate, engine, { layers: asked, request })
      const parameters = new URLSearchParams(query)
      const parsed = parseTileFilter(parameters, ['properties'])
      const { layers, filter } = await openLayers(gate, engine, { layers: asked, ...parsed, actor })
      if (!filter.in.year) parameters.delete('year')
      const body = JSON.stringify(describe(options, layers, parameters))
      const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
      response.writeHead(200, {
        ...headers,
        ...(actor.kind === 'public' ? publicCaching : cacheHeaders(actor)),
      })
      response.end(request.method === 'GET' ? body : undefined)
    } catch (error) {
      if (sendTileProblem(response, error) === 500) options.onError(error)
    }
    return true
  }
}
