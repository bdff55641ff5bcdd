import { tileSpanMetres } from '../../../core/geo/tile.ts'
import {
  type DrawnRule,
  type PartKind,
  partName,
  SIZE_ATTRIBUTE,
  TEXT_ATTRIBUTE,
} from '../../../core/style/drawn-rule.ts'
import { concatenateBytes } from '../concatenate-bytes.ts'
import { GeometryWriter } from '../encode/geometry-writer.ts'
import { MvtLayerWriter } from '../encode/mvt-layer-writer.ts'
import { PicturePainter } from '../paint/paint-picture.ts'
import { shapeInside } from '../snapshot/box-index.ts'
import { passingRows } from '../snapshot/filter-rows.ts'
import { type LayerState, LINE_TYPE, POINT_TYPE, POLYGON_TYPE } from '../snapshot/snapshot.ts'
import { FEATURES_BETWEEN_LOOKS, type StopCheck } from '../stop-flag.ts'
import { filterKey } from '../tile-filter.ts'
import type { ToUnits } from '../tile-units.ts'
import { type CountBubble, countBubbles } from './count-bubbles.ts'
import { LabelWriter } from './label-writer.ts'
import { type PicturePlane, picturePlane } from './picture-plane.ts'
import type { PictureLayer, PictureQuery, PictureTile } from './picture-query.ts'
import { keepPoints, type PlacedRows, placeRows, tileLevelOf } from './placed-rows.ts'
import { ShapeProjector } from './projected-shape.ts'
import { ruleRows } from './rule-rows.ts'
import { writePoints } from './write-points.ts'
import { WrittenGeometries } from './written-geometries.ts'

/**
 * Edge of the square in which points are counted: a map shows a count instead of single points where a square holds LEAST_COUNTED
 * of them, as its tiles do.
 */
const COUNTED_SQUARE_PIXELS = 512
const LEAST_COUNTED = 1000
/** Shapes of layers that hold points too are seen as points up to this size. */
const POINT_SIZED_PIXELS = 2

const countWords = new Intl.NumberFormat('id-ID')
const asTheyAre: ToUnits = (coords, first, end, path) => {
  for (let i = 2 * first; i < 2 * end; i += 2) path.push(coords[i]!, coords[i + 1]!)
}

/**
 * Encodes layers as a picture shows them: one vector tile in the plane of the picture's CRS, with a layer for each rule
 * of a style and kind of geometry that holds just what the rule draws. What draws it needs no filter and, but for the texts
 * of labels, no attribute.
 */
export class PictureEncoder {
  readonly #maxPoints: number
  readonly #check: StopCheck
  readonly #writer = new MvtLayerWriter()
  readonly #painter = new PicturePainter()
  readonly #written = new WrittenGeometries()
  /** Consecutive pictures often have one size, so the buffers are kept. */
  #geometry = { key: '', writer: new GeometryWriter() }

  constructor(maxPoints: number, check: StopCheck = () => {}) {
    this.#maxPoints = maxPoints
    this.#check = check
  }

