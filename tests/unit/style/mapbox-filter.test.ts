import fc from 'fast-check'
import { expect, it } from 'vitest'
import { filterPredicate } from '../../../core/style/filter-predicate.ts'
import type { StyleFilter, StyleValue } from '../../../core/style/layer-style.ts'
import { mapboxFilter } from '../../../server/publish/ogc-styles/mapbox-filter.ts'

/** As the specification of Mapbox styles has expressions, for those that filters use. */
function evaluate(expression: unknown, properties: Record<string, unknown>): unknown {
  if (!Array.isArray(expression)) return expression
  const [operator, ...args] = expression as [string, ...unknown[]]
  const value = (index: number) => evaluate(args[index], properties)
  switch (operator) {
    case 'all':
      return args.every((part) => evaluate(part, properties))
    case 'any':
      return args.some((part) => evaluate(part, properties))
    case '!':
      return !value(0)
    case 'has':
      return Object.hasOwn(properties, args[0] as string)
    case 'get':
      return properties[args[0] as string] ?? null
    case 'typeof':
      return typeof value(0)
    case '==':
      return value(0) === value(1)
    case '!=':
      return value(0) !== value(1)
  }
  const [left, right] = [value(0), value(1)]
  if (typeof left !== 'number' || typeof right !== 'number') throw new Error('compared what is no number')
  return { '<': left < right, '<=': left <= right, '>': left > right, '>=': left >= right }[operator]
}

const name = fc.constantFrom('a', 'b')
const values = fc.oneof(fc.constantFrom('x', 'y', true, false), fc.integer({ min: -2, max: 2 }))
const leaf: fc.Arbitrary<StyleFilter> = fc.oneof(
  fc.tuple(fc.constantFrom('==' as const, '!=' as const), name, fc.option(values)),
  fc.tuple(
    fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
    name,
    fc.integer({ min: -2, max: 2 }),
  ),
  fc.tuple(
    fc.constant('<=x<=' as const),
    name,
    fc.integer({ min: -2, max: 0 }),
    fc.integer({ min: 0, max: 2 }),
  ),
)
const filters = fc.letrec<{ filter: StyleFilter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.tuple(
      fc.constantFrom('&&' as const, '||' as const),
      tie('filter'),
      tie('filter'),
    ) as fc.Arbitrary<StyleFilter>,
    fc.tuple(fc.constant('!' as const), tie('filter')) as fc.Arbitrary<StyleFilter>,
  ),
})).filter

it('a filter as a Mapbox expression holds for the same features', () => {
  fc.assert(
    fc.property(filters, fc.dictionary(name, values, { noNullPrototype: true }), (filter, properties) => {
      const read = (property: string) => properties[property] as StyleValue | undefined
      expect(Boolean(evaluate(mapboxFilter(filter), properties))).toBe(filterPredicate(filter)(read))
    }),
    { numRuns: 2000 },
  )
})
