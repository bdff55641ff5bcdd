import type { LineRule } from '../../../core/score/draw-line.ts'
import type { SharedPlanState } from './plan-state.ts'

export const DEFAULT_TOP = 50

/** The line below which nothing is funded, as the planner has set it. */
export function lineRule({ top, lineRupiah }: Pick<SharedPlanState, 'top' | 'lineRupiah'>): LineRule {
  return lineRupiah === null ? { top } : { budgetRupiah: lineRupiah }
}

export function sameLine(a: LineRule, b: LineRule): boolean {
  if ('top' in a) return 'top' in b && a.top === b.top
  return 'budgetRupiah' in b && a.budgetRupiah === b.budgetRupiah
}
