import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { analyze } from './analyze.ts'
import { address, budgetField, openBudget, search } from './plan-budget-page.ts'
import { mapAtRest } from './plan-map-pixels.ts'
import { PlanHost } from './plan-page.ts'
import { desktop, phone } from './viewer-page.ts'

let host: PlanHost
beforeAll(async () => {
  host = await PlanHost.start()
})
afterEach(() => host.viewer.closePages())
afterAll(() => host.viewer.close())

interface Ranking {
  items: { code: string; rank: number }[]
}

const filter = { year: '2026' }
const now = { urgency: 90, areaPoverty: 35, cost: 10, readiness: 55 }
const other = { urgency: 5, beneficiaries: 95, cost: 60 }

async function saveModel(id: string, weights: Record<string, number>): Promise<void> {
  await host.ask('/api/score-models', { id, title: { id, en: id }, weights, method: 'weighted-sum' })
}

async function topOf(weights: Record<string, number>, limit: number): Promise<string[]> {
  const { items } = await host.ask<Ranking>('/api/rankings', { filter, weights, limit })
  return items.map(({ code }) => code)
}

async function openScenarios(viewport = desktop, top = 40): Promise<Page> {
  const page = await host.open(`${address}&garis=${top}&a=now&b=uji-lain`, viewport)
  await page.getByRole('button', { name: 'Skenario A | B' }).click()
  await page.locator('pu-scenario-diff .top').waitFor({ state: 'attached' })
  return page
}

const servedCells = (page: Page) =>
  page.locator('pu-scenario-choice tr', { hasText: 'orang baru terlayani' }).locator('td')

const poorestCells = (page: Page) =>
  page.locator('pu-scenario-choice tr', { hasText: 'ke seperlima termiskin' }).locator('td')

const numberOf = (text: string) => Number(text.replaceAll('.', ''))

const handle = (page: Page) => page.getByRole('slider', { name: 'Batas A dan B di peta' })

