import GeoJSONVT from 'geojson-vt'
import { geometryOf, type Shape, vertexCount } from '../shape/shape.ts'

/** From so many vertices a zone that nobody drags is drawn from slices: a near view then draws little of it. */
const WORTH_SLICING = 600
/** Units of a slice's side, and how far its outline is drawn beyond it, so that no cut shows. */
export const SLICE_UNITS = 4096
const BUFFER = 96
const DEEPEST = 18

/** Rings of a slice, x and y in turn, in units from its north-west corner. */
export type SliceRings = readonly (Int16Array | Int32Array)[]

export interface SlicedShape {
  rings(z: number, x: number, y: number): SliceRings
  readonly deepest: number
}

const sliced = new WeakMap<Shape, SlicedShape>()

/** The slices of a large shape, cut as the view asks for them (geojson-vt); null for one that is drawn whole. */
export function sliceShape(shape: Shape): SlicedShape | null {
  const known = sliced.get(shape)
  if (known) return known
  if (vertexCount(shape) < WORTH_SLICING) return null
  const geometry = geometryOf(shape)
  const index = new GeoJSONVT(
    { type: 'Feature', properties: {}, geometry },
    { maxZoom: DEEPEST, indexMaxZoom: 0, tolerance: 2, extent: SLICE_UNITS, buffer: BUFFER },
  )
  const slices: SlicedShape = {
    deepest: DEEPEST,
    rings: (z, x, y) =>
      (index.getTileRaw(z, x, y)?.features ?? []).flatMap((feature) =>
        feature.type === 3 ? feature.geometry : [],
      ),
  }
  sliced.set(shape, slices)
  return slices
}
