import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { analyze } from './analyze.ts'
import { budgetField, openBudget, type PlanElement, search } from './plan-budget-page.ts'
import { PlanHost } from './plan-page.ts'

let host: PlanHost
beforeAll(async () => {
  host = await PlanHost.start(200)
})
afterEach(() => host.viewer.closePages())
afterAll(() => host.viewer.close())

const heading = (page: Page) => page.locator('pu-forum h1')
const titles = ['Apa yang kita timbang', 'Peta', 'Peringkat dan garisnya', 'Paket', 'Mengapa?']

async function begin(): Promise<Page> {
  const page = await openBudget(host)
  await budgetField(page).fill('12 miliar')
  await search(page)
  await page.getByRole('button', { name: 'Mode forum' }).click()
  await heading(page).waitFor()
  return page
}

describe('the mode for a forum', () => {
  it('goes through its five steps by keys and by buttons, and ends by Esc where it began', async () => {
    const page = await begin()
    for (const title of titles) {
      expect(await heading(page).innerText()).toBe(title)
      await page.keyboard.press('PageDown')
    }
    await page.keyboard.press('ArrowLeft')
    expect(await heading(page).innerText()).toBe('Paket')
    await page.getByText('optimal terbukti, selisih 0').last().waitFor()
    await page.keyboard.press('2')
    expect(await heading(page).innerText()).toBe('Peta')
    await page.getByRole('button', { name: /^Berikutnya/ }).click()
    expect(await heading(page).innerText()).toBe('Peringkat dan garisnya')
    await page.keyboard.press('Escape')
    await heading(page).waitFor({ state: 'detached' })
    await page.locator('pu-budget-form').waitFor()
  })

  it('keeps weights alive: arrows move the slider that has the focus, not the steps', async () => {
    const page = await begin()
    const slider = page.locator('pu-forum input[type=range][aria-label="Bobot Kemendesakan"]')
    await slider.focus()
    for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowLeft')
    expect(await slider.inputValue()).toBe('85')
    expect(await heading(page).innerText()).toBe(titles[0])
    await page.keyboard.press('4')
    await page.getByText('Bobot sudah berubah').waitFor()
  })

  it('draws the line where the budget ends, and says why of the proposal that is pressed', async () => {
    const page = await begin()
    await page.keyboard.press('3')
    const above = await page.locator('pu-forum .row:not(.below)').count()
    const expected = await page.evaluate(() => {
      const { store } = document.querySelector<Element & PlanElement>('pu-plan')!
      const { order } = store.ranking as unknown as { order: Uint32Array }
      let left = 12e9
      let count = 0
      for (const row of order) {
        left -= store.state.alternatives.costRupiah[row]!
        if (left < 0) break
        count++
      }
      return count
    })
    expect(above).toBe(expected)
    await page.locator('pu-forum .row').first().click()
    expect(await heading(page).innerText()).toBe('Mengapa?')
    await page
      .locator('pu-forum')
      .getByText(/^Urutan 1 dari/)
      .waitFor()
    await page.locator('pu-forum pu-package-details').waitFor()
  })

  it('is large enough to read from afar and finds room on either projector; axe finds nothing', {
    timeout: 200_000,
  }, async () => {
    const page = await begin()
    for (const [width, height, least] of [
      [1920, 1080, 24],
      [1366, 768, 19],
    ] as const) {
      await page.setViewportSize({ width, height })
      for (const step of ['1', '2', '3', '4', '5']) {
        await page.keyboard.press(step)
        const size = await page
          .locator('pu-forum')
          .evaluate((forum) => Number.parseFloat(getComputedStyle(forum).fontSize))
        expect(Math.round(size)).toBeGreaterThanOrEqual(least)
        const fits = await page.evaluate(() => {
          const panel = document
            .querySelector('pu-plan')!
            .shadowRoot!.querySelector('pu-forum')!
            .shadowRoot!.querySelector('.panel')!
          return document.documentElement.scrollWidth <= innerWidth && panel.scrollWidth <= panel.clientWidth
        })
        expect(fits, `${width} step ${step}`).toBe(true)
        const overlaps = await page.locator('pu-forum .fifths li').evaluateAll((lines) =>
          lines.filter(({ children: [name, bars] }) => {
            const range = document.createRange()
            range.selectNodeContents(name!)
            return range.getBoundingClientRect().right > bars!.getBoundingClientRect().left
          }),
        )
        expect(overlaps.length, `${width} step ${step}`).toBe(0)
        const { violations } = await analyze(page)
        expect(violations.map(({ id, nodes }) => `${step} ${id}: ${nodes[0]?.html}`)).toEqual([])
      }
      // The second projector stands in a dark room.
      await page.keyboard.press('d')
    }
    // What the room chose is there at its next meeting; the key that chose it chooses the other again.
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Mode forum' }).click()
    const forum = page.locator('pu-forum')
    const lightness = () =>
      forum.locator('.panel').evaluate((panel) => {
        const [red = 0, green = 0, blue = 0] =
          getComputedStyle(panel).backgroundColor.match(/\d+/g)?.map(Number) ?? []
        return (red + green + blue) / 3
      })
    expect(await lightness()).toBeGreaterThan(240)
    await page.getByRole('button', { name: 'Gelap' }).click()
    expect(await lightness()).toBeLessThan(60)
    await expect.poll(() => new URL(page.url()).searchParams.get('forum')).toBe('1')
    await page.reload()
    await heading(page).waitFor()
    expect(await lightness()).toBeLessThan(60)
    await page.keyboard.press('d')
    expect(await lightness()).toBeGreaterThan(240)
  })
})
