import { html, nothing } from 'lit'
import { icons } from '../../../panel/icons.ts'
import type { ColumnSort } from './cell-order.ts'
import type { Column } from './column.ts'
import { columnText } from './column-words.ts'
import { filterText } from './filter-text.ts'
import type { TableView } from './table-view.ts'

/** In words how the list is narrowed and ordered by its heads, each to be taken away; nothing where it is not. */
export function filterChips(view: TableView, columns: readonly Column<never>[]) {
  const sorted = columns.find(({ id, whyNot }) => id === view.sort?.id && !whyNot)
  const filters = columns.flatMap((column) => {
    const filter = column.filter && view.filters.get(column.id)
    return filter ? [{ id: column.id, text: filterText(column, filter) }] : []
  })
  if (!sorted && filters.length === 0) return nothing
  return html`<div class="narrowed">
    ${filters.length > 0 ? html`<span class="note">${columnText('filtered')}</span>` : nothing}
    ${filters.map(({ id, text }) => html`<button class="chip" type="button" aria-label=${columnText('takeAway', { text })} @click=${() => view.setFilter(id, null)}><span>${text}</span>${icons.close}</button>`)}
    ${filters.length > 1 ? html`<button class="link" type="button" @click=${() => view.clearFilters()}>${columnText('clearAll')}</button>` : nothing}
    ${sorted && view.sort ? html`<button class="chip" type="button" title=${columnText('backToRank')} @click=${() => view.setSort(null)}><span>${sortText(sorted, view.sort)}</span>${icons.close}</button>` : nothing}</div>`
}

/** "Urut Biaya, terbesar dulu". */
export function sortText({ name, cells, order }: Column<never>, { direction }: ColumnSort): string {
  const words = order?.[direction] ?? columnText(cells === 'text' ? `${direction}Text` : direction)
  return columnText('sortedBy', { name, direction: words })
}
