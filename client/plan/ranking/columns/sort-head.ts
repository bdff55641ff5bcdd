import { css, html, nothing } from 'lit'
import type { SortDirection } from '../../../../core/score/ranking-columns.ts'
import type { ColumnSort } from './cell-order.ts'
import { columnText } from './column-words.ts'

/** A column whose head sorts and does nothing else. */
export interface SortColumn {
  readonly id: string
  /** For menus and readers of the screen; `head` is what there is room for. */
  readonly name: string
  readonly head?: string
  /** Classes of the head's cell. */
  readonly kind: string
  readonly first: SortDirection
  /** False where all rows of the list are alike in it. */
  readonly sorts: boolean
}

export interface SortTools {
  readonly sort: ColumnSort | null
  /** The order that rows come in. */
  readonly plain: string
  /** The column whose head the tab key comes to; arrows lead to the others. */
  readonly active: string
  readonly onSort: (column: SortColumn) => void
  readonly onMove: (column: SortColumn, step: number) => void
}

export function sortHead(column: SortColumn, tools: SortTools) {
  const { id, name, head = name, kind, sorts } = column
  const words =
    head === name ? head : html`<span aria-hidden="true">${head}</span><span class="hidden">${name}</span>`
  if (!sorts) return html`<div role="columnheader" class=${kind} data-column=${id}>${words}</div>`
  const direction = tools.sort?.id === id ? tools.sort.direction : null
  const state = direction ?? (tools.sort === null && id === tools.plain ? 'ascending' : 'none')
  return html`<div role="columnheader" class=${kind} data-column=${id} aria-sort=${state}>
    <button class="sort" type="button" tabindex=${id === tools.active ? 0 : -1} title=${columnText('sortBy', { name })}
      @click=${() => tools.onSort(column)} @keydown=${(event: KeyboardEvent) => onArrows(event, (step) => tools.onMove(column, step))}>
      <span>${words}</span>${sortArrow(direction)}</button></div>`
}

export function sortArrow(direction: SortDirection | null) {
  if (direction === null) return nothing
  return html`<span class="arrow" aria-hidden="true">${direction === 'ascending' ? '↑' : '↓'}</span>`
}

export function onArrows(event: KeyboardEvent, move: (step: number) => void): void {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  if (step === undefined) return
  move(step)
  event.preventDefault()
}

export const sortHeadStyles = css`
  .sort { border: 0; background: none; padding: 0.25rem 0 0; font: inherit; color: inherit; text-align: inherit; display: flex; gap: 0.125rem; align-items: baseline; min-height: 1.5rem; min-width: 1.5rem; max-width: 100%; line-height: 1.15; }
  .sort:hover, [role="columnheader"][aria-sort]:not([aria-sort="none"]) > .sort { color: var(--ink); }
  .sort:focus-visible { outline-offset: -1px; }
  .arrow { color: var(--brand); font-weight: 800; }
`
