import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFilterSize } from '../../../core/filter/filter-limits.ts'
import type { Filter } from '../../../core/filter/filter-tree.ts'
import { parseCql2Json } from '../../../core/filter/parse-cql2-json.ts'
import { parseCql2Text } from '../../../core/filter/parse-cql2-text.ts'
import { parseFilter } from '../../../core/filter/parse-filter.ts'
import { writeCql2Json } from '../../../core/filter/write-cql2-json.ts'
import { writeCql2Text } from '../../../core/filter/write-cql2-text.ts'
import { Problem } from '../../../core/problem.ts'
import { NASTY } from '../../fixtures/attacks/hostile-values.ts'
import { trees } from './tree-samples.ts'

/** The JSON that a text means, as the standard writes such pairs. */
const jsonOf = (text: string) => writeCql2Json(parseCql2Text(text))

function faultOf(work: () => unknown) {
  try {
    work()
  } catch (error) {
    if (error instanceof Problem) return error.body
    throw error
  }
  throw new Error('nothing was refused')
}

function isSmallEnough(tree: Filter): boolean {
  try {
    checkFilterSize(tree)
    return true
  } catch {
    return false
  }
}

describe('CQL2 text', () => {
  it.each([
    [`status = 'accepted'`, { op: '=', args: [{ property: 'status' }, 'accepted'] }],
    [`"nama desa"<>'Jati''s'`, { op: '<>', args: [{ property: 'nama desa' }, "Jati's"] }],
    [`name='Jati\\'s'`, { op: '=', args: [{ property: 'name' }, "Jati's"] }],
    [`a.b >= -1.5e3`, { op: '>=', args: [{ property: 'a.b' }, -1500] }],
    [`beyond = TRUE`, { op: '=', args: [{ property: 'beyond' }, true] }],
    [`title LIKE 'Jalan%'`, { op: 'like', args: [{ property: 'title' }, 'Jalan%'] }],
    [
      `title not like 'Jalan%'`,
      { op: 'not', args: [{ op: 'like', args: [{ property: 'title' }, 'Jalan%'] }] },
    ],
    [
      `CASEI(title) LIKE casei('%jalan%')`,
      {
        op: 'like',
        args: [
          { op: 'casei', args: [{ property: 'title' }] },
          { op: 'casei', args: ['%jalan%'] },
        ],
      },
    ],
    [`year BETWEEN 2024 AND 2026`, { op: 'between', args: [{ property: 'year' }, 2024, 2026] }],
    [`status IN ('a', 'b')`, { op: 'in', args: [{ property: 'status' }, ['a', 'b']] }],
    [`agency IS NULL`, { op: 'isNull', args: [{ property: 'agency' }] }],
    [`agency IS NOT NULL`, { op: 'not', args: [{ op: 'isNull', args: [{ property: 'agency' }] }] }],
    [
      `a = 1 OR b = 2 AND NOT c = 3`,
      {
        op: 'or',
        args: [
          { op: '=', args: [{ property: 'a' }, 1] },
          {
            op: 'and',
            args: [
              { op: '=', args: [{ property: 'b' }, 2] },
              { op: 'not', args: [{ op: '=', args: [{ property: 'c' }, 3] }] },
            ],
          },
        ],
      },
    ],
    [
      `(a + 2) * 3 > b - 4 div 2`,
      {
        op: '>',
        args: [
          { op: '*', args: [{ op: '+', args: [{ property: 'a' }, 2] }, 3] },
          { op: '-', args: [{ property: 'b' }, { op: 'div', args: [4, 2] }] },
        ],
      },
    ],
    [
      `S_INTERSECTS(geometry, POLYGON((0 0, 1 0, 1 1, 0 0)))`,
      {
        op: 's_intersects',
        args: [
          { property: 'geometry' },
          {
            type: 'Polygon',
            coordinates: [
              [
                [0, 0],
                [1, 0],
                [1, 1],
                [0, 0],
              ],
            ],
          },
        ],
      },
    ],
    [
      `S_WITHIN(geometry, BBOX(110, -3, 0, 112, -1, 99))`,
      { op: 's_within', args: [{ property: 'geometry' }, { bbox: [110, -3, 112, -1] }] },
    ],
    [
      `S_DISJOINT(geometry, MULTIPOINT((1 2), (3 4)))`,
      {
        op: 's_disjoint',
        args: [
          { property: 'geometry' },
          {
            type: 'MultiPoint',
            coordinates: [
              [1, 2],
              [3, 4],
            ],
          },
        ],
      },
    ],
    [
      `T_DURING(year, INTERVAL('2024-01-01', '..'))`,
      { op: 't_during', args: [{ property: 'year' }, { interval: ['2024-01-01', '..'] }] },
    ],
    [
      `T_AFTER(seen, TIMESTAMP('2024-02-29T10:00:00.5Z'))`,
      { op: 't_after', args: [{ property: 'seen' }, { timestamp: '2024-02-29T10:00:00.5Z' }] },
    ],
    [`A_CONTAINS(tags, ('a', 'b'))`, { op: 'a_contains', args: [{ property: 'tags' }, ['a', 'b']] }],
  ])('%s is what the standard says in JSON', (text, json) => {
    expect(jsonOf(text)).toEqual(json)
    expect(parseCql2Json(json)).toEqual(parseCql2Text(text))
  })

  it('takes the older forms that can mean but one thing', () => {
    const box = (crs: string) => ({
      kind: 'spatial',
      operator: 's_intersects',
      left: { kind: 'property', name: 'the_geom' },
      right: { kind: 'bbox', box: [110, -3, 112, -1], crs },
    })
    expect(parseCql2Text('BBOX(the_geom, 110, -3, 112, -1)')).toEqual(box('EPSG:4326'))
    expect(parseCql2Text(`bbox(the_geom,110,-3,112,-1,'EPSG:3857')`)).toEqual(box('EPSG:3857'))
    expect(jsonOf('INTERSECTS(geom, POINT(1 2)) AND DISJOINT(geom, POINT Z (1 2 3))')).toMatchObject({
      op: 'and',
      args: [{ op: 's_intersects' }, { op: 's_disjoint' }],
    })
    expect(jsonOf(`name ILIKE '%jati%'`)).toEqual(jsonOf(`CASEI(name) LIKE CASEI('%jati%')`))
    expect(jsonOf('a != 1')).toEqual(jsonOf('a <> 1'))
    expect([jsonOf('INCLUDE'), jsonOf('EXCLUDE')]).toEqual([true, false])
    expect(parseCql2Text('WITHIN(geom, SRID=32749;POINT(500000 9700000))')).toMatchObject({
      right: { geometry: { coordinates: [500000, 9700000] }, crs: 'EPSG:32749' },
    })
  })

  it.each([
    [`status = `, 10, '(the end)', 'a property, a literal or "("'],
    [`status == 'a'`, 9, '=', 'a property, a literal or "("'],
    [`status = 'a`, 10, "'a", 'a closing quote'],
    [`(a = 1`, 7, '(the end)', '")" to the "(" at character 1'],
    [`a = 1 b`, 7, 'b', 'an operator, AND, OR or the end'],
    [`a`, 1, 'a', "a condition, such as status = 'accepted'"],
    [`a AND b = 1`, 1, 'a', "a condition, such as status = 'accepted'"],
    [`pg_sleep(5) = 1`, 1, 'pg_sleep', 'one of the functions'],
    [`year IN ()`, 10, ')', 'a property, a literal or "("'],
    [`a BETWEEN 1 OR 2`, 13, 'OR', 'AND and the upper bound'],
    [`a IS 5`, 6, '5', 'NULL or NOT NULL'],
    [`a NOT = 5`, 7, '=', 'LIKE, BETWEEN or IN'],
    [`T_AFTER(a, DATE('2023-02-29'))`, 17, "'2023-02-29'", 'a day'],
    [`S_INTERSECTS(geometry, POLYGON((0 0, 1 0, 1 1)))`, 24, '[[0,0],[1,0],[1,1]]', 'at least 4 positions'],
    [`S_INTERSECTS(geometry, POLYGON((0 0, 1 0, 1 1, 2 2)))`, 24, '', 'a ring that ends where it begins'],
    [`S_INTERSECTS(geometry, POINT EMPTY)`, 30, 'EMPTY', '"(" and coordinates'],
    [`S_INTERSECTS(geometry)`, 1, '1 arguments of S_INTERSECTS', '2 of them'],
    [`(a = 1) + 2 = 3`, 1, '(', 'a property or a value, not a condition'],
    [`a = 1;DROP TABLE proposals`, 6, ';', 'an operator, AND, OR or the end'],
    [`BBOX(geom, 1, 2, 3, 4, 'EPSG:1')`, 24, "'EPSG:1'", 'a CRS that is known here'],
    [`a = 1e999`, 5, '1e999', 'a number below 1.8e308'],
  ])('%s is refused at its place', (text, character, received, expected) => {
    const fault = faultOf(() => parseCql2Text(text, 'CQL_FILTER'))
    expect(fault).toMatchObject({ status: 400, parameter: 'CQL_FILTER' })
    expect(fault.received).toContain(`at character ${character}`)
    expect(fault.received).toContain(received)
    expect(fault.expected).toContain(expected)
    expect(fault.detail).toContain(fault.expected)
  })
})

