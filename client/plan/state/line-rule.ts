import type { LineRule } from '../../../core/score/draw-line.ts'

export const DEFAULT_TOP = 50

/** A number of places, or rupiah in place of it. */
export interface LineChoice {
  readonly top: number
  readonly lineRupiah: number | null
}

/** The line below which nothing is funded, as the planner has set it. */
export function lineRule({ top, lineRupiah }: LineChoice): LineRule {
  return lineRupiah === null ? { top } : { budgetRupiah: lineRupiah }
}

export function sameLine(a: LineRule, b: LineRule): boolean {
  if ('top' in a) return 'top' in b && a.top === b.top
  return 'budgetRupiah' in b && a.budgetRupiah === b.budgetRupiah
}
