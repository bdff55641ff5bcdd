import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Database } from '../../../server/database/database.ts'
import { StatisticsJobs } from '../../../server/statistics/statistics-jobs.ts'
import { WriteLoad } from '../../../server/workload/write-load.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => vi.useRealTimers())

test('work that yields goes on at once while nobody writes, and a moment after the last write', async () => {
  const load = new WriteLoad()
  await load.pause()
  load.begin()
  let going = false
  const step = load.pause({ longestMs: 1e9 }).then(() => {
    going = true
  })
  await untilReal(120)
  expect(going).toBe(false)
  load.end()
  expect(load.quiet).toBe(false)
  vi.advanceTimersByTime(300)
  await step
  expect(load.quiet).toBe(true)
})

test('work that yields takes a step now and then although the writing never ends, and ends with its signal', async () => {
  const load = new WriteLoad()
  load.begin()
  const step = load.pause()
  vi.advanceTimersByTime(600)
  await step
  const stop = new AbortController()
  const ended = load.pause({ signal: stop.signal, longestMs: 1e9 })
  stop.abort(new Error('cancelled'))
  await expect(ended).rejects.toThrow()
})

test('statistics that nobody asked for begin once when the writing has ended, however often they are read', async () => {
  const load = new WriteLoad()
  let looked = 0
  const write = () => {
    looked++
    throw new Error('no store')
  }
  // No import fills it: all indexes that are looked for are there.
  const read = () => ({ whereIn: (_: string, names: string[]) => ({ pluck: async () => names }) })
  const database = { read, write: new Proxy(write, {}), engine: 'postgis' } as unknown as Database
  const jobs = new StatisticsJobs({ database, minutes: 1, pause: load.pause, onError: () => {} })
  load.begin()
  jobs.noteChange({ layer: 'proposals', ids: [1] })
  for (let i = 0; i < 5; i++) jobs.noteReading()
  await untilReal(120)
  expect(looked).toBe(0)
  load.end()
  vi.advanceTimersByTime(300)
  await untilReal(120)
  expect(looked).toBe(1)
  await jobs.close()
})

test('a store that is away when they would begin keeps statistics from beginning that time only', async () => {
  const failures: unknown[] = []
  let asked = 0
  const read = () => ({
    whereIn: (_: string, names: string[]) => ({
      pluck: async () => {
        if (asked++ === 0) throw new Error('away')
        return names
      },
    }),
  })
  const write = () => {
    throw new Error('no store')
  }
  const database = { read, write, engine: 'postgis' } as unknown as Database
  const onError = (error: unknown) => failures.push((error as Error).message)
  const jobs = new StatisticsJobs({ database, minutes: 1, onError })
  jobs.noteChange({ layer: 'proposals', ids: [1] })
  jobs.noteReading()
  await expect.poll(() => failures).toEqual(['away'])
  jobs.noteReading()
  await expect.poll(() => failures).toEqual(['away', 'no store'])
  await jobs.close()
})

const untilReal = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
