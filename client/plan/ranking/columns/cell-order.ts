import type { CellValue } from '../../../../core/score/column-spread.ts'
import type { SortDirection } from '../../../../core/score/ranking-columns.ts'
import { isKnown } from './column.ts'

/** A column that the rows stand in the order of; null for the order that they came in. */
export interface ColumnSort {
  readonly id: string
  readonly direction: SortDirection
}

/** What a further press on a head does: one way, the other way, and back to the order of before. */
export function nextSort(sort: ColumnSort | null, id: string, first: SortDirection): ColumnSort | null {
  if (sort?.id !== id) return { id, direction: first }
  return sort.direction === first ? { id, direction: opposite(first) } : null
}

function opposite(direction: SortDirection): SortDirection {
  return direction === 'ascending' ? 'descending' : 'ascending'
}

/**
 * Places of the values in order. Equal ones stay as they came; those not known are at the end whichever way. Texts are
 * compared by their small letters: a collator would take most of a second for 100,000 of them.
 */
export function orderOf(values: readonly CellValue[], direction: SortDirection): Uint32Array {
  const sign = direction === 'ascending' ? 1 : -1
  const keys = values.map((value) => (typeof value === 'string' ? value.toLocaleLowerCase() : value))
  const places = Array.from(values.keys())
  const known = places.filter((place) => isKnown(keys[place] ?? ''))
  known.sort((a, b) => {
    const [one, other] = [keys[a] ?? '', keys[b] ?? '']
    return one === other ? a - b : one < other ? -sign : sign
  })
  return Uint32Array.from([...known, ...places.filter((place) => !isKnown(keys[place] ?? ''))])
}
