import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { mercatorToLonLat } from '../../core/geo/tile.ts'
import type { PointChart } from '../../core/statistics/analysis-report.ts'
import { analyze } from './analyze.ts'
import { isInView, markedPixels } from './plan-map-drawing.ts'
import { PlanHost, VILLAGES } from './plan-page.ts'
import { pixelOf } from './plan-zones-page.ts'
import { phone } from './viewer-page.ts'

/** A ring around a place has some dozens of pixels of the colour of marks. */
const isRinged = async (page: Page, place: readonly [number, number]) =>
  (await markedPixels(page, place)).solid > 20
const isWashed = async (page: Page, place: readonly [number, number]) =>
  (await markedPixels(page, place, 4)).wash > 20
/** Middles of villages of the fixture district. */
const KOTA_BARU = { code: '62.99.01.2001', middle: [111.055, -2.153] } as const
const SEBERANG = { code: '62.99.02.2003', middle: [111.255, -2.053] } as const
const patience = { timeout: 20_000 }

let host: PlanHost
beforeAll(async () => {
  host = await PlanHost.start(240)
  await host.ask('/api/statistics/refresh', { all: true })
})
afterEach(() => host.viewer.closePages())
afterAll(() => host.viewer.close())

interface InPage {
  store: {
    ranking: { order: Uint32Array }
    state: {
      selection: Set<string>
      areas: Set<string>
      alternatives: {
        codes: string[]
        places: Float64Array
        villages: { codes: string[]; index: Int32Array }
      }
    }
  }
}

/** What the page's one state says of the marks, and each proposal's village and place, best rank first. */
const stateOf = async (page: Page) => {
  const state = await page.evaluate(() => {
    const { store } = document.querySelector('pu-plan') as unknown as InPage
    const { selection, areas, alternatives } = store.state
    const { codes, villages, places } = alternatives
    return {
      selection: [...selection],
      areas: [...areas],
      proposals: Array.from(store.ranking.order, (row) => ({
        code: codes[row]!,
        village: villages.codes[villages.index[row]!] ?? '',
        at: [places[row * 2]!, places[row * 2 + 1]!],
      })),
    }
  })
  return {
    ...state,
    proposals: state.proposals.map(({ at: [x = 0, y = 0], ...one }) => ({
      ...one,
      place: mercatorToLonLat(x, y),
    })),
  }
}
const within = (proposals: { code: string; village: string }[], prefix: string) =>
  proposals.filter(({ village }) => village.startsWith(prefix)).map(({ code }) => code)

const bar = (page: Page) => page.locator('pu-selection .bar')
const openTab = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** The scatter of local Moran over the six villages, in the form in which the server tells it. */
const scatter: PointChart = {
  kind: 'points',
  key: 'moran-scatter',
  title: { id: 'Desa dan tetangganya', en: 'Villages and their neighbours' },
  x: { title: { id: 'Miskin', en: 'Poor' }, unit: { id: '%', en: '%' } },
  y: { title: { id: 'Tetangga', en: 'Neighbours' }, unit: { id: '%', en: '%' } },
  categories: [
    { key: 'high-high', label: { id: 'miskin di antara miskin', en: 'poor among poor' }, colour: '#b8482f' },
    { key: 'alone', label: { id: 'tidak nyata', en: 'not significant' }, colour: '#c9cfd6' },
  ],
  points: VILLAGES.map((code, at) => ({
    code,
    name: `Desa ${at}`,
    x: at,
    y: at,
    category: at > 3 ? 'high-high' : 'alone',
  })),
}

/** The tab of statistics with that scatter open. */
async function openScatter(): Promise<Page> {
  const page = await host.open('/rencana?year=2026&map=11/-2.1/111.15')
  await page.route('**/api/statistics/local-moran', async (route) => {
    const answer = (await (await route.fetch()).json()) as object
    await route.fulfill({
      json: {
        ...answer,
        state: 'ready',
        finding: scatter.title,
        charts: [scatter],
        layers: [],
        figures: [],
        parameters: [],
        missing: [],
        warnings: [],
        method: scatter.title,
        n: 6,
        unit: scatter.x.unit,
        downloads: [],
      },
    })
  })
  await openTab(page, 'Statistik')
  await page.locator('[data-id="local-moran"]').click()
  await page.locator('pu-chart circle.point').first().waitFor()
  return page
}

