import type { IncomingMessage, ServerResponse } from 'node:http'
import { abortOnClose } from './abort-on-close.ts'
import { acceptedEncoding } from './accepted-encoding.ts'
import { BoundedMemo } from './bounded-memo.ts'
import { etagMatches } from './etag-matches.ts'
import {
  type Audience,
  audienceOf,
  cacheHeaders,
  type LayerGate,
  openGate,
  openLayers,
} from './layer-gate.ts'
import { openHeaders, setOpenHeaders } from './open-headers.ts'
import { type ParsedFilter, parseTileFilter, type ResolveText } from './parse-tile-filter.ts'
import { sendTileProblem } from './send-tile-problem.ts'
import type { TileAnswer, TileEngine, TileRequest } from './tile-engine-types.ts'
import type { TileProperties } from './tile-filter.ts'
import type { ContentEncoding } from './tile-job.ts'
import { parseTilePath, type TilePath } from './tile-path.ts'
import { parseProperties } from './tile-properties.ts'

export interface ServeTileOptions {
  engine: TileEngine
  /** Who may have which layer; without it, everyone all. */
  gate?: LayerGate
  /** Resolves `q`; without it a text search is refused as an unknown parameter would be. */
  resolveText: ResolveText
  /** Told of every error that is our own (5xx but a full queue). */
  onError: (error: unknown) => void
}

export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

/** Tile headers, apart from its length: the same on 200, 204 and 304. Asking whether a tile still holds costs a 304. */
function commonHeaders(etag: string, audience: Audience): Record<string, string | number> {
  const { Vary, ...caching } = cacheHeaders(audience)
  return {
    ...openHeaders,
    ETag: etag,
    ...caching,
    Vary: Vary ? `Accept-Encoding, ${Vary}` : 'Accept-Encoding',
  }
}

function sendTile(
  response: ServerResponse,
  answer: TileAnswer,
  { audience, withBody }: { audience: Audience; withBody: boolean },
): void {
  const headers = commonHeaders(answer.etag, audience)
  headers['X-Features-Stood-For'] = answer.featuresStoodFor
  headers['X-Features-Held'] = answer.featuresHeld
  if (answer.empty) {
    response.writeHead(204, headers).end()
    return
  }
  headers['Content-Type'] = 'application/vnd.mapbox-vector-tile'
  headers['Content-Length'] = answer.bytes.length
  if (answer.encoding !== 'identity') headers['Content-Encoding'] = answer.encoding
  response.writeHead(200, headers).end(withBody ? answer.bytes : undefined)
}

interface ParsedTileUrl extends ParsedFilter {
  properties: TileProperties
  /** Null when the path is not a tile's. */
  address: TilePath | null
}

/** Addresses remembered, each of at most this length: a map asks for the same ones again and again. */
const rememberedUrls = 4096
const rememberedUrlLength = 800

function parseUrl(url: string): ParsedTileUrl {
  const [path, query] = splitUrl(url)
  const address = parseTilePath(path)
  const parameters = new URLSearchParams(address ? query : '')
  const filter = parseTileFilter(parameters, ['properties'])
  return { address, ...filter, properties: parseProperties(parameters.get('properties') ?? '') }
}

/** Path and query of a request target. */
export function splitUrl(url: string): [path: string, query: string] {
  const mark = url.indexOf('?')
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)]
}

/**
 * Handler of GET and HEAD `/tiles/{layers}/{z}/{x}/{y}.mvt` on bare node:http, to stand ahead of any framework.
 * Resolves to false, untouched, when the path is not a tile's. A 304 is told from versions: no worker, no database.
 */
export function createTileHandler(options: ServeTileOptions): NodeHandler {
  const { engine, gate = openGate, resolveText, onError } = options
  const urls = new BoundedMemo<ParsedTileUrl>(rememberedUrls)
  const encodings = new BoundedMemo<ContentEncoding>(64)

  async function readRequest(
    request: IncomingMessage,
    signal: () => AbortSignal,
  ): Promise<TileRequest | null> {
    const url = request.url ?? ''
    const parsed = url.length <= rememberedUrlLength ? urls.get(url, parseUrl) : parseUrl(url)
    if (!parsed.address) return null
    const { address, text, properties } = parsed
    const filter =
      text === null ? parsed.filter : { ...parsed.filter, rows: await resolveText(text, signal()) }
    const encoding = encodings.get(request.headers['accept-encoding'] ?? '', acceptedEncoding)
    return { ...address, filter, properties, encoding }
  }

  return async (request, response) => {
    const readable = request.method === 'GET' || request.method === 'HEAD'
    if (!readable || !request.url?.startsWith('/tiles/')) return false
    // Most answers are ready at once, and need none.
    let leaving: AbortSignal | undefined
    const signal = () => {
      leaving ??= abortOnClose(response)
      return leaving
    }
    try {
      const asked = await readRequest(request, signal)
      if (!asked) return false
      const audience = await audienceOf(gate, engine, { layers: asked.layers, request })
      const tile = { ...asked, ...(await openLayers(gate, engine, { ...asked, audience })) }
      const known = request.headers['if-none-match']
      const etag = known === undefined ? '' : engine.etag(tile)
      if (etag && etagMatches(known, etag)) response.writeHead(304, commonHeaders(etag, audience)).end()
      else {
        const answer = engine.cachedTile(tile) ?? (await engine.tile({ ...tile, signal: signal() }))
        sendTile(response, answer, { audience, withBody: request.method === 'GET' })
      }
    } catch (error) {
      if (leaving?.aborted) return true
      setOpenHeaders(response)
      if (sendTileProblem(response, error) === 500) onError(error)
    }
    return true
  }
}
