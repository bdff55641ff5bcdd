import { badParameter } from '../../core/problem.ts'
import { always, bound, catalogued, joinSql, type SqlFragment, sql } from '../database/sql-fragment.ts'
import { holdsWords } from './holds-words.ts'

/** The filters that every route of proposals takes, by the names of the URL. */
export const FILTER_NAMES = ['year', 'stage', 'status', 'sector', 'source', 'quality', 'area', 'q'] as const
export type FilterName = (typeof FILTER_NAMES)[number]
export type FilterQuery = Partial<Record<FilterName, string>>

const MOST_VALUES = 60
const LONGEST_TEXT = 200

const LISTS: Record<'stage' | 'status' | 'sector' | 'source' | 'quality', string> = {
  stage: 'p.stage',
  status: 'p.status',
  sector: 'p.sector',
  source: 'p.source',
  quality: 'p.public_quality',
}

/**
 * Turns filters into one bound SQL condition over PROPOSALS_FROM (aliases p, v, d, f, s). An unknown value is no error: it
 * just matches nothing.
 */
export function proposalCondition(query: FilterQuery): SqlFragment {
  const conditions = [always]
  if (query.year) {
    const years = splitList('year', query.year).map(readYear)
    conditions.push(sql`p.year = ANY (${bound(years, 'int[]')})`)
  }
  for (const [name, column] of Object.entries(LISTS)) {
    const value = query[name as keyof typeof LISTS]
    if (!value) continue
    conditions.push(sql`${catalogued(column)} = ANY (${bound(splitList(name, value), 'text[]')})`)
  }
  if (query.area) {
    const area = bound(query.area, 'text')
    conditions.push(sql`(p.village_code = ${area} OR starts_with(p.village_code, ${area} || '.'))`)
  }
  if (query.q?.trim()) conditions.push(holdsWords(readText(query.q)))
  return joinSql(conditions, ' AND ')
}

function readText(text: string): string {
  if (text.length > LONGEST_TEXT) throw badParameter('q', text, `at most ${LONGEST_TEXT} characters`)
  return text
}

function splitList(name: string, value: string): string[] {
  const values = value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  if (values.length > MOST_VALUES) throw badParameter(name, value, `at most ${MOST_VALUES} values`)
  return values
}

function readYear(value: string): number {
  if (!/^\d{4}$/.test(value))
    throw badParameter('year', value, 'a year of four digits, or several with commas')
  return Number(value)
}
