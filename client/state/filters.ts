import type { LocationQuality } from '../api/types.ts'

/** What is asked for. An empty list asks for everything. Codes are those of the HTTP contract. */
export type Filters = {
  years: number[]
  sectors: string[]
  statuses: string[]
  sources: string[]
  qualities: LocationQuality[]
  /** Code of a district or village; a prefix of the villages' codes. */
  area: string
}

export const noFilters: Filters = {
  years: [],
  sectors: [],
  statuses: [],
  sources: [],
  qualities: [],
  area: '',
}

/** Query parameters as every door of the server takes them: tiles, heat, list, indicators, identify. */
export function filterQuery(filters: Filters): URLSearchParams {
  const query = new URLSearchParams()
  const put = (name: string, values: readonly (string | number)[]) => {
    if (values.length > 0) query.set(name, [...values].sort().join(','))
  }
  put('year', filters.years)
  put('sector', filters.sectors)
  put('status', filters.statuses)
  put('source', filters.sources)
  put('quality', filters.qualities)
  if (filters.area) query.set('area', filters.area)
  return query
}

const qualities: readonly string[] = ['point', 'area', 'conflict', 'none']

/** The reverse of `filterQuery`; what is no code or no year is left out rather than sent on. */
export function readFilters(query: URLSearchParams): Filters {
  const codes = (name: string) =>
    (query.get(name) ?? '').split(',').filter((code) => /^[a-z-]{2,40}$/.test(code))
  return {
    years: (query.get('year') ?? '')
      .split(',')
      .filter((year) => /^\d{4}$/.test(year))
      .map(Number),
    sectors: codes('sector'),
    statuses: codes('status'),
    sources: codes('source'),
    qualities: codes('quality').filter((code): code is LocationQuality => qualities.includes(code)),
    area: /^[\d.]{2,20}$/.test(query.get('area') ?? '') ? (query.get('area') ?? '') : '',
  }
}

export function hasFilters(filters: Filters): boolean {
  return filterQuery(filters).size > 0
}