describe('what is marked in a chart of villages', () => {
  it('is marked on the map and in the tables, in every tab, until it is cleared: all by keys', {
    timeout: 150_000,
  }, async () => {
    host.viewer.drawSharply()
    const page = await host.open('/rencana?year=2026&map=11/-2.1/111.15')
    await openTab(page, 'Statistik')
    await page.locator('[data-id="rupiah-per-poor"]').click()
    const district = page.locator('pu-chart .hit').first()
    await district.waitFor({ state: 'attached' })
    await district.focus()
    await page.keyboard.press('Enter')
    const { selection, areas, proposals } = await stateOf(page)
    expect(areas.toSorted()).toEqual(['62.99.01.1003', '62.99.01.2001', '62.99.01.2002'])
    expect(selection.length).toBeGreaterThan(10)
    expect(selection.toSorted()).toEqual(within(proposals, '62.99.01.').toSorted())
    // The map washes the villages of that district, and those of no other.
    await expect.poll(() => isWashed(page, KOTA_BARU.middle), patience).toBe(true)
    const [first] = proposals.filter(({ village }) => village.startsWith('62.99.01.'))
    await expect.poll(() => isRinged(page, first!.place), patience).toBe(true)
    const [other] = proposals.filter(({ village }) => village.startsWith('62.99.02.'))
    expect(await isRinged(page, other!.place)).toBe(false)
    await bar(page).getByText(`${selection.length} usulan ditandai`).waitFor()
    await bar(page).getByText('3 desa').waitFor()
    expect(await page.locator('pu-marked .row').count()).toBe(Math.min(100, selection.length))
    expect((await analyze(page)).violations.map(({ id }) => id)).toEqual([])

    await page.locator('pu-marked').getByRole('button', { name: 'Lihat di peringkat' }).click()
    await page.locator('pu-rank-table .row.marked').first().waitFor()
    for (const name of ['Paket anggaran', 'Zona', 'Skenario A | B', 'Statistik']) {
      await openTab(page, name)
      await bar(page).getByText(`${selection.length} usulan ditandai`).waitFor()
    }
    await expect.poll(() => district.getAttribute('aria-pressed'), patience).toBe('true')
    await bar(page).getByRole('button', { name: 'Hapus semua tanda' }).focus()
    await page.keyboard.press('Enter')
    await bar(page).waitFor({ state: 'detached' })
    expect(await stateOf(page)).toMatchObject({ selection: [], areas: [] })
    await expect.poll(() => isRinged(page, first!.place), patience).toBe(false)
    expect(await district.getAttribute('aria-pressed')).toBe('false')
  })

  it('is a point, those in a frame, or those of a colour; the keyboard has the table’s buttons', async () => {
    host.viewer.drawSharply()
    const page = await openScatter()
    const circle = (code: string) => page.locator(`pu-chart circle[data-code="${code}"]`)
    await circle(SEBERANG.code).click()
    expect((await stateOf(page)).areas).toEqual([SEBERANG.code])
    await expect.poll(() => isWashed(page, SEBERANG.middle), patience).toBe(true)
    expect(await circle(SEBERANG.code).getAttribute('class')).toContain('marked')
    expect(await circle(KOTA_BARU.code).getAttribute('class')).not.toContain('marked')
    const box = (await page.locator('pu-chart svg').first().boundingBox())!
    const [from, to] = [
      await circle('62.99.01.2002').boundingBox(),
      await circle('62.99.02.2001').boundingBox(),
    ]
    await page.mouse.move(from!.x - 6, from!.y + 14)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 })
    await page.mouse.move(to!.x + 14, to!.y - 6, { steps: 4 })
    await page.mouse.up()
    expect((await stateOf(page)).areas.toSorted()).toEqual([
      '62.99.01.1003',
      '62.99.01.2002',
      '62.99.02.2001',
    ])
    await page.locator('pu-chart .keys').getByRole('button', { name: 'miskin di antara miskin' }).click()
    expect((await stateOf(page)).areas.toSorted()).toEqual(['62.99.02.2002', '62.99.02.2003'])
    await page.getByText('Angka grafik sebagai tabel').click()
    await page.locator('pu-chart tbody').getByRole('button', { name: 'Desa 0' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await stateOf(page)).areas.length, patience).toBe(3)
    await circle('62.99.02.2002').click({ modifiers: ['Control'] })
    await expect
      .poll(async () => (await stateOf(page)).areas.toSorted(), patience)
      .toEqual([KOTA_BARU.code, SEBERANG.code])
  })
})

