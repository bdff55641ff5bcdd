import { badParameter } from '../../../core/problem.ts'
import { FILTER_NAMES, type FilterName, type FilterQuery } from '../../proposals/filter.ts'
import { defaultSort, type Sort } from '../../proposals/list-proposals.ts'

export const SORTS: readonly Sort[] = ['newest', 'cost', 'title', 'match']

export interface ListQuery {
  /** Filters, by the same names as the map, the API and downloads use. */
  filter: FilterQuery
  sort: Sort
  cursor?: string
  /** Number of the page's first proposal in the whole list, for people only; the cursor decides what is shown. */
  from: number
}

const SINGLE: readonly FilterName[] = ['area', 'q']

/**
 * Reads a list's address. A form sends one parameter per ticked box: they become one comma list. Parameters of others
 * (a shared link's tracking, the map's view) are left out, not refused: a link that was passed on must open.
 */
export function readListQuery(query: URLSearchParams): ListQuery {
  const filter: FilterQuery = {}
  for (const name of FILTER_NAMES) {
    const given = query.getAll(name).map((value) => value.trim())
    if (given.some((value) => value.includes('\0')))
      throw badParameter(name, given.join(), 'text without NUL')
    const values = SINGLE.includes(name) ? given.slice(-1) : given.flatMap((value) => value.split(','))
    const kept = [...new Set(values.map((value) => value.trim()).filter(Boolean))]
    if (kept.length > 0) filter[name] = kept.join(',')
  }
  const sort = query.get('sort') || defaultSort(filter)
  const known = SORTS.find((one) => one === sort)
  if (!known) throw badParameter('sort', sort, `one of ${SORTS.join(', ')}`)
  const cursor = query.get('cursor')
  const from = cursor && /^\d{1,7}$/.test(query.get('from') ?? '') ? Number(query.get('from')) : 1
  return { filter, sort: known, from, ...(cursor ? { cursor } : {}) }
}

/** The canonical address of a list: filters in their order, defaults left out, commas unescaped. */
export function listAddress({ filter, sort, cursor, from }: ListQuery): string {
  const query = filterParameters(filter)
  // Without words nothing is matched.
  const order = sort === 'match' && !filter.q ? 'newest' : sort
  if (order !== defaultSort(filter)) query.set('sort', order)
  if (cursor) {
    query.set('cursor', cursor)
    if (from > 1) query.set('from', String(from))
  }
  return withQuery('/usulan', query)
}

/** Query of an address with these filters, for the map, downloads and the list. */
export function filteredAddress(path: string, filter: FilterQuery): string {
  return withQuery(path, filterParameters(filter))
}

/** The filters without one of the values of a list, or without the whole of it. */
export function withoutValue(filter: FilterQuery, name: FilterName, value?: string): FilterQuery {
  const { [name]: list = '', ...others } = filter
  const left = value === undefined ? [] : list.split(',').filter((one) => one !== value)
  return left.length > 0 ? { ...others, [name]: left.join(',') } : others
}

function filterParameters(filter: FilterQuery): URLSearchParams {
  const query = new URLSearchParams()
  for (const name of FILTER_NAMES) if (filter[name]) query.set(name, filter[name])
  return query
}

function withQuery(path: string, query: URLSearchParams): string {
  const text = query.toString().replaceAll('%2C', ',')
  return text === '' ? path : `${path}?${text}`
}
