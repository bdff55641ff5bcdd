import type { StyleFilter } from './layer-style.ts'

export type Properties = Readonly<Record<string, unknown>>

/**
 * Whether a feature with these attributes is drawn by a rule with this filter. Where a value is missing only `== null` holds;
 * values of different types are never equal, and text is not smaller than a number.
 */
export function ruleHolds(filter: StyleFilter | undefined, properties: Properties): boolean {
  if (!filter) return true
  switch (filter[0]) {
    case '&&':
      return (filter.slice(1) as StyleFilter[]).every((part) => ruleHolds(part, properties))
    case '||':
      return (filter.slice(1) as StyleFilter[]).some((part) => ruleHolds(part, properties))
    case '!':
      return !ruleHolds(filter[1], properties)
    default:
      return compares(filter, properties[filter[1]] ?? null)
  }
}

type Comparison = Exclude<StyleFilter, ['&&' | '||', ...StyleFilter[]] | ['!', StyleFilter]>

function compares(filter: Comparison, value: unknown): boolean {
  const operator = filter[0]
  if (operator === '==') return value === filter[2]
  if (value === null) return false
  if (operator === '!=') return value !== filter[2]
  if (operator === '*=') return typeof value === 'string' && matches(value, filter[2])
  if (typeof value !== 'number') return false
  switch (operator) {
    case '<':
      return value < filter[2]
    case '<=':
      return value <= filter[2]
    case '>':
      return value > filter[2]
    case '>=':
      return value >= filter[2]
    case '<=x<=':
      return value >= filter[2] && value <= filter[3]
  }
}

/** `*` stands for any text, as in PropertyIsLike; case counts. Without backtracking, however many stars there are. */
function matches(value: string, pattern: string): boolean {
  const parts = pattern.split('*')
  const [first = '', ...rest] = parts
  const last = rest.pop()
  if (last === undefined) return value === pattern
  if (!value.startsWith(first) || !value.endsWith(last)) return false
  let from = first.length
  for (const part of rest) {
    const found = value.indexOf(part, from)
    if (found < 0) return false
    from = found + part.length
  }
  return from <= value.length - last.length
}
