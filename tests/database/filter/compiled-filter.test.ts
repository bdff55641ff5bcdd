import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Arithmetic,
  arrayOperators,
  comparisons,
  type Filter,
  type IntervalEnd,
  temporalOperators,
  type Value,
} from '../../../core/filter/filter-tree.ts'
import { parseCql2Text } from '../../../core/filter/parse-cql2-text.ts'
import { crsOfUri } from '../../../core/geo/crs-uris.ts'
import { Problem } from '../../../core/problem.ts'
import { select, sql } from '../../../server/database/sql-fragment.ts'
import { rowsOf } from '../../../server/layers/rows-of.ts'
import { compileFilter } from '../../../server/publish/filter/compile-filter.ts'
import { evaluateFilter } from '../../support/evaluate-filter.ts'
import { openStore, type TestStore } from '../../support/open-store.ts'
import { createSample, rows, sampleLayer } from './sample-layer.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore('empty')
  await store.database.write.raw(createSample, [JSON.stringify(rows)])
})
afterAll(() => store.close())

async function keysOf(tree: Filter, options = {}): Promise<number[]> {
  const matching = rowsOf(sampleLayer, compileFilter(tree, sampleLayer, options))
  const found = await select<{ key: number }>(store.database.write, sql`SELECT s.key ${matching} ORDER BY 1`)
  return found.map(({ key }) => key)
}

const expected = (tree: Filter) =>
  rows.filter((row) => evaluateFilter(tree, row) === true).map(({ key }) => key)

const property = (...names: string[]): fc.Arbitrary<Value> =>
  fc.constantFrom(...names.map((name) => ({ kind: 'property' as const, name })))
const plainTexts = fc
  .constantFrom('Jati', 'jati', 'JATÍ', 'É', 'a_b', "d'Or", '', '日本', "' OR 1=1 --", '?', '$1', '\\')
  .map((value) => ({ kind: 'text' as const, value }))
const patterns = fc
  .constantFrom(
    'Jati%',
    '%ti',
    '_ati',
    'a\\_b',
    'a\\%b',
    'a%b',
    '%',
    '',
    '\\',
    "%'%",
    'JAT_',
    '__',
    '\\\\',
    'É',
    '%é',
  )
  .map((value) => ({ kind: 'text' as const, value }))
const numbers = fc
  .constantFrom(0, 1, -1, 0.5, 2, 7, 2147483647, 2147483648, 1e300, -2.25, 5e-324)
  .map((value) => ({ kind: 'number' as const, value }))
const few = fc.constantFrom(-3, -1, 1, 2, 4).map((value) => ({ kind: 'number' as const, value }))
const folded = (value: Value): Value[] => [
  value,
  { kind: 'casei', of: value },
  { kind: 'accenti', of: value },
  { kind: 'casei', of: { kind: 'accenti', of: value } },
]
const text = fc
  .oneof(property('name', 'other'), plainTexts)
  .chain((value) => fc.constantFrom(...folded(value)))
/** Sums and differences of whole numbers: what floating point tells exactly, too. */
const sum = fc.record({
  kind: fc.constant('arithmetic' as const),
  operator: fc.constantFrom<Arithmetic>('+', '-', '*', 'div', '%'),
  left: fc.oneof(property('count', 'year'), few),
  right: fc.oneof(property('year'), few),
})
const number: fc.Arbitrary<Value> = fc.oneof(property('count', 'rate', 'year'), numbers, sum)
const boolean: fc.Arbitrary<Value> = fc.oneof(
  property('ready'),
  fc.boolean().map((value) => ({ kind: 'boolean' as const, value })),
)
const boxes = fc
  .tuple(
    fc.constantFrom(109, 110, 111),
    fc.constantFrom(-4, -3, -2.5),
    fc.constantFrom(111.5, 112, 113),
    fc.constantFrom(-2, -1, 0),
  )
  .map((box) => ({ kind: 'bbox' as const, box }))
const instants = fc.constantFrom(
  ...['2023-12-31', '2024-01-01', '2024-06-15', '2024-12-31', '2025-01-01', '0001-01-01'].flatMap((day) => [
    { kind: 'date' as const, value: day },
    { kind: 'timestamp' as const, value: `${day}T12:00:00.250Z` },
  ]),
)
const ends: fc.Arbitrary<IntervalEnd> = fc.oneof(
  instants,
  fc.constant({ kind: 'open' as const }),
  fc.constant({ kind: 'property' as const, name: 'year' }),
)
const time: fc.Arbitrary<Value> = fc.oneof(
  property('year'),
  instants,
  fc.record({ kind: fc.constant('interval' as const), start: ends, end: ends }),
)
const lists = (item: fc.Arbitrary<Value>) =>
  fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => ({ kind: 'list' as const, items }))

