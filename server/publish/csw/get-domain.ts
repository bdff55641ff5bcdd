import type { CatalogueEntry } from '../records/catalogue-entry.ts'
import { queryableOf, readQueryable } from '../records/entry-queryables.ts'
import { element, type Xml } from '../xml-element.ts'
import { DOMAINS } from './csw-capabilities.ts'
import { NAMESPACES } from './dublin-core.ts'

const MOST_VALUES = 1000

/** The values that a parameter takes, or that a property has in the records now; a name that is neither has none. */
export function domains(
  kind: 'ParameterName' | 'PropertyName',
  names: readonly string[],
  entries: readonly CatalogueEntry[],
): Xml {
  return element(
    'csw:GetDomainResponse',
    NAMESPACES,
    names.map((name) => {
      const values = kind === 'ParameterName' ? valuesOfParameter(name) : valuesOfProperty(name, entries)
      return element(
        'csw:DomainValues',
        { type: 'csw:Record' },
        element(`csw:${kind}`, {}, name),
        values.length > 0
          ? element(
              'csw:ListOfValues',
              {},
              values.slice(0, MOST_VALUES).map((value) => element('csw:Value', {}, value)),
            )
          : null,
      )
    }),
  )
}

function valuesOfParameter(name: string): readonly string[] {
  const key = Object.keys(DOMAINS).find((known) => known.toLowerCase() === name.toLowerCase())
  return key === undefined ? [] : (DOMAINS[key] ?? [])
}

function valuesOfProperty(name: string, entries: readonly CatalogueEntry[]): string[] {
  const queryable = queryableOf(name)
  if (queryable === undefined || queryable === 'anytext') return []
  const values = entries.flatMap((entry): string[] => {
    const value = readQueryable(entry, queryable)
    if (typeof value === 'string') return [value]
    if (Array.isArray(value)) return [...(value as readonly string[])]
    if (typeof value === 'object' && value !== null && 'span' in value && value.span[0] !== null)
      return [new Date(value.span[0]).toISOString()]
    return []
  })
  return [...new Set(values)].sort()
}
