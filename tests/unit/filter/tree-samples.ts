import fc from 'fast-check'
import {
  arithmetics,
  arrayOperators,
  comparisons,
  type Filter,
  type FilterGeometry,
  type IntervalEnd,
  spatialOperators,
  temporalOperators,
  type Value,
} from '../../../core/filter/filter-tree.ts'

const names = fc.oneof(
  fc.constantFrom('status', 'year', 'c_access', 'nama "desa"', 'and'),
  fc.string({ minLength: 1 }),
)
const texts = fc.string({ unit: 'grapheme' }).filter((text) => !/\0|\\('|$)/.test(text))
const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number || 0)
const day = fc
  .date({ min: new Date('0100-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())
const instants = day.chain((text) =>
  fc.constantFrom(
    { kind: 'date' as const, value: text.slice(0, 10) },
    { kind: 'timestamp' as const, value: text },
  ),
)
const property = names.map((name) => ({ kind: 'property' as const, name }))
const ends: fc.Arbitrary<IntervalEnd> = fc.oneof(instants, property, fc.constant({ kind: 'open' as const }))
const position = fc.tuple(numbers, numbers)
const line = fc.array(position, { minLength: 2, maxLength: 5 })
const ring = fc
  .array(position, { minLength: 3, maxLength: 6 })
  .map((open) => [...open, open[0] as [number, number]])
const single: fc.Arbitrary<FilterGeometry> = fc.oneof(
  position.map((coordinates) => ({ type: 'Point' as const, coordinates })),
  line.map((coordinates) => ({ type: 'LineString' as const, coordinates })),
  line.map((coordinates) => ({ type: 'MultiPoint' as const, coordinates })),
  fc
    .array(line, { minLength: 1, maxLength: 3 })
    .map((coordinates) => ({ type: 'MultiLineString' as const, coordinates })),
  fc
    .array(ring, { minLength: 1, maxLength: 2 })
    .map((coordinates) => ({ type: 'Polygon' as const, coordinates })),
  fc
    .array(fc.array(ring, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 })
    .map((coordinates) => ({ type: 'MultiPolygon' as const, coordinates })),
)
const shapes = fc.oneof(
  single,
  fc
    .array(single, { minLength: 1, maxLength: 3 })
    .map((geometries) => ({ type: 'GeometryCollection' as const, geometries })),
)

/** Trees of every kind of node; whether they make sense for a layer does not matter here. */
export const trees: fc.Arbitrary<Filter> = fc.letrec<{ value: Value; filter: Filter }>((tie) => {
  const value = tie('value')
  const pair = { left: value, right: value }
  const literal: fc.Arbitrary<Value> = fc.oneof(
    property,
    texts.map((text) => ({ kind: 'text' as const, value: text })),
    numbers.map((number) => ({ kind: 'number' as const, value: number })),
    instants,
    fc.record({ kind: fc.constant('interval' as const), start: ends, end: ends }),
    shapes.map((geometry) => ({ kind: 'geometry' as const, geometry })),
    fc.tuple(numbers, numbers, numbers, numbers).map((box) => ({ kind: 'bbox' as const, box })),
  )
  const few = fc.array(value, { minLength: 2, maxLength: 4 })
  const many = fc.array(tie('filter'), { minLength: 2, maxLength: 3 })
  return {
    value: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'value' },
      literal,
      fc.record({
        kind: fc.constant('arithmetic' as const),
        operator: fc.constantFrom(...arithmetics),
        ...pair,
      }),
      fc.record({ kind: fc.constantFrom('casei' as const, 'accenti' as const), of: value }),
      few.map((items) => ({ kind: 'list' as const, items })),
    ),
    filter: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'filter' },
      fc.record({
        kind: fc.constant('compare' as const),
        operator: fc.constantFrom(...comparisons),
        ...pair,
      }),
      fc.constantFrom<Filter>({ kind: 'always' }, { kind: 'never' }),
      fc.record({ kind: fc.constant('like' as const), value, pattern: value }),
      fc.record({ kind: fc.constant('between' as const), value, least: value, most: value }),
      fc.record({ kind: fc.constant('in' as const), value, list: few }),
      fc.record({ kind: fc.constant('isNull' as const), value }),
      fc.record({
        kind: fc.constant('spatial' as const),
        operator: fc.constantFrom(...spatialOperators),
        ...pair,
      }),
      fc.record({
        kind: fc.constant('temporal' as const),
        operator: fc.constantFrom(...temporalOperators),
        ...pair,
      }),
      fc.record({
        kind: fc.constant('arrays' as const),
        operator: fc.constantFrom(...arrayOperators),
        ...pair,
      }),
      fc.record({ kind: fc.constant('not' as const), operand: tie('filter') }),
      fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), operands: many }),
    ),
  }
}).filter
