import type { TileOfSet } from '../../core/geo/tile.ts'
import { PointGrid } from './aggregate-points.ts'
import { boxIndex, shapeInside } from './box-index.ts'
import { concatenateBytes } from './concatenate-bytes.ts'
import { passingRows } from './filter-rows.ts'
import { GeometryWriter } from './geometry-writer.ts'
import { MvtLayerWriter } from './mvt-layer-writer.ts'
import { RowList, type RowMasks, searchPoints } from './search-points.ts'
import { levelForZoom } from './shape-levels.ts'
import { type LayerState, pointType, type Segment, type Shapes } from './snapshot.ts'
import { FEATURES_BETWEEN_LOOKS, type StopCheck } from './stop-flag.ts'
import { filterKey, type TileFilter, type TileProperties } from './tile-filter.ts'
import { narrowSegment } from './tile-properties.ts'
import {
  pointSizedUnits,
  type TileTransform,
  tileTransform,
  toTileUnits,
  unitsEast,
  unitsSouth,
} from './tile-units.ts'

export interface EncodeOptions {
  /** Above this many points in a layer of a tile, they are aggregated. */
  maxPointsPerTile: number
}

/** Which rows a tile is made of, and which of their attributes it carries: all, unless told. */
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
}

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
  readonly #lists = [new RowList(), new RowList()]

  constructor(options: EncodeOptions, check: StopCheck = () => {}) {
    this.#options = options
    this.#check = check
  }

  /** One tile of several layers, in the order given. */
  encode(
    layers: readonly LayerState[],
    tile: TileOfSet,
    { filter, properties = null }: TileContent,
  ): EncodedTile {
    const content = { filter, key: filterKey(filter), properties }
    const transform = tileTransform(tile)
    const parts: Uint8Array[] = []
    const total: EncodedTile = { bytes: new Uint8Array(0), featuresStoodFor: 0, featuresHeld: 0 }
    for (const layer of layers) {
      const counts = this.#layer(layer, transform, content)
      total.featuresStoodFor += counts.stoodFor
      total.featuresHeld += counts.held
      parts.push(this.#writer.finish(layer.id))
    }
    total.bytes = concatenateBytes(parts)
    return total
  }

  #layer(layer: LayerState, transform: TileTransform, { filter, key, properties }: KeyedContent): Counts {
    const hits: SegmentHits[] = []
    const segments = layer.delta ? [layer.base, layer.delta] : [layer.base]
    let pointTotal = 0
    for (const [i, segment] of segments.entries()) {
      const pass = passingRows(segment, layer.id, filter, key)
      const masks = { dead: i === 0 ? layer.dead : null, pass }
      const narrow = narrowSegment(segment, properties)
      const hit: SegmentHits = { segment: narrow, masks, points: this.#lists[i]!, shapes: [], small: [] }
      this.#search(hit, transform, layer.kind === 'mixed')
      hits.push(hit)
      pointTotal += hit.points.length + hit.small.length
    }
    const counts = { stoodFor: 0, held: 0 }
    for (const hit of hits) this.#shapes(hit, transform, counts)
    const aggregate = transform.zoom < layer.aggregateBelowZoom || pointTotal > this.#options.maxPointsPerTile
    if (aggregate) this.#aggregated(hits, transform, counts)
    else for (const hit of hits) this.#points(hit, transform, counts)
    return counts
  }

  /** Fills a hit, whose points list is a reused one, with what the buffered tile holds. */
  #search(hit: SegmentHits, transform: TileTransform, mixed: boolean): void {
    const { segment, masks, points } = hit
    points.length = 0
    searchPoints(segment, transform, masks, points)
    const { minX, minY, maxX, maxY, unitsPerMetre } = transform
    const found = boxIndex(segment.shapes)?.search(minX, minY, maxX, maxY) ?? []
    for (const shape of found.sort((a, b) => a - b)) {
      const row = segment.shapes.row[shape]!
      if (masks.dead?.[row] === 1 || masks.pass?.[row] === 0) continue
      const small = mixed && shapeSize(segment.shapes, shape) * unitsPerMetre <= pointSizedUnits
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
      const geometry = writer.openGeometry(tags, pointType)
      const x = Math.round(unitsEast(transform, coords[2 * row]!))
      const y = Math.round(unitsSouth(transform, coords[2 * row + 1]!))
      this.#geometry.point(writer.features, x, y)
      writer.closeFeature(feature, geometry)
    }
    for (const shape of small) {
      const row = segment.shapes.row[shape]!
      const { feature, tags } = writer.openFeature(segment.ids[row]!)
      writer.rowTags(segment, keys, row)
      const geometry = writer.openGeometry(tags, pointType)
      const [x, y] = shapeCentre(segment.shapes, shape, transform)
      this.#geometry.point(writer.features, Math.round(x), Math.round(y))
      writer.closeFeature(feature, geometry)
    }
    counts.stoodFor += points.length + small.length
    counts.held += points.length + small.length
  }

  #aggregated(hits: readonly SegmentHits[], transform: TileTransform, counts: Counts): void {
    const grid = new PointGrid()
    for (const { segment, points, small } of hits) {
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
    const { stoodFor, held } = grid.write(this.#writer, this.#geometry)
    counts.stoodFor += stoodFor
    counts.held += held
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
}

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
