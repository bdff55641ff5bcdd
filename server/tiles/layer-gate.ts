import type { IncomingMessage } from 'node:http'
import type { TileEngine } from './tile-engine-types.ts'
import { UnknownLayerError } from './tile-errors.ts'

/** Who may have which layer: the engine holds those that are not public, too. */
export interface LayerGate {
  /** Told from memory. */
  isPublic(layer: string): boolean
  /** Looks up the session; asked only for layers that are not public. */
  isOffice(request: IncomingMessage): Promise<boolean>
}

/** Everyone may have every layer that is loaded. */
export const openGate: LayerGate = { isPublic: () => true, isOffice: async () => false }

export type Audience = 'public' | 'office'

/**
 * For whom the answer about these layers is. To the public a layer that is not published is an unknown one like any
 * other: throws UnknownLayerError of the first that is either.
 */
export async function audienceOf(
  gate: LayerGate,
  engine: Pick<TileEngine, 'source'>,
  { layers, request }: { layers: readonly string[]; request: IncomingMessage },
): Promise<Audience> {
  if (layers.every((layer) => gate.isPublic(layer))) return 'public'
  if (await gate.isOffice(request)) return 'office'
  for (const layer of layers) {
    if (!gate.isPublic(layer)) throw new UnknownLayerError(layer)
    engine.source(layer)
  }
  return 'public'
}

/** Caching of an answer that is asked for anew each time; what is the office's stays out of caches that others share. */
export function cacheHeaders(audience: Audience): Record<string, string> {
  if (audience === 'public') return { 'Cache-Control': 'public, max-age=0, must-revalidate' }
  return { 'Cache-Control': 'private, no-cache', Vary: 'Cookie' }
}
