import { afterEach, expect, test } from 'vitest'
import type { Database } from '../../../server/database/database.ts'
import { ZoneFigures } from '../../../server/zones/zone-figures.ts'

const PAGE = 500
const PAGES = 150

/** A store of nothing but points, whose pages come one after the other, each after a moment. */
function slowStore(momentMs: number) {
  const read = { pages: 0 }
  const raw = async (sql: string, bindings: readonly unknown[] = []) => {
    if (sql.includes('count(*)')) return { rows: [{ rows: PAGE * PAGES }] }
    if (!sql.includes('FROM proposals')) return { rows: [] }
    await new Promise((resolve) => setTimeout(resolve, momentMs))
    // The last id of the page before, and how long a page is, come last.
    const first = Number(bindings.at(-2)) + 1
    if (first >= PAGE * PAGES) return { rows: [] }
    read.pages++
    return { rows: Array.from({ length: PAGE }, (_, i) => pointAt(first + i)) }
  }
  const standards = { orderBy: () => ({ select: async () => [] }) }
  const knex = Object.assign(() => standards, { raw })
  return { read, database: { read: knex, write: knex } as unknown as Database }
}

const pointAt = (id: number) => ({
  ...{ id, lon: 111 + (id % 100) / 1000, lat: -2, cost: 1 },
  ...{ status: 'proposed', sector: 'roads', quality: 'exact' },
})
const polygons = [[[110.9, -2.1, 111.2, -2.1, 111.2, -1.9, 110.9, -1.9]]]
const question = { kind: 'statistics' as const, polygons }

let figures: ZoneFigures | undefined
afterEach(() => figures?.close())

test('who waits hears the share that is read, whoever comes later that of now', async () => {
  const { database } = slowStore(1)
  figures = new ZoneFigures(database)
  const heard: number[][] = [[], []]
  const listen = (who: number) => ({
    onProgress: ({ done, of }: { done: number; of: number }) => void heard[who]!.push(done / of),
  })
  const first = figures.ask(question, listen(0))
  await expect.poll(() => heard[0]!.at(-1)).toBeGreaterThan(0.2)
  const second = figures.ask(question, listen(1))
  expect(heard[1]![0]).toBeGreaterThan(0.2)
  const [one, two] = await Promise.all([first, second])
  expect(one).toEqual(two)
  expect(one.proposals.count).toBe(PAGE * PAGES)
  for (const shares of heard) {
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  }
  const later: number[] = []
  await figures.ask(question, { onProgress: ({ done, of }) => void later.push(done / of) })
  expect(later, 'what has been read is not read again').toEqual([])
})

test('a reading that nobody waits for any more ends, and the next question reads anew', async () => {
  const { database, read } = slowStore(2)
  figures = new ZoneFigures(database, undefined, 20)
  const leaving = new AbortController()
  const asked = figures.ask(question, { signal: leaving.signal })
  await expect.poll(() => read.pages).toBeGreaterThan(3)
  leaving.abort(new Error('left'))
  await expect(asked).rejects.toThrow('left')
  let before = -1
  await expect
    .poll(
      () => {
        const rests = read.pages === before
        before = read.pages
        return rests
      },
      { interval: 100 },
    )
    .toBe(true)
  expect(read.pages).toBeLessThan(PAGES)
  const answer = await figures.ask(question)
  expect(answer.proposals.count).toBe(PAGE * PAGES)
})

test('who leaves and comes back at once finds the reading where it was', async () => {
  const { database, read } = slowStore(1)
  figures = new ZoneFigures(database)
  const leaving = new AbortController()
  const asked = figures.ask(question, { signal: leaving.signal })
  await expect.poll(() => read.pages).toBeGreaterThan(20)
  leaving.abort(new Error('left'))
  await expect(asked).rejects.toThrow('left')
  const answer = await figures.ask(question)
  expect(answer.proposals.count).toBe(PAGE * PAGES)
  expect(read.pages).toBe(PAGES)
})
