import type { Page } from 'playwright-core'
import type { PortfolioResult } from '../../core/api/portfolio.ts'
import type { PlanHost } from './plan-page.ts'
import { desktop } from './viewer-page.ts'

export const address = '/rencana?year=2026&w=urgency:90,areaPoverty:35,cost:10,readiness:55'

interface Store {
  state: {
    portfolio: string | null
    hovered: string | null
    selection: Set<string>
    alternatives: {
      codes: string[]
      titles: string[]
      costRupiah: Float64Array
      places: Float64Array
      rowOf: Map<string, number>
    }
  }
  ranking: { sums: Uint32Array; weightSum: number }
  update: (patch: object) => void
}
export interface PlanElement {
  store: Store
}

/** A package together with what is studied around it. */
export const answered = 'pu-package .top[aria-busy=false]'

/** The tab of budgets, without the study of robustness unless it is asked for. */
export async function openBudget(
  host: PlanHost,
  options: { viewport?: typeof desktop; samples?: string } = {},
) {
  const page = await host.open(address, options.viewport ?? desktop)
  await page.getByRole('button', { name: 'Paket anggaran' }).click()
  await page.locator('pu-budget-form').waitFor({ state: 'attached' })
  if (options.viewport && options.viewport.width < 768)
    await page.getByRole('button', { name: 'Pagu & syarat' }).click()
  await page.getByText('Cara menghitung').click()
  await page.getByLabel('Uji ketahanan').selectOption(options.samples ?? '0')
  return page
}

/** The tab of budgets with a package that the server was asked for, once it is there. */
export async function openPackage(host: PlanHost, asked: object) {
  const { id } = await host.ask<{ id: string }>('/api/portfolios', asked)
  const page = await host.open(`${address}&paket=${id}`)
  await page.getByRole('button', { name: 'Paket anggaran' }).click()
  await page.locator(answered).waitFor({ timeout: 50_000 })
  return page
}

export const budgetField = (page: Page) => page.getByRole('textbox', { name: 'Pagu' })

/** Presses the button and waits for the answer: a package, or why there is none. */
export async function search(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Cari (paket terbaik|lagi)$/ }).click()
  // What was computed for another page already is there at once: then nothing may be seen of the search.
  await page
    .locator('pu-package .searching')
    .waitFor({ timeout: 5_000 })
    .catch(() => {})
  await page.locator(`${answered}, pu-package .conflict`).first().waitFor({ timeout: 50_000 })
}

/** What the server keeps of the open package. */
export async function answerOf(page: Page, url: string): Promise<PortfolioResult> {
  const id = await page.evaluate(
    () => document.querySelector<Element & PlanElement>('pu-plan')?.store.state.portfolio,
  )
  const response = await page.context().request.get(`${url}/api/portfolios/${id}`)
  return ((await response.json()) as { result: PortfolioResult }).result
}

export const rowsOf = (page: Page) => page.locator('pu-package-table .row')

/** Scores per mille and costs of some proposals, as the page's own ranking has them. */
export function reckon(page: Page, codes: readonly string[]): Promise<{ worth: number; cost: number }> {
  return page.evaluate((wanted) => {
    const { store } = document.querySelector<Element & PlanElement>('pu-plan')!
    const { alternatives } = store.state
    let worth = 0
    let cost = 0
    for (const code of wanted) {
      const row = alternatives.rowOf.get(code)!
      worth += store.ranking.sums[row]! / store.ranking.weightSum
      cost += alternatives.costRupiah[row]!
    }
    return { worth, cost }
  }, codes)
}

/** Where a proposal lies on the screen, once the map shows it alone. */
export async function placeOnScreen(page: Page, code: string): Promise<{ x: number; y: number }> {
  return page.evaluate(async (wanted) => {
    const plan = document.querySelector<Element & PlanElement>('pu-plan')!
    const { alternatives } = plan.store.state
    const row = alternatives.rowOf.get(wanted)!
    const element = plan.shadowRoot!.querySelector('pu-plan-map') as unknown as {
      plan: {
        ol: {
          getView: () => { setCenter: (at: number[]) => void; setZoom: (zoom: number) => void }
          getPixelFromCoordinate: (at: number[]) => number[]
          once: (type: string, listener: () => void) => void
          renderSync: () => void
        }
      }
      getBoundingClientRect: () => DOMRect
    }
    const at = [alternatives.places[row * 2]!, alternatives.places[row * 2 + 1]!]
    const { ol } = element.plan
    const done = new Promise<void>((resolve) => ol.once('rendercomplete', resolve))
    ol.getView().setCenter(at)
    ol.getView().setZoom(16)
    await done
    const [x = 0, y = 0] = ol.getPixelFromCoordinate(at)
    const box = element.getBoundingClientRect()
    return { x: box.left + x, y: box.top + y }
  }, code)
}
