import { DESK_TABS, type DeskTab } from '../../core/desk/desk-queue.ts'
import { isOneOf } from '../../core/is-one-of.ts'
import { currentLanguage } from '../i18n/translate.ts'

/** The filters of a queue, by the names that the server knows. */
export interface DeskFilter {
  readonly q?: string
  readonly sector?: string
  readonly stage?: string
  readonly year?: string
  readonly area?: string
  readonly agency?: string
  readonly source?: string
}

/** What part of which queue is looked at; the page's address says it. */
export interface DeskView {
  /** Number of the grant, from 1. */
  readonly grant: number
  readonly tab: DeskTab
  readonly filter: DeskFilter
}

const FILTERS = ['q', 'area', 'agency', 'sector', 'source', 'stage', 'year'] as const
const PAGE = 100

export function queueQuery({ grant, tab, filter }: DeskView): URLSearchParams {
  return new URLSearchParams({ grant: String(grant), tab, limit: String(PAGE), ...filter })
}

/** `?antrean=2&tab=flagged&q=jalan&usulan=202500001`; what it does not say is as usual. */
export function readDeskView(search: string): DeskView & { selected: string | null } {
  const query = new URLSearchParams(search)
  const tab = query.get('tab') ?? ''
  const named = FILTERS.flatMap((name) => {
    const value = query.get(name)
    return value ? [[name, value] as const] : []
  })
  return {
    grant: Math.max(1, Math.trunc(Number(query.get('antrean'))) || 1),
    tab: isOneOf(DESK_TABS, tab) ? tab : 'waiting',
    filter: Object.fromEntries(named),
    selected: query.get('usulan'),
  }
}

export function writeDeskView({ grant, tab, filter }: DeskView, selected: string | null): string {
  const query = new URLSearchParams()
  if (grant > 1) query.set('antrean', String(grant))
  if (tab !== 'waiting') query.set('tab', tab)
  for (const [name, value] of Object.entries(filter)) query.set(name, value)
  if (selected) query.set('usulan', selected)
  if (currentLanguage() !== 'id') query.set('lang', currentLanguage())
  return `?${query}`
}

/** The same filter with one value changed; an empty one is none. */
export function filterWith(filter: DeskFilter, name: keyof DeskFilter, value: string): DeskFilter {
  const { [name]: _former, ...others } = filter
  return value.trim() === '' ? others : { ...others, [name]: value.trim() }
}
