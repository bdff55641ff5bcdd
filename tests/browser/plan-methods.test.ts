import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { placeOnRamp } from '../../client/plan/map/score-style.ts'
import { centrePixel, countGraphics, graphics, mapAtRest, rampColour } from './plan-map-pixels.ts'
import { addressOf, PlanHost, slider, WEIGHTS } from './plan-page.ts'
import { rankedByServer, rankedInPage } from './plan-ranked.ts'

let host: PlanHost
beforeAll(async () => {
  host = await PlanHost.start()
})
afterEach(() => host.viewer.closePages())
afterAll(() => host.viewer.close())

const filter = { year: '2026' }
const weights = WEIGHTS
const address = addressOf(weights)
const others = [
  ['topsis', 'TOPSIS'],
  ['promethee', 'PROMETHEE II'],
] as const
const all = [['weighted-sum', 'Jumlah terbobot'], ...others] as const

const choose = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).check()
const chosen = (page: Page) => page.locator('pu-method input[name=method]:checked').inputValue()

describe('the method that ranks', () => {
  it.each(all)(
    '%s gives the server’s top 200 in the browser: codes, ranks and scores to the last bit',
    async (method, name) => {
      const page = await host.open(address)
      await choose(page, name)
      const [here, there] = [
        await rankedInPage(page),
        await rankedByServer(host, { filter, weights, method }),
      ]
      expect(here).toHaveLength(200)
      expect(here).toEqual(there)
    },
  )

  it.each(all)('%s settles ties of whole groups of proposals as the server does', async (method, name) => {
    const few = { urgency: 7 }
    const page = await host.open(addressOf(few))
    await choose(page, name)
    const here = await rankedInPage(page)
    expect(new Set(here.map(({ score }) => score)).size).toBeLessThan(6)
    expect(here).toEqual(await rankedByServer(host, { filter, weights: few, method }))
  })

  it('gives other orders by other methods, stands in the address, and is one step to undo', async () => {
    const page = await host.open(address)
    const codes = async () => (await rankedInPage(page)).map(({ code }) => code).join()
    const sum = await codes()
    await choose(page, 'TOPSIS')
    const topsis = await codes()
    await choose(page, 'PROMETHEE II')
    const promethee = await codes()
    expect(new Set([sum, topsis, promethee]).size).toBe(3)
    await page.waitForURL(/cara=promethee/)
    await page.reload()
    await page.locator('pu-rank-table .row').first().waitFor()
    expect(await chosen(page)).toBe('promethee')
    expect(await codes()).toBe(promethee)
    await choose(page, 'TOPSIS')
    await page.keyboard.press('Control+z')
    expect(await chosen(page)).toBe('promethee')
    await page.keyboard.press('Control+Shift+z')
    expect(await chosen(page)).toBe('topsis')
    expect(await codes()).toBe(topsis)
  })

  it.each(others)('%s follows a slider with no request and no buffer filled anew', async (method, name) => {
    const page = await host.open(address)
    await choose(page, name)
    await page.waitForLoadState('networkidle')
    await mapAtRest(page)
    await countGraphics(page)
    const requests: string[] = []
    page.on('request', (request) => {
      if (!request.url().endsWith('.svg')) requests.push(request.url())
    })
    const drag = slider(page, 'Kemendesakan')
    await drag.focus()
    for (let step = 0; step < 12; step++) await page.keyboard.press('ArrowLeft')
    await mapAtRest(page)
    expect(requests).toEqual([])
    expect((await graphics(page)).buffers).toBe(0)
    expect(await rankedInPage(page)).toEqual(
      await rankedByServer(host, { filter, weights: { ...weights, urgency: 78 }, method }),
    )
  })

  it.each(others)(
    '%s colours the map: read back from pixels of the first, middle and last',
    async (method, name) => {
      host.viewer.draw()
      const list = await rankedByServer(host, { filter, weights, method }, 500)
      const at = (share: number) => list[Math.round(share * (list.length - 1))]?.score ?? Number.NaN
      let checked = 0
      for (const place of [0, 300, 470]) {
        const item = list[place]
        const { geometry } = (await (await fetch(`${host.url}/api/proposals/${item?.code}`)).json()) as {
          geometry: { type: string; coordinates: number[] }
        }
        if (geometry?.type !== 'Point') continue
        const [lon, lat] = geometry.coordinates
        const page = await host.open(`${address}&cara=${method}&map=17/${lat}/${lon}&alas=-`)
        await page.waitForLoadState('networkidle')
        await mapAtRest(page)
        const range = await page.evaluate(() => {
          const { store } = document.querySelector('pu-plan') as unknown as {
            store: { ranking: { order: Uint32Array; scores: Float64Array } }
          }
          const { order, scores } = store.ranking
          const scoreAt = (share: number) => scores[order[Math.round(share * (order.length - 1))]!]!
          return { low: scoreAt(0.99), high: scoreAt(0.01) }
        })
        expect(range.high).toBeGreaterThan(at(0.5))
        const expected = rampColour(placeOnRamp(item?.score ?? Number.NaN, range))
        await expect
          .poll(
            async () => {
              const seen = await centrePixel(page)
              return seen.every((part, c) => Math.abs(part - expected[c]!) <= 3) ? 'as expected' : seen.join()
            },
            { timeout: 20_000, message: `${item?.code} ${expected}` },
          )
          .toBe('as expected')
        checked++
        await page.close()
      }
      expect(checked).toBeGreaterThanOrEqual(3)
      expect(name).not.toBe('')
    },
  )

  it('stands in the decision file and in the table for a spreadsheet', async () => {
    const page = await host.open(`${address}&cara=topsis`)
    const taken = async (button: string) => {
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: button }).click()
      return readFileSync(await (await download).path(), 'utf8')
    }
    await page.getByRole('button', { name: 'Simpan keputusan' }).click()
    const decision = JSON.parse(await taken('Unduh berkas saja')) as { method: object; weights: number[] }
    expect(decision.method).toEqual({ kind: 'topsis', normalisation: 'vector' })
    const [head = '', first = ''] = (await taken('Unduh CSV')).split('\r\n')
    const [best] = await rankedByServer(host, { filter, weights, method: 'topsis' }, 1)
    expect(head.split(',').slice(4, 7)).toEqual(['Kedekatan', 'costRupiah', 'Cara'])
    expect(first).toContain(best?.code)
    expect(first).toContain(`,${best?.score.toFixed(6)},`)
    expect(first).toContain(',TOPSIS,')
  })

  it('TOPSIS on raw values is the server’s, in the list, the files and the address, and says what is not', async () => {
    const page = await host.open(`${address}&cara=topsis`)
    const scores = page.locator('pu-rank-table .row .score')
    await page.getByText('Yang diterbitkan (Hwang & Yoon 1981) memakai nilai asli').waitFor()
    const before = await scores.first().textContent()
    await choose(page, 'nilai asli')
    await page.getByText('Server menghitung daftar ini').waitFor()
    const asked = { filter, weights, method: 'topsis', scale: 'raw' }
    const there = await rankedByServer(host, asked, 10)
    const figures = there.map(({ score }) => score.toFixed(3).replace('.', ','))
    await expect.poll(async () => (await scores.allTextContents()).slice(0, 10)).toEqual(figures)
    await page.getByText('Warna memakai angka 0–1.000, bukan nilai asli.').waitFor()
    await page.waitForURL(/cara=topsis&skala=asli/)
    await page.reload()
    await expect.poll(async () => (await scores.allTextContents()).slice(0, 10)).toEqual(figures)
    const taken = async (button: string) => {
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: button }).click()
      return readFileSync(await (await download).path(), 'utf8')
    }
    await page.getByRole('button', { name: 'Simpan keputusan' }).click()
    const decision = JSON.parse(await taken('Unduh berkas saja')) as { method: object }
    expect(decision.method).toMatchObject({ kind: 'topsis', scale: 'raw' })
    expect(await taken('Unduh CSV')).toContain(',TOPSIS (nilai asli),')
    await page.locator('pu-rank-table .row').first().click()
    await page.locator('pu-score-details').getByText(`kedekatan TOPSIS ${figures[0]}`).waitFor()
    await choose(page, 'angka 0–1.000')
    await expect.poll(() => scores.first().textContent()).toBe(before)
  })

  it('TOPSIS on raw values is what groups are compared by, and what a forum sees', async () => {
    const sets = [
      { name: 'warga', weights },
      { name: 'dinas', weights: { cost: 80, urgency: 20 } },
    ]
    const page = await host.open(`${address}&cara=topsis&skala=asli&bobot=groups`)
    await page.evaluate((groups) => {
      const { store } = document.querySelector('pu-plan') as unknown as {
        store: { update: (patch: object) => void }
      }
      store.update({ groups, top: 50 })
    }, sets)
    const asked = { filter, sets, top: 50, method: 'topsis', scale: 'raw' }
    const { concordance, counts } = await host.ask<{
      concordance: number
      counts: { aboveForAll: number }
    }>('/api/rankings/agreement', asked)
    const groups = page.locator('pu-groups')
    await groups.getByText('seperti yang diterbitkan (Hwang & Yoon 1981)').waitFor()
    const figures = await groups.locator('.figures dt').allTextContents()
    expect(figures.slice(0, 2)).toEqual([
      concordance.toFixed(2).replace('.', ','),
      String(counts.aboveForAll),
    ])

    await page.getByRole('button', { name: 'Mode forum' }).click()
    const forum = page.locator('pu-forum')
    await forum.locator('h1').waitFor()
    await page.keyboard.press('2')
    await forum.getByText('Warna memakai angka 0–1.000, bukan nilai asli.').waitFor()
    await page.keyboard.press('3')
    await forum.getByText('seperti yang diterbitkan (Hwang & Yoon 1981)').waitFor()
    const there = await rankedByServer(host, { filter, weights, method: 'topsis', scale: 'raw' }, 60)
    const titleOf = await page.evaluate(
      (codes) => {
        const { store } = document.querySelector('pu-plan') as unknown as {
          store: { state: { alternatives: { titles: string[]; rowOf: Map<string, number> } } }
        }
        const { titles, rowOf } = store.state.alternatives
        return codes.map((code) => titles[rowOf.get(code)!]!)
      },
      there.map(({ code }) => code),
    )
    const shown = async () =>
      (await forum.locator('.row span').allTextContents())
        .slice(0, 60)
        .map((text, at) => text.startsWith(titleOf[at]!))
    await expect.poll(async () => (await shown()).filter(Boolean).length).toBe(60)
    expect(await forum.locator('.row:not(.below)').count()).toBe(50)
    await forum.locator('.row').nth(2).click()
    const score = there[2]!.score.toFixed(3).replace('.', ',')
    await forum.getByText(`Urutan 3 dari`).filter({ hasText: score }).waitFor()
  })

  it('of a saved model comes with it, in the page and from the server', async () => {
    const page = await host.open(address)
    await choose(page, 'PROMETHEE II')
    await page.getByRole('button', { name: 'Simpan bobot …' }).click()
    await page.getByLabel('Nama bobot').fill('Forum adu')
    await page.getByRole('button', { name: 'Simpan', exact: true }).click()
    await page.getByText('Bobot “Forum adu” versi 1 tersimpan.').waitFor()
    const stored = await (await fetch(`${host.url}/api/score-models/forum-adu`)).json()
    expect(stored).toMatchObject({ method: 'promethee', weights })
    const models = page.getByLabel('Buka bobot tersimpan')
    await models.selectOption('default@1')
    expect(await chosen(page)).toBe('weighted-sum')
    await models.selectOption('forum-adu@1')
    expect(await chosen(page)).toBe('promethee')
    const byModel = await rankedByServer(host, { filter, model: 'forum-adu' })
    expect(await rankedInPage(page)).toEqual(byModel)
    const fresh = await host.open('/rencana?year=2026&model=forum-adu')
    expect(await chosen(fresh)).toBe('promethee')
    expect(await rankedInPage(fresh)).toEqual(byModel)
  })
})
