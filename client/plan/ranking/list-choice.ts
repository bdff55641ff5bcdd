import { isStudyColumn } from '../../../core/score/ranking-columns.ts'
import { currentLanguage } from '../../i18n/translate.ts'
import type { CellFilter } from './columns/cell-filter.ts'
import type { ListQuestion } from './rank-list.ts'

/** How the server's list is narrowed and ordered, as POST /api/rankings takes it. */
export interface ListChoice {
  readonly within: Readonly<Record<string, object>>
  readonly search?: string
  readonly sort?: object
  /** Where one of its columns is asked for. */
  readonly study?: string
}

/** What heads and search ask for; of columns that the server does not know nothing is asked. */
export function listChoice({ columns, filters, sort, study }: ListQuestion, search: string): ListChoice {
  const within = columns.flatMap(({ id, filter: kind }) => {
    const filter = kind && filters.get(id)
    return filter ? [[id, writtenFilter(filter)] as const] : []
  })
  const sorted = columns.find(({ id, whyNot }) => id === sort?.id && !whyNot)
  const asked = [...within.map(([id]) => id), ...(sorted ? [sorted.id] : [])]
  return {
    within: Object.fromEntries(within),
    ...(search.trim() && { search }),
    ...(sort &&
      sorted && { sort: { column: sort.id, direction: sort.direction, language: currentLanguage() } }),
    ...(study && asked.some(isStudyColumn) && { study }),
  }
}

function writtenFilter(filter: CellFilter): object {
  if (filter.kind === 'values') return { values: [...filter.values] }
  if (filter.kind === 'text') return { words: filter.words }
  const { least, most } = filter
  return { ...(least !== null && { least }), ...(most !== null && { most }) }
}
