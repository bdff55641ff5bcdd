import type { Page } from 'playwright-core'
import type { StoreContext } from './bench-context.ts'
import { openPlanner } from './open-planner.ts'
import { atMost, leftOut, quantile, type Result } from './report.ts'

const WHAT = 'A frame of scrolling the ranking table of 100,000 rows: CPU time of the page’s main thread, p95'
/** A frame of 60 a second has 16.7 ms, of which the browser's other threads and the compositor want a part. */
const LIMIT_MS = 8
const FRAMES = 150
const WARM_UP = 20
/** As a fast wheel goes; and some frames leap, as the scroll bar's thumb does. */
const PIXELS_A_FRAME = 400
const LEAP_EVERY = 10

/** Scrolls once and waits until the frame is drawn. */
function scroll(page: Page, leaps: boolean): Promise<number> {
  return page.evaluate(
    async ([pixels, leap]) => {
      const plan = document.querySelector('pu-plan')?.shadowRoot
      const table = plan?.querySelector('pu-ranking')?.shadowRoot?.querySelector('pu-rank-table')
      const grid = table?.shadowRoot?.querySelector('.grid')
      if (!grid) throw new Error('no table')
      const end = grid.scrollHeight - grid.clientHeight
      grid.scrollTop = leap ? (grid.scrollTop + end / 3) % end : Math.min(end, grid.scrollTop + pixels)
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      return end
    },
    [PIXELS_A_FRAME, leaps] as const,
  )
}

/** The planner's page over all proposals of the bench: what each frame costs while its table is scrolled. */
export async function tableScroll({ store }: StoreContext): Promise<Result[]> {
  const planner = await openPlanner(store.serve)
  if (!planner) return [leftOut(WHAT, `≤ ${LIMIT_MS} ms`, 'no Chromium here')]
  const { page } = planner
  for (let frame = 0; frame < WARM_UP; frame++) await scroll(page, frame % LEAP_EVERY === 0)
  const frames: number[] = []
  let before = await planner.taskMs()
  for (let frame = 0; frame < FRAMES; frame++) {
    await scroll(page, frame % LEAP_EVERY === 0)
    const now = await planner.taskMs()
    frames.push(now - before)
    before = now
  }
  const ranked = await planner.ranked()
  await planner.close()
  const note = `${ranked}; p50 ${quantile(frames, 0.5).toFixed(1)} ms; ${PIXELS_A_FRAME} px a frame, every tenth leaps a third of the list`
  return [atMost(WHAT, [LIMIT_MS, 'ms'], quantile(frames, 0.95), note)]
}
