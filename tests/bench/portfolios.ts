import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { runImport } from '../../server/imports/run-import.ts'
import type { PortfolioResultBody } from '../../server/portfolios/portfolio-result.ts'
import { findCapabilities } from '../support/capabilities.ts'
import { openStore } from '../support/open-store.ts'
import { PASSWORD, startTestServer } from '../support/start-test-server.ts'

/**
 * Portfolios over the real proposals of Kotawaringin Barat (all years, some 2,000): seconds to the proof, what the usual
 * practice loses, and how long the event loop was held meanwhile. Needs the package (PETAUSUL_DATA), TEST_ENGINE=postgis
 * and TEST_DATABASE_URL; without them it runs on the embedded engine.
 */
const say = (text: string) => process.stdout.write(`${text}\n`)
const authorization = { Authorization: `Basic ${btoa(`admin:${PASSWORD}`)}` }
const BUDGET = 100e9

const WISHES: Record<string, object> = {
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

async function measure(): Promise<void> {
  const { data } = findCapabilities()
  if (!data) throw new Error('PETAUSUL_DATA must name the folder of the real packages')
  const store = await openStore('empty')
  await runImport(store.database, join(data, 'kobar/district.json'), {
    signal: new AbortController().signal,
    onProgress: () => {},
  })
  const server = await startTestServer({ database: { ...store.database, close: () => store.close() } })
  for (const [name, wish] of Object.entries(WISHES)) {
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const began = performance.now()
    const { result, searched } = await solve(server.url, {
      budgetRupiah: BUDGET,
      timeLimitSeconds: 120,
      ...wish,
    })
    const seconds = (performance.now() - began) / 1000
    delay.disable()
    say(`${name}: ${seconds.toFixed(1)} s in all, search for the best ${searched.toFixed(1)} s`)
    say(
      `  event loop p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms, most ${(delay.max / 1e6).toFixed(1)} ms`,
    )
    tell(result)
  }
  await server.close()
}

function tell(result: PortfolioResultBody): void {
  const { status, gap, considered, chosen, worth, spentRupiah, constraints, downTheList, robustness } = result
  say(`  ${status}, gap ${gap}; ${chosen.length} of ${considered} chosen, ${constraints.length} constraints`)
  say(
    `  worth ${worth?.toFixed(1)}, ${((spentRupiah ?? 0) / 1e9).toFixed(3)} billion, ${result.people.newlyServed.toFixed(0)} people`,
  )
  for (const { by, lossShare, broken } of downTheList) {
    say(
      `  down the list by ${by}: loses ${((lossShare ?? Number.NaN) * 100).toFixed(2)} %, breaks ${broken.length}`,
    )
  }
  if (robustness)
    say(
      `  core ${robustness.core.length}, swing ${robustness.swing.length}, never ${robustness.never.length}`,
    )
  if (result.conflict) say(`  ${result.conflict.text.en}`)
}

async function solve(url: string, wish: object) {
  const started = await fetch(`${url}/api/portfolios`, {
    method: 'POST',
    body: JSON.stringify(wish),
    headers: { ...authorization, 'Content-Type': 'application/json' },
  })
  const { id } = (await started.json()) as { id: string }
  const began = performance.now()
  let searched = Number.NaN
  for (;;) {
    const response = await fetch(`${url}/api/portfolios/${id}`, { headers: authorization })
    const state = (await response.json()) as {
      state: string
      step: string
      problem: unknown
      result: PortfolioResultBody
    }
    if (Number.isNaN(searched) && state.step !== 'queued' && state.step !== 'optimum') {
      searched = (performance.now() - began) / 1000
    }
    if (state.state === 'done') return { ...state, searched }
    if (state.state !== 'running') throw new Error(JSON.stringify(state.problem))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

await measure()
