import type { Knex } from 'knex'
import { expect, test } from 'vitest'
import type { Database } from '../../../server/database/database.ts'
import { listAnalyses } from '../../../server/statistics/list-analyses.ts'
import { runAnalysis } from '../../../server/statistics/run-analysis.ts'
import { StatisticsJobs } from '../../../server/statistics/statistics-jobs.ts'

const analysis = listAnalyses([]).find(({ id }) => id === 'rupiah-per-poor')
if (!analysis) throw new Error('no such analysis')
const subject = { analysis, frame: { srid: 32749, crs: 'EPSG:32749' } }
const knexOf = (raw: () => Promise<unknown>) => ({ raw }) as unknown as Knex

test('an analysis that is cancelled while it reads ends at once with the reason', async () => {
  const stop = new AbortController()
  const running = runAnalysis(
    knexOf(() => new Promise(() => {})),
    subject,
    {
      signal: stop.signal,
      onProgress: () => {},
    },
  )
  stop.abort(new Error('no longer wanted'))
  await expect(running).rejects.toThrow('no longer wanted')
})

test('a fault in the thread comes back as an error, not as silence', async () => {
  let pages = 0
  const broken = knexOf(async () => ({
    rows: [pages++ < 1 ? { last: 1, content: 'no json' } : { last: null, content: null }],
  }))
  const watch = { signal: new AbortController().signal, onProgress: () => {} }
  await expect(runAnalysis(broken, subject, watch)).rejects.toThrow(/JSON/)
})

test('jobs tell of a refresh that failed, and are idle again', async () => {
  const errors: unknown[] = []
  const jobsOn = (write: unknown) =>
    new StatisticsJobs({
      database: { write } as Database,
      minutes: 0,
      onError: (error) => errors.push(error),
    })
  const failing = jobsOn(() => {
    throw new Error('database is away')
  })
  expect(failing.start(false).state).toBe('running')
  while (failing.status().state === 'running') await new Promise((resolve) => setImmediate(resolve))
  expect(failing.status()).toMatchObject({ state: 'idle', failure: 'failed; see the log' })
  expect(errors).toHaveLength(1)
})

test('changes of rows make stale only what reads them; layers of statistics themselves make nothing stale', () => {
  const jobs = new StatisticsJobs({ database: {} as Database, minutes: 0, onError: () => {} })
  const byId = new Map(listAnalyses([]).map((known) => [known.id, known]))
  const isStale = (id: string) => {
    const known = byId.get(id)
    return known !== undefined && jobs.isStale(known)
  }
  for (const layer of ['hotspots', 'access-SD', 'density', 'zones']) jobs.noteChange({ layer, ids: null })
  expect([...byId.keys()].filter(isStale)).toEqual([])
  jobs.noteChange({ layer: 'proposals', ids: [1] })
  expect([...byId.keys()].filter(isStale)).toEqual([
    ...['rupiah-per-poor', 'silent-deserts', 'inequality', 'hotspots', 'density'],
  ])
  jobs.noteChange({ layer: 'poverty', ids: null })
  expect(isStale('local-moran')).toBe(true)
})