describe('two scenarios', () => {
  it('differ as the server’s two rankings do', async () => {
    await saveModel('uji-lain', other)
    const [a, b] = [await topOf(now, 40), await topOf(other, 40)]
    const page = await openScenarios()
    const onlyA = a.filter((code) => !b.includes(code)).length
    expect(onlyA).toBeGreaterThan(0)
    await page.getByRole('button', { name: `Hanya A ${onlyA}`, exact: true }).waitFor()
    await page.getByRole('button', { name: `Keduanya ${40 - onlyA}`, exact: true }).click()
    const shared = a.filter((code) => b.includes(code))
    const first = page.locator('pu-scenario-table .row').first()
    const cells = await first.locator('.number').allInnerTexts()
    const [rankA, rankB] = [a.indexOf(shared[0]!) + 1, b.indexOf(shared[0]!) + 1]
    expect(cells.slice(0, 2)).toEqual([String(rankA), String(rankB)])
    expect(cells[2]).toContain(
      rankA === rankB ? '=' : `${rankA > rankB ? '▲' : '▼'} ${Math.abs(rankA - rankB)}`,
    )
  })

  it('are listed in the order of the head that is pressed, by the pointer or by keys, and of their ranks again', async () => {
    await saveModel('uji-lain', other)
    const [a, b] = [await topOf(now, 200), await topOf(other, 200)]
    const ranksOf = (code: string) => [a.indexOf(code) + 1, b.indexOf(code) + 1] as const
    const shared = a.filter((code) => b.includes(code)).map(ranksOf)
    const page = await openScenarios(desktop, 200)
    expect(await page.getByLabel('Skenario B').locator('option:checked').textContent()).toContain('uji-lain')
    const table = page.locator('pu-scenario-table')
    const head = (name: string) => table.getByRole('columnheader', { name, exact: true })
    const press = (name: string) => head(name).getByRole('button').click()
    const top = (pairs: readonly (readonly number[])[]) => pairs.slice(0, 6).map((pair) => pair.join('/'))
    const inOrder = (pairs: readonly (readonly number[])[]) =>
      expect
        .poll(() =>
          table
            .locator('.row')
            .evaluateAll((rows) =>
              rows
                .slice(0, 6)
                .map((row) => `${row.children[1]?.textContent}/${row.children[2]?.textContent}`),
            ),
        )
        .toEqual(top(pairs))

    await page.getByRole('button', { name: `Keduanya ${shared.length}`, exact: true }).click()
    await inOrder(shared)
    expect(await head('Urutan A').getAttribute('aria-sort')).toBe('ascending')
    await press('Berubah')
    const risen = shared.toSorted((one, two) => two[0] - two[1] - (one[0] - one[1]) || one[0] - two[0])
    expect(top(risen)).not.toEqual(top(shared))
    await inOrder(risen)
    expect(await head('Berubah').getAttribute('aria-sort')).toBe('descending')
    expect(await head('Urutan A').getAttribute('aria-sort')).toBe('none')
    await press('Berubah')
    await inOrder(shared.toSorted((one, two) => one[0] - one[1] - (two[0] - two[1]) || one[0] - two[0]))
    await press('Berubah')
    await inOrder(shared)

    // The tab key comes to one head, arrows to the others.
    expect(await table.locator('.sort[tabindex="0"]').count()).toBe(1)
    await head('Urutan A').getByRole('button').press('ArrowRight')
    await page.keyboard.press('Enter')
    expect(await head('Urutan B').getAttribute('aria-sort')).toBe('ascending')
    await inOrder(shared.toSorted((one, two) => one[1] - two[1]))
    expect(await table.locator('.sort[tabindex="0"]').getAttribute('title')).toBe('Urutkan menurut Urutan B')

    // What only B chooses comes in the order of B, which a further press comes back to.
    await page.getByRole('button', { name: /^Hanya B/ }).click()
    await press('Biaya')
    const costs = async () => (await table.locator('.row .cost').allInnerTexts()).map(numberOf)
    const dear = await costs()
    expect(dear).toEqual(dear.toSorted((one, two) => two - one))
    for (let time = 0; time < 2; time++) await press('Biaya')
    expect(await head('Urutan B').getAttribute('aria-sort')).toBe('ascending')
    expect(await head('Urutan A').getAttribute('aria-sort')).toBe('none')
    const ofB = await table.locator('.row .number:nth-child(3)').allInnerTexts()
    expect(ofB.map(numberOf)).toEqual(
      b
        .filter((code) => !a.includes(code))
        .map((code) => b.indexOf(code) + 1)
        .slice(0, ofB.length),
    )
    const { violations } = await analyze(page)
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })

  it('say how many people each newly serves, and what is not in the figures', async () => {
    await saveModel('uji-lain', other)
    const tops = [await topOf(now, 40), await topOf(other, 40)].map((codes) => codes.toSorted())
    const nobody = await host.ask<object>('/api/portfolios/people', { filter, codes: [] })
    const poorest = { share: 0.3125, whyNot: null, rupiah: 56e9, unplacedRupiah: 0, withoutCost: 0 }
    const withoutVillage = { ...poorest, share: null, whyNot: 'no-village', rupiah: 0 }
    const figures = [
      { newlyServed: 1234.4, withoutPlace: 0, poorest: { ...poorest, unplacedRupiah: 2e9, withoutCost: 4 } },
      { newlyServed: 56.5, withoutPlace: 3, poorest: withoutVillage },
    ]
    const page = await host.signedIn()
    let isDown = true
    // What these proposals serve is nobody: the figures are given, for exactly those that each side funds.
    await page.route('**/api/portfolios/people', async (route) => {
      const { codes } = route.request().postDataJSON() as { codes: string[] }
      const side = tops.findIndex((top) => top.join() === codes.toSorted().join())
      if (isDown || side < 0) return await route.abort()
      await route.fulfill({ json: { ...nobody, ...figures[side] } })
    })
    await host.go(page, `${address}&garis=40&a=now&b=uji-lain`)
    await page.getByRole('button', { name: 'Skenario A | B' }).click()
    await page.getByText('bagian penduduk termiskin belum bisa dihitung.').last().waitFor()
    isDown = false
    await page.locator('pu-scenario-choice').getByRole('button', { name: 'Coba lagi' }).click()
    await expect.poll(() => servedCells(page).allTextContents()).toEqual(['1.234', '57'])
    await page.getByText('Skenario B: 3 usulan layanan tanpa lokasi tidak terhitung.').waitFor()
    const why = 'usulan terpilih tanpa desa, atau kemiskinan desanya tidak diketahui'
    expect(await poorestCells(page).allTextContents()).toEqual(['31\u00a0%', `–${why}`])
    expect(await poorestCells(page).last().getAttribute('title')).toBe(why)
    await page.getByText('karena desa atau kemiskinan desanya tidak diketahui: A Rp 2 M.').waitFor()
    await page.getByText('Usulan tanpa biaya, yang tidak terhitung: A 4.').waitFor()
  })

  it('lie left and right of a divider that keys and the pointer move; the map shows one on either side', async () => {
    host.viewer.draw()
    await saveModel('uji-lain', other)
    const page = await openScenarios()
    const swipe = handle(page)
    await swipe.focus()
    await page.keyboard.press('Home')
    expect(await swipe.getAttribute('aria-valuenow')).toBe('0')
    const onlyB = await mapPixels(page)
    await page.keyboard.press('End')
    expect(await swipe.getAttribute('aria-valuetext')).toBe('A 100\u00a0%, B 0\u00a0%')
    const onlyA = await mapPixels(page)
    expect(differing(onlyA, onlyB, [0, 1])).toBeGreaterThan(50)
    await page.keyboard.press('Home')
    for (let step = 0; step < 5; step++) await page.keyboard.press('PageUp')
    expect(await swipe.getAttribute('aria-valuenow')).toBe('50')
    const both = await mapPixels(page)
    // Left of the divider it is A, right of it B; near the divider stands its handle.
    expect(differing(both, onlyA, [0, 0.44])).toBe(0)
    expect(differing(both, onlyB, [0.56, 1])).toBe(0)
    const box = (await page.locator('pu-plan-map').boundingBox())!
    const grip = (await swipe.boundingBox())!
    await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.25, grip.y, { steps: 4 })
    await page.mouse.up()
    expect(Number(await swipe.getAttribute('aria-valuenow'))).toBe(25)
  })

  it('may be a package: weights are then funded down to its budget, and an address brings both back', async () => {
    const page = await openBudget(host)
    await budgetField(page).fill('14 miliar')
    await search(page)
    await page.getByRole('button', { name: 'Skenario A | B' }).click()
    const choice = page.getByLabel('Skenario B')
    const option = choice.locator('option', { hasText: 'Paket Rp 14 M' }).first()
    await choice.selectOption((await option.getAttribute('value')) ?? '')
    await page.getByText('sampai pagu Rp 14 M habis').waitFor()
    await page.waitForFunction(() => new URL(location.href).searchParams.get('b')?.length === 36)
    const served = page.locator('pu-scenario-choice tr', { hasText: 'orang baru terlayani' })
    await served.waitFor()
    // Of the weights as of the package.
    await expect
      .poll(async () => (await servedCells(page).allTextContents()).every((text) => /^[\d.]+$/.test(text)))
      .toBe(true)
    await page.getByText('Angka paket dari saat paket dihitung').waitFor()
    expect(await poorestCells(page).allTextContents()).toEqual([
      expect.stringMatching(/^[\d,]+\u00a0%$/),
      expect.stringMatching(/^[\d,]+\u00a0%$/),
    ])
    await page.getByText('Di tab paket tiap desa dihitung utuh').waitFor()
    await page.getByRole('button', { name: 'Tukar A dan B' }).click()
    await page.waitForFunction(() => new URL(location.href).searchParams.get('a')?.length === 36)
    expect(await page.getByLabel('Skenario A').inputValue()).toHaveLength(36)
    expect(await page.getByLabel('Skenario B').inputValue()).toBe('now')
    await page.reload()
    await served.waitFor()
    expect(await page.getByLabel('Skenario A').inputValue()).toHaveLength(36)
  })

  it('fit a phone, where buttons switch sides and the handle is as large as a thumb; axe finds nothing', async () => {
    await saveModel('uji-lain', other)
    const page = await openScenarios(phone)
    const grip = (await handle(page).boundingBox())!
    expect(Math.min(grip.width, grip.height)).toBeGreaterThanOrEqual(44)
    const sides = page.getByRole('group', { name: 'Skenario di peta' }).getByRole('button')
    await sides.nth(0).click()
    expect(await handle(page).getAttribute('aria-valuenow')).toBe('100')
    await sides.nth(1).click()
    expect(await handle(page).getAttribute('aria-valuenow')).toBe('0')
    for (const name of ['Peta', 'Skenario', 'Beda']) {
      await page.getByRole('button', { name, exact: true }).click()
      const { violations } = await analyze(page)
      expect(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes[0]?.html}`)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
    }
  })
})

/** The scores on the map alone, without the marks of what is chosen and what lies over the map, once it is at rest. */
async function mapPixels(page: Page): Promise<PNG> {
  await page.evaluate((choices) => {
    const plan = document.querySelector('pu-plan')!.shadowRoot!
    for (const over of plan.querySelectorAll<HTMLElement>('pu-swipe, pu-score-legend'))
      over.style.opacity = '0'
    const { ol } = (plan.querySelector('pu-plan-map') as unknown as { plan: { ol: OlMap } }).plan
    for (const layer of ol.getLayers().getArray()) if (layer.getZIndex() === choices) layer.setVisible(false)
  }, 75)
  await mapAtRest(page)
  return PNG.sync.read(await page.locator('pu-plan-map').screenshot())
}

interface OlMap {
  getLayers: () => { getArray: () => { getZIndex: () => number; setVisible: (on: boolean) => void }[] }
}

/** Pixels that differ between two pictures within a share of their width. */
function differing(one: PNG, two: PNG, [from, to]: readonly [number, number]): number {
  let count = 0
  for (let y = 0; y < one.height; y++) {
    for (let x = Math.ceil(from * one.width); x < to * one.width; x++) {
      const at = (y * one.width + x) * 4
      if ([0, 1, 2].some((c) => Math.abs(one.data[at + c]! - two.data[at + c]!) > 24)) count++
    }
  }
  return count
}

it('a part whose program is gone, since the server was brought up to date, comes with the page of now; weights stay', async () => {
  const page = await host.open(`${address}&garis=40`)
  await page.route('**/assets/scenario-tab*.js', (route) => route.fulfill({ status: 404 }))
  await page.getByRole('button', { name: 'Skenario A | B' }).click()
  await page.getByText('Skenario A | B belum bisa dibuka').waitFor()
  await page.unroute('**/assets/scenario-tab*.js')
  await page.getByRole('button', { name: 'Coba lagi' }).click()
  await page.locator('pu-scenario-choice').waitFor()
  expect(new URL(page.url()).searchParams.get('w')).toContain('urgency:90')
})
