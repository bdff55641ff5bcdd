import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ZoneStatistics } from '../../core/api/zone.ts'
import { formatNumber, formatRupiahShort } from '../../core/proposal/format.ts'
import { SECTOR_LABELS } from '../../core/proposal/sector.ts'
import { STATUS_GROUP_LABELS } from '../../core/proposal/status.ts'
import { PlanHost } from './plan-page.ts'
import {
  around,
  choose,
  clearZones,
  clickAt,
  drag,
  drawPolygon,
  figure,
  geometryOf,
  type LonLat,
  openZones,
  pixelOf,
  ready,
  settled,
  zonesOf,
} from './plan-zones-page.ts'
import { query } from './viewer-page.ts'

let host: PlanHost
let page: Page
beforeAll(async () => {
  host = await PlanHost.start(300)
  page = await openZones(host)
  await unfold()
})
beforeEach(async () => {
  await clearZones(page)
  await page.evaluate(() => {
    const { store } = document.querySelector('pu-plan') as unknown as {
      store: { update(patch: object): void }
    }
    store.update({ portfolio: null })
  })
})
afterAll(() => host.viewer.close())

const whole = (value: number) => formatNumber(value, 'id', 0)
const amount = ({ count, costRupiah }: { count: number; costRupiah: number }) =>
  `${whole(count)} · ${formatRupiahShort(costRupiah, 'id')}`
const card = () => page.locator('pu-zone-card')
const unfold = () =>
  card().evaluate((element) => {
    Object.assign(element, { unfolded: true })
  })
async function again(): Promise<void> {
  await page.reload()
  await ready(page)
  await unfold()
}

/** The server's own figures of the area that the card shows at this moment. */
async function askShown(portfolioId?: string): Promise<ZoneStatistics> {
  const shape = await page.evaluate(() => {
    const found = document.querySelector('pu-plan')?.shadowRoot?.querySelector('pu-zone-card')
    return (found as unknown as { session: { store: { shown: LonLat[][][] } } }).session.store.shown
  })
  const body = {
    geometry: geometryOf(shape),
    filter: { year: '2026' },
    ...(portfolioId ? { portfolioId } : {}),
  }
  return host.ask<ZoneStatistics>('/api/zones/statistics', body)
}

/** Rows of the card's lists by status and by sector: their name and amounts. */
const rows = () =>
  card()
    .locator('.bars li')
    .evaluateAll((all) =>
      all.map((li) => [...li.querySelectorAll('span')].map((part) => part.textContent?.trim() ?? '')),
    )
const expected = ({ proposals }: ZoneStatistics) => [
  ...proposals.byStatusGroup
    .filter(({ count }) => count > 0)
    .map((share) => [STATUS_GROUP_LABELS[share.group].id, amount(share)]),
  ...proposals.bySector.map((share) => [
    SECTOR_LABELS[share.sector as keyof typeof SECTOR_LABELS].id,
    amount(share),
  ]),
]

/** What the card says beside these names, without small print; names in capitals. */
const people = async (names: readonly string[]) => {
  const all = await card()
    .locator('dl > div')
    .evaluateAll((divs) =>
      divs.map((div) =>
        [...div.querySelectorAll('dt, dd')].slice(0, 2).map((part) => {
          const copy = part.cloneNode(true) as Element
          for (const small of copy.querySelectorAll('small')) small.remove()
          return copy.textContent?.trim() ?? ''
        }),
      ),
    )
  return all
    .map(([name = '', value = '']) => [name.toUpperCase(), value] as const)
    .filter(([name]) => names.includes(name))
}
const countOf = ({ value, below }: ZoneStatistics['population']) => {
  if (below !== undefined) return `kurang dari ${whole(below)}`
  return value === null ? 'tidak diketahui' : whole(value)
}
const expectedPeople = ({ population, poorPopulation, services }: ZoneStatistics) => [
  ['PENDUDUK', countOf(population)],
  ['MISKIN', countOf(poorPopulation)],
  ...services.map(({ service, beyond }) => [service, countOf(beyond)]),
]

