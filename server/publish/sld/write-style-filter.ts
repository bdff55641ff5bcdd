import type { StyleFilter, StyleValue } from '../../../core/style/layer-style.ts'
import { element, type Xml } from '../xml-element.ts'

const comparisons = {
  '==': 'PropertyIsEqualTo',
  '!=': 'PropertyIsNotEqualTo',
  '<': 'PropertyIsLessThan',
  '<=': 'PropertyIsLessThanOrEqualTo',
  '>': 'PropertyIsGreaterThan',
  '>=': 'PropertyIsGreaterThanOrEqualTo',
} as const

/** A rule's filter in Filter Encoding: 1.0.0 and 1.1.0 say all of it alike. */
export function writeStyleFilter(filter: StyleFilter): Xml {
  switch (filter[0]) {
    case '&&':
    case '||': {
      const [operator, ...parts] = filter
      const [only] = parts
      if (parts.length === 1 && only) return writeStyleFilter(only)
      const written = parts.map(writeStyleFilter)
      return element(operator === '&&' ? 'ogc:And' : 'ogc:Or', {}, written)
    }
    case '!':
      return element('ogc:Not', {}, writeStyleFilter(filter[1]))
    case '<=x<=': {
      const [, name, low, high] = filter
      const [lower, upper] = [
        element('ogc:LowerBoundary', {}, literal(low)),
        element('ogc:UpperBoundary', {}, literal(high)),
      ]
      return element('ogc:PropertyIsBetween', {}, property(name), lower, upper)
    }
    default: {
      const [operator, name, value] = filter
      if (value !== null) return element(`ogc:${comparisons[operator]}`, {}, property(name), literal(value))
      const missing = element('ogc:PropertyIsNull', {}, property(name))
      return operator === '==' ? missing : element('ogc:Not', {}, missing)
    }
  }
}

function property(name: string): Xml {
  return element('ogc:PropertyName', {}, name)
}

function literal(value: Exclude<StyleValue, null>): Xml {
  return element('ogc:Literal', {}, String(value))
}
