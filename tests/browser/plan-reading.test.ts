import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { analyze } from './analyze.ts'
import { cutTable, PlanHost } from './plan-page.ts'
import { phone } from './viewer-page.ts'

let host: PlanHost
beforeAll(async () => {
  host = await PlanHost.start(120)
})
afterEach(() => host.viewer.closePages())
afterAll(() => host.viewer.close())

/** What a page asks of a slow server, and what the test lets it hear. */
interface Slow {
  /** Requests that the page ended itself. */
  ended: number
  /** Puts a line into each answer that tells progress. */
  tell(share: number): void
  /** Lets held requests through to the server, and all that follow. */
  release(): void
}
declare const slow: Slow

/**
 * Requests whose address holds `path` wait for `release`, as a million proposals have them wait; those in lines are
 * answered with what `tell` is given. Works in the page.
 */
function holdRequests(path: string): void {
  const real = window.fetch
  const held: (() => void)[] = []
  const lines = new Set<(text: string) => void>()
  let released = false
  const own: Slow = {
    ended: 0,
    tell(share) {
      for (const put of lines) put(`${JSON.stringify({ share })}\n`)
    },
    release() {
      released = true
      for (const go of held.splice(0)) go()
    },
  }
  const count = (signal: AbortSignal | null | undefined, end: () => void) =>
    signal?.addEventListener('abort', () => {
      own.ended++
      end()
    })
  Object.assign(window, { slow: own })
  window.fetch = (address, init) => {
    if (released || !String(address).includes(path)) return real(address, init)
    const signal = init?.signal
    if (new Headers(init?.headers).get('accept') === 'application/x-ndjson' && init?.method !== 'POST') {
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          const put = (text: string) => controller.enqueue(new TextEncoder().encode(text))
          lines.add(put)
          count(signal, () => {
            lines.delete(put)
            controller.error(signal?.reason)
          })
        },
      })
      return Promise.resolve(new Response(stream, { headers: { 'content-type': 'application/x-ndjson' } }))
    }
    return new Promise((resolve, reject) => {
      count(signal, () => reject(signal?.reason))
      held.push(() => resolve(real(address, init)))
    })
  }
}

const bar = (page: Page, name: string) => page.locator('pu-ranking').getByRole('progressbar', { name })
const cancel = (page: Page) => page.locator('pu-ranking').getByRole('button', { name: 'Batalkan' }).click()
const rows = (page: Page) => page.locator('pu-rank-table .row')
const ended = (page: Page) => expect.poll(() => page.evaluate(() => slow.ended))
const READING = 'Mengambil usulan dan nilainya …'

async function openHeld(path: string, viewport?: { width: number; height: number }): Promise<Page> {
  const page = await host.signedIn(viewport)
  await page.addInitScript(holdRequests, path)
  await page.goto(`${host.url}/rencana?year=2026`)
  return page
}

describe('opening the plan of very many proposals', () => {
  it('shows how much has been read, is stopped by a button, and begins again by another', async () => {
    const page = await openHeld('/api/alternatives')
    const reading = bar(page, READING)
    await reading.waitFor()
    expect(await reading.getAttribute('value')).toBeNull()
    await page.evaluate(() => slow.tell(0.45))
    await page.locator('pu-ranking').getByText('36 %').waitFor()
    const { violations } = await analyze(page, 'pu-plan')
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    await cancel(page)
    await page.getByText('Pengambilan usulan dihentikan').waitFor()
    // The table's own request and the one that hears its progress.
    await ended(page).toBe(2)
    expect(await reading.count()).toBe(0)
    await page.evaluate(() => slow.release())
    await page.getByRole('button', { name: 'Ambil lagi' }).click()
    await rows(page).first().waitFor()
    expect(await page.getByText('Pengambilan usulan dihentikan').count()).toBe(0)
  })

  it('does so on a phone, whose screen of the ranking has room for the words', async () => {
    const page = await openHeld('/api/alternatives', phone)
    await page.getByRole('button', { name: 'Peringkat' }).click()
    await bar(page, READING).waitFor()
    await page.evaluate(() => slow.tell(0.75))
    await page.locator('pu-ranking').getByText('60 %').waitFor()
    const button = page.locator('pu-ranking').getByRole('button', { name: 'Batalkan' })
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    const overflow = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth - clientWidth
    })
    expect(overflow).toBe(0)
  })

  it('other filters that are stopped leave the former proposals with the former filters', async () => {
    const page = await host.open('/rencana?year=2026&sector=health')
    const count = await page.locator('pu-ranking p.count').textContent()
    await page.evaluate(holdRequests, '/api/alternatives')
    await page.getByRole('button', { name: 'Hapus semua' }).click()
    await bar(page, READING).waitFor()
    expect(await rows(page).count()).toBeGreaterThan(5)
    await expect.poll(() => new URL(page.url()).searchParams.get('sector')).toBeNull()
    await cancel(page)
    await page.getByText('Yang tampil adalah usulan dan saringan sebelumnya.').waitFor()
    await expect.poll(() => new URL(page.url()).searchParams.get('sector')).toBe('health')
    expect(await page.locator('pu-ranking p.count').textContent()).toBe(count)
    await ended(page).toBe(2)
    await page.evaluate(() => slow.release())
    await page.getByRole('button', { name: 'Ambil lagi' }).click()
    await expect.poll(() => page.getByText('Yang tampil adalah usulan').count()).toBe(0)
    await rows(page).first().waitFor()
  })
})