describe('CQL2 JSON', () => {
  it.each<[unknown, string, string]>([
    [{ op: '=', args: [{ property: 'a' }] }, '1 arguments of =', '2 of them'],
    [{ op: 'and', args: [true, { op: 'like' }] }, 'at args[1].args', 'a list of arguments'],
    [{ op: 'pg_sleep', args: [5] }, 'pg_sleep', 'a condition'],
    [{ op: '=', args: [{ op: 'sleep', args: [] }, 1] }, 'at args[0]', 'an operator of CQL2'],
    [{ op: 'in', args: [{ property: 'a' }, 'b'] }, 'at args[1]', 'a list that is not empty'],
    [{ op: '=', args: [{ property: 5 }, 1] }, 'at args[0].property', 'a name'],
    [{ op: '=', args: [null, 1] }, 'null at args[0]', 'a text, a number'],
    [{ op: 't_after', args: [{ date: '2024-13-01' }, 1] }, 'at args[0].date', 'a day'],
    [
      { op: 's_within', args: [{ type: 'Polygon', coordinates: [[[0, 'x']]] }, 1] },
      'at args[0]',
      'a position',
    ],
    [{ op: 's_within', args: [{ type: 'Circle' }, 1] }, 'Circle', 'Point, MultiPoint'],
    ['status', 'status', 'a condition'],
    [null, 'null', 'a condition'],
    [[], '[]', 'a condition'],
  ])('%j is refused at its place', (json, received, expected) => {
    const fault = faultOf(() => parseCql2Json(json))
    expect(fault).toMatchObject({ status: 400, parameter: 'filter' })
    expect(fault.received).toContain(received)
    expect(fault.expected).toContain(expected)
  })

  it('that is no JSON is refused in words', () => {
    expect(faultOf(() => parseFilter('{"op":', 'cql2-json'))).toMatchObject({
      expected: expect.stringContaining('JSON'),
    })
  })
})

