import type { LayerStyle, StyleFilter, StyleRule, StyleValue } from './layer-style.ts'

/** A feature's value of a property; undefined and null are both missing. */
export type ReadValue = (property: string) => StyleValue | undefined

/**
 * A filter as a function of a feature. `['==', property, null]` holds where the value is missing; every other
 * comparison is false there. Values of different types are never equal.
 */
export function filterPredicate(filter: StyleFilter): (read: ReadValue) => boolean {
  switch (filter[0]) {
    case '&&': {
      const parts = partsOf(filter)
      return (read) => parts.every((part) => part(read))
    }
    case '||': {
      const parts = partsOf(filter)
      return (read) => parts.some((part) => part(read))
    }
    case '!': {
      const inner = filterPredicate(filter[1])
      return (read) => !inner(read)
    }
    default:
      return comparison(filter)
  }
}

function partsOf([, ...parts]: Extract<StyleFilter, ['&&' | '||', ...StyleFilter[]]>) {
  return parts.map(filterPredicate)
}

type Comparison = Exclude<StyleFilter, ['&&' | '||', ...StyleFilter[]] | ['!', StyleFilter]>

function comparison(filter: Comparison): (read: ReadValue) => boolean {
  const property = filter[1]
  const holds = holdsFor(filter)
  if (filter[0] === '==' && filter[2] === null) return (read) => (read(property) ?? null) === null
  return (read) => {
    const value = read(property) ?? null
    return value !== null && holds(value)
  }
}

function holdsFor(filter: Comparison): (value: string | number | boolean) => boolean {
  switch (filter[0]) {
    case '==':
      return (value) => value === filter[2]
    case '!=':
      return (value) => value !== filter[2]
    case '<':
      return (value) => typeof value === 'number' && value < filter[2]
    case '<=':
      return (value) => typeof value === 'number' && value <= filter[2]
    case '>':
      return (value) => typeof value === 'number' && value > filter[2]
    case '>=':
      return (value) => typeof value === 'number' && value >= filter[2]
    case '<=x<=':
      return (value) => typeof value === 'number' && value >= filter[2] && value <= filter[3]
  }
}

/** Names of the properties that a filter reads. */
export function propertiesOfFilter(filter: StyleFilter): string[] {
  if (filter[0] === '&&' || filter[0] === '||') {
    const [, ...parts] = filter
    return parts.flatMap(propertiesOfFilter)
  }
  if (filter[0] === '!') return propertiesOfFilter(filter[1])
  return [filter[1] as string]
}

const PLACEHOLDER = /\{\{([^{}]+)\}\}/g

/** The label of a feature: each `{{property}}` is replaced by its value, a missing one by nothing. */
export function fillLabel(label: string, read: ReadValue): string {
  return label.replace(PLACEHOLDER, (_, property: string) => String(read(property.trim()) ?? '')).trim()
}

/** Names of the properties that rules read in filters and labels, each once. */
export function propertiesOfRules(rules: readonly StyleRule[]): string[] {
  const names = new Set<string>()
  for (const { filter, symbolizers } of rules) {
    if (filter) for (const name of propertiesOfFilter(filter)) names.add(name)
    for (const symbolizer of symbolizers) {
      if (symbolizer.kind !== 'Text') continue
      for (const [, name = ''] of symbolizer.label.matchAll(PLACEHOLDER)) names.add(name.trim())
    }
  }
  return [...names]
}

/** As propertiesOfRules, of a whole style. */
export function propertiesOfStyle({ rules }: LayerStyle): string[] {
  return propertiesOfRules(rules)
}
