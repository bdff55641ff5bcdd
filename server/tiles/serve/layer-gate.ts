import type { IncomingMessage } from 'node:http'
import { type Actor, PUBLIC } from '../../../core/access/actor.ts'
import { may } from '../../../core/access/may.ts'
import { badParameter } from '../../../core/problem.ts'
import type { TileEngine } from '../engine/tile-engine-types.ts'
import { UnknownLayerError } from '../tile-errors.ts'
import type { TileFilter } from '../tile-filter.ts'

/** Access to layers: the engine holds unpublished ones too. */
export interface LayerGate {
  /** Answered from memory. */
  isPublic(layer: string): boolean
  /** Looks up the session; asked only for layers that are not public. */
  actorOf(request: IncomingMessage): Promise<Actor>
  /** Layers to serve for these ids: of a year, where one is asked for. Throws Problem (404) when there is none of it. */
  open(ids: readonly string[], asked: { year: number | undefined; actor: Actor }): Promise<readonly string[]>
}

/** A gate that lets everyone have every loaded layer. */
export const openGate: LayerGate = {
  isPublic: () => true,
  actorOf: async () => PUBLIC,
  open: async (ids) => ids,
}

/**
 * The actor for whom the answer about these layers is made, once the layers are loaded: the public, where all of them are public.
 * To others an unpublished layer is unknown: throws UnknownLayerError for the first layer that is unpublished or does not exist.
 */
export async function admit(
  gate: LayerGate,
  engine: Pick<TileEngine, 'source' | 'isExpected' | 'loaded'>,
  { layers, request }: { layers: readonly string[]; request: IncomingMessage },
): Promise<Actor> {
  const isPublic = (layer: string) => gate.isPublic(layer)
  if (layers.some((layer) => engine.isExpected(layer)))
    await engine.loaded(sees(await gate.actorOf(request)) ? layers : layers.filter(isPublic))
  if (layers.every(isPublic)) return PUBLIC
  const actor = await gate.actorOf(request)
  if (sees(actor)) return actor
  for (const layer of layers) {
    if (!gate.isPublic(layer)) throw new UnknownLayerError(layer)
    engine.source(layer)
  }
  return PUBLIC
}

const sees = (actor: Actor) => may(actor, 'layer:read-unpublished')

/** Whether a request's layers are in memory under the names that it gives, so that none has to be looked up or loaded. */
export function areOpen(
  engine: Pick<TileEngine, 'has' | 'source'>,
  { layers, filter }: { layers: readonly string[]; filter: TileFilter },
): boolean {
  for (const id of layers) if (!engine.has(id)) return false
  return !filter.in.year || layers.some((id) => engine.source(id).attributes.some(isYear))
}

/**
 * The layers of a request, ready to be served. A year narrows those whose features have one, and then leaves the others as
 * they are; asked of none such, it means the layers as they were archived for that year. Throws Problem.
 */
export async function openLayers(
  gate: LayerGate,
  engine: Pick<TileEngine, 'has' | 'source'>,
  { layers, filter, actor }: { layers: readonly string[]; filter: TileFilter; actor: Actor },
): Promise<{ layers: readonly string[]; filter: TileFilter }> {
  const { year: years, ...others } = filter.in
  const byRow = layers.some((id) => engine.has(id) && engine.source(id).attributes.some(isYear))
  if (!years || byRow) return { layers: await gate.open(layers, { year: undefined, actor }), filter }
  if (years.length > 1)
    throw badParameter('year', years.join(','), `one year: ${layers.join(', ')} is archived by year`)
  const year = Number(years[0])
  return { layers: await gate.open(layers, { year, actor }), filter: { ...filter, in: others } }
}

const isYear = ({ name }: { name: string }) => name === 'year'

/** Cache headers of an answer that must be revalidated; answers that are not public stay out of shared caches. */
export function cacheHeaders({ kind }: Actor): Record<string, string> {
  if (kind === 'public') return { 'Cache-Control': 'public, max-age=0, must-revalidate' }
  return { 'Cache-Control': 'private, no-cache', Vary: 'Cookie' }
}