describe('every tree', () => {
  it('reads back the same from what is written of it, as JSON and as text', () => {
    const small = trees.filter(isSmallEnough)
    fc.assert(
      fc.property(small, (tree) => {
        const json: unknown = JSON.parse(JSON.stringify(writeCql2Json(tree)))
        expect(parseCql2Json(json)).toEqual(tree)
        const text = writeCql2Text(tree)
        expect(writeCql2Json(parseCql2Text(text)), text).toEqual(json)
      }),
      { seed: 7, numRuns: 2000 },
    )
  })
})

describe('what is too much', () => {
  const condition = 'a = 1'
  it.each([
    ['parentheses', `${'('.repeat(5000)}${condition}${')'.repeat(5000)}`],
    ['open parentheses', '('.repeat(60_000)],
    ['negations', `${'NOT '.repeat(5000)}${condition}`],
    ['signs', `a = ${'- '.repeat(5000)}1`],
    ['functions', `${'CASEI('.repeat(5000)}a${')'.repeat(5000)} = 'x'`],
    ['collections', `S_WITHIN(g, ${'GEOMETRYCOLLECTION('.repeat(3000)}POINT(1 2)${')'.repeat(3000)})`],
    ['conditions', Array(2500).fill(condition).join(' OR ')],
    ['items', `a IN (${Array(2500).fill(1).join(',')})`],
    ['sums', `a = ${Array(100).fill(1).join('+')}`],
    ['positions', `S_WITHIN(g, LINESTRING(${Array(10_500).fill('1 1').join(',')}))`],
    ['spatial conditions', Array(30).fill('S_WITHIN(g, POINT(1 1))').join(' OR ')],
    ['characters', `a = '${'x'.repeat(70_000)}'`],
    ['characters of one text', `a = '${'x'.repeat(3000)}'`],
  ])('%s: is refused with the bound, soon', (_, text) => {
    const fault = faultOf(() => parseCql2Text(text))
    expect(fault.expected).toMatch(/^at most \d+/)
    expect(JSON.stringify(fault).length).toBeLessThan(1000)
  })

  it('in JSON, nested a hundred thousand deep, is refused too', () => {
    for (const [open, close] of [
      ['{"op":"not","args":[', ']}'],
      ['{"op":"=","args":[1,', ']}'],
      ['[', ']'],
    ] as const) {
      const text = `{"op":"=","args":[1,${open.repeat(3000)}true${close.repeat(3000)}]}`
      expect(faultOf(() => parseFilter(text, 'cql2-json')).status).toBe(400)
    }
  })

  it('or makes no sense at all is a refusal, never another error', () => {
    const words = fc.constantFrom(
      ...[
        'AND',
        'OR',
        'NOT',
        '(',
        ')',
        ',',
        '=',
        '<',
        'a',
        '"b"',
        "'c'",
        '1',
        '-',
        '+',
        '*',
        '^',
        'DIV',
        'IN',
        'LIKE',
        'IS',
        'NULL',
      ],
      ...[
        'BETWEEN',
        'CASEI',
        'S_WITHIN',
        'T_AFTER',
        'A_EQUALS',
        'POINT',
        'BBOX',
        'DATE',
        'INTERVAL',
        'SRID',
        ';',
        "'..'",
        'TRUE',
        '\\',
        '"',
        "'",
      ],
    )
    const soup = fc.array(words, { maxLength: 25 }).map((list) => list.join(' '))
    const read = (text: string) => {
      for (const language of ['cql2-text', 'cql2-json'] as const)
        try {
          parseFilter(text, language)
        } catch (error) {
          expect(error).toBeInstanceOf(Problem)
        }
    }
    for (const text of NASTY) read(text)
    fc.assert(fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), read), { seed: 11, numRuns: 5000 })
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (json) => read(json)),
      { seed: 12, numRuns: 2000 },
    )
  })
})
