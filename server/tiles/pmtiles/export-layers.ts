import { DEEPEST_ZOOM, type TileAddress } from '../../../core/geo/tile.ts'
import type { TileEngine } from '../engine/tile-engine-types.ts'
import { tileJson } from '../engine/tilejson.ts'
import { type ArchiveSummary, ArchiveWriter } from './archive-writer.ts'
import { tileId, tileOfId } from './tile-id.ts'

export interface ExportOptions {
  engine: TileEngine
  /** Loaded layers, which share each tile. */
  layers: readonly string[]
  path: string
  maxZoom: number
  name: string
  attribution: string
  titleOf: (layer: string) => string
  signal?: AbortSignal
  onProgress: (zoom: number, share: number) => void
}

const everything = { in: {}, prefix: {} }

/** Tiles asked of the workers at once; they are written in order. */
const AT_ONCE = 64

/** Ids of the four tiles below each: the Hilbert curve keeps them together and in order. */
function below(ids: readonly number[]): number[] {
  return ids
    .flatMap((id) => {
      const { z, x, y } = tileOfId(id)
      const children: TileAddress[] = [0, 1, 2, 3].map((i) => ({
        z: z + 1,
        x: 2 * x + (i & 1),
        y: 2 * y + (i >> 1),
      }))
      return children.map(tileId)
    })
    .sort((a, b) => a - b)
}

/** Writes a zoom's tiles, and returns those that hold something: only below them can there be more. */
async function writeZoom(
  options: ExportOptions,
  archive: ArchiveWriter,
  ids: readonly number[],
): Promise<number[]> {
  const { engine, layers, signal } = options
  const held: number[] = []
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    signal?.throwIfAborted()
    const some = ids.slice(start, start + AT_ONCE)
    const answers = await Promise.all(
      some.map((id) => engine.tile({ layers, ...tileOfId(id), filter: everything, encoding: 'gzip' })),
    )
    for (const [i, { bytes, empty }] of answers.entries()) {
      if (empty) continue
      await archive.add(some[i]!, bytes)
      held.push(some[i]!)
    }
    options.onProgress(tileOfId(ids[0]!).z, (start + some.length) / ids.length)
  }
  return held
}

/** Exports layers that the engine has loaded as one PMTiles v3 archive, from zoom 0 down to `maxZoom`. */
export async function exportLayers(options: ExportOptions): Promise<ArchiveSummary> {
  const { engine, layers, path, name, attribution, titleOf } = options
  const maxZoom = Math.min(options.maxZoom, DEEPEST_ZOOM)
  const described = layers.map((id) => ({
    source: engine.source(id),
    info: engine.layerInfo(id),
    description: titleOf(id),
  }))
  const { bounds, vector_layers } = tileJson({ publicUrl: '', layers: described, name, attribution })
  const archive = await ArchiveWriter.create(path)
  try {
    let ids = [0]
    for (let z = 0; z <= maxZoom && ids.length > 0; z++) {
      const held = await writeZoom(options, archive, ids)
      ids = z < maxZoom ? below(held) : []
    }
    const shown = vector_layers.map((layer) => ({ ...layer, minzoom: 0, maxzoom: maxZoom }))
    const metadata = { name, attribution, type: 'overlay', format: 'pbf', vector_layers: shown }
    return await archive.finish({ minZoom: 0, maxZoom, bounds, metadata })
  } catch (error) {
    await archive.abandon()
    throw error
  }
}