describe('changes on the server', () => {
  it('do not keep very many proposals from coming, however often they come: they are fetched afterwards', async () => {
    const page = await host.signedIn()
    await page.addInitScript(holdRequests, '/api/alternatives')
    await page.addInitScript(() => {
      const Real = window.EventSource
      window.EventSource = class extends Real {
        constructor(url: string | URL) {
          super(url)
          this.addEventListener('message', () => document.documentElement.setAttribute('data-heard', ''))
        }
      }
    })
    await page.clock.install()
    await page.goto(`${host.url}/rencana?year=2026`)
    await bar(page, READING).waitFor()
    await page.evaluate(() => slow.tell(0.75))
    const { total } = await (await fetch(`${host.url}/api/alternatives?year=2026`)).json()
    await host.ask('/api/proposals', {
      ...{ title: 'Sumur di tengah pembacaan', year: 2026 },
      ...{ villageCode: '62.99.01.2001', costRupiah: 5e7 },
    })
    await page.locator('html[data-heard]').waitFor({ state: 'attached' })
    await page.clock.fastForward(5000)
    expect(await page.evaluate(() => slow.ended)).toBe(0)
    await page.locator('pu-ranking').getByText('60 %').waitFor()
    await page.evaluate(() => slow.release())
    await page
      .locator('pu-ranking p.count')
      .getByText(String(total + 1))
      .waitFor()
  })
})

describe('a ranking that the server works out', () => {
  it('is stopped by a button, keeps the weights, and is worked out by another', async () => {
    const page = await host.signedIn()
    await cutTable(page)
    await page.addInitScript(holdRequests, '/api/rankings')
    await page.goto(`${host.url}/rencana?year=2026&w=urgency:40,cost:7`)
    await bar(page, 'Menghitung peringkat …').waitFor()
    await cancel(page)
    await page.getByText('Perhitungan peringkat dihentikan').waitFor()
    await ended(page).toBe(1)
    expect(await page.locator('input[type=range][aria-label="Bobot Biaya"]').inputValue()).toBe('7')
    await page.evaluate(() => slow.release())
    await page.getByRole('button', { name: 'Hitung lagi' }).click()
    await page.locator('pu-rank-table .row .rank').first().waitFor()
  })
})

describe('an explanation whose competitors are being read', () => {
  it('shows how many have been, and closes when it is cancelled', async () => {
    const page = await host.open()
    await page.evaluate(holdRequests, '/score')
    await rows(page).first().click()
    await bar(page, 'Mengambil penjelasan …').waitFor()
    await page.evaluate(() => slow.tell(0.25))
    await page.locator('pu-score-details').getByText('25 %').waitFor()
    await page.locator('pu-score-details').getByRole('button', { name: 'Batalkan' }).click()
    await expect.poll(() => page.locator('pu-score-details').count()).toBe(0)
    await ended(page).toBe(2)
  })
})

describe('what follows a criterion that was saved', () => {
  it('shows how much has been read, and leaves list and map as they were when it is cancelled', async () => {
    const page = await host.open()
    await page.getByRole('button', { name: 'Kelola kriteria …' }).click()
    await page.locator('pu-criteria .one').filter({ hasText: 'Kesiapan lahan' }).click()
    await page.getByLabel('Nama kriteria').fill('Kesiapan lokasi')
    await page.evaluate(holdRequests, '/api/alternatives')
    await page.getByRole('button', { name: 'Simpan kriteria' }).click()
    const following = page.getByRole('progressbar', { name: 'Sudah di server.' })
    await following.waitFor()
    await page.evaluate(() => slow.tell(0.5))
    await page.locator('pu-criterion-form').getByText('40 %').waitFor()
    await page.locator('pu-criterion-form').getByRole('button', { name: 'Batalkan' }).click()
    await page.getByText('tersimpan. Daftar dan peta masih yang lama').waitFor()
    expect(await following.count()).toBe(0)
    expect(await rows(page).count()).toBeGreaterThan(5)
    await page.evaluate(() => slow.release())
    await page.locator('pu-criterion-form').getByRole('button', { name: 'Ambil lagi' }).click()
    await expect.poll(() => page.getByText('Daftar dan peta masih yang lama').count()).toBe(0)
    await page.getByText('Kriteria “Kesiapan lokasi” tersimpan.').waitFor()
    await page.locator('pu-weights').getByText('Kesiapan lokasi').first().waitFor({ state: 'attached' })
  })
})
