import { OFFICE } from '../support/office-token.ts'
import type { BenchContext } from './bench-context.ts'
import { atMost, type Result } from './report.ts'
import { runServeProcess } from './run-serve-process.ts'

const LOOP_MS = 50
const headers = { ...OFFICE, 'Content-Type': 'application/json' }
/** So many weight sets over all proposals of a year that have a cost. */
const STUDY = {
  samples: 1000,
  seed: 1,
  uncertainty: { kind: 'any' },
  line: { budgetRupiah: 1e12 },
  weights: { urgency: 60, cost: 40, beneficiaries: 80 },
}

/** The event loop of a server while a study of robustness over a year and all statistics run, one after the other. */
export async function longWork({ url: databaseUrl, folder }: BenchContext): Promise<Result[]> {
  const results: Result[] = []
  for (const [name, work] of Object.entries({ robustness, statistics })) {
    const server = await runServeProcess({ databaseUrl, folder, settings: { STATISTICS_MINUTES: '0' } })
    const began = performance.now()
    const measured = await work(server.url)
      .then(async (note) => ({ note, ...(await server.figures()) }))
      .finally(server.stop)
    const { note, loopDelayP99Ms } = measured
    const seconds = ((performance.now() - began) / 1000).toFixed(0)
    results.push(
      atMost(`Event-loop delay p99: ${name}`, [LOOP_MS, 'ms'], loopDelayP99Ms, `${note}; ${seconds} s`),
    )
  }
  return results
}

async function robustness(url: string): Promise<string> {
  const { filter, count } = await filterOfMost(url)
  const started = await fetch(`${url}/api/rankings/robustness`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...STUDY, filter: { year: 'all', status: 'all', ...filter } }),
  })
  if (started.status !== 202) throw new Error(await started.text())
  const { id } = (await started.json()) as { id: string }
  await until(async () => {
    const response = await fetch(`${url}/api/rankings/robustness/${id}`, { headers })
    return ((await response.json()) as { state: string }).state !== 'running'
  })
  return `${STUDY.samples} weight sets over ${count} proposals`
}

/** The stage with most proposals among those that a study may take. */
async function filterOfMost(url: string): Promise<{ filter: object; count: number }> {
  let best = { filter: {}, count: 0 }
  for (const stage of ['village', 'district', 'agency', 'regency']) {
    const response = await fetch(`${url}/api/proposals?stage=${stage}&limit=1`)
    const { total } = (await response.json()) as { total: { count: number } }
    if (total.count > best.count && total.count <= 100_000) best = { filter: { stage }, count: total.count }
  }
  return best
}

async function statistics(url: string): Promise<string> {
  const started = await fetch(`${url}/api/statistics/refresh`, {
    method: 'POST',
    headers,
    body: '{"all":true}',
  })
  if (started.status !== 202) throw new Error(await started.text())
  await until(async () => {
    const response = await fetch(`${url}/api/statistics`)
    const { refresh } = (await response.json()) as { refresh: { state: string } }
    return refresh.state !== 'running'
  })
  return 'all analyses over 200,000 proposals'
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 200))
}
