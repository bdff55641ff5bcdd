import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { analyze } from './analyze.ts'
import type { PlanElement } from './plan-budget-page.ts'
import { commonColour } from './plan-map-pixels.ts'
import { PlanHost } from './plan-page.ts'
import { desktop, phone } from './viewer-page.ts'

interface Summary {
  id: string
  activity: string
  computedAt: string | null
}

class StatisticsHost extends PlanHost {
  static override async start(): Promise<StatisticsHost> {
    return new StatisticsHost((await PlanHost.start()).viewer)
  }

  async list(): Promise<Summary[]> {
    const response = await fetch(`${this.url}/api/statistics`)
    return ((await response.json()) as { items: Summary[] }).items
  }

  /** Once everything has been computed. */
  async settled(): Promise<void> {
    await this.ask('/api/statistics/refresh', { all: false })
    for (;;) {
      const items = await this.list()
      if (items.every(({ activity, computedAt }) => activity === 'idle' && computedAt)) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

let host: StatisticsHost
beforeAll(async () => {
  host = await StatisticsHost.start()
  await host.ask('/api/statistics/refresh', { all: true })
})
afterEach(() => host.viewer.closePages())
afterAll(() => host.viewer.close())

async function openStatistics(): Promise<Page> {
  const page = await host.open()
  await page.getByRole('button', { name: 'Statistik', exact: true }).click()
  await page.locator('pu-analysis-list li button').first().waitFor()
  return page
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await analyze(page)
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

/** The results of an analysis on a phone, once its charts are there. */
async function openOnPhone(id: string): Promise<Page> {
  const page = await host.open('/rencana?year=2026', phone)
  await page.getByRole('button', { name: 'Statistik', exact: true }).click()
  await page.getByRole('button', { name: 'Analisis', exact: true }).click()
  await page.locator(`[data-id="${id}"]`).click()
  await page.locator('pu-chart').first().waitFor()
  return page
}

describe('charts on a phone', () => {
  it('name each bar in full, with its value behind it, within the screen', async () => {
    await host.settled()
    const page = await openOnPhone('hotspots')
    const texts = await page.locator('pu-chart .bar .name, pu-chart .bar b').evaluateAll((all) =>
      all.map((one) => ({
        text: one.textContent?.trim(),
        isCut: one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflow !== 'visible',
        right: one.getBoundingClientRect().right,
        size: Number.parseFloat(getComputedStyle(one).fontSize),
      })),
    )
    expect(texts.map(({ text }) => text)).toContain('lemah: panas hanya di sebagian kecil kisi')
    expect(texts.filter(({ isCut, right, size }) => isCut || right > phone.width || size < 11)).toEqual([])
    const row = page.locator('pu-chart .bar', { hasText: 'tidak beda dari kebetulan' }).first()
    expect(await row.locator('b').first().textContent()).toMatch(/^Jumlah usulan: [\d.]+$/)
    await expectAccessible(page)
  })

  it('an analysis begins at its top, however far the one before was read', async () => {
    await host.settled()
    const page = await openOnPhone('hotspots')
    const right = page.locator('section.right')
    await right.evaluate((column) => column.scrollTo(0, column.scrollHeight))
    expect(await right.evaluate((column) => column.scrollTop)).toBeGreaterThan(500)
    await page.getByRole('button', { name: 'Analisis', exact: true }).click()
    await page.locator('[data-id="inequality"]').click()
    await page.locator('pu-analysis figure svg .curve').first().waitFor()
    expect(await right.evaluate((column) => column.scrollTop)).toBe(0)
  })
})

describe('the tab of statistics', () => {
  it('names files by their layers and parameters in words of the screen', async () => {
    await host.settled()
    const page = await openStatistics()
    await page.locator('[data-id="accepted-share"]').click()
    const files = page.locator('pu-analysis .files')
    await files.getByText('Bagian rupiah yang diterima').waitFor()
    const names = await files.getByRole('link').evaluateAll((all) => all.map((one) => one.ariaLabel))
    expect(names).toContain('Bagian rupiah yang diterima, GeoPackage')
    expect(new Set(names).size).toBe(names.length)
    await page.locator('[data-id="access-SD"]').click()
    await page.getByText('garis lurus dari tengah sel kebutuhan').waitFor()
    await page.getByText('≤ 1.000 m: 1; ≤ 2.000 m: 0,68; ≤ 3.000 m: 0,22').waitFor()
    await page.locator('[data-id="local-moran"]').click()
    await page.getByText('berbagi batas atau sudut', { exact: true }).waitFor()
  })

  it('shows an analysis as the server computed it: finding, charts with their numbers, files', async () => {
    const page = await openStatistics()
    await page.locator('[data-id="inequality"]').click()
    await page.locator('pu-analysis figure svg .curve').first().waitFor({ timeout: 30_000 })
    const response = await page.context().request.get(`${host.url}/api/statistics/inequality`)
    const answer = (await response.json()) as {
      finding: { id: string }
      charts: { kind: string; series: { points: unknown[] }[] }[]
    }
    // A page opened once all is computed knows the layer: the map shows it.
    await page.waitForURL(/[?&]tab=statistics/)
    await page.reload()
    await page.locator('[data-id="inequality"]').click()
    await page.waitForFunction(() => new URL(location.href).search.includes('inequality'))
    await page.locator('pu-analysis figure svg .curve').first().waitFor()
    expect(await page.locator('pu-analysis .finding').innerText()).toBe(answer.finding.id)
    expect(await page.locator('pu-analysis figure').count()).toBe(answer.charts.length)
    const lines = answer.charts.findIndex(({ kind }) => kind === 'lines')
    const figure = page.locator('pu-analysis figure').nth(lines)
    const points = answer.charts[lines]!.series.reduce((sum, series) => sum + series.points.length, 0)
    expect(await figure.locator('tbody tr').count()).toBe(points)
    const file = page.getByRole('link', { name: 'Semua angka dan grafik, CSV' })
    const table = await page.context().request.get(host.url + (await file.getAttribute('href')))
    expect(table.status()).toBe(200)
    await expectAccessible(page)
  })

  it('shows how far the computing is, cancels it, computes one alone, and says what became of each', async () => {
    await host.settled()
    const page = await openStatistics()
    const bar = page.locator('pu-analysis-list .refresh')
    await bar.getByText('Semua hasil mutakhir.').waitFor()
    await bar.getByRole('button', { name: 'Hitung ulang semua' }).click()
    await bar.locator('progress').waitFor()
    await page.locator('pu-analysis-list li .activity.waiting').first().waitFor()
    expect(await page.locator('[data-id="access-SMP"] .activity').innerText()).toContain('Menunggu giliran')
    await bar.getByRole('button', { name: 'Batalkan semua' }).click()
    await page.locator('[data-id="access-SMP"] .activity').getByText('Dibatalkan').waitFor()
    await bar.getByText('analisis perlu dihitung').waitFor()
    await expectAccessible(page)
    await page.locator('[data-id="access-SMP"]').click()
    await page.locator('pu-analysis [data-compute="start"]').click()
    await page
      .locator('[data-id="access-SMP"] .activity')
      .getByText(/^Dihitung/)
      .waitFor()
    const [item] = (await host.list()).filter(({ id }) => id === 'access-SMP')
    const at = new Date(item!.computedAt!)
    const hour = `${String(at.getHours()).padStart(2, '0')}.${String(at.getMinutes()).padStart(2, '0')}`
    expect(await page.locator('pu-analysis .standing').innerText()).toContain(`Dihitung ${hour}`)
    await bar.getByRole('button', { name: 'Hitung sekarang' }).click()
    await bar.getByText('Semua hasil mutakhir.').waitFor({ timeout: 90_000 })
  }, 180_000)

  it('shows each state so that everyone can tell it: running, waiting, failed, out of date', async () => {
    await host.settled()
    const at = new Date().toISOString()
    const states = [
      { activity: 'running', share: 0.42 },
      { activity: 'waiting' },
      {
        failure: { at, cancelled: false, reason: { id: 'memori tidak cukup', en: 'not enough memory' } },
      },
      { staleSince: at, stale: true },
    ]
    for (const [size, viewport] of [['desktop', desktop] as const, ['phone', phone] as const]) {
      const page = await host.open('/rencana?year=2026', viewport)
      await page.route('**/api/statistics', async (route) => {
        const answer = await route.fetch()
        const body = (await answer.json()) as { items: Summary[]; refresh: object }
        const items = body.items.map((item, place) => ({ ...item, ...states[place] }))
        const [first, second] = items.map(({ id }) => id)
        const refresh = { ...body.refresh, state: 'running', analysis: first, waiting: [second], share: 0.21 }
        await route.fulfill({ response: answer, json: { items, refresh } })
      })
      await page.route('**/api/statistics/refresh', (route) => route.abort())
      await page.getByRole('button', { name: 'Statistik', exact: true }).click()
      if (size === 'phone') await page.getByRole('button', { name: 'Analisis', exact: true }).click()
      const lines = page.locator('pu-analysis-list li .activity')
      await lines.first().waitFor()
      const texts = await lines.allInnerTexts()
      for (const [place, words] of [
        'Sedang dihitung',
        'Menunggu giliran',
        'memori tidak cukup',
        'Data berubah sejak',
      ].entries())
        expect(texts[place]).toContain(words)
      expect(texts[0]).toContain('42\u00a0%')
      await expectAccessible(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      )
    }
  })

  it('shows each amount as a map of its own, with legend, source and files', async () => {
    await host.settled()
    const page = await openStatistics()
    await page.locator('[data-id="rupiah-per-poor"]').click()
    const choice = page.locator('pu-analysis').getByLabel('Peta yang ditampilkan')
    await choice.selectOption({ label: 'Rupiah diterima per orang miskin' })
    await page.waitForFunction(() => new URL(location.href).search.includes('rupiah-per-poor-accepted'))
    const legend = page.locator('pu-score-legend .areas')
    expect(await legend.innerText()).toContain('juta rupiah diterima per orang miskin')
    expect(await legend.innerText()).toContain('Sumber: ')
    for (const format of ['GeoJSON', 'CSV']) {
      const name = `Rupiah diterima per orang miskin, ${format}`
      const file = page.getByRole('link', { name, exact: true })
      const answer = await page.context().request.get(host.url + (await file.getAttribute('href')))
      expect(answer.status()).toBe(200)
      expect(await answer.text()).toContain('acceptedPerPoor')
    }
    await expectAccessible(page)
  })

  it('marks the proposals of the villages of a class of poverty and distance', async () => {
    const page = await openStatistics()
    await page.locator('[data-id="poverty-coverage"]').click()
    const response = await page.context().request.get(`${host.url}/data/poverty-coverage.geojson`)
    const { features } = (await response.json()) as {
      features: { properties: { code: string; class: string | null } }[]
    }
    const legend = page.locator('pu-bivariate .cells button')
    await expect.poll(() => legend.count()).toBe(9)
    const counts = ['1', '2', '3'].flatMap((far) =>
      ['1', '2', '3'].map(
        (poor) => features.filter(({ properties }) => properties.class === `${poor}-${far}`).length,
      ),
    )
    // Rows of the gap, the highest on top.
    const shown = [...counts.slice(6), ...counts.slice(3, 6), ...counts.slice(0, 3)]
    expect(await legend.allInnerTexts()).toEqual(shown.map(String))
    const names = await legend.evaluateAll((all) => all.map((cell) => cell.getAttribute('aria-label') ?? ''))
    expect(names[2]).toContain('termiskin dan terjauh')
    expect(names[6]).toContain('kurang miskin dan terdekat')
    const colours = await legend.evaluateAll((all) =>
      all.map((cell) => getComputedStyle(cell).backgroundColor),
    )
    expect(new Set(colours).size).toBe(9)
    const chosen = features.find(({ properties }) => properties.class?.startsWith('3-'))!.properties.class
    const villages = features.filter(({ properties }) => properties.class === chosen)
    const far = { '3-1': 'terdekat', '3-2': 'cukup jauh', '3-3': 'terjauh' }[chosen!]
    const cell = page.getByRole('button', { name: `termiskin dan ${far}: ${villages.length} desa` })
    await cell.focus()
    await page.keyboard.press('Enter')
    expect(await cell.getAttribute('aria-pressed')).toBe('true')
    const said = await page.locator('pu-bivariate p[role=status]').innerText()
    const marked = await page.evaluate(() => {
      const { state } = document.querySelector<Element & PlanElement>('pu-plan')!.store
      return [...state.selection]
    })
    const wanted: string[] = []
    for (const { properties } of villages) {
      const filter = { year: '2026', area: properties.code }
      const question = { filter, weights: { urgency: 1 }, limit: 500 }
      const { items } = await host.ask<{ items: { code: string }[] }>('/api/rankings', question)
      wanted.push(...items.map(({ code }) => code))
    }
    expect(wanted.length).toBeGreaterThan(0)
    expect(marked.toSorted()).toEqual(wanted.toSorted())
    expect(said).toContain(`${wanted.length} usulan`)
    await expectAccessible(page)
    await page.evaluate((code) => {
      document.querySelector<Element & PlanElement>('pu-plan')!.store.update({ selection: new Set([code]) })
    }, wanted[0]!)
    await page.getByText('Tidak ada kelas dipilih').waitFor()
    expect(await cell.getAttribute('aria-pressed')).toBe('false')
  })

  it('colours each village on the map as its square in the key', async () => {
    host.viewer.draw()
    const response = await fetch(`${host.url}/data/poverty-coverage.geojson`)
    const { features } = (await response.json()) as {
      features: { properties: { class: string | null }; geometry: { coordinates: [number, number][][] } }[]
    }
    const known = features.filter(({ properties }) => properties.class !== null)
    // The five villages with figures are of three classes: no one colour can stand for all.
    expect(known.length).toBe(5)
    expect(new Set(known.map(({ properties }) => properties.class)).size).toBe(3)
    const page = await host.signedIn()
    const parts = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    for (const { properties, geometry } of known) {
      const ring = geometry.coordinates.flat(Array.isArray(geometry.coordinates[0]?.[0]?.[0]) ? 1 : 0)[0] as [
        number,
        number,
      ][]
      const middle = (axis: 0 | 1) => {
        const values = ring.map((position) => position[axis])
        return (Math.min(...values) + Math.max(...values)) / 2
      }
      await host.go(page, `/rencana?year=2026&alas=poverty-coverage&map=12/${middle(1)}/${middle(0)}`)
      const squares = page.locator('pu-score-legend .ninths i')
      await expect.poll(() => squares.count(), { timeout: 20_000 }).toBe(9)
      const keys = await squares.evaluateAll((all) =>
        all.map((key) => key.getAttribute('style')?.match(/#[0-9a-f]{6}/)?.[0] ?? ''),
      )
      // Rows of the gap, the highest on top.
      const [poverty, gap] = properties.class!.split('-').map(Number) as [number, number]
      const colour = parts(keys[(3 - gap) * 3 + poverty - 1]!)
      // Colours of areas lie over the land at 0.62.
      const land = parts('#f7f3ea')
      const wanted = colour.map((part, channel) => 0.62 * part + 0.38 * land[channel]!)
      const difference = async () => {
        const shown = parts(await commonColour(page))
        return Math.max(...shown.map((part, channel) => Math.abs(part - wanted[channel]!)))
      }
      await expect.poll(difference, { timeout: 20_000, message: properties.class! }).toBeLessThanOrEqual(4)
    }
  })

  it('fits a phone: the list leads to the result, nothing is wider than the screen, axe finds nothing', async () => {
    // The ranking, which tells that the page is ready, is gone once another tab is open.
    const page = await host.open('/rencana?year=2026', phone)
    await page.getByRole('button', { name: 'Statistik', exact: true }).click()
    for (const id of ['inequality', 'poverty-coverage', '+parallel']) {
      await page.getByRole('button', { name: 'Analisis', exact: true }).click()
      await page.locator(`[data-id="${id}"]`).click()
      await page.locator('pu-analysis figure, pu-bivariate .cells, pu-parallel canvas').first().waitFor()
      await expectAccessible(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
    }
  })

  // The last: what it hands in makes every result out of date.
  it('says since when a result is out of date, and shows the new one by itself once it is computed', async () => {
    await host.settled()
    const page = await openStatistics()
    await page.locator('[data-id="rupiah-per-poor"]').click()
    await page.locator('pu-analysis .finding').waitFor()
    const before = await page.locator('pu-analysis .finding').innerText()
    await host.ask('/api/proposals', {
      title: 'Jalan sangat mahal',
      villageCode: '62.99.01.2001',
      costRupiah: 9e13,
    })
    await page.getByRole('button', { name: 'Prioritas', exact: true }).click()
    await page.getByRole('button', { name: 'Statistik', exact: true }).click()
    await page.locator('pu-analysis .standing').getByText('Data berubah sejak').waitFor()
    await page.locator('pu-analysis [data-compute="start"]').click()
    await page
      .locator('pu-analysis .standing')
      .getByText(/^Dihitung/)
      .waitFor({ timeout: 50_000 })
    await page.waitForFunction(
      (text) =>
        document
          .querySelector('pu-plan')
          ?.shadowRoot?.querySelector('pu-analysis')
          ?.shadowRoot?.querySelector('.finding')?.textContent !== text,
      before,
    )
  })
})
