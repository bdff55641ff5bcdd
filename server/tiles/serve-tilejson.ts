import { parseTileFilter } from './parse-tile-filter.ts'
import { sendTileProblem } from './send-tile-problem.ts'
import { type NodeHandler, splitUrl } from './serve-tile.ts'
import type { TileEngine } from './tile-engine-types.ts'
import { decodeSegment, parseLayerIds } from './tile-path.ts'
import { checkProperties, parseProperties } from './tile-properties.ts'
import { type TileJson, tileJson } from './tilejson.ts'

export interface ServeTileJsonOptions {
  engine: TileEngine
  publicUrl: string
  attribution: string
  /** A layer's title for people, by its id. */
  titleOf: (layer: string) => string
  onError: (error: unknown) => void
}

function describe(
  { engine, publicUrl, attribution, titleOf }: ServeTileJsonOptions,
  url: string,
): TileJson | null {
  const [path, query] = splitUrl(url)
  const match = /^\/tiles\/([^/]+)\.json$/.exec(path)
  if (!match) return null
  const ids = parseLayerIds(decodeSegment(match[1]!))
  const parameters = new URLSearchParams(query)
  parseTileFilter(parameters, ['properties'])
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

/** Handler of GET `/tiles/{layers}.json`; false, untouched, for other paths. What narrows tiles is passed on to them. */
export function createTileJsonHandler(options: ServeTileJsonOptions): NodeHandler {
  return async (request, response) => {
    const readable = request.method === 'GET' || request.method === 'HEAD'
    if (!readable || !request.url?.startsWith('/tiles/')) return false
    try {
      const described = describe(options, request.url)
      if (!described) return false
      const body = JSON.stringify(described)
      const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
      response.writeHead(200, { ...headers, 'Cache-Control': 'public, max-age=60' })
      response.end(request.method === 'GET' ? body : undefined)
    } catch (error) {
      if (sendTileProblem(response, error) === 500) options.onError(error)
    }
    return true
  }
}
