import type { Envelope } from '../../core/geo/tile.ts'
import { tileKey } from '../../core/geo/tile.ts'
import type { SourceRow, TileLayerSource } from './layer-source.ts'
import { loadSegmentInput } from './load-segment.ts'
import { ServedLayer } from './served-layer.ts'
import type { Segment } from './snapshot.ts'
import type { LayerChange, LayerInfo } from './tile-engine.ts'
import { LayerTooLargeError, UnknownLayerError } from './tile-errors.ts'
import type { TileRunner } from './tile-job.ts'

/** Reads ids from a source: each id's row, or null where it no longer comes back. */
async function readRows(
  source: TileLayerSource,
  ids: readonly number[],
): Promise<Map<number, SourceRow | null>> {
  const rows = new Map<number, SourceRow | null>(ids.map((id) => [id, null]))
  for await (const batch of source.rows([...rows.keys()])) {
    for (const row of batch) if (rows.has(row.id)) rows.set(row.id, row)
  }
  return rows
}

function widen(envelope: Envelope, { points, shapes }: Segment): void {
  for (let i = 0; i < points.length; i += 2) {
    envelope[0] = Math.min(envelope[0], points[i]!)
    envelope[1] = Math.min(envelope[1], points[i + 1]!)
    envelope[2] = Math.max(envelope[2], points[i]!)
    envelope[3] = Math.max(envelope[3], points[i + 1]!)
  }
  for (let i = 0; i < shapes.boxes.length; i += 4) {
    envelope[0] = Math.min(envelope[0], shapes.boxes[i]!)
    envelope[1] = Math.min(envelope[1], shapes.boxes[i + 1]!)
    envelope[2] = Math.max(envelope[2], shapes.boxes[i + 2]!)
    envelope[3] = Math.max(envelope[3], shapes.boxes[i + 3]!)
  }
}

/** The layers that are served. Loads and changes of one layer happen one after another, in the order they came. */
export class LayerBook {
  readonly #runner: TileRunner
  readonly #budgetBytes: number
  readonly #layers = new Map<string, ServedLayer>()
  readonly #turns = new Map<string, Promise<unknown>>()
  readonly #infos = new WeakMap<Segment, Envelope | null>()

  constructor(runner: TileRunner, budgetBytes: number) {
    this.#runner = runner
    this.#budgetBytes = budgetBytes
  }

  has(id: string): boolean {
    return this.#layers.has(id)
  }

  /** Throws UnknownLayerError. */
  get(id: string): ServedLayer {
    const layer = this.#layers.get(id)
    if (!layer) throw new UnknownLayerError(id)
    return layer
  }

  load(source: TileLayerSource): Promise<void> {
    return this.#inTurn(source.id, () => this.#load(source))
  }

  unload(id: string): void {
    this.#layers.delete(id)
    this.#runner.setLayer(id, null)
  }

  change(id: string, ids: readonly number[]): Promise<LayerChange> {
    return this.#inTurn(id, () => this.#change(this.get(id), ids))
  }

  info(id: string): LayerInfo {
    const layer = this.get(id)
    const envelope: Envelope = [Infinity, Infinity, -Infinity, -Infinity]
    for (const segment of [layer.base, layer.delta]) {
      const part = segment && this.#envelope(segment)
      if (!part) continue
      envelope[0] = Math.min(envelope[0], part[0])
      envelope[1] = Math.min(envelope[1], part[1])
      envelope[2] = Math.max(envelope[2], part[2])
      envelope[3] = Math.max(envelope[3], part[3])
    }
    const extent3857 = envelope[0] <= envelope[2] ? envelope : null
    const { count, located, bytes } = layer
    return { count, located, extent3857, version: layer.versions.sequence, bytes }
  }

  infos(): Record<string, LayerInfo> {
    return Object.fromEntries([...this.#layers.keys()].map((id) => [id, this.info(id)]))
  }

  async #load(source: TileLayerSource): Promise<void> {
    const input = await loadSegmentInput(source, this.#budgetBytes)
    const base = await this.#runner.run({ kind: 'build', input })
    const layer = new ServedLayer(source, base, this.#layers.get(source.id)?.versions)
    if (layer.bytes > this.#budgetBytes) {
      throw new LayerTooLargeError(source.id, layer.bytes, this.#budgetBytes)
    }
    this.#layers.set(source.id, layer)
    this.#runner.setLayer(source.id, layer.state)
  }

  async #change(layer: ServedLayer, ids: readonly number[]): Promise<LayerChange> {
    const rows = await readRows(layer.source, ids)
    const { tiles, deepest } = layer.apply(rows)
    this.#runner.setLayer(layer.source.id, layer.state)
    return { version: layer.versions.sequence, tiles: tiles.map(tileKey), deepest }
  }

  #envelope(segment: Segment): Envelope | null {
    const known = this.#infos.get(segment)
    if (known !== undefined) return known
    const envelope: Envelope = [Infinity, Infinity, -Infinity, -Infinity]
    widen(envelope, segment)
    this.#infos.set(segment, envelope[0] <= envelope[2] ? envelope : null)
    return this.#infos.get(segment)!
  }

  #inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(id) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.#turns.set(id, mine)
    const clear = () => {
      if (this.#turns.get(id) === mine) this.#turns.delete(id)
    }
    mine.then(clear, clear)
    return mine
  }
}
