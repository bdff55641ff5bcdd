import type { CellFilter } from './cell-filter.ts'
import { isOpen } from './cell-filter.ts'
import { type ColumnSort, nextSort } from './cell-order.ts'
import type { Column } from './column.ts'
import { boundedWidth, type ColumnLayout, readLayout, storeLayout } from './column-layout.ts'

/** How a table is looked at: its order and filters, for as long as the page, and its columns, kept on the device. Emits `change`. */
export class TableView extends EventTarget {
  sort: ColumnSort | null = null
  filters: ReadonlyMap<string, CellFilter> = new Map()
  /** The table takes the map's room. */
  wide = false
  layout: ColumnLayout
  readonly #name: string
  readonly #first: ColumnLayout

  /** Kept under `name`; begins with `pinned` columns at the left. */
  constructor(name: string, pinned: readonly string[]) {
    super()
    this.#name = name
    this.#first = { chosen: null, widths: {}, pinned }
    this.layout = readLayout(name, this.#first)
  }

  /** A press on a column's head. */
  pressHead({ id, first }: Pick<Column<never>, 'id' | 'first'>): void {
    this.setSort(nextSort(this.sort, id, first))
  }

  setSort(sort: ColumnSort | null): void {
    this.sort = sort
    this.#changed()
  }

  setFilter(id: string, filter: CellFilter | null): void {
    const filters = new Map(this.filters)
    if (filter && !isOpen(filter)) filters.set(id, filter)
    else filters.delete(id)
    this.filters = filters
    this.#changed()
  }

  clearFilters(): void {
    this.filters = new Map()
    this.#changed()
  }

  setWide(wide: boolean): void {
    this.wide = wide
    this.#changed()
  }

  choose(chosen: readonly string[] | null): void {
    this.#set({ chosen })
  }

  /** Null gives a column its first width back. What is dragged is `kept` at the end of the way. */
  setWidth(id: string, rem: number | null, kept = true): void {
    const { [id]: _, ...others } = this.layout.widths
    this.#set({ widths: rem === null ? others : { ...others, [id]: boundedWidth(rem) } }, kept)
  }

  flipPin(id: string): void {
    const { pinned } = this.layout
    this.#set({ pinned: pinned.includes(id) ? pinned.filter((one) => one !== id) : [...pinned, id] })
  }

  /** Columns, widths and pins as they were at first. */
  reset(): void {
    this.#set(this.#first)
  }

  #set(patch: Partial<ColumnLayout>, kept = true): void {
    this.layout = { ...this.layout, ...patch }
    if (kept) storeLayout(this.#name, this.layout)
    this.#changed()
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'))
  }
}
