import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { PASSWORD } from '../support/start-test-server.ts'
import { budgetField, openBudget, search } from './plan-budget-page.ts'
import { PlanHost } from './plan-page.ts'

// Crossing zones, zones abroad and contradicting judgements are with their screens; negative costs with imports.

let host: PlanHost
beforeAll(async () => {
  host = await PlanHost.start(120)
})
afterEach(() => host.viewer.closePages())
afterAll(() => host.viewer.close())

interface Figures {
  figures: Record<string, { missing: number; outOfRange: number }>
  codes: string[]
  missing: Record<string, number[]>
}

const rows = (page: Page) => page.locator('pu-rank-table .row')
const table = async () => (await (await fetch(`${host.url}/api/alternatives?year=2026`)).json()) as Figures

describe('what cannot be ranked is explained on the screen', () => {
  it('weights that are all zero', async () => {
    const page = await host.open('/rencana?year=2026&w=urgency:7')
    const before = await rows(page).first().textContent()
    await page.locator('input[type=range][aria-label="Bobot Kemendesakan"]').fill('0')
    await page.getByRole('alert').filter({ hasText: 'Naikkan paling sedikit satu bobot.' }).waitFor()
    await page.getByText('Belum ada bobot', { exact: true }).waitFor()
    expect(await rows(page).count()).toBe(0)
    await page.getByRole('button', { name: 'Paket anggaran' }).click()
    expect(await page.getByRole('button', { name: 'Cari paket terbaik' }).isDisabled()).toBe(true)
    await page.locator('pu-budget-form').getByText('Semua bobot 0').waitFor()
    await page.getByRole('button', { name: 'Prioritas', exact: true }).click()
    await page.locator('pu-weights').waitFor()
    await page.keyboard.press('Control+z')
    await rows(page).first().waitFor()
    expect(await rows(page).first().textContent()).toBe(before)
  })

  it('a filter that leaves no proposal', async () => {
    const page = await host.viewer.blank()
    const data = { password: PASSWORD }
    await page.context().request.post(`${host.url}/api/session`, { data, headers: { origin: host.url } })
    await page.goto(`${host.url}/rencana?year=1999`)
    await page.getByText('Tidak ada usulan untuk saringan ini').waitFor()
    await page.getByRole('button', { name: 'Paket anggaran' }).click()
    await page.locator('pu-budget-form .go').getByText('Tidak ada usulan untuk saringan ini').waitFor()
    await page.getByRole('button', { name: 'Prioritas', exact: true }).click()
    await page.getByRole('button', { name: 'Hapus semua saringan' }).click()
    await rows(page).first().waitFor()
  })

  it('values that are missing: how many and what stands in for them, and for a proposal which', async () => {
    const { figures, codes, missing } = await table()
    const lacking = (figures.beneficiaries?.missing ?? 0) + (figures.beneficiaries?.outOfRange ?? 0)
    expect(lacking).toBeGreaterThan(3)
    const page = await host.open('/rencana?year=2026&w=beneficiaries:50,cost:50')
    await page.getByRole('button', { name: 'Penjelasan Penerima manfaat' }).click()
    await page.getByText(`${lacking} usulan, dihitung 0`).waitFor()
    const code = codes[missing.beneficiaries?.[0] ?? -1]
    const one = await host.open(`/rencana?year=2026&w=beneficiaries:50,cost:50&usulan=${code}`)
    await one
      .locator('pu-score-details')
      .getByText(/Belum ada data untuk: Penerima manfaat/)
      .waitFor()
  })

  it('a criterion that is the same for all', async () => {
    const page = await host.open('/rencana?year=2026&area=62.99.01.1003')
    const silent = page
      .locator('pu-weight-sliders details.silent li')
      .filter({ hasText: 'Kemiskinan wilayah' })
    await silent.waitFor({ state: 'attached' })
    expect(await silent.textContent()).toContain('tidak membedakan')
  })
})

describe('a budget that buys nothing', () => {
  it('is told with the cheapest cost, instead of an empty table', async () => {
    const page = await openBudget(host)
    await budgetField(page).fill('1.000')
    await search(page)
    const state = page.locator('pu-package .state')
    await state.getByText('Tidak ada yang dapat didanai').waitFor()
    const costs = await page.evaluate(() => {
      const { store } = document.querySelector('pu-plan') as unknown as {
        store: { state: { alternatives: { costRupiah: Float64Array } } }
      }
      return Array.from(store.state.alternatives.costRupiah).filter((cost) => !Number.isNaN(cost))
    })
    const cheapest = Math.min(...costs).toLocaleString('id-ID')
    expect(await state.textContent()).toContain(
      `Pagu Rp 1.000 lebih kecil daripada usulan termurah, Rp ${cheapest}.`,
    )
    await page.getByRole('button', { name: /^Tidak didanai \d+/ }).click()
    await page.locator('pu-package-table .row').first().waitFor()
  })

  it('is refused beside its field when it is below nothing', async () => {
    const page = await openBudget(host)
    await budgetField(page).fill('-5 juta')
    expect(await budgetField(page).getAttribute('aria-invalid')).toBe('true')
    await page.locator('pu-rupiah-field .wrong').first().waitFor()
    // Nothing is searched with the amount that stood there before.
    await page.getByRole('button', { name: /^Cari (paket terbaik|lagi)$/ }).click()
    await expect
      .poll(() =>
        budgetField(page).evaluate((field) => field === (field.getRootNode() as ShadowRoot).activeElement),
      )
      .toBe(true)
    expect(await page.locator('pu-package .searching').count()).toBe(0)
  })
})
