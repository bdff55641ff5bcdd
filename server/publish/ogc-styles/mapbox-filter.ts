import type { StyleFilter } from '../../../core/style/layer-style.ts'

/** An expression of the Mapbox/MapLibre style specification. */
export type MapboxExpression = readonly [string, ...unknown[]]

/**
 * A neutral style's filter as an expression that holds for the same features. Vector tiles carry no missing values, so what
 * is missing is not there; comparisons with it are false, and so are those of other types.
 */
export function mapboxFilter(filter: StyleFilter): MapboxExpression {
  switch (filter[0]) {
    case '&&':
    case '||': {
      const [operator, ...parts] = filter
      return [operator === '&&' ? 'all' : 'any', ...parts.map(mapboxFilter)]
    }
    case '!':
      return ['!', mapboxFilter(filter[1])]
    case '==': {
      const [, property, value] = filter
      return value === null ? ['!', ['has', property]] : ['==', ['get', property], value]
    }
    case '!=': {
      const [, property, value] = filter
      return value === null ? ['has', property] : ['all', ['has', property], ['!=', ['get', property], value]]
    }
    case '<=x<=': {
      const [, property, low, high] = filter
      return ofNumber(property, ['>=', ['get', property], low], ['<=', ['get', property], high])
    }
    default: {
      const [operator, property, value] = filter as ['<' | '<=' | '>' | '>=', string, number]
      return ofNumber(property, [operator, ['get', property], value])
    }
  }
}

const ofNumber = (property: string, ...comparisons: MapboxExpression[]): MapboxExpression => [
  'all',
  ['==', ['typeof', ['get', property]], 'number'],
  ...comparisons,
]
