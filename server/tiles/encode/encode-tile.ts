import { type TileOfSet, tileKey } from '../../../core/geo/tile.ts'
import { concatenateBytes } from '../concatenate-bytes.ts'
import { boxIndex, shapeInside } from '../snapshot/box-index.ts'
import { passingRows } from '../snapshot/filter-rows.ts'
import { RowList, type RowMasks, searchPoints } from '../snapshot/search-points.ts'
import { levelForZoom } from '../snapshot/shape-levels.ts'
import { type LayerState, POINT_TYPE, type Segment, type Shapes } from '../snapshot/snapshot.ts'
import { narrowSegment, propertiesKey } from '../snapshot/tile-properties.ts'
import { FEATURES_BETWEEN_LOOKS, type StopCheck } from '../stop-flag.ts'
import { filterKey, type TileFilter, type TileProperties } from '../tile-filter.ts'
import {
  POINT_SIZED_UNITS,
  type TileTransform,
  tileTransform,
  toTileUnits,
  unitsEast,
  unitsSouth,
} from '../tile-units.ts'
import { PointGrid } from './aggregate-points.ts'
import { type BasePart, BaseParts } from './base-parts.ts'
import { GeometryWriter } from './geometry-writer.ts'
import { MvtLayerWriter, type SameBytes } from './mvt-layer-writer.ts'

export interface EncodeOptions {
  /** Above this many points in a layer of a tile, they are aggregated. */
  maxPointsPerTile: number
}

/** Selects the rows of a tile, and the attributes that it carries: all by default. */
export interface TileContent {
  filter: TileFilter
  properties?: TileProperties
}

export interface EncodedTile {
  /** Empty when no layer has a feature here. */
  bytes: Uint8Array
  /** Rows that the tile represents, and features that it holds: less where points are aggregated. */
  featuresStoodFor: number
  featuresHeld: number
  /** Runs of bytes that are shared with earlier tiles, in order. */
  same: SameBytes[]
}

/** Least number of rows for which a base part is kept; fewer are encoded as fast as they are looked up. */
const LEAST_ROWS_OF_PART = 256

interface SegmentHits {
  segment: Segment
  masks: RowMasks
  points: RowList
  shapes: number[]
  /** Shapes that are drawn as points at this zoom. */
  small: number[]
}

/** Encodes tiles of layers to Mapbox Vector Tile 2.1 bytes. One per thread: it reuses its buffers; after an error it is of no use. */
export class TileEncoder {
  readonly #options: EncodeOptions
  readonly #check: StopCheck
  readonly #writer = new MvtLayerWriter()
  readonly #geometry = new GeometryWriter()
  readonly #lists = { base: new RowList(), delta: new RowList() }
  readonly #parts: BaseParts

  /** `parts` may be shared with later encoders. */
  constructor(options: EncodeOptions, check: StopCheck = () => {}, parts = new BaseParts()) {
    this.#options = options
    this.#check = check
    this.#parts = parts
  }

  /** One tile of several layers, in the order given. */
  encode(
    layers: readonly LayerState[],
    tile: TileOfSet,
    { filter, properties = null }: TileContent,
  ): EncodedTile {
    const content = {
      filter,
      key: filterKey(filter),
      properties,
      place: `${tile.set ?? ''} ${tileKey(tile)}`,
    }
    const transform = tileTransform(tile)
    const parts: Uint8Array[] = []
    const total: EncodedTile = { bytes: new Uint8Array(0), featuresStoodFor: 0, featuresHeld: 0, same: [] }
    let at = 0
    for (const layer of layers) {
      const counts = this.#layer(layer, transform, content)
      total.featuresStoodFor += counts.stoodFor
      total.featuresHeld += counts.held
      const { bytes, same } = this.#writer.finishInParts(layer.id)
      for (const one of same) total.same.push({ ...one, start: at + one.start, end: at + one.end })
      at += bytes.length
      parts.push(bytes)
    }
    total.bytes = concatenateBytes(parts)
    return total
  }

