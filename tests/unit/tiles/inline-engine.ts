import { createTileEngine } from '../../../server/tiles/engine/tile-engine.ts'
import type { TileEngine, TileEngineOptions } from '../../../server/tiles/engine/tile-engine-types.ts'
import type { TileLayerSource } from '../../../server/tiles/layer-source.ts'

/** An engine on the test's own thread with the layers loaded. */
export async function inlineEngine(
  sources: readonly TileLayerSource[],
  options: Partial<TileEngineOptions> = {},
): Promise<TileEngine> {
  const limits = { workers: 0, cacheBytes: 1e7, memoryBytesPerLayer: 1e8, queueLimit: 10 }
  const engine = createTileEngine({ ...limits, ...options })
  for (const source of sources) await engine.load(source)
  return engine
}

export const everything = { in: {}, prefix: {} }
