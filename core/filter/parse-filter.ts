import { filterFault } from './filter-fault.ts'
import { filterLimits, tooMuch } from './filter-limits.ts'
import type { Filter } from './filter-tree.ts'
import { parseCql2Json } from './parse-cql2-json.ts'
import { parseCql2Text } from './parse-cql2-text.ts'

export const filterLanguages = ['cql2-text', 'cql2-json'] as const
export type FilterLanguage = (typeof filterLanguages)[number]

/** Reads a filter in either language of CQL2, as a parameter of a URL brings it. Throws Problem (400). */
export function parseFilter(text: string, language: FilterLanguage, parameter = 'filter'): Filter {
  if (language === 'cql2-text') return parseCql2Text(text, parameter)
  const place = { parameter, at: '' }
  if (text.length > filterLimits.length) throw tooMuch(place, 'characters', filterLimits.length)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw filterFault(place, text, `JSON (${error.message.slice(0, 120)})`)
  }
  return parseCql2Json(json, parameter)
}
