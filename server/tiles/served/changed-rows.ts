import type { SourceRow, TileAttribute } from '../layer-source.ts'
import { type CollectedRows, RowCollector } from '../snapshot/row-collector.ts'

/**
 * Rows that changed beside a base; null for those deleted. They are collected as they come, since most are new: an edit
 * then costs itself, and not all that were edited before it.
 */
export class ChangedRows {
  readonly #attributes: readonly TileAttribute[]
  readonly #rows = new Map<number, SourceRow | null>()
  #collector: RowCollector

  constructor(attributes: readonly TileAttribute[]) {
    this.#attributes = attributes
    this.#collector = new RowCollector(attributes)
  }

  get size(): number {
    return this.#rows.size
  }

  /** Undefined for an id that did not change. */
  get(id: number): SourceRow | null | undefined {
    return this.#rows.get(id)
  }

  ids(): MapIterator<number> {
    return this.#rows.keys()
  }

  set(rows: ReadonlyMap<number, SourceRow | null>): void {
    let replaced = false
    for (const [id, row] of rows) {
      if (this.#rows.get(id)) replaced = true
      this.#rows.set(id, row)
      if (row && !replaced) this.#collector.add(row)
    }
    if (replaced) this.#collectAnew()
  }

  keepOnly(ids: ReadonlySet<number>): void {
    for (const id of [...this.#rows.keys()]) if (!ids.has(id)) this.#rows.delete(id)
    this.#collectAnew()
  }

  /** Those that are not deleted; null when there is none. */
  collected(): CollectedRows | null {
    return this.#collector.rowCount > 0 ? this.#collector.finish() : null
  }

  #collectAnew(): void {
    this.#collector = new RowCollector(this.#attributes)
    for (const id of [...this.#rows.keys()].sort((a, b) => a - b)) {
      const row = this.#rows.get(id)
      if (row) this.#collector.add(row)
    }
  }
}
