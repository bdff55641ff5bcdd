import { join } from 'node:path'
import type { PortfolioResult } from '../../core/api/portfolio.ts'
import { bringUpToDate } from '../../server/database/bring-up-to-date.ts'
import { openPostgis } from '../../server/database/open-postgis.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { makeLog } from '../../server/log.ts'
import { findCapabilities } from '../support/capabilities.ts'
import { OFFICE } from '../support/office-token.ts'
import type { BenchContext } from './bench-context.ts'
import { atMost, leftOut, type Result, reported } from './report.ts'
import { runServeProcess } from './run-serve-process.ts'

const WHAT = 'Event-loop delay p99 while portfolios are solved'
const LOOP_MS = 50
const BUDGET = 100e9

const REQUESTS: Record<string, object> = {
  'budget alone': {},
  'district ceilings': { constraints: [{ kind: 'ceiling', perGroup: 'districtCode', limitRupiah: 20e9 }] },
  'district and agency ceilings, 5 + 5 a village, no duplicates, 30 % to the poorest fifth': {
    constraints: [
      { kind: 'ceiling', perGroup: 'districtCode', limitRupiah: 20e9 },
      { kind: 'ceiling', perGroup: 'agency', limitRupiah: 30e9 },
      { kind: 'quota', perGroup: ['villageCode', 'kind'], maximum: 5 },
      { kind: 'exclusive', nearDuplicates: true },
      { kind: 'poorest-share', minimumShare: 0.3 },
    ],
  },
  'the same with 100 other weights': {
    constraints: [
      { kind: 'ceiling', perGroup: 'districtCode', limitRupiah: 20e9 },
      { kind: 'quota', perGroup: ['villageCode', 'kind'], maximum: 5 },
    ],
    robustness: { samples: 100, seed: 1 },
  },
  'people newly served': {
    objective: 'people',
    constraints: [{ kind: 'ceiling', perGroup: 'districtCode', limitRupiah: 20e9 }],
  },
  'impossible: 3 of each kind a village within 30 billion': {
    budgetRupiah: 30e9,
    constraints: [{ kind: 'quota', perGroup: ['villageCode', 'kind'], minimum: 3 }],
  },
}

/**
 * Portfolios over the real proposals of Kotawaringin Barat (all years, some 2,000): seconds to the proof, what the usual
 * practice loses, and how long the event loop was held meanwhile. Needs the package (PETAUSUL_DATA).
 */
export async function portfolios({ cluster, folder, say }: BenchContext): Promise<Result[]> {
  const { data } = findCapabilities()
  if (!data) return [leftOut(WHAT, `≤ ${LOOP_MS} ms`, 'PETAUSUL_DATA does not name the real packages')]
  const databaseUrl = await cluster.database('bench_kobar')
  const database = await openPostgis({ url: databaseUrl, pool: 4, log: makeLog('error') })
  await bringUpToDate(database)
  await runImport(database, join(data, 'kobar/district.json'), {
    signal: new AbortController().signal,
    onProgress: () => {},
  })
  await database.close()
  const server = await runServeProcess({ databaseUrl, folder, settings: { STATISTICS_MINUTES: '0' } })
  const results: Result[] = []
  for (const [name, request] of Object.entries(REQUESTS)) {
    say(`  ${name} …`)
    const { result, seconds, searched } = await solve(server.url, request)
    results.push(
      reported(
        `Portfolio: ${name}`,
        `${seconds.toFixed(1)} s`,
        [`best in ${searched.toFixed(1)} s`, ...words(result)].join('; '),
      ),
    )
  }
  const { loopDelayP99Ms, memory } = await server.figures()
  await server.stop()
  return [
    atMost(
      WHAT,
      [LOOP_MS, 'ms'],
      loopDelayP99Ms,
      `of the server process; RSS ${(memory.peakBytes / 1e6).toFixed(0)} MB`,
    ),
    ...results,
  ]
}

function words({
  status,
  gap,
  considered,
  chosen,
  worth,
  constraints,
  downTheList,
  robustness,
}: PortfolioResult): string[] {
  const lost = downTheList.map(
    ({ by, lossShare }) => `down the list by ${by} loses ${(100 * (lossShare ?? Number.NaN)).toFixed(1)} %`,
  )
  return [
    `${status}, gap ${gap}`,
    `${chosen.length} of ${considered} chosen under ${constraints.length} constraints`,
    ...(worth === null ? [] : [`worth ${worth.toFixed(1)}`, ...lost]),
    ...(robustness ? [`core ${robustness.core.length}, swing ${robustness.swing.length}`] : []),
  ]
}

interface JobState {
  state: string
  step: string
  problem: unknown
  result: PortfolioResult
}

async function solve(url: string, request: object) {
  const began = performance.now()
  const since = () => (performance.now() - began) / 1000
  const started = await fetch(`${url}/api/portfolios`, {
    method: 'POST',
    body: JSON.stringify({ budgetRupiah: BUDGET, timeLimitSeconds: 120, ...request }),
    headers: { ...OFFICE, 'Content-Type': 'application/json' },
  })
  const { id } = (await started.json()) as { id: string }
  let searched = Number.NaN
  for (;;) {
    const response = await fetch(`${url}/api/portfolios/${id}`, { headers: OFFICE })
    const state = (await response.json()) as JobState
    if (Number.isNaN(searched) && state.step !== 'queued' && state.step !== 'optimum') searched = since()
    if (state.state === 'done') return { ...state, seconds: since(), searched }
    if (state.state !== 'running') throw new Error(JSON.stringify(state.problem))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
