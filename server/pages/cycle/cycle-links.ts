import type { CycleSummary } from '../../../core/api/cycle.ts'
import { localLink, type PageContext } from '../page-context.ts'

type Named = Pick<CycleSummary, 'region' | 'planYear'>
type Speaking = Pick<PageContext, 'language'>

/** The public page of a cycle, for an area of it where one is chosen. */
export function cycleAddress({ region, planYear }: Named, area?: string): string {
  const chosen = area === undefined || area === region ? '' : `&wilayah=${area}`
  return `/siklus?tahun=${planYear}&region=${region}${chosen}`
}

/** A page or form of those who change it: its settings, or one of its stages. */
export function editorAddress({ region, planYear }: Named, rest: string): string {
  return `/siklus/${planYear}/${rest}?region=${region}`
}

export function cycleLink(context: Speaking, cycle: Named, area?: string): string {
  return localLink(context, cycleAddress(cycle, area))
}

export function editorLink(context: Speaking, cycle: Named, rest: string): string {
  return localLink(context, editorAddress(cycle, rest))
}
