import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engine, openStore, type TestStore } from '../support/open-store.ts'

const MEGABYTE = 1024 * 1024
const ROUNDS = 30
const ROUND_MB = 20
/** A third of what goes over: what keeps every reply grows by all of it, at the least. */
const GROWTH_MB = (ROUNDS * ROUND_MB) / 3

describe.skipIf(engine !== 'embedded')('replies of the embedded engine', () => {
  let store: TestStore
  beforeAll(async () => {
    store = await openStore('empty')
  })
  afterAll(() => store.close())

  const rowsOf = async (rows: number, bytes: number) => {
    const answer = await store.database.read.raw<{ rows: { text: string }[] }>(
      `SELECT n::text || repeat('x', ?::int) AS text FROM generate_series(1, ?::int) AS n`,
      [bytes, rows],
    )
    return answer.rows.map(({ text }) => text)
  }

  test('are not kept: memory stays flat however much was read', async () => {
    for (let round = 0; round < 3; round++) await rowsOf(ROUND_MB * 16, MEGABYTE / 16)
    const before = process.memoryUsage.rss()
    for (let round = 0; round < ROUNDS; round++) await rowsOf(ROUND_MB * 16, MEGABYTE / 16)
    expect((process.memoryUsage.rss() - before) / MEGABYTE).toBeLessThan(GROWTH_MB)
  })

  test.each([1, 8_187, 65_536, 300_000])('of rows of %i bytes come whole and in order', async (bytes) => {
    const rows = await rowsOf(200, bytes)
    expect(rows.map((text) => text.replace(/x+$/, ''))).toEqual(rows.map((_, at) => String(at + 1)))
    expect(rows.every((text) => text.length - text.indexOf('x') === bytes)).toBe(true)
  })

  test('of queries that fail one after the other answer each its own', async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => store.database.read.raw('SELECT 10 / ?::int AS ten', [n % 2])),
    )
    answers.forEach((answer, n) => {
      if (n % 2 === 0) expect(String((answer as PromiseRejectedResult).reason)).toContain('division by zero')
      else expect((answer as PromiseFulfilledResult<{ rows: unknown }>).value.rows).toEqual([{ ten: 10 }])
    })
  })
})
