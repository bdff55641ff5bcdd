import { COMPETING_STATUSES } from '../../../core/proposal/competition.ts'
import { type Filters, filterQuery, noFilters } from '../../state/filters.ts'

/**
 * Filters that say which proposals compete: years and statuses that are left open are those of the rule, the newest plan
 * year and what can still come into the budget. The same object where nothing is open.
 */
export function competingFilters(filters: Filters, years: readonly number[]): Filters {
  const { statuses, years: chosen } = filters
  const isOpen = statuses.length === 0 || (chosen.length === 0 && years.length > 0)
  if (!isOpen) return filters
  return {
    ...filters,
    statuses: statuses.length > 0 ? statuses : [...COMPETING_STATUSES],
    years: chosen.length > 0 ? chosen : years.slice(0, 1),
  }
}

/** Whether exactly the statuses of the rule compete. */
export function competesByRule(statuses: readonly string[]): boolean {
  return (
    statuses.length === COMPETING_STATUSES.length &&
    COMPETING_STATUSES.every((status) => statuses.includes(status))
  )
}

/** Whether more is chosen than the year. */
export function isNarrowed(filters: Filters): boolean {
  const plain = competingFilters({ ...noFilters, years: filters.years }, [])
  return filterQuery(filters).toString() !== filterQuery(plain).toString()
}