  /** `states` are those of the query's layers, in its order. Throws RangeError for a CRS outside the table. */
  encode({ window, zoom, layers, plain }: PictureQuery, states: readonly LayerState[]): PictureTile {
    const parts: Uint8Array[] = []
    let extent = 0
    for (const [index, layer] of layers.entries()) {
      const plane = picturePlane(window, layer.bufferPixels)
      extent = plane.extent
      const drawn = { layer, index, state: states[index]!, plane, zoom, check: this.#check }
      const drawing = new LayerDrawing(drawn, this.#writer, {
        geometry: this.#geometryWriter(plane),
        written: this.#written,
      })
      const area = (window.width + 2 * layer.bufferPixels) * (window.height + 2 * layer.bufferPixels)
      drawing.place(Math.max(LEAST_COUNTED, (this.#maxPoints * area) / COUNTED_SQUARE_PIXELS ** 2))
      for (const rule of layer.rules.keys()) parts.push(...drawing.rule(rule))
      parts.push(drawing.bubbles())
    }
    const bytes = concatenateBytes(parts)
    const painted = plain ? this.#painter.paint({ bytes, extent }, plain) : null
    return { bytes: painted ?? bytes, painted: painted !== null, extent }
  }

  #geometryWriter({ bounds }: PicturePlane): GeometryWriter {
    const key = JSON.stringify(bounds)
    if (this.#geometry.key !== key) this.#geometry = { key, writer: new GeometryWriter(bounds) }
    return this.#geometry.writer
  }
}

interface DrawnLayer {
  layer: PictureLayer
  index: number
  state: LayerState
  plane: PicturePlane
  zoom: number
  check: StopCheck
}

/** Used again from layer to layer. */
interface DrawingTools {
  geometry: GeometryWriter
  written: WrittenGeometries
}

class LayerDrawing {
  readonly #drawn: DrawnLayer
  readonly #writer: MvtLayerWriter
  readonly #geometry: GeometryWriter
  readonly #labels: LabelWriter
  readonly #projector: ShapeProjector | null
  /** Null where one rule alone draws shapes. */
  readonly #written: WrittenGeometries | null
  #placed: PlacedRows[] = []
  #bubbles: CountBubble[] = []

  constructor(drawn: DrawnLayer, writer: MvtLayerWriter, { geometry, written }: DrawingTools) {
    this.#drawn = drawn
    this.#writer = writer
    const { plane, layer } = drawn
    this.#geometry = geometry
    const shaped = layer.rules.filter(({ polygon, line, labels }) => polygon || line || labels.length > 0)
    this.#written = shaped.length > 1 ? written : null
    written.clear()
    this.#labels = new LabelWriter(writer, geometry, plane)
    this.#projector = plane.affine || !plane.box ? null : new ShapeProjector(plane)
  }

  /** Finds the rows, and counts them where there are more points than that or the layer is counted at this zoom. */
  place(mostPoints: number): void {
    const { layer, state, plane, zoom } = this.#drawn
    const key = filterKey(layer.filter)
    const pointSizedMetres = state.kind === 'mixed' ? (POINT_SIZED_PIXELS * tileSpanMetres(zoom)) / 256 : -1
    const segments = state.delta ? [state.base, state.delta] : [state.base]
    this.#placed = segments.map((segment, i) => {
      const pass = passingRows(segment, state.id, layer.filter, key)
      const masks = { dead: i === 0 ? state.dead : null, pass }
      return placeRows(segment, { masks, plane, zoom, pointSizedMetres })
    })
    if (state.aggregateBelowZoom === 0) return
    const points = this.#placed.reduce((sum, { pointRows }) => sum + pointRows.length, 0)
    if (tileLevelOf(zoom) >= state.aggregateBelowZoom && points <= mostPoints) return
    const counted = countBubbles(this.#placed, plane)
    this.#placed = this.#placed.map((rows, i) => keepPoints(rows, counted.lone[i]!))
    this.#bubbles = counted.bubbles
  }

  /** The parts of one rule, in drawing order. */
  rule(number: number): Uint8Array[] {
    const { layer, index, plane, check } = this.#drawn
    check()
    const rule = layer.rules[number]!
    const masks = this.#placed.map(({ segment }) => (rule.filter ? ruleRows(segment, rule.filter) : null))
    const parts: Uint8Array[] = []
    const finish = (kind: PartKind, label = 0) =>
      parts.push(this.#writer.finish(partName(index, number, kind, label), plane.extent))
    if (rule.polygon) {
      this.#shapes(POLYGON_TYPE, masks)
      finish('polygon')
    }
    if (rule.line) {
      this.#shapes(LINE_TYPE, masks)
      finish('line')
    }
    if (rule.point) {
      const writers = { writer: this.#writer, geometry: this.#geometry }
      writePoints(writers, plane, { placed: this.#placed, masks })
      finish('point')
    }
    this.#label(rule, masks, finish)
    return parts
  }

  bubbles(): Uint8Array {
    const { plane, index } = this.#drawn
    for (const { x, y, count, radius } of this.#bubbles) {
      const { feature, tags } = this.#writer.openFeature(-1)
      this.#writer.textTag(TEXT_ATTRIBUTE, countWords.format(count))
      this.#writer.numberTag(SIZE_ATTRIBUTE, 2 * radius)
      const geometry = this.#writer.openGeometry(tags, POINT_TYPE)
      this.#geometry.point(this.#writer.features, Math.round(x), Math.round(y))
      this.#writer.closeFeature(feature, geometry)
    }
    return this.#writer.finish(partName(index, 0, 'bubble'), plane.extent)
  }

  #shapes(wanted: number, masks: readonly (Uint8Array | null)[], text?: LabelText): void {
    for (const [i, { segment, shapes }] of this.#placed.entries()) {
      const mask = masks[i]
      for (let n = 0; n < shapes.length; n++) {
        const shape = shapes[n]!
        if (n % FEATURES_BETWEEN_LOOKS === 0) this.#drawn.check()
        const row = segment.shapes.row[shape]!
        if (segment.shapes.type[shape] !== wanted || (mask && mask[row] === 0)) continue
        const { feature, tags } = this.#writer.openFeature(-1)
        if (text) this.#writer.textTag(TEXT_ATTRIBUTE, text(segment, row))
        const geometry = this.#writer.openGeometry(tags, wanted)
        if (this.#geometryOf(i, shape)) this.#writer.closeFeature(feature, geometry)
        else this.#writer.dropFeature(feature)
      }
    }
  }

  /** Writes a shape's geometry; false when nothing of it is in the picture. */
  #geometryOf(hit: number, shape: number): boolean {
    const { features } = this.#writer
    const key = shape * this.#placed.length + hit
    const known = this.#written?.write(key, features) ?? -1
    if (known >= 0) return known > 0
    const start = features.length
    const isThere = this.#write(hit, shape)
    this.#written?.keep(key, features, [start, isThere ? features.length : start])
    return isThere
  }

  #write(hit: number, shape: number): boolean {
    const { segment, level } = this.#placed[hit]!
    const { plane } = this.#drawn
    const type = segment.shapes.type[shape]!
    const out = this.#writer.features
    if (!this.#projector) {
      const inside = plane.box !== null && shapeInside(segment.shapes, shape, plane.box)
      return this.#geometry.shape(out, { level, shape, type }, plane.toUnits, inside)
    }
    const projected = this.#projector.project(level, shape, type)
    return this.#geometry.shape(out, { level: projected, shape: 0, type }, asTheyAre, false)
  }

  #label(rule: DrawnRule, masks: readonly (Uint8Array | null)[], finish: Finish): void {
    for (const [i, label] of rule.labels.entries()) {
      this.#labels.places(label, { placed: this.#placed, masks })
      finish('label', i)
      this.#shapes(LINE_TYPE, masks, (segment, row) => this.#labels.text(label, segment, row))
      finish('line-label', i)
    }
  }
}

type Finish = (kind: PartKind, label?: number) => unknown
type LabelText = (segment: PlacedRows['segment'], row: number) => string
