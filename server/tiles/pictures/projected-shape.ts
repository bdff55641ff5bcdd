import { BoxClipper, VertexBuffer } from '../clip-path.ts'
import { LINE_TYPE, type ShapeLevel } from '../snapshot/snapshot.ts'
import type { PicturePlane } from './picture-plane.ts'

/**
 * Brings shapes into the plane of a picture whose CRS is not EPSG:3857: first cut to the box that the picture can show, since
 * a projection may have no value, or a wrong one, far outside its own area; then vertex by vertex.
 */
export class ShapeProjector {
  readonly #plane: PicturePlane
  readonly #clipper: BoxClipper
  readonly #path = new VertexBuffer()
  readonly #piece = new VertexBuffer()
  readonly #placed = new VertexBuffer()

  /** The plane must have a box. */
  constructor(plane: PicturePlane) {
    this.#plane = plane
    this.#clipper = new BoxClipper(plane.box!)
  }

  /** The shape as the only one (0) of a level whose coordinates are units of the picture. */
  project(level: ShapeLevel, shape: number, type: number): ShapeLevel {
    const starts = [0]
    const outer: number[] = []
    this.#placed.length = 0
    const keep = (path: VertexBuffer, isOuter: number) => {
      this.#place(path)
      starts.push(this.#placed.length / 2)
      outer.push(isOuter)
    }
    for (let ring = level.ringsOf[shape]!; ring < level.ringsOf[shape + 1]!; ring++) {
      this.#read(level, ring)
      if (type === LINE_TYPE) this.#clipper.line(this.#path, this.#piece, (piece) => keep(piece, 1))
      else {
        this.#clipper.ring(this.#path)
        keep(this.#path, level.outer[ring]!)
      }
    }
    return {
      toZoom: level.toZoom,
      ringsOf: Uint32Array.of(0, outer.length),
      ringStart: Uint32Array.from(starts),
      outer: Uint8Array.from(outer),
      coords: this.#placed.coords,
    }
  }

  #read({ coords, ringStart }: ShapeLevel, ring: number): void {
    this.#path.length = 0
    for (let i = ringStart[ring]!; i < ringStart[ring + 1]!; i++) {
      this.#path.push(coords[2 * i]!, coords[2 * i + 1]!)
    }
  }

  /** Appends the path in units, without vertices that have no place in the CRS. */
  #place(path: VertexBuffer): void {
    const placed = this.#placed
    const first = placed.length
    this.#plane.toUnits(path.coords, 0, path.length / 2, placed)
    let kept = first
    for (let i = first; i < placed.length; i += 2) {
      const [x, y] = [placed.coords[i]!, placed.coords[i + 1]!]
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue
      placed.coords[kept++] = x
      placed.coords[kept++] = y
    }
    placed.length = kept
  }
}
