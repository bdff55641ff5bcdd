import type { CellFilter } from './cell-filter.ts'
import type { Column } from './column.ts'
import { columnText } from './column-words.ts'

/** A filter in words, for its chip and for files: "Biaya 100–300 juta", "Status: Diterima". */
export function filterText<Row>(
  { name, text }: Pick<Column<Row>, 'name' | 'text'>,
  filter: CellFilter,
): string {
  if (filter.kind === 'text') return `${name}: “${filter.words}”`
  if (filter.kind === 'values') {
    const [only] = filter.values
    return `${name}: ${filter.values.size === 1 && only !== undefined ? text(only) : columnText('values', { count: filter.values.size })}`
  }
  const { least, most } = filter
  if (least === null) return `${name} ≤ ${most === null ? '' : text(most)}`
  return most === null ? `${name} ≥ ${text(least)}` : `${name} ${text(least)} – ${text(most)}`
}
