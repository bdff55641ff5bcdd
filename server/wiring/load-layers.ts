import { viewerPropertiesOf } from '../../core/style/viewer-properties.ts'
import { warmWrites } from '../proposals/warm-writes.ts'
import { warmUp } from '../tiles/engine/warm-up.ts'
import type { WiredServices } from './make-services.ts'

export interface LoadLayersOptions {
  onProgress(step: string, share: number): void
  signal: AbortSignal
}

/**
 * Loads every layer, and then starts what depends on them. Resolves with false when the signal ended it; rejects when a layer
 * cannot be loaded.
 */
export async function loadLayers(
  services: WiredServices,
  { onProgress, signal }: LoadLayersOptions,
): Promise<boolean> {
  const { config, database, engine, loader, onError } = services
  await loader.loadAll({ onLayer: onProgress, onError, signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
  if (signal.aborted) return false
  // A store that accepts no proposals reports that to the people who submit one; the start goes on.
  if (config.warmWrites) await warmWrites(database).catch(onError)
  services.readiness.ready = true
  // Cached answers about layers that were not loaded yet are outdated.
  services.storeVersion.advance()
  services.statistics.begin()
  if (config.warmUpZoom !== undefined)
    warmUp({
      engine,
      layers: Object.keys(engine.metrics().layers),
      maxZoom: config.warmUpZoom,
      propertiesOf: (layer) => {
        const { id, kind, attributes } = engine.source(layer)
        return viewerPropertiesOf({ id, geometry: kind, attributes })
      },
      signal,
      onProgress: (share) => onProgress('ubin', share),
    }).catch(onError)
  return true
}
