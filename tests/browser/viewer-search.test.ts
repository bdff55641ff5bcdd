import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { choose, listTab, phone, query, rows, ViewerHost } from './viewer-page.ts'

/** A busy machine draws slowly; what is awaited must come, not come at once. */
const patience = { timeout: 20_000 }

let host: ViewerHost
beforeAll(async () => {
  host = await ViewerHost.start()
})
afterEach(() => host.closePages())
afterAll(() => host.close())

describe('a filter', () => {
  it('acts on map, list, counts and address alike', async () => {
    const page = await host.open('/?year=2025,2026')
    await listTab(page).click()
    const tile = page.waitForRequest(
      (request) => request.url().includes('/tiles/proposals/') && request.url().includes('status=rejected'),
    )
    await choose(page, 'Status', 'Ditolak')
    await tile
    const answer = await host.server.get('/api/proposals?year=2025,2026&status=rejected')
    const { total } = (await answer.json()) as { total: { count: number } }
    await page.getByRole('tab', { name: `Usulan (${total.count})` }).waitFor()
    expect(await rows(page).count()).toBe(total.count)
    expect(await page.locator('pu-figures dd').first().textContent()).toBe(String(total.count))
    expect(query(page).get('status')).toBe('rejected')
  })

  it('by stage and by words acts on map, heat, list, counts and address, and each can be taken away', async () => {
    const page = await host.open('/?stage=plan&q=jalan')
    await listTab(page).click()
    const shown = async (query: string) => {
      const { total } = (await (await host.server.get(`/api/proposals?${query}`)).json()) as {
        total: { count: number }
      }
      await page.getByRole('tab', { name: `Usulan (${total.count})` }).waitFor()
      return total.count
    }
    const both = await shown('stage=plan&q=jalan')
    expect(both).toBeGreaterThan(0)
    const tiles = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .flatMap(({ name }) => (/\/tiles\/proposals\//.test(name) ? [name] : [])),
    )
    expect(tiles.length).toBeGreaterThan(0)
    expect(tiles.filter((tile) => !/stage=plan/.test(tile) || !/q=jalan/.test(tile))).toEqual([])
    const heat = page.waitForRequest((request) => /\/heat\/.*stage=plan.*q=jalan/.test(request.url()))
    await page.getByRole('tab', { name: 'Lapisan' }).click()
    await page.getByText('Kepadatan', { exact: true }).click()
    await heat
    await page.getByRole('button', { name: 'Hapus pilihan: “jalan”' }).click()
    expect(await shown('stage=plan')).toBeGreaterThan(both)
    expect(query(page).has('q')).toBe(false)
    await choose(page, 'Tahap', 'RKPD')
    expect(await shown('')).toBeGreaterThan(both)
    expect(query(page).has('stage')).toBe(false)
  })

  it('by words is one key away in the search', async () => {
    const page = await host.open('/')
    await page.locator('pu-search').first().getByRole('combobox').focus()
    await page.keyboard.type('jalan')
    await page.getByRole('option', { name: /Saring usulan dengan kata “jalan”/ }).waitFor()
    await page.getByRole('option').nth(1).waitFor()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.searchParams.get('q') === 'jalan')
    await rows(page).first().waitFor()
  })

  it('that nothing matches says what to do next, and one button undoes it', async () => {
    const page = await host.open('/?year=2025&sector=tourism&status=postponed')
    await listTab(page).click()
    await page.getByText('Tidak ada usulan yang cocok').waitFor()
    await page.locator('pu-proposal-list').getByRole('button', { name: 'Hapus semua' }).click()
    await rows(page).first().waitFor()
    expect(query(page).has('sector')).toBe(false)
    expect(query(page).get('year')).toBe('2025')
  })

  it('keeps what has no location within reach: its count opens the list of it', async () => {
    const page = await host.open('/?quality=&layers=proposals')
    await page.getByRole('button', { name: /tanpa lokasi$/ }).click()
    await page.getByRole('tab', { name: 'Usulan (1)' }).waitFor()
    expect(query(page).get('quality')).toBe('none')
  })
})

describe('the search', () => {
  it('finds a road, goes there and marks it, also where the roads are switched off', async () => {
    const { features } = (await (await host.server.get('/data/roads.geojson')).json()) as {
      features: { properties: Record<string, string> }[]
    }
    const name = features.map(({ properties }) => properties.name ?? properties.nama).find(Boolean)
    const page = await host.open('/?layers=proposals')
    await page.waitForURL(/[?&]map=/)
    const before = query(page).get('map')
    await page
      .locator('pu-search')
      .first()
      .getByRole('combobox')
      .fill(name ?? '')
    await page.getByRole('option').filter({ hasText: 'Jalan' }).filter({ hasText: name }).first().click()
    await page.waitForURL((url) => url.searchParams.get('map') !== before)
    expect(query(page).get('layers')?.split(',')).toContain('roads')
    // The mark is the only thing of its colour on the canvas of highlights.
    await expect.poll(() => page.evaluate(countMarked), patience).toBeGreaterThan(200)
  })

  it('finds a village by the keyboard alone', async () => {
    const page = await host.open('/')
    const field = page.locator('pu-panel > pu-search, pu-search').first().getByRole('combobox')
    await field.focus()
    await page.waitForURL(/[?&]map=/)
    const before = query(page).get('map')
    await page.keyboard.type('sungai')
    // The words alone are an option at once, the places when they come.
    await page.getByRole('option').nth(1).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.searchParams.get('map') !== before)
    // The map may still have been on its way to where it begins.
    await expect.poll(() => field.getAttribute('aria-expanded')).toBe('false')
  })

  it('of a village filters by it and opens its card with a way to its page, on a phone too', async () => {
    const page = await host.open('/?year=2025,2026', phone)
    await page.locator('pu-search').first().getByRole('combobox').fill('kotta lama')
    await page
      .getByRole('option', { name: /Kota Lama/ })
      .first()
      .click()
    const card = page.locator('pu-card')
    await card.getByRole('heading', { name: 'Kota Lama' }).waitFor()
    await card.getByText('SD terdekat').waitFor()
    expect(query(page).get('area')).toBe('62.99.01.1003')
    const answer = await host.server.get('/api/proposals?year=2025,2026&area=62.99.01.1003')
    const { total } = (await answer.json()) as { total: { count: number } }
    await page.getByRole('tab', { name: `Usulan (${total.count})` }).waitFor()
    await card.getByRole('link', { name: 'Halaman desa ini' }).click()
    await page.waitForURL('**/desa/62.99.01.1003')
    await page.getByRole('heading', { name: 'Tahun demi tahun' }).waitFor()
  })

  it('takes the first place where Enter comes before the places', async () => {
    const page = await host.open('/')
    await page.waitForURL(/[?&]map=/)
    const before = query(page).get('map')
    await page.locator('pu-search').first().getByRole('combobox').focus()
    await page.keyboard.type('sungai')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.searchParams.get('map') !== before)
    expect(query(page).has('q')).toBe(false)
  })
})

/** Pixels in the colour of highlights on the map's canvases that are drawn in two dimensions. */
function countMarked(): number {
  const map = document.querySelector('pu-viewer')?.shadowRoot?.querySelector('pu-map')
  let count = 0
  for (const canvas of map?.shadowRoot?.querySelectorAll('canvas') ?? []) {
    const context = canvas.getContext('2d')
    const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
    for (let i = 0; i < pixels.length; i += 4)
      if (pixels[i] === 11 && pixels[i + 1] === 82 && pixels[i + 2] === 70) count += 1
  }
  return count
}
