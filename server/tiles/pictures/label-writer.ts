import { TEXT_ATTRIBUTE } from '../../../core/style/drawn-rule.ts'
import { fillLabel } from '../../../core/style/filter-predicate.ts'
import { VertexBuffer } from '../clip-path.ts'
import type { GeometryWriter } from '../encode/geometry-writer.ts'
import type { MvtLayerWriter } from '../encode/mvt-layer-writer.ts'
import { POINT_TYPE, POLYGON_TYPE, type Segment } from '../snapshot/snapshot.ts'
import { decodeValue } from './decode-value.ts'
import { innerPlace } from './inner-place.ts'
import type { PicturePlane } from './picture-plane.ts'
import type { PlacedRows } from './placed-rows.ts'
import { eachPoint, type Selection } from './write-points.ts'

/** Places that are tried for one label of a picture; more would not find room. */
const MOST_LABELS = 4000

/** Writes the texts of labels with the places where they go. */
export class LabelWriter {
  readonly #writer: MvtLayerWriter
  readonly #geometry: GeometryWriter
  readonly #plane: PicturePlane

  constructor(writer: MvtLayerWriter, geometry: GeometryWriter, plane: PicturePlane) {
    this.#writer = writer
    this.#geometry = geometry
    this.#plane = plane
  }

  text(label: string, segment: Segment, row: number): string {
    return fillLabel(label, (property) => {
      const column = segment.columns.find(({ name }) => name === property)
      return column && decodeValue(column, column.codes[row]!)
    })
  }

  /** Of points where they are, of polygons at a place inside. */
  places(label: string, selection: Selection): void {
    eachPoint(selection, this.#plane, ({ segment }, row, x, y) => {
      this.#write(this.text(label, segment, row), x, y)
    })
    for (const [at, rows] of selection.placed.entries()) this.#polygons(label, rows, selection.masks[at])
  }

  #polygons(
    label: string,
    { segment, shapes, level }: PlacedRows,
    mask: Uint8Array | null | undefined,
  ): void {
    const { bounds, toUnits } = this.#plane
    const path = new VertexBuffer()
    for (const shape of shapes) {
      const row = segment.shapes.row[shape]!
      if (segment.shapes.type[shape] !== POLYGON_TYPE || (mask && mask[row] === 0)) continue
      path.length = 0
      toUnits(Float64Array.from(innerPlace(level, shape)), 0, 1, path)
      const [x, y] = [path.coords[0]!, path.coords[1]!]
      if (x < bounds.minX || x > bounds.maxX || y < bounds.minY || y > bounds.maxY) continue
      this.#write(this.text(label, segment, row), x, y)
    }
  }

  #write(text: string, x: number, y: number): void {
    if (text === '' || !Number.isFinite(x + y) || this.#writer.featureCount >= MOST_LABELS) return
    const { feature, tags } = this.#writer.openFeature(-1)
    this.#writer.textTag(TEXT_ATTRIBUTE, text)
    const geometry = this.#writer.openGeometry(tags, POINT_TYPE)
    this.#geometry.point(this.#writer.features, Math.round(x), Math.round(y))
    this.#writer.closeFeature(feature, geometry)
  }
}
