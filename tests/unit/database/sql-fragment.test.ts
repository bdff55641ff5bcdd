import { expect, test } from 'vitest'
import type { Actor } from '../../../core/access/actor.ts'
import type { Grant } from '../../../core/access/grant.ts'
import { PUBLIC_STATUSES } from '../../../core/proposal/process.ts'
import { bound, catalogued, envelopeSql, joinSql, sql } from '../../../server/database/sql-fragment.ts'
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
