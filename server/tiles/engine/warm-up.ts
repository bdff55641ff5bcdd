import { setTimeout as wait } from 'node:timers/promises'
import { type Envelope, mercatorToTile, type TileAddress } from '../../../core/geo/tile.ts'
import { UnknownLayerError } from '../tile-errors.ts'
import type { TileProperties } from '../tile-filter.ts'
import type { TileEngine } from './tile-engine-types.ts'

export interface WarmUpOptions {
  engine: TileEngine
  layers: readonly string[]
  /** Deepest zoom that is made in advance. */
  maxZoom: number
  /** Attributes of a layer's tiles: those that viewers request. */
  propertiesOf?: (layer: string) => TileProperties
  signal: AbortSignal
  onProgress: (share: number) => void
}

const everything = { in: {}, prefix: {} }

/** Encoding that present browsers receive (see acceptedEncoding). */
const ENCODING = 'zstd'

/** Pause before warming up looks again while tiles are being made for requests. */
const PAUSE_MS = 20

/** Beyond so many tiles of a layer at one zoom, that zoom and deeper ones are left to those who ask. */
const MOST_TILES_PER_ZOOM = 4096

function tilesOver([minX, minY, maxX, maxY]: Envelope, z: number): TileAddress[] {
  const [first, last] = [mercatorToTile(minX, maxY, z), mercatorToTile(maxX, minY, z)]
  const across = last.x - first.x + 1
  const count = across * (last.y - first.y + 1)
  if (count > MOST_TILES_PER_ZOOM) return []
  return Array.from({ length: count }, (_, i) => ({
    z,
    x: first.x + (i % across),
    y: first.y + Math.floor(i / across),
  }))
}

function plan({ engine, layers, maxZoom }: WarmUpOptions): { layer: string; tile: TileAddress }[] {
  const jobs: { layer: string; tile: TileAddress }[] = []
  for (let z = 0; z <= maxZoom; z++) {
    for (const layer of layers) {
      const extent = engine.has(layer) ? engine.layerInfo(layer).extent3857 : null
      if (extent) for (const tile of tilesOver(extent, z)) jobs.push({ layer, tile })
    }
  }
  return jobs
}

/**
 * Makes the tiles over each layer's extent, wide views first, one at a time and only while the workers have nothing
 * else to do: no request waits for more than the one tile in progress. Returns how many were made.
 */
export async function warmUp(options: WarmUpOptions): Promise<number> {
  const { engine, signal, onProgress, propertiesOf = () => null } = options
  const jobs = plan(options)
  let made = 0
  for (const [i, { layer, tile }] of jobs.entries()) {
    while (!signal.aborted && isBusy(engine)) await wait(PAUSE_MS)
    if (signal.aborted) return made
    try {
      const properties = propertiesOf(layer)
      await engine.tile({
        layers: [layer],
        ...tile,
        filter: everything,
        properties,
        encoding: ENCODING,
        signal,
      })
      made++
    } catch (error) {
      // A layer may be dropped or the server closed meanwhile.
      if (!signal.aborted && !(error instanceof UnknownLayerError)) throw error
    }
    onProgress((i + 1) / jobs.length)
  }
  return made
}

function isBusy(engine: TileEngine): boolean {
  const { running, queued } = engine.metrics().runner
  return running + queued > 0
}
