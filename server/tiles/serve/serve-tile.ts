import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Actor, PUBLIC } from '../../../core/access/actor.ts'
import { abortOnClose } from '../../net/abort-on-close.ts'
import { etagMatches } from '../../net/etag-matches.ts'
import { LruCache } from '../../workload/lru-cache.ts'
import type { TileAnswer, TileEngine, TileRequest } from '../engine/tile-engine-types.ts'
import { parseProperties } from '../snapshot/tile-properties.ts'
import { filterKey, type TileProperties } from '../tile-filter.ts'
import type { ContentEncoding } from '../workers/tile-job.ts'
import { acceptedEncoding } from './accepted-encoding.ts'
import { admit, areOpen, cacheHeaders, type LayerGate, openGate, openLayers } from './layer-gate.ts'
import { openHeaders, setOpenHeaders } from './open-headers.ts'
import { type ParsedFilter, parseTileFilter, type ResolveText } from './parse-tile-filter.ts'
import { sendTileProblem } from './send-tile-problem.ts'
import { parseTilePath, type TilePath } from './tile-path.ts'

/** Waits for the client's turn before expensive work; throws Problem when its budget is used up. */
export type TileShare = <T>(
  asked: { request: IncomingMessage; response: ServerResponse; signal: AbortSignal },
  work: () => Promise<T>,
) => Promise<T>

export const unlimited: TileShare = (_asked, work) => work()

export interface ServeTileOptions {
  engine: TileEngine
  /** Access to layers; by default everyone may have all. */
  gate?: LayerGate
  /** Resolves `q`; without it a text search is refused as an unknown parameter would be. */
  resolveText: ResolveText
  /** Text searches, and filtered tiles that are not cached, wait for the client's turn; all other requests are answered at once. */
  share?: TileShare
  /** Called with every error of the server's own (5xx, but not a full queue). */
  onError: (error: unknown) => void
}

/** Returns false, or a promise of false, for requests of other paths. */
export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>

/** Headers of a tile except its length: the same on 200, 204 and 304. Viewers revalidate tiles, which costs a 304. */
function commonHeaders(etag: string, actor: Actor): Record<string, string | number> {
  const { Vary, ...caching } = cacheHeaders(actor)
  return {
    ...openHeaders,
    ETag: etag,
    ...caching,
    Vary: Vary ? `Accept-Encoding, ${Vary}` : 'Accept-Encoding',
  }
}

/** Headers as an array, cached for tiles that are sent often: building them costs as much as sending the tile. */
const publicHeaders = new WeakMap<TileAnswer, Record<string, string | number>>()

function headersOf(answer: TileAnswer, actor: Actor): Record<string, string | number> {
  const made = actor.kind === 'public' ? publicHeaders.get(answer) : undefined
  if (made) return made
  const headers = commonHeaders(answer.etag, actor)
  headers['X-Features-Stood-For'] = answer.featuresStoodFor
  headers['X-Features-Held'] = answer.featuresHeld
  if (!answer.empty) {
    headers['Content-Type'] = 'application/vnd.mapbox-vector-tile'
    headers['Content-Length'] = answer.bytes.length
    if (answer.encoding !== 'identity') headers['Content-Encoding'] = answer.encoding
  }
  if (actor.kind === 'public') publicHeaders.set(answer, headers)
  return headers
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
}

function sendTile({ request, response }: Exchange, answer: TileAnswer, actor: Actor): void {
  response.writeHead(answer.empty ? 204 : 200, headersOf(answer, actor))
  response.end(answer.empty || request.method === 'HEAD' ? undefined : answer.bytes)
}

/** Answers 304 when the client has this version; true if it did. */
function sendUnchanged({ request, response }: Exchange, etag: () => string, actor: Actor): boolean {
  const known = request.headers['if-none-match']
  if (known === undefined) return false
  const now = etag()
  if (!etagMatches(known, now)) return false
  response.writeHead(304, commonHeaders(now, actor)).end()
  return true
}

type Asked = Parameters<TileShare>[0]

interface ParsedTileUrl extends ParsedFilter {
  properties: TileProperties
  /** Null when the path is not a tile's. */
  address: TilePath | null
  /** Requests by encoding, one object each, by which the engine recognises repeated requests. */
  readonly requests: Partial<Record<ContentEncoding, TileRequest>>
}

/** Number of parsed addresses that are cached, and their greatest length: maps request the same ones repeatedly. */
const REMEMBERED_URLS = 4096
const REMEMBERED_ENCODINGS = 64
const REMEMBERED_URL_LENGTH = 800

