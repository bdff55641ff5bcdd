import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { placeOnRamp } from '../../client/plan/map/score-style.ts'
import {
  type Counted,
  centrePixel,
  countGraphics,
  graphics,
  mapAtRest,
  rampColour,
} from './plan-map-pixels.ts'
import { addressOf, PlanHost, slider, WEIGHTS } from './plan-page.ts'
import { codesOf, type Ranked, rankedByServer, rankedInPage, serverCodes } from './plan-ranked.ts'

let host: PlanHost
beforeAll(async () => {
  host = await PlanHost.start()
})
afterEach(() => host.viewer.closePages())
afterAll(() => host.viewer.close())

const filter = { year: '2026' }
const weights = { ...WEIGHTS, timeToCarryOut: 5 }
const address = addressOf(weights)

const sumOf = (all: Record<string, number>) => Object.values(all).reduce((a, b) => a + b, 0)

describe('the ranking in the browser', () => {
  it('is the server’s, to the last of 600 places, and its rows say what made them', async () => {
    const page = await host.open(address)
    expect(await codesOf(page)).toEqual(await serverCodes(host, filter, weights))
    const { items } = await host.ask<{ items: Ranked[] }>('/api/rankings', { filter, weights, limit: 5 })
    for (const [at, item] of items.entries()) {
      const row = page.locator('pu-rank-table .row').nth(at)
      expect(await row.locator('.score').textContent()).toBe(String(Math.round(item.score)))
      const parts = await row.locator('.segments').getAttribute('aria-label')
      expect(parts).toContain(`Kemendesakan ${Math.round(item.contributions.urgency ?? 0)}`)
    }
  })

  it('follows a slider without asking the server, without a tile read or a buffer filled anew', async () => {
    host.viewer.drawSharply()
    const page = await host.open(address)
    await mapAtRest(page)
    await countGraphics(page)
    const requests: string[] = []
    page.on('request', (request) => {
      // The browser looks for the page's icon in its own time.
      if (!request.url().endsWith('.svg')) requests.push(request.url())
    })
    const before = await graphics(page)
    const codes = () =>
      page.locator('pu-rank-table .row').evaluateAll((rows) => rows.map((row) => row.textContent))
    const table = await codes()
    const drag = slider(page, 'Kemendesakan')
    const box = await drag.boundingBox()
    if (!box) throw new Error('no slider')
    const y = box.y + box.height / 2
    await page.mouse.move(box.x + 0.9 * box.width, y)
    await page.mouse.down()
    const seen = new Set<string>()
    for (const share of [0.7, 0.5, 0.3, 0.12]) {
      await page.mouse.move(box.x + share * box.width, y, { steps: 3 })
      // While the button is still held the table has followed already.
      const asked = { ...weights, urgency: Number(await drag.inputValue()) }
      const best = (await rankedInPage(page, 5)).map(({ score }) => Math.round(score / sumOf(asked)))
      await expect
        .poll(async () => (await page.locator('pu-rank-table .row .score').allTextContents()).slice(0, 5))
        .toEqual(best.map(String))
      seen.add((await codes()).join())
    }
    await page.mouse.up()
    const value = Number(await drag.inputValue())
    await page.waitForFunction((least) => (window as unknown as Counted).frames > least, before.frames)
    const after = await graphics(page)
    expect(value).toBeLessThan(25)
    expect(requests).toEqual([])
    expect(after.buffers - before.buffers).toBe(0)
    expect(after.frames).toBeGreaterThan(before.frames)
    expect(seen.size).toBe(4)
    expect(await codes()).not.toEqual(table)
    const asked = { ...weights, urgency: value }
    // Bars, which no reader hears change at every step, are in words again once the slider was let go.
    const bars = () =>
      page.locator('pu-rank-table .segments').evaluateAll((all) => all.map((bar) => bar.ariaLabel ?? ''))
    await expect.poll(async () => (await bars()).every((text) => /\d/.test(text))).toBe(true)
    expect(await rankedInPage(page)).toEqual(await rankedByServer(host, { filter, weights: asked }))
    expect(await codesOf(page)).toEqual(await serverCodes(host, filter, asked))
  })

  it('takes a slider to the map too: the pixel of a proposal has the colour of its new score', async () => {
    host.viewer.draw()
    const [item] = (await rankedByServer(host, { filter, weights }, 300)).slice(260)
    const { geometry } = (await (await fetch(`${host.url}/api/proposals/${item?.code}`)).json()) as {
      geometry: { coordinates: number[] }
    }
    const [lon, lat] = geometry.coordinates
    const page = await host.open(`${address}&map=17/${lat}/${lon}&alas=-`)
    await mapAtRest(page)
    const before = await scoreInPage(page, item?.code)
    for (const name of ['Kemendesakan', 'Penerima manfaat']) await slider(page, name).fill('0')
    const now = await scoreInPage(page, item?.code)
    const [was, is] = [before, now].map(({ score, ...range }) => rampColour(placeOnRamp(score, range)))
    expect(Math.max(...is!.map((part, c) => Math.abs(part - was![c]!)))).toBeGreaterThan(10)
    await expect
      .poll(async () => Math.max(...(await centrePixel(page)).map((part, c) => Math.abs(part - is![c]!))), {
        timeout: 20_000,
      })
      .toBeLessThanOrEqual(3)
  })

  it('settles ties as the server does: 600 proposals of five scores, codes and scores alike', async () => {
    const few = { urgency: 7 }
    const page = await host.open('/rencana?year=2026&w=urgency:7')
    const here = await rankedInPage(page)
    expect(new Set(here.map(({ score }) => score)).size).toBeLessThan(6)
    expect(here).toEqual(await rankedByServer(host, { filter, weights: few }))
  })

  it('has on the map the colours of its scores: read back from the pixels of proposals high, middle and low', async () => {
    host.viewer.draw()
    const list = await host.ask<{ items: Ranked[] }>('/api/rankings', { filter, weights, limit: 500 })
    let checked = 0
    for (const at of [0, 60, 250, 480]) {
      const item = list.items[at]
      const detail = (await (await fetch(`${host.url}/api/proposals/${item?.code}`)).json()) as {
        geometry: { type: string; coordinates: number[] }
      }
      if (detail.geometry?.type !== 'Point') continue
      const [lon, lat] = detail.geometry.coordinates
      const page = await host.open(`${address}&map=17/${lat}/${lon}&alas=-`)
      await mapAtRest(page)
      const { score, ...range } = await scoreInPage(page, item?.code)
      const seen = await centrePixel(page)
      const expected = rampColour(placeOnRamp(score, range))
      seen.forEach((part, channel) => {
        expect(Math.abs(part - expected[channel]!), `${item?.code} ${seen} ${expected}`).toBeLessThanOrEqual(
          3,
        )
      })
      checked++
      await page.close()
    }
    expect(checked).toBeGreaterThanOrEqual(3)
  })

  it('goes back and forth by the steps of the weights', async () => {
    const page = await host.open(address)
    const drag = slider(page, 'Kemendesakan')
    await drag.fill('20')
    await page.getByLabel('Nolkan Penerima manfaat').click()
    expect(await slider(page, 'Penerima manfaat').inputValue()).toBe('0')
    await page.keyboard.press('Control+z')
    expect(await slider(page, 'Penerima manfaat').inputValue()).toBe('77')
    await page.keyboard.press('Control+z')
    expect(await drag.inputValue()).toBe('90')
    await page.keyboard.press('Control+Shift+z')
    expect(await drag.inputValue()).toBe('20')
  })

  it('is walked by the keyboard, marks on the map, and tells why a proposal stands where it stands', async () => {
    const all = await serverCodes(host, filter, weights)
    const page = await host.open(address)
    await page.getByRole('grid').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press(' ')
    await page.keyboard.press('End')
    await page
      .locator('pu-rank-table .row.active')
      .filter({ has: page.locator(`.rank >> text="${all.length}"`) })
      .waitFor()
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    const [first = '', , third = ''] = all
    const details = page.locator('pu-score-details')
    await details.getByText(`Urutan 1 dari`).waitFor()
    await details.getByText(first).waitFor()
    const marked = await page.evaluate(() => {
      const plan = document.querySelector('pu-plan') as unknown as {
        store: { state: { selection: Set<string> } }
      }
      return [...plan.store.state.selection]
    })
    expect(marked).toEqual([third])
  })
})

interface LiveStore {
  ranking: { order: Uint32Array; sums: Uint32Array; weightSum: number }
  state: { alternatives: { codes: string[] } }
}

/** A proposal's weighted score, and those between which the map's colours run. */
function scoreInPage(page: Page, code = ''): Promise<{ low: number; high: number; score: number }> {
  return page.evaluate((wanted) => {
    const { store } = document.querySelector('pu-plan') as unknown as { store: LiveStore }
    const { order, sums, weightSum } = store.ranking
    const scoreAt = (share: number) => sums[order[Math.round(share * (order.length - 1))]!]! / weightSum
    const row = store.state.alternatives.codes.indexOf(wanted)
    return { low: scoreAt(0.99), high: scoreAt(0.01), score: sums[row]! / weightSum }
  }, code)
}
