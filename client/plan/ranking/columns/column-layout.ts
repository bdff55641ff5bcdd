import { isRecord } from '../../../../core/is-record.ts'
import type { Column } from './column.ts'

/** How somebody has set up the table on this device. */
export interface ColumnLayout {
  /** Ids of the columns that are shown; null for those that there is room for. */
  readonly chosen: readonly string[] | null
  /** Widths in rem of the columns whose edge was dragged. */
  readonly widths: Readonly<Record<string, number>>
  /** Columns that stay at the left while the others scroll by. */
  readonly pinned: readonly string[]
}

export const LEAST_REM = 2.5
export const MOST_REM = 40

/** Where a column stands. */
export interface PlacedColumn<Row> {
  readonly column: Column<Row>
  readonly width: number
  /** Rem from the left where it stays; null for a column that scrolls, or where none needs to. */
  readonly left: number | null
}

export interface Placement<Row> {
  readonly placed: readonly PlacedColumn<Row>[]
  /** grid-template-columns. */
  readonly template: string
  /** Rem that the table takes at least. */
  readonly total: number
}

/** Rem after the last column, as the first has before it. */
const END_REM = 0.5

/**
 * Pinned columns first, then the others, in the order that they came in. The `stretched` one takes what room is left,
 * unless its edge was dragged. What sticks costs each frame of scrolling: nothing does where all of them fit.
 */
export function placeColumns<Row>(
  columns: readonly Column<Row>[],
  { widths, pinned }: Pick<ColumnLayout, 'widths' | 'pinned'>,
  { stretched, roomRem }: { readonly stretched: string; readonly roomRem: number },
): Placement<Row> {
  const isPinned = ({ id }: Column<Row>) => pinned.includes(id)
  const ordered = [...columns.filter(isPinned), ...columns.filter((column) => !isPinned(column))]
  let left = 0
  const placed = ordered.map((column): PlacedColumn<Row> => {
    const width = widths[column.id] ?? column.width
    const one = { column, width, left: isPinned(column) ? left : null }
    left += width
    return one
  })
  const stretches = (id: string) => id === stretched && widths[id] === undefined
  const tracks = placed.map(({ column: { id }, width }) =>
    stretches(id) ? `minmax(${width}rem, 1fr)` : `${width}rem`,
  )
  const rest = placed.some(({ column }) => stretches(column.id))
    ? `${END_REM}rem`
    : `minmax(${END_REM}rem, 1fr)`
  const total = left + END_REM
  const fits = total <= roomRem
  return {
    placed: fits ? placed.map((one) => ({ ...one, left: null })) : placed,
    template: [...tracks, rest].join(' '),
    total,
  }
}

export function boundedWidth(rem: number): number {
  return Math.min(MOST_REM, Math.max(LEAST_REM, Math.round(rem * 16) / 16))
}

/** The layout that was kept under a name; `otherwise` where there is none, or something else lies there. */
export function readLayout(name: string, otherwise: ColumnLayout): ColumnLayout {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(name) ?? 'null')
    if (!isRecord(stored) || !isRecord(stored.widths)) return otherwise
    const widths = Object.entries(stored.widths).flatMap(([id, width]): [string, number][] =>
      typeof width === 'number' && Number.isFinite(width) ? [[id, boundedWidth(width)]] : [],
    )
    return {
      chosen: isTexts(stored.chosen) ? stored.chosen : null,
      widths: Object.fromEntries(widths),
      pinned: isTexts(stored.pinned) ? stored.pinned : otherwise.pinned,
    }
  } catch {
    // Storage that is switched off or holds something else: begin anew.
    return otherwise
  }
}

export function storeLayout(name: string, layout: ColumnLayout): void {
  try {
    localStorage.setItem(name, JSON.stringify(layout))
  } catch {
    // Without storage it lives as long as the page.
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= 100 && value.every((one) => typeof one === 'string')
}