const compared = (value: fc.Arbitrary<Value>) =>
  fc.record({
    kind: fc.constant('compare' as const),
    operator: fc.constantFrom(...comparisons),
    left: value,
    right: value,
  })
const leaves: fc.Arbitrary<Filter> = fc.oneof(
  compared(text),
  compared(number),
  fc.record({
    kind: fc.constant('compare' as const),
    operator: fc.constantFrom('=' as const, '<>' as const),
    left: boolean,
    right: boolean,
  }),
  fc.record({
    kind: fc.constant('like' as const),
    value: text,
    pattern: patterns.chain((value) => fc.constantFrom(...folded(value))),
  }),
  fc.record({ kind: fc.constant('between' as const), value: number, least: number, most: number }),
  fc.record({
    kind: fc.constant('in' as const),
    value: text,
    list: fc.array(text, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('in' as const),
    value: number,
    list: fc.array(number, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('isNull' as const), value: fc.oneof(text, number, boolean) }),
  fc.record({
    kind: fc.constant('spatial' as const),
    operator: fc.constantFrom(
      's_intersects' as const,
      's_disjoint' as const,
      's_within' as const,
      's_touches' as const,
    ),
    left: property('geometry'),
    right: boxes,
  }),
  fc.record({
    kind: fc.constant('temporal' as const),
    operator: fc.constantFrom(...temporalOperators),
    left: time,
    right: time,
  }),
  ...[text, fc.oneof(property('count', 'year'), few), boolean].map((item) =>
    fc.record({
      kind: fc.constant('arrays' as const),
      operator: fc.constantFrom(...arrayOperators),
      left: lists(item),
      right: lists(item),
    }),
  ),
)
const filters: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaves,
    fc.record({ kind: fc.constant('not' as const), operand: tie('filter') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      operands: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).filter

describe('a filter as SQL', () => {
  it('finds the rows that the standard means, whatever it is made of', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (tree) => {
        expect((await keysOf(tree)).join(), JSON.stringify(tree)).toBe(expected(tree).join())
      }),
      { seed: 20260710, numRuns: 1500 },
    )
  })

  it('computes with division, powers and rows at the edge of numbers without an error', async () => {
    for (const [cql, count] of [
      ['count / 0 = 1', 0],
      ['count / 0 IS NULL', 480],
      ['1 / 4 = 0.25', 480],
      ['7 div 2 = 3', 480],
      ['-7 % 4 = -3', 480],
      ['2 ^ 8 = 256', 480],
      ['rate ^ 8 > 1e90', rows.filter(({ rate }) => rate === 1e12).length],
      ['1e308 * 1e308 * 1e308 > rate', rows.filter(({ rate }) => rate !== null).length],
      ['1e-308 * 1e-308 > 0', 480],
    ] as const)
      expect(await keysOf(parseCql2Text(cql)), cql).toHaveLength(count)
  })

  it('never mistakes a text of the client for SQL', async () => {
    for (const nasty of [
      "' OR 1=1 --",
      '"; DROP TABLE filter_sample; --',
      '?',
      '??',
      '$1',
      ':name',
      '\\',
      '%00',
      '{}',
      '\uD800',
    ]) {
      const literal: Value = { kind: 'text', value: nasty }
      const name: Value = { kind: 'property', name: 'name' }
      expect(await keysOf({ kind: 'compare', operator: '=', left: name, right: literal })).toEqual(
        rows.filter((row) => row.name === nasty).map(({ key }) => key),
      )
      expect(() =>
        compileFilter({ kind: 'isNull', value: { kind: 'property', name: nasty } }, sampleLayer),
      ).toThrow(Problem)
    }
  })
})

