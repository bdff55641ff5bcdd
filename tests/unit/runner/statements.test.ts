import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ON_BOTH_ENGINES, ONLY_ON_POSTGIS } from '../../support/runner/engine-suites.ts'
import { piecesOf, type StatementsOfFile, suitesToRunAgain } from '../../support/runner/statements.ts'

describe('the pieces of a statement', () => {
  it('are the same whatever values it has, and however many', () => {
    const sql = (list: string) =>
      `SELECT a.id,\n  ST_Area(a.geom) AS m FROM areas a WHERE a.code IN (${list}) AND a.level = $9`
    expect(piecesOf(sql('$1, $2'))).toEqual(
      expect.arrayContaining(['a.id', 'ST_Area(a.geom) AS m', 'areas a', 'a.level = ?']),
    )
    expect(new Set(piecesOf(sql('$1, $2, $3')))).toEqual(new Set(piecesOf(sql('$1, $2'))))
  })

  it('tell another function, column or table', () => {
    const known = new Set(piecesOf('SELECT ST_Area(geom) FROM areas WHERE code = ?'))
    const fresh = (sql: string) => piecesOf(sql).filter((piece) => !known.has(piece))
    expect(fresh('SELECT ST_Perimeter(geom) FROM areas WHERE code = ?')).toEqual(['ST_Perimeter(geom'])
    expect(fresh('SELECT ST_Area(geom) FROM zones WHERE code = ?')).toEqual(['zones'])
    expect(fresh('SELECT ST_Area(geom) FROM areas WHERE parent_code = ?')).toEqual(['parent_code = ?'])
  })
})

describe('the suites that run on the embedded engine again', () => {
  const of = (engine: string, file: string, server: string[], all = server): StatementsOfFile => ({
    engine,
    file,
    server,
    all,
  })

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
      { file: 'more', pieces: ['b', 'c', 'e'] },
      { file: 'last', pieces: ['d'] },
    ])
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