  #layer(layer: LayerState, transform: TileTransform, content: KeyedContent): Counts {
    const delta = layer.delta && this.#hit(layer, 'delta', { transform, content })
    const more = delta ? pointsOf(delta) : 0
    const aggregates = (points: number) =>
      transform.zoom < layer.aggregateBelowZoom || points + more > this.#options.maxPointsPerTile
    const edited = layer.delta !== null || layer.dead !== null
    const key = edited ? `${layer.id} ${layer.base.serial} ${partKey(content)}` : ''
    const known = edited ? this.#parts.get(key, layer.dead) : undefined
    if (known && (known.grid !== null) === aggregates(known.points))
      return this.#resumed(known, delta, transform)
    const base = this.#hit(layer, 'base', { transform, content })
    const counts = this.#base(base, transform, aggregates(pointsOf(base)))
    if (!edited) return counts
    const part = { ...counts, rows: rowsOf(base), points: pointsOf(base), written: this.#writer.takePart() }
    if (part.rows.length >= LEAST_ROWS_OF_PART) this.#parts.set(key, part)
    return this.#resumed(part, delta, transform)
  }

  /** Writes the kept base part, followed by the rows that changed since. */
  #resumed(part: BasePart, delta: SegmentHits | null, transform: TileTransform): Counts {
    const counts = { stoodFor: part.stoodFor, held: part.held }
    if (!part.grid || !delta) {
      this.#writer.resume(part.written)
      if (delta) this.#add(delta, transform, counts)
      return counts
    }
    const grid = new PointGrid(part.grid)
    this.#gather(grid, delta, transform)
    const cut = grid.keys.flatMap((cell) => part.cells.get(cell) ?? [])
    this.#writer.resume(
      part.written,
      cut.sort((a, b) => a.start - b.start),
    )
    for (const { stoodFor } of cut) counts.stoodFor -= stoodFor
    counts.held -= cut.length
    this.#shapes(delta, transform, counts)
    add(counts, grid.write(this.#writer, this.#geometry))
    return counts
  }

  #base(base: SegmentHits, transform: TileTransform, aggregate: boolean): WrittenBase {
    const written: WrittenBase = { stoodFor: 0, held: 0, grid: null, cells: new Map() }
    if (!aggregate) {
      this.#add(base, transform, written)
      return written
    }
    this.#shapes(base, transform, written)
    const grid = new PointGrid()
    this.#gather(grid, base, transform)
    const { ranges, ...counts } = grid.write(this.#writer, this.#geometry)
    add(written, counts)
    return { ...written, grid, cells: ranges }
  }
  /** Rows of a segment within the buffered tile. */
  #hit(layer: LayerState, which: 'base' | 'delta', { transform, content }: HitQuery): SegmentHits {
    const segment = which === 'base' ? layer.base : layer.delta!
    const pass = passingRows(segment, layer.id, content.filter, content.key)
    const masks = { dead: which === 'base' ? layer.dead : null, pass }
    const narrow = narrowSegment(segment, content.properties)
    const hit: SegmentHits = { segment: narrow, masks, points: this.#lists[which], shapes: [], small: [] }
    this.#search(hit, transform, layer.kind === 'mixed')
    return hit
  }

  /** Writes all of a hit. */
  #add(hit: SegmentHits, transform: TileTransform, counts: Counts): void {
    this.#shapes(hit, transform, counts)
    this.#points(hit, transform, counts)
  }

  /** Fills a hit (with a reused list of points) with the rows within the buffered tile. */
  #search(hit: SegmentHits, transform: TileTransform, mixed: boolean): void {
    const { segment, masks, points } = hit
    points.length = 0
    searchPoints(segment, transform, masks, points)
    const { minX, minY, maxX, maxY, unitsPerMetre } = transform
    const found = boxIndex(segment.shapes)?.search(minX, minY, maxX, maxY) ?? []
    for (const shape of found.sort((a, b) => a - b)) {
      const row = segment.shapes.row[shape]!
      if (masks.dead?.[row] === 1 || masks.pass?.[row] === 0) continue
      const small = mixed && shapeSize(segment.shapes, shape) * unitsPerMetre <= POINT_SIZED_UNITS
      if (small) hit.small.push(shape)
      else hit.shapes.push(shape)
    }
  }

  #points({ segment, points, small }: SegmentHits, transform: TileTransform, counts: Counts): void {
    const writer = this.#writer
    const keys = writer.keysOf(segment)
    const coords = segment.points
    for (let i = 0; i < points.length; i++) {
      if (i % FEATURES_BETWEEN_LOOKS === 0) this.#check()
      const row = points.rows[i]!
      const { feature, tags } = writer.openFeature(segment.ids[row]!)
      writer.rowTags(segment, keys, row)
      const geometry = writer.openGeometry(tags, POINT_TYPE)
      const x = Math.round(unitsEast(transform, coords[2 * row]!))
      const y = Math.round(unitsSouth(transform, coords[2 * row + 1]!))
      this.#geometry.point(writer.features, x, y)
      writer.closeFeature(feature, geometry)
    }
    for (const shape of small) {
      const row = segment.shapes.row[shape]!
      const { feature, tags } = writer.openFeature(segment.ids[row]!)
      writer.rowTags(segment, keys, row)
      const geometry = writer.openGeometry(tags, POINT_TYPE)
      const [x, y] = shapeCentre(segment.shapes, shape, transform)
      this.#geometry.point(writer.features, Math.round(x), Math.round(y))
      writer.closeFeature(feature, geometry)
    }
    counts.stoodFor += points.length + small.length
    counts.held += points.length + small.length
  }

  #gather(grid: PointGrid, { segment, points, small }: SegmentHits, transform: TileTransform): void {
    for (let i = 0; i < points.length; i++) {
      if (i % FEATURES_BETWEEN_LOOKS === 0) this.#check()
      const row = points.rows[i]!
      const x = unitsEast(transform, segment.points[2 * row]!)
      grid.add(segment, row, x, unitsSouth(transform, segment.points[2 * row + 1]!))
    }
    for (const shape of small) {
      const [x, y] = shapeCentre(segment.shapes, shape, transform)
      grid.add(segment, segment.shapes.row[shape]!, x, y)
    }
  }

  #shapes({ segment, shapes }: SegmentHits, transform: TileTransform, counts: Counts): void {
    if (shapes.length === 0) return
    const level = levelForZoom(segment.shapes.levels, transform.zoom)
    const keys = this.#writer.keysOf(segment)
    const toUnits = toTileUnits(transform)
    for (const [i, shape] of shapes.entries()) {
      if (i % FEATURES_BETWEEN_LOOKS === 0) this.#check()
      const type = segment.shapes.type[shape]!
      const row = segment.shapes.row[shape]!
      const { feature, tags } = this.#writer.openFeature(segment.ids[row]!)
      this.#writer.rowTags(segment, keys, row)
      const open = this.#writer.openGeometry(tags, type)
      const inside = shapeInside(segment.shapes, shape, transform)
      if (this.#geometry.shape(this.#writer.features, { level, shape, type }, toUnits, inside)) {
        this.#writer.closeFeature(feature, open)
        counts.stoodFor++
        counts.held++
      } else this.#writer.dropFeature(feature)
    }
  }
}