/** A package that the solver has chosen, by its id. */
async function solve(title: string): Promise<string> {
  const question = {
    title,
    filter: { year: '2026' },
    budgetRupiah: 20_000_000_000,
    timeLimitSeconds: 20,
    constraints: [],
  }
  const { id } = await host.ask<{ id: string }>('/api/portfolios', question)
  const state = async () => {
    const answer = await page.context().request.get(`${host.url}/api/portfolios/${id}`)
    return ((await answer.json()) as { state: string }).state
  }
  await expect.poll(state, { timeout: 60_000 }).toBe('done')
  return id
}

describe('the card of a zone', () => {
  it('has proposals and rupiah by status and by sector, also of a shape that is being dragged', async () => {
    await drawPolygon(page, around)
    await settled(page)
    const before = expected(await askShown())
    expect(before.length).toBeGreaterThanOrEqual(5)
    expect(await rows()).toEqual(before)
    await drag(page, around[2]!, [111.12, -2.1], false)
    await settled(page)
    const during = expected(await askShown())
    expect(during).not.toEqual(before)
    expect(await rows()).toEqual(during)
    await page.mouse.up()
  })

  it('has the server’s people, poor people and people beyond each standard, before letting go of a drag and after', async () => {
    await drawPolygon(page, around)
    await settled(page)
    const before = expectedPeople(await askShown())
    expect(before.length).toBeGreaterThan(3)
    const names = before.map(([name = '']) => name)
    expect(await people(names)).toEqual(before)
    await drag(page, around[2]!, [111.12, -2.1], false)
    await settled(page)
    const during = expectedPeople(await askShown())
    expect(during).not.toEqual(before)
    expect(await people(names)).toEqual(during)
    await page.mouse.up()
    await settled(page)
    expect(expectedPeople(await askShown())).toEqual(during)
    expect(await people(names)).toEqual(during)
  })

  it('lets clicks through while something is drawn: its figures may grow over the first point', async () => {
    await choose(page, 'Gambar poligon')
    for (const place of around) await clickAt(page, place)
    await settled(page)
    const [x, y] = await pixelOf(page, around[0]!)
    const box = (await card().locator('section').boundingBox())!
    expect([x - box.x, y - box.y].every((inside) => inside > 0)).toBe(true)
    expect([box.x + box.width - x, box.y + box.height - y].every((inside) => inside > 0)).toBe(true)
    await page.mouse.click(x, y)
    await page.getByRole('button', { name: 'Simpan zona' }).waitFor()
    expect(await zonesOf(page)).toHaveLength(1)
    // Once it is a zone, the card is to be used again.
    await card().locator('.fold').click()
    await card().locator('.fold').click()
  })

  it('says between which figures the truth lies and how much of the area is known, of every count', async () => {
    await drawPolygon(page, around)
    await settled(page)
    const { population, poorPopulation, services } = await askShown()
    expect(population.coveragePercent).toBeLessThan(100)
    const notes = await card()
      .locator('dl dd small [role=img]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
    const words = ({ low, high, coveragePercent }: typeof population) => {
      const range =
        high === null ? `paling sedikit ${whole(low ?? 0)}` : `antara ${whole(low ?? 0)} dan ${whole(high)}`
      const known = coveragePercent < 99.95 ? `; ${whole(coveragePercent)}\u00a0% wilayah zona diketahui` : ''
      return range + known
    }
    expect(notes).toEqual([population, poorPopulation, ...services.map(({ beyond }) => beyond)].map(words))
  })

  it('keeps both with each version, and in the file', async () => {
    await drawPolygon(page, around)
    await settled(page)
    await page.getByRole('button', { name: 'Simpan zona' }).click()
    await card().getByText('tersimpan · versi 1').waitFor()
    await page.locator('pu-zone-editor summary', { hasText: /^Versi$/ }).click()
    await page.locator('pu-zone-versions summary').click()
    const said = await page.locator('pu-zone-versions .more').innerText()
    const [{ statistics }] = await page.evaluate(() => {
      const found = document.querySelector('pu-plan')?.shadowRoot?.querySelector('pu-zone-card')
      const { saved } = (
        found as unknown as { session: { store: { state: { saved: { statistics: unknown }[] } } } }
      ).session.store.state
      return saved as [{ statistics: ZoneStatistics }]
    })
    expect(said).toContain(`paling sedikit ${whole(statistics.population.low ?? 0)}`)
    expect(said).toContain('% wilayah zona diketahui')
    for (const { service } of statistics.services) expect(said.toUpperCase()).toContain(service)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Unduh GeoJSON' }).click(),
    ])
    const file = JSON.parse(readFileSync(await download.path(), 'utf8')) as {
      features: { properties: Record<string, unknown> }[]
    }
    const { population, services } = statistics
    expect(file.features[0]?.properties).toMatchObject({
      population: population.value,
      populationLow: population.low,
      populationHigh: population.high,
      populationCoverage: population.coveragePercent,
      [`beyondHigh_${services[0]?.service}`]: services[0]?.beyond.high,
      proposals: statistics.proposals.count,
    })
  })

  it('compares before and after a chosen package: what it funds here and whom it newly serves', async () => {
    const id = await solve('Paket uji zona')
    await again()
    await drawPolygon(page, around)
    await settled(page)
    const picker = card().getByLabel('Bandingkan dengan paket anggaran')
    await picker.selectOption({ value: id })
    await card().locator('.change').waitFor()
    await settled(page)
    const { portfolio, services } = await askShown(id)
    expect(portfolio?.proposals).toBeGreaterThan(0)
    expect(await figure(page, 'Didanai di sini')).toBe(amount({ count: portfolio!.proposals, ...portfolio! }))
    expect(await figure(page, 'Warga baru terlayani')).toBe(whole(portfolio!.newlyServed ?? 0))
    const table = await card()
      .locator('.change tbody tr')
      .evaluateAll((all) => all.map((tr) => [...tr.children].map((cell) => cell.textContent?.trim())))
    expect(table.map(([, ...cells]) => cells)).toEqual(
      services.map(({ beyond, after }) => [whole(beyond.value ?? 0), whole(after ?? 0)]),
    )
    await expect.poll(() => query(page).get('paket')).toBe(id)
    // The tab of packages shows the one that was chosen here.
    await page.getByRole('button', { name: 'Paket anggaran', exact: true }).click()
    await page.locator('pu-package .figures').waitFor()
    await page.getByRole('button', { name: 'Zona', exact: true }).click()
    await picker.selectOption({ value: '' })
    await card().locator('.change').waitFor({ state: 'detached' })
    await expect.poll(() => query(page).get('paket')).toBeNull()
  })

  it('is saved with the chosen package: the version carries those figures, and shows them again', async () => {
    const id = await solve('Paket yang disimpan')
    await again()
    await drawPolygon(page, around)
    await settled(page)
    await page.getByLabel('Nama zona').fill('Zona berpaket')
    await page.getByRole('button', { name: 'Simpan zona' }).click()
    await card().getByText('tersimpan · versi 1').waitFor()
    expect(await page.getByRole('button', { name: 'Simpan versi 2' }).count()).toBe(0)
    await card().getByLabel('Bandingkan dengan paket anggaran').selectOption({ value: id })
    await card().locator('.change').waitFor()
    await settled(page)
    const { portfolio, services } = await askShown(id)
    // Nothing was drawn, but these figures are new.
    await page.getByRole('button', { name: 'Simpan versi 2' }).click()
    await card().getByText('tersimpan · versi 2').waitFor()
    await page.getByRole('button', { name: 'Tidak ada perubahan' }).waitFor()
    // What the server keeps with the version is what was on the screen, before and after the package.
    interface Kept {
      id: string
      name: string
      portfolioId: string | null
      statistics: ZoneStatistics
    }
    const read = async <Answer>(path: string) =>
      (await (await page.context().request.get(host.url + path)).json()) as { items: Answer[] }
    const zone = (await read<Kept>('/api/zones')).items.find(({ name }) => name === 'Zona berpaket')
    expect(zone?.portfolioId).toBe(id)
    const { items } = await read<Kept>(`/api/zones/${zone?.id}/versions`)
    expect(items.map(({ portfolioId }) => portfolioId)).toEqual([id, null])
    expect(items[0]?.statistics.portfolio).toMatchObject({ id, title: 'Paket yang disimpan', ...portfolio })
    expect(items[0]?.statistics.services).toEqual(services)
    // Another visit, without the package chosen: the version tells its figures still.
    await page.goto(`${host.url}/rencana?tab=zones&year=2026&map=11/-2.1/111.15&zone=${zone?.id}`)
    await ready(page)
    await page.locator('pu-zone-editor summary', { hasText: /^Versi$/ }).click()
    await page.locator('pu-zone-versions summary').first().click()
    const more = page.locator('pu-zone-versions .more').first()
    await more.getByText('Paket yang disimpan').waitFor()
    const said = await more.innerText()
    expect(said).toContain(formatRupiahShort(portfolio?.costRupiah ?? Number.NaN, 'id'))
    expect(said).toContain(whole(portfolio?.newlyServed ?? Number.NaN))
    for (const { beyond, after } of services) {
      const [before, then] = [whole(beyond.value ?? Number.NaN), whole(after ?? Number.NaN)]
      expect(said).toMatch(new RegExp(`: ${before} .*; menjadi ${then} dengan paket`))
    }
  })

  it('stays with a package that is still being computed, which goes on once and keeps its progress', async () => {
    await again()
    await drawPolygon(page, around)
    await settled(page)
    const refused: string[] = []
    page.on('response', (answer) => {
      if (answer.status() >= 400) refused.push(`${answer.status()} ${answer.url()}`)
    })
    const budget = page.getByRole('button', { name: 'Paket anggaran', exact: true })
    await budget.click()
    await page.getByText('Cara menghitung').click()
    await page.getByLabel('Uji ketahanan').selectOption('200')
    await page.getByLabel('Batas waktu').selectOption('600')
    await page.getByRole('textbox', { name: 'Pagu' }).fill('13 miliar')
    await page.getByRole('button', { name: /^Cari (paket terbaik|lagi)$/ }).click()
    const studied = page.locator('pu-package .top[aria-busy=true]')
    await studied.waitFor({ timeout: 50_000 })
    const id = query(page).get('paket')
    await page.getByRole('button', { name: 'Zona', exact: true }).click()
    await drag(page, around[2]!, [111.2, -2.06])
    await settled(page)
    await budget.click()
    await studied.waitFor()
    expect(query(page).get('paket')).toBe(id)
    expect(refused).toEqual([])
    const list = await page.context().request.get(`${host.url}/api/portfolios`)
    const { items } = (await list.json()) as { items: { id: string; state: string }[] }
    expect(items.filter(({ state }) => state === 'running').map((line) => line.id)).toEqual([id])
    await page.getByRole('button', { name: 'Hentikan hitungan' }).click()
    await page.locator('pu-package .top[aria-busy=false]').waitFor()
    await page.getByRole('button', { name: 'Zona', exact: true }).click()
    // The next test begins on the tab of zones.
    await card().waitFor({ state: 'attached' })
  })

  it('goes on without a package that somebody deleted meanwhile, and says so', async () => {
    const id = await solve('Paket yang dihapus')
    await again()
    await drawPolygon(page, around)
    await settled(page)
    await card().getByLabel('Bandingkan dengan paket anggaran').selectOption({ value: id })
    await card().locator('.change').waitFor()
    await page.context().request.delete(`${host.url}/api/portfolios/${id}`, { headers: { origin: host.url } })
    // The server knows a package for as long as proposals stay the same; a restart or a change forgets it.
    await page.route('**/api/zones/statistics', async (route) => {
      const body = route.request().postDataJSON() as { portfolioId?: string }
      if (!body.portfolioId) return route.continue()
      const problem = {
        title: 'Parameter not understood',
        status: 400,
        parameter: 'portfolioId',
        detail: 'portfolioId',
      }
      await route.fulfill({ status: 400, contentType: 'application/problem+json', json: problem })
    })
    // The notice stays for seconds only, and the answer may come while the corner is still on its way.
    const reported = page.getByText('Paket itu sudah tidak ada').waitFor()
    await Promise.all([reported, drag(page, around[2]!, [111.12, -2.1])])
    await settled(page)
    await card().locator('.change').waitFor({ state: 'detached' })
  })
})