describe('what is marked elsewhere', () => {
  it('in the ranking by the space bar is ringed on the map and marks its village’s point', async () => {
    const page = await openScatter()
    await openTab(page, 'Prioritas')
    await page.locator('pu-rank-table .grid').focus()
    await page.keyboard.press('Space')
    const { proposals, selection } = await stateOf(page)
    expect(selection).toEqual([proposals[0]!.code])
    await expect.poll(() => isRinged(page, proposals[0]!.place), patience).toBe(true)
    await openTab(page, 'Statistik')
    await page.locator('pu-chart circle.point').first().waitFor()
    const marked = await page
      .locator('pu-chart circle.marked')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-code')))
    expect(marked).toEqual([proposals[0]!.village])
  })

  it('on the map by a click into a village marks its point and lists its proposals; a click outside clears', async () => {
    const page = await openScatter()
    const { proposals } = await stateOf(page)
    const [x, y] = await pixelOf(page, [111.004, -2.196])
    await page.mouse.click(x, y)
    await expect.poll(async () => (await stateOf(page)).areas, patience).toEqual([KOTA_BARU.code])
    expect((await stateOf(page)).selection.toSorted()).toEqual(within(proposals, KOTA_BARU.code).toSorted())
    const marked = await page
      .locator('pu-chart circle.marked')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-code')))
    expect(marked).toEqual([KOTA_BARU.code])
    expect(await page.locator('pu-marked .row').count()).toBe(within(proposals, KOTA_BARU.code).length)
    const [outX, outY] = await pixelOf(page, [110.97, -2.1])
    await page.mouse.click(outX, outY)
    await expect.poll(async () => (await stateOf(page)).areas, patience).toEqual([])
  })

  it('in the parallel coordinates keeps its marks in the ranking, and the map goes there on request', async () => {
    const page = await host.open('/rencana?year=2026&map=15/-2.1/110.9')
    await openTab(page, 'Statistik')
    await page.locator('[data-id="+parallel"]').click()
    await page.locator('pu-parallel input[type=range]').first().focus()
    await page.keyboard.press('End')
    const { selection, proposals } = await stateOf(page)
    expect(selection.length).toBeGreaterThan(0)
    const places = proposals.filter(({ code, place }) => selection.includes(code) && !Number.isNaN(place[0]))
    expect(await isInView(page, places[0]!.place)).toBe(false)
    await bar(page).getByRole('button', { name: 'Perbesar ke yang ditandai' }).focus()
    await page.keyboard.press('Enter')
    await expect
      .poll(async () => Promise.all(places.map(({ place }) => isInView(page, place))), patience)
      .not.toContain(false)
    await openTab(page, 'Prioritas')
    const best = proposals.find(({ code }) => selection.includes(code))!
    // The best of what is marked has come into sight.
    await page.locator('pu-rank-table .row.marked').first().waitFor()
    expect((await stateOf(page)).selection).toEqual(selection)
    expect(await page.locator('pu-rank-table .row.marked .rank').first().innerText()).toBe(
      String(proposals.indexOf(best) + 1),
    )
  })
})

describe('on a phone', () => {
  it('the count is over the map with thumb-sized buttons, beside the legend, in every tab', async () => {
    const page = await host.open('/rencana?year=2026&map=10/-2.1/111.15', phone)
    await page.evaluate(() => {
      const { store } = document.querySelector('pu-plan') as unknown as {
        store: { chooseAreas(codes: string[]): void }
      }
      store.chooseAreas(['62.99.01.2001', '62.99.01.2002'])
    })
    for (const name of ['Prioritas', 'Zona', 'Statistik']) {
      await openTab(page, name)
      const clear = bar(page).getByRole('button', { name: 'Hapus semua tanda' })
      const box = (await clear.boundingBox())!
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44)
      expect(box.x + box.width).toBeLessThanOrEqual(phone.width)
      // Nothing lies over it: a tap there is a tap on it.
      await clear.click({ trial: true })
      const legend = page.locator('pu-score-legend .legend')
      if (await legend.count()) {
        const left = (await legend.boundingBox())!
        expect(left.x + left.width).toBeLessThanOrEqual((await bar(page).boundingBox())!.x)
      }
    }
  })
})
