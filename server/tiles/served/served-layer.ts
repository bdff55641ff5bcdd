import { createHash } from 'node:crypto'
import type { LayerSummary, SourceRow, TileLayerSource } from '../layer-source.ts'
import { buildSegment } from '../snapshot/build-segment.ts'
import { type ParsedGeometry, readWkb } from '../snapshot/read-wkb.ts'
import { layerExtent } from '../snapshot/segment-extent.ts'
import { ORIGINAL_LEVEL_ZOOM } from '../snapshot/shape-levels.ts'
import { type LayerState, type Segment, segmentBytes } from '../snapshot/snapshot.ts'
import { ChangedRows } from './changed-rows.ts'
import { type ChangedTiles, changedTiles, changedTilesOf } from './changed-tiles.ts'
import { DeadRows } from './dead-rows.ts'
import { geometryOfId } from './geometry-of-row.ts'
import { levelsOfRows } from './levels-of-rows.ts'
import { movedShapes } from './moved-shapes.ts'
import { TileVersions } from './tile-versions.ts'

/** Raise when equal rows are encoded differently than before, so that viewers' cached copies count as outdated. */
const ENCODING_VERSION = 2

/** Most tiles listed for one change; deeper zooms are then represented by their ancestors. */
const LISTED_TILES = 600

let nextSerial = 1

/** A number for a new segment, unique in the process. */
export function newSerial(): number {
  return nextSerial++
}

/** One layer as it is served: the rows as loaded, those changed since, and the versions of its tiles. */
export class ServedLayer {
  readonly source: TileLayerSource
  readonly versions: TileVersions
  base: Segment
  delta: Segment | null = null
  /** Rows changed since base was built, and which of base's they stand for. */
  readonly #changed: ChangedRows
  #dead: DeadRows
  #watched: Set<number> | null = null

  private constructor(source: TileLayerSource, base: Segment, versions: TileVersions) {
    this.source = source
    this.base = base
    this.versions = versions
    this.#changed = new ChangedRows(source.attributes)
    this.#dead = new DeadRows(base)
  }

  /** A layer read as a whole: all its tiles have the version of its content. */
  static load(source: TileLayerSource, base: Segment, known?: TileVersions): ServedLayer {
    const epoch = epochOf(source, base)
    known?.reload(epoch)
    return new ServedLayer(source, base, known ?? new TileVersions(epoch))
  }

  /**
   * This coverage with borders that moved, read as a whole after `rows` changed. Tiles of these rows, and of whatever
   * else the simplification now draws otherwise, are noted; all others keep their version.
   */
  withBorders(
    base: Segment,
    rows: ReadonlyMap<number, SourceRow | null>,
  ): { layer: ServedLayer; touched: ChangedTiles } {
    const layer = new ServedLayer(this.source, base, this.versions)
    const changes = this.#geometries(rows).map((geometry) => ({ geometry, toZoom: ORIGINAL_LEVEL_ZOOM }))
    const touched = changedTilesOf([...changes, ...movedShapes(this.state, base)], LISTED_TILES)
    this.versions.record(touched)
    return { layer, touched }
  }

  get state(): LayerState {
    const { base, dead, delta, source } = this
    return {
      id: source.id,
      kind: source.kind,
      aggregateBelowZoom: source.aggregateBelowZoom ?? 0,
      base,
      dead,
      delta,
    }
  }

  get dead(): Uint8Array | null {
    return this.#dead.bits
  }

  get changedCount(): number {
    return this.#changed.size
  }

  get count(): number {
    return this.base.rowCount - this.#dead.count + (this.delta?.rowCount ?? 0)
  }

  /** Rows with a geometry. */
  get located(): number {
    return this.base.located - this.#dead.located + (this.delta?.located ?? 0)
  }

  get summary(): LayerSummary {
    return { count: this.count, located: this.located, extent3857: layerExtent(this) }
  }

  get bytes(): number {
    return (
      segmentBytes(this.base) + (this.delta ? segmentBytes(this.delta) : 0) + (this.dead?.byteLength ?? 0)
    )
  }

  /** Whether an id's geometry is about to differ; coverages must then be generalised anew. */
  movesGeometry(rows: ReadonlyMap<number, SourceRow | null>): boolean {
    for (const [id, row] of rows) {
      const before = this.#geometry(id)
      const after = row?.wkb ? readWkb(row.wkb) : null
      if (JSON.stringify(before) !== JSON.stringify(after)) return true
    }
    return false
  }

  /**
   * Takes changed rows in (null: gone) and notes the tiles of their old and new geometry. Base is not touched:
   * its dead rows are marked in a copy, so that work in progress sees one state throughout.
   */
  apply(rows: ReadonlyMap<number, SourceRow | null>): ChangedTiles {
    const geometries = this.#geometries(rows)
    for (const id of rows.keys()) this.#watched?.add(id)
    this.#changed.set(rows)
    this.#dead.mark(rows.keys())
    this.#rebuildDelta()
    const touched = changedTiles(geometries, LISTED_TILES)
    this.versions.record(touched)
    return touched
  }

  /** Collects the ids that change from now on, until stopWatching. */
  watchChanges(): ReadonlySet<number> {
    this.#watched = new Set()
    return this.#watched
  }

  stopWatching(): void {
    this.#watched = null
  }

  /** Replaces the base by one that contains all changes except those of the ids. */
  rebase(base: Segment, since: ReadonlySet<number>): void {
    this.base = base
    this.#changed.keepOnly(since)
    this.#dead = new DeadRows(base)
    this.#dead.mark(this.#changed.ids())
    this.#rebuildDelta()
  }

  /** Former and present geometries of these rows. */
  #geometries(rows: ReadonlyMap<number, SourceRow | null>): ParsedGeometry[] {
    const geometries: ParsedGeometry[] = []
    for (const [id, row] of rows) {
      const before = this.#geometry(id)
      if (before) geometries.push(before)
      if (row?.wkb) geometries.push(readWkb(row.wkb))
    }
    return geometries
  }

  /** As last served: the changed row if there is one, else base's. */
  #geometry(id: number): ParsedGeometry | null {
    const changed = this.#changed.get(id)
    if (changed === undefined) return geometryOfId(this.base, id)
    return changed?.wkb ? readWkb(changed.wkb) : null
  }

  #rebuildDelta(): void {
    const rows = this.#changed.collected()
    // Moved borders of a coverage are simplified again together with all others; here only values can have changed.
    const coverageLevels = this.source.coverage ? levelsOfRows(this.base, new Set(this.#changed.ids())) : null
    this.delta = rows && buildSegment({ serial: newSerial(), rows, coverageLevels })
  }
}

function epochOf(source: TileLayerSource, base: Segment): string {
  const hash = createHash('sha1').update(base.digest)
  hash.update(
    JSON.stringify([ENCODING_VERSION, source.kind, source.aggregateBelowZoom ?? 0, source.coverage]),
  )
  return hash.digest('base64url').slice(0, 12)
}
