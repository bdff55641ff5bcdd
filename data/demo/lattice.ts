import { FRAME, type Point } from './frame.ts'
import { createRandom } from './random.ts'

/**
 * A triangular mesh over the frame with shaken nodes. All fields (height, labels, costs) live on its nodes and all
 * borders are cut through its edges, so that two neighbours share exactly the same vertices.
 */
export interface Lattice {
  spacing: number
  columns: number
  rows: number
  count: number
  x: Float64Array
  y: Float64Array
  /** Six neighbours of each node, anticlockwise from east; −1 beyond the frame. */
  ring: Int32Array
}

const ROW_RATIO = Math.sqrt(3) / 2

export function createLattice(seed: number, spacing: number): Lattice {
  const random = createRandom(seed, `lattice-${spacing}`)
  const columns = Math.floor(FRAME.width / spacing) + 1
  const rows = Math.floor(FRAME.height / (spacing * ROW_RATIO)) + 1
  const count = columns * rows
  const x = new Float64Array(count)
  const y = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const row = Math.floor(i / columns)
    const shift = row % 2 === 0 ? 0 : spacing / 2
    // 0.24 of the spacing keeps every triangle the right way round.
    x[i] = (i % columns) * spacing + shift + random.between(-0.24, 0.24) * spacing
    y[i] = row * spacing * ROW_RATIO + random.between(-0.24, 0.24) * spacing
  }
  return { spacing, columns, rows, count, x, y, ring: buildRings(columns, rows) }
}

export function nodePoint(lattice: Lattice, node: number): Point {
  return [lattice.x[node]!, lattice.y[node]!]
}

/** The unshaken node nearest to a point; points outside the frame give a node on its edge. */
export function nearestNode(lattice: Lattice, point: Point): number {
  const row = Math.min(lattice.rows - 1, Math.max(0, Math.round(point[1] / (lattice.spacing * ROW_RATIO))))
  const shift = row % 2 === 0 ? 0 : lattice.spacing / 2
  const column = Math.min(lattice.columns - 1, Math.max(0, Math.round((point[0] - shift) / lattice.spacing)))
  return row * lattice.columns + column
}

function buildRings(columns: number, rows: number): Int32Array {
  const ring = new Int32Array(columns * rows * 6)
  const at = (c: number, r: number) => (c < 0 || r < 0 || c >= columns || r >= rows ? -1 : r * columns + c)
  for (let node = 0; node < columns * rows; node++) {
    const row = Math.floor(node / columns)
    const column = node % columns
    const odd = row % 2
    ring[node * 6] = at(column + 1, row)
    ring[node * 6 + 1] = at(column + odd, row + 1)
    ring[node * 6 + 2] = at(column + odd - 1, row + 1)
    ring[node * 6 + 3] = at(column - 1, row)
    ring[node * 6 + 4] = at(column + odd - 1, row - 1)
    ring[node * 6 + 5] = at(column + odd, row - 1)
  }
  return ring
}

/** Six neighbours anticlockwise from east; −1 beyond the frame. */
export function neighbours(lattice: Lattice, node: number): Int32Array {
  return lattice.ring.subarray(node * 6, node * 6 + 6)
}

/** Calls back with the corners of every triangle, anticlockwise. */
export function forEachTriangle(lattice: Lattice, visit: (a: number, b: number, c: number) => void): void {
  for (let node = 0; node < lattice.count; node++) {
    const east = lattice.ring[node * 6]!
    const northEast = lattice.ring[node * 6 + 1]!
    const northWest = lattice.ring[node * 6 + 2]!
    if (east >= 0 && northEast >= 0) visit(node, east, northEast)
    if (northEast >= 0 && northWest >= 0) visit(node, northEast, northWest)
  }
}

/** One number for the undirected edge between two neighbouring nodes. */
export function edgeKey(lattice: Lattice, a: number, b: number): number {
  return Math.min(a, b) * lattice.count + Math.max(a, b)
}
