import type { Knex } from 'knex'
import { expect, test } from 'vitest'
import { listAnalyses } from '../../../server/analyses/list-analyses.ts'
import type { Database } from '../../../server/database/database.ts'
import { failureOf } from '../../../server/statistics/analysis-failure.ts'
import { readsProposals } from '../../../server/statistics/input-states.ts'
import { runAnalysis } from '../../../server/statistics/run-analysis.ts'
import { Staleness } from '../../../server/statistics/staleness.ts'
import { StatisticsJobs } from '../../../server/statistics/statistics-jobs.ts'

const analysis = listAnalyses([]).find(({ id }) => id === 'rupiah-per-poor')
if (!analysis) throw new Error('no such analysis')
const subject = { analysis, frame: { srid: 32749, crs: 'EPSG:32749', smallCell: 5 } }
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
  const jobs = new StatisticsJobs({
    database: {
      write: () => {
        throw new Error('database is away')
      },
    } as unknown as Database,
    minutes: 0,
    onError: () => {},
  })
  await expect(jobs.start('changed')).rejects.toThrow('database is away')
  expect(jobs.status()).toMatchObject({ state: 'idle', failure: 'failed; see the log' })
})

test('changes of rows make stale only what reads them; layers of statistics themselves make nothing stale', () => {
  const jobs = new StatisticsJobs({ database: {} as Database, minutes: 0, onError: () => {} })
  const byId = new Map(listAnalyses([]).map((known) => [known.id, known]))
  const isStale = (id: string) => {
    const known = byId.get(id)
    return known !== undefined && jobs.activityOf(known).staleSince !== null
  }
  const own = listAnalyses([{ service: 'SD', facilityTypes: ['SD'], maxDistanceMetres: 3000 }])
  for (const layer of [...own.flatMap(({ layers }) => layers.map(({ id }) => id)), 'zones'])
    jobs.noteChange({ layer, ids: null })
  expect([...byId.keys()].filter(isStale)).toEqual([])
  jobs.noteChange({ layer: 'proposals', ids: [1] })
  const ofProposals = [...byId.values()].filter(readsProposals)
  expect([...byId.keys()].filter(isStale)).toEqual(ofProposals.map(({ id }) => id))
  expect(isStale('rupiah-per-poor')).toBe(true)
  expect(isStale('local-moran')).toBe(false)
  jobs.noteChange({ layer: 'poverty', ids: null })
  expect(isStale('local-moran')).toBe(true)
})

test('the first write counts; one during a look stays; what was not computed after all gets it back', () => {
  const [perPoor] = listAnalyses([])
  const moran = listAnalyses([]).find(({ id }) => id === 'local-moran')
  if (!perPoor || !moran) throw new Error('no such analyses')
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute))
  const staleness = new Staleness()
  staleness.note('proposals', at(1))
  staleness.note('proposals', at(2))
  expect(staleness.since(perPoor)).toEqual(at(1))
  expect(staleness.since(moran)).toBeNull()
  const look = staleness.beginLook()
  staleness.note('store', at(3))
  const before = staleness.endLook(look, [perPoor.id])
  expect(staleness.since(perPoor), 'written while it was looked at').toEqual(at(3))
  expect(staleness.since(moran), 'not looked at').toEqual(at(3))
  staleness.giveBack(perPoor.id, before.get(perPoor.id) ?? {})
  expect(staleness.since(perPoor)).toEqual(at(1))
})

test('a failure is told in words that reveal nothing of the program', () => {
  const reasonOf = (error: unknown) => failureOf(error).reason.en
  expect(reasonOf(new DOMException('The operation was aborted', 'TimeoutError'))).toContain('10 minutes')
  const outOfMemory = Object.assign(new Error('x'), { code: 'ERR_WORKER_OUT_OF_MEMORY' })
  expect(reasonOf(new Error('thread failed', { cause: outOfMemory }))).toContain('memory')
  expect(reasonOf(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).toContain('database')
  expect(reasonOf(new Error('SELECT secret FROM contacts'))).not.toContain('secret')
  expect(reasonOf('text')).toContain('log')
})