describe('relations of shapes', () => {
  const square = 'POLYGON((0 0, 2 0, 2 2, 0 2, 0 0))'
  it.each([
    ['S_INTERSECTS', square, 'POINT(2 1)', true],
    ['S_WITHIN', 'POINT(1 1)', square, true],
    ['S_WITHIN', 'POINT(2 1)', square, false],
    ['S_CONTAINS', square, 'LINESTRING(0.5 0.5, 1 1)', true],
    ['S_TOUCHES', square, 'POLYGON((2 0, 3 0, 3 2, 2 2, 2 0))', true],
    ['S_TOUCHES', square, 'POLYGON((1 0, 3 0, 3 2, 1 2, 1 0))', false],
    ['S_OVERLAPS', square, 'POLYGON((1 0, 3 0, 3 2, 1 2, 1 0))', true],
    ['S_CROSSES', 'LINESTRING(-1 1, 3 1)', square, true],
    ['S_EQUALS', square, 'POLYGON((2 2, 2 0, 0 0, 0 2, 2 2))', true],
    ['S_EQUALS', 'BBOX(0, 0, 2, 2)', square, true],
    ['S_DISJOINT', square, 'MULTIPOINT(3 3, 4 4)', true],
    ['S_INTERSECTS', square, 'GEOMETRYCOLLECTION(POINT(9 9), LINESTRING(1 1, 5 5))', true],
    ['S_INTERSECTS', 'POINT(180 0)', 'BBOX(179, -1, -179, 1)', true],
    ['S_INTERSECTS', 'POINT(0 0)', 'BBOX(179, -1, -179, 1)', false],
    ['S_INTERSECTS', 'POINT(1 1)', 'BBOX(1, 1, 1, 1)', true],
  ])('%s(%s, %s) is %s', async (operator, left, right, truth) => {
    const found = await keysOf(parseCql2Text(`${operator}(${left}, ${right})`))
    expect(found).toHaveLength(truth ? rows.length : 0)
  })

  it('hold in the CRS that the filter is in, with the order of its axes', async () => {
    const around = await keysOf(parseCql2Text('S_INTERSECTS(geometry, BBOX(110.9, -2.1, 111.1, -1.9))'))
    expect(around.length).toBeGreaterThan(0)
    for (const [uri, text] of [
      ['http://www.opengis.net/def/crs/EPSG/0/4326', 'BBOX(-2.1, 110.9, -1.9, 111.1)'],
      ['http://www.opengis.net/def/crs/EPSG/0/3857', 'BBOX(12345331, -233968, 12367596, -211682)'],
      [
        '[EPSG:32749]',
        'POLYGON((488800 9767800, 511200 9767800, 511200 9789900, 488800 9789900, 488800 9767800))',
      ],
    ] as const)
      expect(
        await keysOf(parseCql2Text(`S_INTERSECTS(geometry, ${text})`), { crs: crsOfUri(uri) }),
        uri,
      ).toEqual(around)
    expect(
      await keysOf(parseCql2Text(`BBOX(the_geom, 12345331, -233968, 12367596, -211682, 'EPSG:3857')`)),
    ).toEqual(around)
  })
})

describe('what does not fit', () => {
  it.each([
    ['status = 1', 'status', 'a queryable of sample: name, other'],
    ['name = 1', 'number 1', 'a text, as on the other side'],
    [`count = '1'`, "text '1'", 'a number'],
    [`count LIKE '1%'`, 'property "count"', 'a text'],
    ['name LIKE other', 'property "other"', 'a pattern'],
    [`name LIKE '${'%a'.repeat(20)}'`, 'more wildcards', 'at most 12 wildcards'],
    ['ready > FALSE', 'property "ready"', 'a text or a number'],
    ['name + 1 = 2', 'property "name"', 'a number'],
    ['count ^ rate = 2', 'property "rate"', 'a whole exponent'],
    ['(count ^ 8) ^ 8 = 2', 'arithmetic', 'a base without a power'],
    ['count ^ 0.5 = 2', 'number 0.5', 'a whole exponent'],
    ['S_INTERSECTS(name, POINT(1 2))', 'property "name"', 'the property "geometry"'],
    [`S_INTERSECTS('POINT(1 2)', geometry)`, 'text', 'a geometry'],
    ['S_INTERSECTS(geometry, POINT(1 200))', 'position 1 200', 'positions of EPSG:4326'],
    [
      'S_WITHIN(geometry, POLYGON((0 0, 2 2, 2 0, 0 2, 0 0)))',
      'edges that cross at 1, 1',
      'a simple geometry, whose edges do not cross',
    ],
    [
      'S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 2 2, 0 0)))',
      'edges that run on each other at 0, 0',
      'a simple geometry',
    ],
    [
      `S_INTERSECTS(geometry, MULTIPOINT(${Array.from({ length: 401 }, (_, i) => `${i / 10} 1`)}))`,
      'more points in multipoints',
      'at most 400 points in multipoints',
    ],
    ['S_INTERSECTS(geometry, BBOX(0, 1, 1, 0))', 'box 0, 1, 1, 0', 'minima before maxima'],
    [`T_AFTER(count, DATE('2024-01-01'))`, 'property "count"', 'a property of time ("year")'],
    [`T_AFTER(year, '2024-01-01')`, 'text', 'a date'],
    [`A_CONTAINS((name, count), ('a'))`, 'property "count"', 'a text, as the others'],
    [`geometry = 'x'`, 'geometry', 'a queryable'],
    [`name IN ('a', 1)`, 'number 1', 'a text'],
    [`DATE('2024-01-01') = name`, 'date 2024-01-01', 'a property, a text'],
  ])('%s is refused in words', (cql, received, expectation) => {
    let fault: unknown
    try {
      compileFilter(parseCql2Text(cql), sampleLayer, { parameter: 'filter' })
    } catch (error) {
      fault = error
    }
    expect(fault).toBeInstanceOf(Problem)
    const { body } = fault as Problem
    expect(body).toMatchObject({ status: 400, parameter: 'filter' })
    expect(body.received).toContain(received)
    expect(body.expected).toContain(expectation)
  })
})
