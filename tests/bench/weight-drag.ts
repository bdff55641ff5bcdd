import { chromium, type Page } from 'playwright-core'
import { buildClientIfStale } from '../../server/wiring/build-client.ts'
import { findCapabilities } from '../support/capabilities.ts'
import type { StoreContext } from './bench-context.ts'
import { atMost, leftOut, type Result } from './report.ts'
import { runServeProcess } from './run-serve-process.ts'

const WHAT = 'A step of a slider over 100,000 proposals: CPU time of the page’s main thread'
const LIMIT_MS = 8
const STEPS = 60
const WARM_UP = 15
const SETTLE_MS = 8_000

/** Moves a slider by steps, each in a frame of its own. */
function drag(page: Page, steps: number): Promise<void> {
  return page.evaluate(async (count) => {
    const weights = document.querySelector('pu-plan')?.shadowRoot?.querySelector('pu-weights')
    const sliders = weights?.shadowRoot?.querySelector('pu-weight-sliders')
    const slider = sliders?.shadowRoot?.querySelector<HTMLInputElement>('input[type=range]')
    if (!slider) throw new Error('no slider')
    for (let step = 0; step < count; step++) {
      slider.value = String(20 + ((step * 7) % 60))
      slider.dispatchEvent(new Event('input'))
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30)))
    }
  }, steps)
}

/** The planner's page over all proposals of the bench: what each step of a weight costs the page, from event to frame. */
export async function weightDrag({ store }: StoreContext): Promise<Result[]> {
  const executablePath = findCapabilities().chromium
  if (!executablePath) return [leftOut(WHAT, `≤ ${LIMIT_MS} ms`, 'no Chromium here')]
  await buildClientIfStale(() => {})
  const server = await runServeProcess(store.serve)
  const args = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
  const browser = await chromium.launch({ executablePath, args })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  await page.goto(`${server.url}/rencana.html?source=musrenbang,pokir`)
  await page.locator('pu-rank-table .row').first().waitFor({ timeout: 120_000 })
  await page.waitForTimeout(SETTLE_MS)
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const taskSeconds = async () =>
    (await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
  await drag(page, WARM_UP)
  const before = await taskSeconds()
  await drag(page, STEPS)
  const each = (1000 * ((await taskSeconds()) - before)) / STEPS
  const ranked = await page.locator('pu-ranking p.count').textContent()
  await browser.close()
  await server.stop()
  const note = `${ranked?.trim()}; ranking, table, uniforms and the frame that OpenLayers draws, WebGL in software`
  return [atMost(WHAT, [LIMIT_MS, 'ms'], each, note)]
}