interface KeyedContent extends Required<TileContent> {
  key: string
  /** The tile. */
  place: string
}

interface HitQuery {
  transform: TileTransform
  content: KeyedContent
}

type WrittenBase = Counts & Pick<BasePart, 'grid' | 'cells'>

interface Counts {
  stoodFor: number
  held: number
}

function shapeSize({ boxes }: Shapes, shape: number): number {
  const at = shape * 4
  return Math.max(boxes[at + 2]! - boxes[at]!, boxes[at + 3]! - boxes[at + 1]!)
}

function shapeCentre({ boxes }: Shapes, shape: number, transform: TileTransform): [number, number] {
  const at = shape * 4
  const x = (boxes[at]! + boxes[at + 2]!) / 2
  const y = (boxes[at + 1]! + boxes[at + 3]!) / 2
  return [unitsEast(transform, x), unitsSouth(transform, y)]
}

function add(counts: Counts, { stoodFor, held }: Counts): void {
  counts.stoodFor += stoodFor
  counts.held += held
}

function partKey({ place, key, properties }: KeyedContent): string {
  return `${place} ${key}${propertiesKey(properties)}`
}

function pointsOf({ points, small }: SegmentHits): number {
  return points.length + small.length
}

function rowsOf({ segment, points, shapes, small }: SegmentHits): Uint32Array {
  const rows = new Uint32Array(points.length + shapes.length + small.length)
  rows.set(points.rows.subarray(0, points.length))
  let at = points.length
  for (const shape of [...shapes, ...small]) rows[at++] = segment.shapes.row[shape]!
  return rows
}
