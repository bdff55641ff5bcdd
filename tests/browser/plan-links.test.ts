import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { lonLatToMercator } from '../../core/geo/tile.ts'
import { PlanHost } from './plan-page.ts'
import { phone, query } from './viewer-page.ts'

let host: PlanHost
beforeAll(async () => {
  host = await PlanHost.start(120)
})
afterEach(() => host.viewer.closePages())
afterAll(() => host.viewer.close())

interface PlanWithMap {
  plan: { ol: { getView(): { getCenter(): number[]; getZoom(): number } } }
}

async function placed(page: Page): Promise<{ code: string; title: string; point: [number, number] }> {
  const answer = await page.context().request.get(`${host.url}/api/proposals?year=2026&quality=point&q=jalan`)
  const { items } = (await answer.json()) as {
    items: { code: string; title: string; point: [number, number] }[]
  }
  return items[0]!
}

const mapView = (page: Page) =>
  page.evaluate(() => {
    const found = document.querySelector('pu-plan')?.shadowRoot?.querySelector('pu-plan-map')
    const view = (found as unknown as PlanWithMap).plan.ol.getView()
    return { center: view.getCenter(), zoom: view.getZoom() }
  })

describe('ways between the public pages and the planner', () => {
  it('from a proposal’s page: it is open, marked, and in the middle of the map; and back to its page', async () => {
    const page = await host.signedIn()
    const { code, title, point } = await placed(page)
    await page.goto(`${host.url}/usulan/${encodeURIComponent(code)}`)
    await page.getByRole('link', { name: 'Lihat di ruang rencana' }).click()
    await page.locator('pu-score-details h3', { hasText: title }).waitFor()
    await page.locator('pu-rank-table .row.opened.marked').waitFor()
    await expect
      .poll(
        async () => {
          const { center } = await mapView(page)
          const [x, y] = lonLatToMercator(...point)
          return Math.hypot(center[0]! - x, center[1]! - y)
        },
        { timeout: 20_000 },
      )
      .toBeLessThan(1)
    expect((await mapView(page)).zoom).toBeGreaterThanOrEqual(11)
    const back = page.locator('pu-score-details').getByRole('link', { name: 'Buka halaman usulan' })
    expect(await back.getAttribute('href')).toBe(`/usulan/${encodeURIComponent(code)}`)
  })

  it('from the public map, with its part of the map and its filters, and back again', async () => {
    const page = await host.signedIn()
    await page.goto(`${host.url}/?map=11.50/-2.15000/111.15000&year=2026&sector=education`)
    const nav = page.locator('pu-header nav')
    await nav.getByRole('link', { name: 'Rencana' }).click()
    await page.locator('pu-rank-table .row').first().waitFor()
    const there = query(page)
    expect([there.get('map'), there.get('year'), there.get('sector')]).toEqual([
      '11.50/-2.15000/111.15000',
      '2026',
      'education',
    ])
    await page.locator('pu-plan-header').getByRole('link', { name: 'Peta umum', exact: true }).click()
    await page.locator('pu-map canvas').first().waitFor()
    const back = query(page)
    expect([back.get('map'), back.get('year'), back.get('sector')]).toEqual([
      '11.50/-2.15000/111.15000',
      '2026',
      'education',
    ])
  })

  it('from the card of a proposal on the public map; nobody sees them who is not signed in', async () => {
    const page = await host.signedIn()
    const { code, title } = await placed(page)
    await page.goto(`${host.url}/?year=2026&usulan=${code}`)
    await page.locator('pu-card h2', { hasText: title }).waitFor()
    await page.locator('pu-card').getByRole('link', { name: 'Lihat di ruang rencana' }).click()
    await page.locator('pu-score-details h3', { hasText: title }).waitFor()
    const other = await host.viewer.open(`/?year=2026&usulan=${code}`)
    await other.locator('pu-card').getByRole('link', { name: 'Buka halaman usulan' }).waitFor()
    expect(await other.locator('a[href*=rencana]').count()).toBe(0)
  })

  it('on a phone: in the bar at the foot of every page; a linked proposal’s explanation is in front', async () => {
    const page = await host.signedIn(phone)
    const { code, title } = await placed(page)
    for (const path of ['/?year=2026', '/usulan', `/usulan/${code}`]) {
      await page.goto(host.url + path)
      await page.locator('nav.bottom').getByRole('link', { name: 'Rencana' }).waitFor()
    }
    await page.getByRole('link', { name: 'Lihat di ruang rencana' }).click()
    await page.locator('pu-score-details h3', { hasText: title }).waitFor()
  })
})
