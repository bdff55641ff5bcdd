import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { textOf } from '../http/text-of-pdf.ts'
import { admin, PlanHost, slider } from './plan-page.ts'
import { around, drawPolygon, ready } from './plan-zones-page.ts'
import { phone } from './viewer-page.ts'

let host: PlanHost
beforeAll(async () => {
  host = await PlanHost.start()
})
afterEach(() => host.viewer.closePages())
afterAll(() => host.viewer.close())

/** Counts what a person presses; what is typed counts as one press, of the field. */
class Presses {
  count = 0

  async on(target: Locator): Promise<void> {
    this.count++
    await target.click()
  }

  async type(field: Locator, text: string): Promise<void> {
    await this.on(field)
    await field.fill(text)
  }
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

test('a resident finds on a phone what became of a road of last year: two taps after typing, the network lost between', async () => {
  const page = await host.viewer.open('/', phone)
  const field = page.getByRole('combobox').first()
  await field.tap()
  await page.context().setOffline(true)
  await field.fill('lampu jalan kubu')
  await page.getByText('Pencarian belum berhasil.').first().waitFor()
  expect(await field.inputValue()).toBe('lampu jalan kubu')
  await page.context().setOffline(false)
  const found = page.getByRole('option', { name: /Lampu jalan.*2025/ })
  await found.waitFor()
  let taps = 0
  const tap = async (target: Locator) => {
    taps++
    await target.tap()
  }
  await tap(found)
  const card = page.locator('pu-card')
  await card.getByText('tahun 2025').waitFor()
  await card.locator('.status', { hasText: 'Diterima' }).waitFor()
  await tap(card.getByRole('link', { name: 'Buka halaman usulan' }))
  await page.getByRole('heading', { level: 1, name: /Lampu jalan/ }).waitFor()
  await page.getByText('Perjalanan usulan').waitFor()
  expect(await page.getByText('Diterima').first().isVisible()).toBe(true)
  expect(taps).toBeLessThanOrEqual(2)
})

test('a planner comes from weights to the sheet with a zone open all the way, the network lost between', async () => {
  const page = await host.signedIn()
  await page.goto(`${host.url}/rencana?year=2026&map=11/-2.1/111.15`)
  await page.locator('pu-rank-table .row').first().waitFor()
  const presses = new Presses()
  await presses.on(slider(page, 'Kemendesakan'))
  await page.keyboard.press('End')
  await presses.on(button(page, 'Zona'))
  await ready(page)
  presses.count += 2 + around.length
  await drawPolygon(page, around)
  await presses.type(page.getByLabel('Nama zona'), 'Zona forum')
  await presses.on(button(page, 'Simpan zona'))
  await page.locator('.toast', { hasText: 'Zona forum disimpan sebagai versi 1' }).waitFor()
  const zone = () => new URL(page.url()).searchParams.get('zona')
  await expect.poll(zone).toContain('zona-forum')
  const opened = zone()

  await presses.on(button(page, 'Paket anggaran'))
  await presses.type(page.getByRole('textbox', { name: 'Pagu' }), '9 miliar')
  await page.context().setOffline(true)
  await presses.on(button(page, 'Cari paket terbaik'))
  await page.getByRole('alert').filter({ hasText: 'tidak terjangkau' }).first().waitFor()
  await page.locator('pu-package').getByText('Pencarian belum bisa dimulai').waitFor()
  expect(await page.getByRole('textbox', { name: 'Pagu' }).inputValue()).toBe('9.000.000.000')
  await page.context().setOffline(false)
  await presses.on(button(page, /^Cari (paket terbaik|lagi)$/))
  await page.locator('pu-package .top[aria-busy=false]').waitFor({ timeout: 50_000 })
  expect(zone()).toBe(opened)
  expect(new URL(page.url()).searchParams.get('w')).toContain('urgency:100')

  const link = page.getByRole('link', { name: /PDF/ })
  const opens = page.context().waitForEvent('page')
  await presses.on(link)
  await (await opens).close()
  const sheet = await page.context().request.get(host.url + (await link.getAttribute('href')))
  expect(textOf(await sheet.body())).toContain('Zona forum')
  expect(presses.count).toBeLessThanOrEqual(15)
})

test('an officer publishes a layer and restyles it; a style that another changed meanwhile is not lost nor written over', async () => {
  const { url } = host
  const hidden = await fetch(`${url}/api/layers/poverty/publication`, {
    method: 'PUT',
    headers: { ...admin, 'content-type': 'application/json' },
    body: JSON.stringify({ state: 'unpublished' }),
  })
  expect(hidden.ok, await hidden.text()).toBe(true)
  const page = await host.signedIn()
  const presses = new Presses()
  await page.goto(`${url}/katalog/poverty`)
  await presses.on(button(page, 'Terbitkan …'))
  await presses.on(button(page, 'Terbitkan sekarang'))
  await page.getByText('Terbit untuk umum.').waitFor()
  expect((await fetch(`${url}/katalog/poverty`)).status).toBe(200)
  await presses.on(page.getByRole('link', { name: 'Atur gaya' }))
  await page.getByLabel('Nama kelas 1', { exact: true }).waitFor()
  presses.count++
  await page.getByLabel('Kelompok alami').check({ force: true })
  await presses.on(button(page, 'RdBu'))
  const title = page.getByLabel('Judul', { exact: true })
  await presses.type(title, 'Kemiskinan merah biru')
  await presses.on(button(page, 'Simpan'))
  await page.getByText('Tersimpan sebagai versi 1.').waitFor()
  await presses.on(page.locator('.message').getByRole('button', { name: 'Pakai di semua peta' }))
  await page.getByText('Sekarang dipakai di semua peta.').waitFor()
  expect(presses.count).toBeLessThanOrEqual(8)

  const other = await page.context().newPage()
  await other.goto(`${url}/gaya/poverty`)
  await other.getByLabel('Nama kelas 1', { exact: true }).fill('Sedikit sekali')
  await button(other, 'Simpan').click()
  await other.getByText('Tersimpan sebagai versi 2.').waitFor()
  await page.getByLabel('Nama kelas 1', { exact: true }).fill('Paling sedikit')
  await button(page, 'Simpan').click()
  await page.getByText('Gaya ini diubah orang lain sementara itu.').waitFor()
  expect(await page.getByLabel('Nama kelas 1', { exact: true }).inputValue()).toBe('Paling sedikit')
  await button(page, 'Simpan sebagai baru').click()
  await page.getByText('Tersimpan sebagai versi 1.').waitFor()
})