function parseUrl(url: string): ParsedTileUrl {
  const [path, query] = splitUrl(url)
  const address = parseTilePath(path)
  const parameters = new URLSearchParams(address ? query : '')
  const filter = parseTileFilter(parameters, ['properties'])
  return { address, ...filter, properties: parseProperties(parameters.get('properties') ?? ''), requests: {} }
}

/** Path and query of a request target. */
export function splitUrl(url: string): [path: string, query: string] {
  const mark = url.indexOf('?')
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)]
}

/** The request of an address that needs no search. */
function requestOf(parsed: ParsedTileUrl, address: TilePath, encoding: ContentEncoding): TileRequest {
  const { filter, properties, requests } = parsed
  requests[encoding] ??= { ...address, filter, properties, encoding }
  return requests[encoding]
}

/** Cache of parsed texts or of promises of them. The oldest entry is dropped; tracking use would cost more than parsing again. */
function remembered<T>(known: LruCache<T>, text: string, make: (text: string) => T): T {
  const found = known.peek(text)
  if (found !== undefined) return found
  const made = make(text)
  known.set(text, made)
  return made
}

/**
 * Handler of GET and HEAD `/tiles/{layers}/{z}/{x}/{y}.mvt` on bare node:http, to be called ahead of any framework. Returns false
 * and does nothing for other paths. A 304 is decided from versions, without a worker or the database. A cached public tile at an
 * address that was requested before is answered synchronously: a promise would add a tenth to its cost.
 */
export function createTileHandler(options: ServeTileOptions): NodeHandler {
  const { engine, gate = openGate, resolveText, share = unlimited, onError } = options
  const urls = new LruCache<ParsedTileUrl>(REMEMBERED_URLS)
  const encodings = new LruCache<ContentEncoding>(REMEMBERED_ENCODINGS)
  const encodingOf = ({ headers }: IncomingMessage) =>
    remembered(encodings, headers['accept-encoding'] ?? '', acceptedEncoding)

  /** Whether it was answered at once. */
  function answerReady(exchange: Exchange, url: string): boolean {
    const parsed = urls.peek(url)
    if (!parsed?.address || parsed.text !== null) return false
    for (const layer of parsed.address.layers) if (!gate.isPublic(layer)) return false
    const asked = requestOf(parsed, parsed.address, encodingOf(exchange.request))
    if (!areOpen(engine, asked)) return false
    if (sendUnchanged(exchange, () => engine.etag(asked), PUBLIC)) return true
    const answer = engine.cachedTile(asked)
    if (answer) sendTile(exchange, answer, PUBLIC)
    return answer !== undefined
  }

  async function readRequest(asked: Asked): Promise<TileRequest | null> {
    const { request } = asked
    const url = request.url ?? ''
    const parsed = url.length <= REMEMBERED_URL_LENGTH ? remembered(urls, url, parseUrl) : parseUrl(url)
    if (!parsed.address) return null
    const tile = requestOf(parsed, parsed.address, encodingOf(request))
    const { text } = parsed
    if (text === null) return tile
    const rows = await share(asked, () => resolveText(text, asked.signal))
    return { ...tile, filter: { ...parsed.filter, rows } }
  }

  /** The same request object where nothing was resolved, so that the engine recognises it. */
  async function openTile(asked: TileRequest, actor: Actor): Promise<TileRequest> {
    if (areOpen(engine, asked)) return asked
    return { ...asked, ...(await openLayers(gate, engine, { ...asked, actor })) }
  }

  function make(tile: TileRequest, asked: Asked): Promise<TileAnswer> {
    const work = () => engine.tile({ ...tile, signal: asked.signal })
    return filterKey(tile.filter) === '' ? work() : share(asked, work)
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    // Most answers are ready at once and need no signal.
    let leaving: AbortSignal | undefined
    const whose: Asked = {
      request,
      response,
      get signal() {
        leaving ??= abortOnClose(response)
        return leaving
      },
    }
    try {
      const asked = await readRequest(whose)
      if (!asked) return false
      const actor = await admit(gate, engine, { layers: asked.layers, request })
      const tile = await openTile(asked, actor)
      if (sendUnchanged({ request, response }, () => engine.etag(tile), actor)) return true
      const answer = engine.cachedTile(tile) ?? (await make(tile, whose))
      sendTile({ request, response }, answer, actor)
    } catch (error) {
      if (leaving?.aborted) return true
      setOpenHeaders(response)
      if (sendTileProblem(response, error) === 500) onError(error)
    }
    return true
  }

  return (request, response) => {
    const { method, url = '' } = request
    if ((method !== 'GET' && method !== 'HEAD') || !url.startsWith('/tiles/')) return false
    return answerReady({ request, response }, url) || serve(request, response)
  }
}
