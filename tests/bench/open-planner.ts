import { chromium, type Page } from 'playwright-core'
import { buildClientIfStale } from '../../server/wiring/build-client.ts'
import { findCapabilities } from '../support/capabilities.ts'
import type { BenchStore } from './bench-context.ts'
import { statuses } from './data/proposals.ts'
import { PASSWORD, runServeProcess } from './run-serve-process.ts'

/** Statistics and tiles of a start are then behind. */
const SETTLE_MS = 8_000

/** Every year and status, and half of the sources: 100,000 of the bench's 200,000, the most that a browser ranks itself. */
const ALL_COMPETE = new URLSearchParams({
  source: 'musrenbang,pokir',
  year: '2024,2025,2026',
  status: statuses.join(),
})

export interface OpenPlanner {
  page: Page
  /** CPU time of the page's main thread since it was opened, milliseconds. */
  taskMs(): Promise<number>
  /** What the page says of how many it ranks. */
  ranked(): Promise<string>
  close(): Promise<void>
}

/** The planner's page over all proposals of the bench, of someone who is signed in; nothing without Chromium. */
export async function openPlanner(serve: BenchStore['serve']): Promise<OpenPlanner | undefined> {
  const executablePath = findCapabilities().chromium
  if (!executablePath) return undefined
  await buildClientIfStale(() => {})
  const server = await runServeProcess(serve)
  const args = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
  const browser = await chromium.launch({ executablePath, args })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  const signedIn = await page.context().request.post(`${server.url}/api/session`, {
    data: { password: PASSWORD },
    headers: { origin: server.url },
  })
  if (!signedIn.ok()) throw new Error(`signing in: ${signedIn.status()}`)
  await page.goto(`${server.url}/rencana?${ALL_COMPETE}`)
  await page.locator('pu-rank-table .row').first().waitFor({ timeout: 120_000 })
  await page.waitForTimeout(SETTLE_MS)
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  return {
    page,
    async taskMs() {
      const { metrics } = await cdp.send('Performance.getMetrics')
      return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0)
    },
    async ranked() {
      return (await page.locator('pu-ranking p.count').textContent())?.trim() ?? ''
    },
    async close() {
      await browser.close()
      await server.stop()
    },
  }
}
