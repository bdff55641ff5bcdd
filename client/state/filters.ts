import type { LocationQuality } from '../../core/proposal/location-quality.ts'

/** What is asked for. An empty list asks for everything. Codes are those of the HTTP contract. */
export type Filters = {
  years: number[]
  stages: string[]
  sectors: string[]
  statuses: string[]
  sources: string[]
  qualities: LocationQuality[]
  /** Code of a district or village; a prefix of the villages' codes. */
  area: string
  /** Words that must all occur in a proposal, in any order. */
  text: string
}

export const noFilters: Filters = {
  years: [],
  stages: [],
  sectors: [],
  statuses: [],
  sources: [],
  qualities: [],
  area: '',
  text: '',
}

/** Query parameters as every part of the server takes them: tiles, heat, list, indicators, identify. */
export function filterQuery(filters: Filters): URLSearchParams {
  const query = new URLSearchParams()
  const put = (name: string, values: readonly (string | number)[]) => {
    if (values.length > 0) query.set(name, [...values].sort().join(','))
  }
  put('year', filters.years)
  put('stage', filters.stages)
  put('sector', filters.sectors)
  put('status', filters.statuses)
  put('source', filters.sources)
  put('quality', filters.qualities)
  if (filters.area) query.set('area', filters.area)
  if (filters.text) query.set('q', filters.text)
  return query
}

const LONGEST_TEXT = 200
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
    stages: codes('stage'),
    sectors: codes('sector'),
    statuses: codes('status'),
    sources: codes('source'),
    qualities: codes('quality').filter((code): code is LocationQuality => qualities.includes(code)),
    area: /^\d{2}(\.\d{1,4}){0,3}$/.test(query.get('area') ?? '') ? (query.get('area') ?? '') : '',
    text: readWords(query.get('q') ?? ''),
  }
}

/** Words as the server takes them: without what no text holds, and no longer than it reads. */
export function readWords(text: string): string {
  return text.replaceAll('\0', '').replace(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT).trim()
}

export function hasFilters(filters: Filters): boolean {
  return filterQuery(filters).size > 0
}

/**
 * What is left after all is cleared: the year, which is what the page is about and no narrowing that one forgets; where
 * nothing else is set, the year goes too.
 */
export function clearedFilters({ years, ...others }: Filters): Filters {
  return hasFilters({ ...others, years: [] }) ? { ...noFilters, years } : noFilters
}
