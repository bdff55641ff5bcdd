import { badParameter } from '../../../core/problem.ts'
import type { TileFilter } from '../tile-filter.ts'

/** Query parameters that select values, and the attribute that each one means. */
const listParameters: Record<string, string> = {
  year: 'year',
  stage: 'stage',
  status: 'status',
  sector: 'sector',
  source: 'source',
  quality: 'locationQuality',
}

const MAX_LIST_ITEMS = 60
const MAX_TEXT_LENGTH = 200

/** Finds the rows of a text search; the engine itself has no text index. */
export type ResolveText = (text: string, signal: AbortSignal) => Promise<NonNullable<TileFilter['rows']>>

export interface ParsedFilter {
  filter: TileFilter
  /** The text to be searched for, still to be resolved to rows. */
  text: string | null
}

function parseList(name: string, raw: string): string[] {
  const items = raw
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
  if (items.length > MAX_LIST_ITEMS || items.some((item) => !/^[\w.-]{1,60}$/.test(item))) {
    const expected = `1 to ${MAX_LIST_ITEMS} codes of letters, digits, dot, dash or underscore, joined by commas`
    throw badParameter(name, raw, expected)
  }
  if (name === 'year' && items.some((item) => !/^\d{4}$/.test(item))) {
    throw badParameter(name, raw, 'years of four digits, joined by commas')
  }
  return items
}

function parseArea(raw: string): string {
  if (/^\d{2}(\.\d{1,4}){0,3}$/.test(raw)) return raw
  throw badParameter('area', raw, 'an area code such as 62.01 or 62.01.01.1013')
}

function parseText(raw: string): string | null {
  const text = raw.trim()
  if (text.length > MAX_TEXT_LENGTH || text.includes('\0')) {
    throw badParameter('q', raw, `at most ${MAX_TEXT_LENGTH} characters without NUL`)
  }
  return text === '' ? null : text
}

/**
 * The row conditions of a tile request's query. An empty parameter is as good as none. Throws
 * Problem (400) on a parameter that is unknown, repeated or malformed; those in `others` are skipped.
 */
export function parseTileFilter(query: URLSearchParams, others: readonly string[] = []): ParsedFilter {
  const filter: TileFilter = { in: {}, prefix: {} }
  let text: string | null = null
  const known = [...Object.keys(listParameters), 'area', 'q', ...others]
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name)
    if (!known.includes(name))
      throw badParameter(name, values[0], `one of the parameters ${known.join(', ')}`)
    if (values.length > 1) throw badParameter(name, `${values.length} values`, 'the parameter once')
    const raw = values[0]!
    if (raw === '' || others.includes(name)) continue
    if (name === 'q') text = parseText(raw)
    else if (name === 'area') filter.prefix.villageCode = parseArea(raw)
    else filter.in[listParameters[name]!] = parseList(name, raw)
  }
  return { filter, text }
}
