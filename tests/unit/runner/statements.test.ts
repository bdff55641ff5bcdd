import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ON_BOTH_ENGINES, ONLY_ON_POSTGIS } from '../../support/runner/engine-suites.ts'
import {
  piecesOf,
  type StatementsOfFile,
  suitesThatFellShort,
  suitesToRunAgain,
} from '../../support/runner/statements.ts'

describe('the pieces of a statement', () => {
  it('are the same whatever values it has, and however many', () => {
    const sql = (list: string) =>
      `SELECT a.id,\n  ST_Area(a.geom) AS m FROM areas a WHERE a.code IN (${list}) AND a.level = $9`
    expect(piecesOf(sql('$1, $2'))).toEqual(expect.arrayContaining(['ST_Area(a.geom) AS m']))
    expect(new Set(piecesOf(sql('$1, $2, $3')))).toEqual(new Set(piecesOf(sql('$1, $2'))))
  })

  it('are those of other places and keys of a document, and of ranges by their number', () => {
    const sql = (key: string, at: number) =>
      `SELECT f.properties ->> '${key}' AS "column ${at}", (x.r${at} + ${at}.5)::float8 AS r${at} FROM features f`
    expect(piecesOf(sql('2025', 3))).toEqual(piecesOf(sql("Pelaksana''s", 12)))
    expect(piecesOf(sql('2025', 3)).length).toBe(2)
  })

  const known = new Set(
    piecesOf('SELECT ST_Area(geom), n::float8 FROM areas WHERE code = ? AND geom && ? ORDER BY geom <-> ?'),
  )
  const fresh = (sql: string) => piecesOf(sql).filter((piece) => !known.has(piece))

  it('tell another function, type, operator or column that is handed to one', () => {
    expect(fresh('SELECT ST_Perimeter(geom) FROM areas WHERE code = ?')).toEqual(['ST_Perimeter(geom'])
    expect(fresh('SELECT ST_Area(clean) FROM areas')).toEqual(['ST_Area(clean'])
    expect(fresh('SELECT n::float4 FROM areas')).toEqual(['n::float4'])
    expect(fresh('SELECT sha256(n) FROM areas')).toEqual(['sha256(n'])
    expect(fresh('SELECT code FROM areas WHERE geom @ ?')).toEqual(['geom @ ?'])
    expect(fresh('SELECT code FROM areas WHERE years >> ?')).toEqual(['years >> ?'])
    expect(fresh('SELECT a FROM b ORDER BY clean <-> ?')).toEqual(['clean <-> ?'])
  })

  it('are the same for any column that PostgreSQL itself reads, and not for shapes', () => {
    const columns = (one: string, other: string) =>
      `SELECT max(octet_length((${one} ->> 'a')::text))::int AS "${other}", ${one}::float8 AS x FROM t`
    expect(piecesOf(columns('r.properties', 'rows'))).toEqual(piecesOf(columns('f."more of it"', 'column')))
    expect(piecesOf(columns('r.properties', 'rows')).length).toBe(2)
    const shapes = (one: string) => `SELECT ST_AsBinary(${one}), ${one} FROM t WHERE ${one} && ?`
    expect(piecesOf(shapes('a.geom'))).not.toEqual(piecesOf(shapes('a.clean')))
  })

  it('are not the names of tables and columns alone, of which both engines have the same', () => {
    expect(
      piecesOf('SELECT z.id AS "zone", parent_code FROM zones z WHERE z.code = ? AND z.level >= ?'),
    ).toEqual([])
  })
})

describe('the suites that run on the embedded engine again', () => {
  /** Where tests are not named, one asked all. */
  const of = (
    engine: string,
    file: string,
    server: string[] | Record<string, string[]>,
    all = Array.isArray(server) ? server : Object.keys(server),
  ): StatementsOfFile => {
    const byPiece = Array.isArray(server)
      ? Object.fromEntries(server.map((piece) => [piece, ['it']]))
      : server
    return { engine, file, server: byPiece, all }
  }

  it('ask all that only PostGIS ran, and are few', () => {
    const files = [
      of('embedded', 'both', [], ['a']),
      of('postgis', 'both', ['a', 'p']),
      of('postgis', 'known', ['a']),
      of('postgis', 'some', ['b']),
      of('postgis', 'more', ['a', 'b', 'c', 'e']),
      of('postgis', 'last', ['c', 'd']),
    ]
    expect(suitesToRunAgain(files)).toEqual([
      { file: 'more', pieces: ['b', 'c', 'e'], tests: undefined },
      { file: 'last', pieces: ['d'], tests: undefined },
    ])
  })

  it('if they are long, run few tests that ask it, and none for what is asked outside of tests', () => {
    const long = of('postgis', 'long', {
      a: ['one', 'two'],
      b: ['two'],
      c: ['three', 'two'],
      d: ['', 'four'],
      e: ['five'],
    })
    const tests = (server: Record<string, string[]>) =>
      suitesToRunAgain([of('embedded', 'z', ['e']), of('postgis', 'long', server)], () => 60)[0]?.tests
    expect(suitesToRunAgain([of('embedded', 'z', ['e']), long], () => 60)).toEqual([
      { file: 'long', pieces: ['a', 'b', 'c', 'd'], tests: ['two'] },
    ])
    expect(tests({ a: ['one'], b: ['two'] })?.toSorted()).toEqual(['one', 'two'])
    expect(tests({ a: [''] })).toEqual([])
  })

  it('are whole when what they were to ask was not asked', () => {
    const suites = suitesToRunAgain([of('postgis', 'one', ['a', 'b']), of('postgis', 'two', ['c'])], () => 60)
    const names = (asked: string[]) =>
      suitesThatFellShort(suites, [of('embedded', 'one', asked)]).map(({ file }) => file)
    expect(names(['a', 'c'])).toEqual(['one'])
    expect(names(['a', 'b', 'c'])).toEqual([])
  })

  it('are the quickest that do, and none of them can be spared', () => {
    const seconds: Record<string, number> = { dear: 90, cheap: 6, quick: 5, last: 8 }
    const files = [
      of('postgis', 'dear', ['a', 'b', 'c', 'd', 'e']),
      of('postgis', 'quick', ['a', 'b']),
      of('postgis', 'cheap', ['b', 'c', 'd']),
      of('postgis', 'last', ['a', 'b', 'e']),
    ]
    const again = suitesToRunAgain(files, (file) => seconds[file] ?? 1)
    expect(again.map(({ file }) => file).toSorted()).toEqual(['cheap', 'last'])
    expect(suitesToRunAgain(files.slice(0, 3), (file) => seconds[file] ?? 1).map(({ file }) => file)).toEqual(
      ['dear'],
    )
  })

  it('are none for what tests ask themselves, and for what ran on both and only PostGIS is asked', () => {
    expect(suitesToRunAgain([of('postgis', 'http', [], ['x']), of('embedded', 'z', ['y'])])).toEqual([])
    expect(suitesToRunAgain([of('postgis', 'z', ['p']), of('embedded', 'z', ['y'])])).toEqual([])
  })
})

it('names suites that there are', () => {
  const named = [...ON_BOTH_ENGINES.map((name) => `tests/http/${name}.test.ts`), ...ONLY_ON_POSTGIS]
  expect(named.filter((path) => !existsSync(path))).toEqual([])
})
