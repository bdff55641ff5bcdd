import type { StyleFilter } from '../../core/style/layer-style.ts'
import type { Expression } from './style-expression.ts'

/** What a missing number reads as in OpenLayers' WebGL, and a limit that no real value of ours comes near. */
const BEYOND_MISSING = -9_000_000

export type ValueTypes = ReadonlyMap<string, string>

/** A rule's filter in OpenLayers' style language, with the same answers as `filterPredicate`. */
export function flatFilter(filter: StyleFilter, types: ValueTypes): Expression {
  switch (filter[0]) {
    case '&&':
    case '||': {
      const [operator, ...parts] = filter
      const [only, ...more] = parts.map((part) => flatFilter(part, types))
      return more.length === 0 && only ? only : [operator === '&&' ? 'all' : 'any', only ?? true, ...more]
    }
    case '!':
      return ['!', flatFilter(filter[1], types)]
    case '<=x<=': {
      const [, name, low, high] = filter
      return ['all', isThere(name, types), ['>=', ['get', name], low], ['<=', ['get', name], high]]
    }
    case '==':
    case '!=':
      return equality(filter, types)
    default: {
      const [operator, name, value] = filter
      const compared: Expression = [operator, ['get', name], value]
      return operator === '<' || operator === '<=' ? ['all', isThere(name, types), compared] : compared
    }
  }
}

function equality(
  [operator, name, value]: Extract<StyleFilter, ['==' | '!=', ...unknown[]]>,
  types: ValueTypes,
) {
  const there = isThere(name, types)
  if (value === null) return operator === '==' ? ['!', there] : there
  const same: Expression = ['==', ['get', name], value]
  return operator === '==' ? same : ['all', there, ['!', same]]
}

/** `has` alone does not make OpenLayers read a property; a comparison that says nothing does. */
function isThere(name: string, types: ValueTypes): Expression {
  const type = types.get(name)
  if (type === 'number' || type === 'integer') return ['>', ['get', name], BEYOND_MISSING]
  const read: Expression = type === 'boolean' ? ['get', name] : ['==', ['get', name], '']
  return ['all', ['any', read, ['!', read]], ['has', name]]
}
