import type { Actor } from '../../../core/access/actor.ts'
import { badParameter } from '../../../core/problem.ts'
import { abortOnClose } from '../../net/abort-on-close.ts'
import { etagMatches } from '../../net/etag-matches.ts'
import type { HeatTileRequest, TileEngine } from '../engine/tile-engine-types.ts'
import type { TileLayerSource } from '../layer-source.ts'
import { admit, cacheHeaders, type LayerGate, openGate, openLayers } from './layer-gate.ts'
import { parseTileFilter, type ResolveText } from './parse-tile-filter.ts'
import { sendTileProblem } from './send-tile-problem.ts'
import { type NodeHandler, splitUrl, type TileShare, unlimited } from './serve-tile.ts'
import { decodeSegment, parseLayerIds, parseTileAddress } from './tile-path.ts'

export interface ServeHeatOptions {
  engine: TileEngine
  gate?: LayerGate
  /** The attribute that each public weight but `count` stands for. */
  weights: Record<string, string>
  resolveText: ResolveText
  share?: TileShare
  onError: (error: unknown) => void
}

const LEAST_RADIUS_METRES = 50
const MOST_RADIUS_METRES = 50_000
const DEFAULT_RADIUS_METRES = 1_000

function parseRadius(raw: string | null): number {
  if (raw === null || raw === '') return DEFAULT_RADIUS_METRES
  const radius = /^\d{1,6}(\.\d{1,3})?$/.test(raw) ? Number(raw) : Number.NaN
  if (radius >= LEAST_RADIUS_METRES && radius <= MOST_RADIUS_METRES) return radius
  throw badParameter('radiusMetres', raw, `a number from ${LEAST_RADIUS_METRES} to ${MOST_RADIUS_METRES}`)
}

/** The attribute to weigh by; `count` for one a feature. */
function parseWeight(
  raw: string | null,
  { weights }: ServeHeatOptions,
  { id, attributes }: Pick<TileLayerSource, 'id' | 'attributes'>,
): string {
  if (raw === null || raw === '' || raw === 'count') return 'count'
  const attribute = Object.hasOwn(weights, raw) ? weights[raw] : undefined
  const known = attributes.some(({ name }) => name === attribute)
  if (attribute !== undefined && known) return attribute
  throw badParameter(
    'weight',
    raw,
    `one of ${['count', ...Object.keys(weights)].join(', ')} that layer ${id} has`,
  )
}

async function readRequest(
  asked: Parameters<TileShare>[0],
  options: ServeHeatOptions,
): Promise<{ heat: HeatTileRequest; actor: Actor } | null> {
  const { request, signal } = asked
  const [path, rawQuery] = splitUrl(request.url ?? '')
  const match = /^\/heat\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)\.png$/.exec(path)
  if (!match) return null
  const [named, second] = parseLayerIds(decodeSegment(match[1]!))
  if (second !== undefined) throw badParameter('layer', match[1], 'one layer id')
  const tile = parseTileAddress([match[2]!, match[3]!, match[4]!])
  const { engine, gate = openGate, share = unlimited } = options
  const actor = await admit(gate, engine, { layers: [named!], request })
  const query = new URLSearchParams(rawQuery)
  const { filter: given, text } = parseTileFilter(query, ['weight', 'radiusMetres'])
  const { layers, filter } = await openLayers(gate, engine, { layers: [named!], filter: given, actor })
  const [layer] = layers
  const { attributes } = engine.source(layer!)
  const weight = parseWeight(query.get('weight'), options, { id: layer!, attributes })
  const radiusMetres = parseRadius(query.get('radiusMetres'))
  if (text !== null) filter.rows = await share(asked, () => options.resolveText(text, signal))
  return { heat: { layer: layer!, ...tile, weight, radiusMetres, filter, signal }, actor }
}

/** Handler of GET and HEAD `/heat/{layer}/{z}/{x}/{y}.png`; false, untouched, for other paths. */
export function createHeatHandler(options: ServeHeatOptions): NodeHandler {
  const { engine, share = unlimited } = options
  return async (request, response) => {
    const readable = request.method === 'GET' || request.method === 'HEAD'
    if (!readable || !request.url?.startsWith('/heat/')) return false
    const signal = abortOnClose(response)
    try {
      const asked = await readRequest({ request, response, signal }, options)
      if (!asked) return false
      const { heat, actor } = asked
      const etag = engine.heatEtag(heat)
      const headers = { ETag: etag, ...cacheHeaders(actor) }
      if (etagMatches(request.headers['if-none-match'], etag)) {
        response.writeHead(304, headers).end()
        return true
      }
      const { bytes } = await share({ request, response, signal }, () => engine.heat(heat))
      response.writeHead(200, { ...headers, 'Content-Type': 'image/png', 'Content-Length': bytes.length })
      response.end(request.method === 'GET' ? bytes : undefined)
    } catch (error) {
      if (signal.aborted) return true
      if (sendTileProblem(response, error) === 500) options.onError(error)
    }
    return true
  }
}
