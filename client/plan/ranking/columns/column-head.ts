import { html, nothing, type TemplateResult } from 'lit'
import { listenerOf } from '../../../panel/event-control.ts'
import { icons } from '../../../panel/icons.ts'
import type { ColumnSort } from './cell-order.ts'
import { LEAST_REM, MOST_REM, type PlacedColumn } from './column-layout.ts'
import { columnText } from './column-words.ts'
import { onArrows, sortArrow } from './sort-head.ts'
import type { TableView } from './table-view.ts'

/** What the head of a table does, and which of its columns the tab key comes to. */
export interface HeadTools<Row> {
  readonly view: TableView
  /** Its controls are in the way of the tab key; arrows lead to the others. */
  readonly active: string
  readonly onMenu: (one: PlacedColumn<Row>, button: HTMLElement) => void
  readonly onMove: (id: string, step: number) => void
}

const STEP_REM = 0.5

/** The head of a column: its name sorts, the funnel opens filter and settings, the edge is dragged or moved by arrows. */
export function columnHead<Row>(one: PlacedColumn<Row>, tools: HeadTools<Row>): TemplateResult {
  const { column, left } = one
  const { view, active } = tools
  const { id, head, name } = column
  const tab = id === active ? 0 : -1
  const isFiltered = column.filter !== null && view.filters.has(id)
  const onKey = (event: KeyboardEvent) => onArrows(event, (step) => tools.onMove(id, step))
  const words = html`<span>${head === name ? head : html`<span aria-hidden="true">${head}</span><span class="hidden">${name}</span>`}</span>`
  return html`<div role="columnheader" class="th ${column.align} ${left === null ? '' : 'pin'}" data-column=${id}
    aria-sort=${column.whyNot ? nothing : sortOf(id, view.sort)} style=${left === null ? nothing : `left: ${left}rem`}>
    ${
      column.whyNot
        ? html`<button class="sort still" type="button" tabindex=${tab} aria-disabled="true" title=${column.whyNot} aria-description=${column.whyNot} @keydown=${onKey}>${words}</button>`
        : html`<button class="sort" type="button" tabindex=${tab} title=${columnText('sortBy', { name })} @click=${() => view.pressHead(column)}
          @keydown=${onKey}>${words}${sortArrow(view.sort?.id === id ? view.sort.direction : null)}</button>`
    }
    ${
      column.filter === null && column.fixed
        ? nothing
        : html`<button class="funnel ${isFiltered ? 'on' : ''}" type="button" tabindex=${tab} aria-haspopup="dialog"
          aria-label=${columnText(isFiltered ? 'menuFiltered' : 'menu', { name })} @click=${(event: Event) => tools.onMenu(one, buttonOf(event))}>${icons.funnel}</button>`
    }
    ${edge(one, tools, tab)}</div>`
}

function edge<Row>(
  { column: { id, name }, width }: PlacedColumn<Row>,
  { view }: HeadTools<Row>,
  tab: number,
) {
  return html`<div role="separator" class="edge" aria-orientation="vertical" tabindex=${tab} aria-label=${columnText('width', { name })}
    aria-valuemin=${LEAST_REM * 16} aria-valuemax=${MOST_REM * 16} aria-valuenow=${Math.round(width * 16)}
    @dblclick=${() => view.setWidth(id, null)} @pointerdown=${(event: PointerEvent) => drag(event, (rem, kept) => view.setWidth(id, rem, kept))}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Home') view.setWidth(id, null)
      onArrows(event, (step) => view.setWidth(id, widthOf(event) + step * STEP_REM))
    }}></div>`
}

function sortOf(id: string, sort: ColumnSort | null) {
  if (sort === null) return id === 'rank' ? 'ascending' : 'none'
  return sort.id === id ? sort.direction : 'none'
}

function buttonOf(event: Event): HTMLElement {
  const button = listenerOf(event)
  if (button instanceof HTMLElement) return button
  throw new TypeError('expected a button')
}

/** How wide a head is drawn, which for one that stretches is more than it was given. */
function widthOf(event: Event): number {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  return (listenerOf(event).parentElement?.offsetWidth ?? 0) / rem
}

/** Follows the pointer until it is let go, when the width is kept. */
function drag(event: PointerEvent, resize: (rem: number, kept: boolean) => void): void {
  const edge = listenerOf(event)
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const [startX, startRem] = [event.clientX, widthOf(event)]
  const at = ({ clientX }: PointerEvent) => startRem + (clientX - startX) / rem
  const ended = new AbortController()
  edge.setPointerCapture(event.pointerId)
  const follow = (moved: Event, kept: boolean) => {
    if (moved instanceof PointerEvent && at(moved) !== startRem) resize(at(moved), kept)
  }
  edge.addEventListener('pointermove', (moved) => follow(moved, false), { signal: ended.signal })
  for (const end of ['pointerup', 'pointercancel'])
    edge.addEventListener(
      end,
      (moved) => {
        follow(moved, true)
        ended.abort()
      },
      { signal: ended.signal },
    )
  event.preventDefault()
}
