import type { CellRange, PointGrid } from './aggregate-points.ts'
import type { WrittenPart } from './mvt-layer-writer.ts'

/**
 * The encoded part of a tile that comes from a layer's base rows. It stays valid while none of these rows is edited; changed rows
 * are added after it.
 */
export interface BasePart {
  /** Rows of base that it holds. */
  rows: Uint32Array
  /** How many of them count as points. */
  points: number
  written: WrittenPart
  stoodFor: number
  held: number
  /** Where points are aggregated: their cells, and where each is in the features. */
  grid: PointGrid | null
  cells: ReadonlyMap<number, CellRange>
}

const BYTES_OF_ACELL = 400

/** Memory of one thread for parts, in bytes: the parts of some fifty tiles of 10,000 points. */
const DEFAULT_BUDGET_BYTES = 64 * 1024 * 1024

function bytesOf({ rows, written, cells }: BasePart): number {
  // Compressed, its bytes are kept a second time.
  const bytes = 1.4 * (written.features.length + written.values.length)
  return bytes + rows.byteLength + cells.size * BYTES_OF_ACELL
}

/** The parts used last, within a budget of bytes. One per thread. */
export class BaseParts {
  readonly #parts = new Map<string, BasePart>()
  readonly #budget: number
  #bytes = 0

  constructor(budgetBytes = DEFAULT_BUDGET_BYTES) {
    this.#budget = budgetBytes
  }

  /** The part, if none of its rows has been changed or deleted. */
  get(key: string, dead: Uint8Array | null): BasePart | undefined {
    const part = this.#parts.get(key)
    if (!part) return undefined
    this.#remove(key, part)
    if (dead && part.rows.some((row) => dead[row] === 1)) return undefined
    this.set(key, part)
    return part
  }

  set(key: string, part: BasePart): void {
    const before = this.#parts.get(key)
    if (before) this.#remove(key, before)
    this.#parts.set(key, part)
    this.#bytes += bytesOf(part)
    for (const [oldest, one] of this.#parts) {
      if (this.#bytes <= this.#budget) break
      this.#remove(oldest, one)
    }
  }

  #remove(key: string, part: BasePart): void {
    this.#parts.delete(key)
    this.#bytes -= bytesOf(part)
  }
}
