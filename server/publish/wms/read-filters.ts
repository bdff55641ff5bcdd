import type { Filter } from '../../../core/filter/filter-tree.ts'
import { parseCql2Text } from '../../../core/filter/parse-cql2-text.ts'
import { invalid } from './wms-fault.ts'

const PARAMETER = 'cql_filter'

/**
 * CQL_FILTER, as GeoServer's clients send it: one filter a layer, with semicolons between; INCLUDE or nothing stands for all
 * features. For a single layer the whole text is its filter.
 */
export function readFilters(text: string | undefined, layers: number): (Filter | undefined)[] {
  if (text === undefined) return []
  const parts = layers === 1 ? [text] : splitFilters(text)
  if (parts.length !== layers)
    throw invalid(
      PARAMETER,
      `${parts.length} filters for ${layers} layers`,
      'one for each layer, with ; between',
    )
  return parts.map((part) => (part.trim() === '' ? undefined : parseCql2Text(part, PARAMETER)))
}

/** At semicolons that stand in no text, in no quoted name, and not after an SRID. */
function splitFilters(text: string): string[] {
  const pieces = text.match(/'(?:[^']|'')*'|"[^"]*"|SRID\s*=\s*\d{1,6}\s*;|;|[^;'"S]+|[\s\S]/gi) ?? []
  const parts = ['']
  for (const piece of pieces)
    if (piece === ';') parts.push('')
    else parts[parts.length - 1] += piece
  return parts
}
