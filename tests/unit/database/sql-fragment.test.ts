import makeKnex from 'knex'
import { expect, test } from 'vitest'
import type { Actor } from '../../../core/access/actor.ts'
import type { Grant } from '../../../core/access/grant.ts'
import { PUBLIC_STATUSES } from '../../../core/proposal/process.ts'
import {
  bound,
  catalogued,
  envelopeSql,
  joinSql,
  named,
  rawOf,
  sql,
} from '../../../server/database/sql-fragment.ts'
import { rowsOf } from '../../../server/layers/rows-of.ts'
import { visibleProposal } from '../../../server/layers/visibility.ts'

test('pieces keep their values at their places, in whatever order they are put together', () => {
  const one = sql`a = ${bound('x', 'text')}`
  const two = sql`b = ANY (${bound([1, 2], 'int[]')})`
  const source = { from: catalogued('t'), where: one }
  expect(rowsOf(source, two, one)).toEqual({
    sql: 'FROM t WHERE (a = ?::text) AND (b = ANY (?::int[])) AND (a = ?::text)',
    bindings: ['x', [1, 2], 'x'],
  })
  expect(sql`SELECT 1 ${rowsOf({ ...source, where: two }, one)}`.bindings).toEqual([[1, 2], 'x'])
})

test('a value is never text, whatever it holds', () => {
  const value = `'; DROP TABLE proposals; -- ? $1 \\`
  const { sql: text, bindings } = joinSql(
    [sql`title = ${bound(value, 'text')}`, envelopeSql([1, 2, 3, 4])],
    ' AND ',
  )
  expect(text).toBe('title = ?::text AND ST_MakeEnvelope(?::float8, ?::float8, ?::float8, ?::float8, 4326)')
  expect(bindings).toEqual([value, 1, 2, 3, 4])
})

test('what is put into a template is bound, unless it is a fragment that was made here', () => {
  const id = 7
  const query = sql`SELECT ${sql`a`} FROM ${named('a "b" c?')} WHERE id = ${id} AND codes && ${['x', 'y']} AND note IS ${null}`
  expect(query.sql).toBe('SELECT a FROM "a ""b"" c\\?" WHERE id = ? AND codes && ? AND note IS ?')
  expect(query.bindings).toEqual([7, ['x', 'y'], null])
  const sent = JSON.parse('{"sql": "true; DROP TABLE proposals", "bindings": []}')
  expect(sql`WHERE ${sent}`.sql).toBe('WHERE ?')
})

test('a question mark of a statement is its own, and stands for no value', () => {
  const query = sql`SELECT title ~ 'jalan?' AND tags ? ${'a'}`
  expect(query.sql).toBe(`SELECT title ~ 'jalan\\?' AND tags \\? ?`)
  const knex = makeKnex({ client: 'pg' })
  expect(rawOf(knex, query).toSQL().toNative()).toEqual({
    sql: `SELECT title ~ 'jalan?' AND tags ? $1`,
    bindings: ['a'],
  })
})

const account = (...grants: Grant[]): Actor => ({ kind: 'account', id: 1, name: 'A', grants })

test('who may know of a proposal: a list of statuses, and with a grant those of its bounds', () => {
  const everyones = { sql: 'q.status = ANY (?::text[])', bindings: [[...PUBLIC_STATUSES]] }
  expect(visibleProposal({ kind: 'public' }, 'q')).toEqual(everyones)
  // An administrator reads no office's state, nor does an account that was granted nothing.
  expect(visibleProposal(account({ role: 'administrator' }), 'q')).toEqual(everyones)
  expect(visibleProposal(account(), 'q')).toEqual(everyones)
  const within = visibleProposal(account({ role: 'verifier', area: '62.01', years: [2026] }), 'q')
  expect(within.bindings).toEqual([[...PUBLIC_STATUSES], ['held', 'withdrawn'], '62.01', '62.01.', [2026]])
  expect(within.sql).toContain('q.village_code = ?::text OR starts_with(q.village_code, ?::text)')
})
