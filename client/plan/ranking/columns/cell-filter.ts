import type { CellValue } from '../../../../core/score/column-spread.ts'

/** What a column's head lets through. Bounds are within; null leaves a side open. Values not known pass only where named (''). */
export type CellFilter =
  | { readonly kind: 'range'; readonly least: number | null; readonly most: number | null }
  | { readonly kind: 'values'; readonly values: ReadonlySet<string> }
  | { readonly kind: 'text'; readonly words: string }

export function passes(filter: CellFilter, value: CellValue): boolean {
  if (filter.kind === 'values') return filter.values.has(String(value))
  if (filter.kind === 'text') {
    const text = String(value).toLocaleLowerCase()
    return filter.words
      .toLocaleLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word))
  }
  // NaN is neither above nor below.
  const number = Number(value)
  const { least, most } = filter
  return !Number.isNaN(number) && (least === null || number >= least) && (most === null || number <= most)
}

/** A filter that lets everything through is none. */
export function isOpen(filter: CellFilter): boolean {
  if (filter.kind === 'values') return filter.values.size === 0
  if (filter.kind === 'text') return filter.words.trim() === ''
  return filter.least === null && filter.most === null
}
