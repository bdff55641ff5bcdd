import type { Page } from 'playwright-core'
import type { StoreContext } from './bench-context.ts'
import { openPlanner } from './open-planner.ts'
import { atMost, leftOut, type Result } from './report.ts'

const WHAT = 'A step of a slider over 100,000 proposals: CPU time of the page’s main thread'
const LIMIT_MS = 8
const STEPS = 60
const WARM_UP = 15

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
  const planner = await openPlanner(store.serve)
  if (!planner) return [leftOut(WHAT, `≤ ${LIMIT_MS} ms`, 'no Chromium here')]
  const { page } = planner
  await drag(page, WARM_UP)
  const before = await planner.taskMs()
  await drag(page, STEPS)
  const each = ((await planner.taskMs()) - before) / STEPS
  const ranked = await planner.ranked()
  await planner.close()
  const note = `${ranked}; ranking, table, uniforms and the frame that OpenLayers draws, WebGL in software`
  return [atMost(WHAT, [LIMIT_MS, 'ms'], each, note)]
}
