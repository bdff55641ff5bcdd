import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { analyze } from './analyze.ts'
import { admin, PlanHost } from './plan-page.ts'
import { around, clearZones, drawPolygon, type LonLat, openZones, zonesOf } from './plan-zones-page.ts'

let host: PlanHost
let page: Page
beforeAll(async () => {
  host = await PlanHost.start()
  page = await openZones(host)
})
beforeEach(() => clearZones(page))
afterAll(() => host.viewer.close())

interface Zone {
  id: string
  name: string
  version: number
  published: boolean
}
const readZone = async (name: string) => {
  const response = await fetch(`${host.url}/api/zones`, { headers: admin })
  const { items } = (await response.json()) as { items: Zone[] }
  return items.find((zone) => zone.name === name)
}
const editor = () => page.locator('pu-zone-editor')
const said = (text: string | RegExp) => page.locator('.toast').filter({ hasText: text })
const bar = (text: string) => editor().getByRole('progressbar', { name: text })
const cancel = () => editor().locator('pu-progress-bar').getByRole('button', { name: 'Batalkan' }).click()
const village: readonly LonLat[] = [
  [111.21, -2.19],
  [111.24, -2.19],
  [111.24, -2.16],
]

async function saveAs(name: string): Promise<void> {
  await drawPolygon(page, around)
  await page.getByLabel('Nama zona').fill(name)
  await page.getByRole('button', { name: 'Simpan zona' }).click()
  await said(`${name} disimpan sebagai versi 1`).waitFor()
}

/** Holds what is sent on its way, as a million proposals would hold it. */
const hold = (method: string) =>
  page.route('**/api/zones/**', (route) =>
    route.request().method() === method ? undefined : route.continue(),
  )

/** The server does it and says so, but of its answer no more than a first line comes through. */
async function holdAfterFirstLine(): Promise<void> {
  await page.evaluate(() => {
    const { fetch } = window
    window.fetch = async (path, init) => {
      const response = await fetch(path, init)
      if (init?.method !== 'PUT') return response
      window.fetch = fetch
      await response.text()
      const { promise, reject } = Promise.withResolvers<never>()
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode('{"share":0.4}\n')),
        pull: () => promise,
      })
      return new Response(body, response)
    }
  })
}

describe('a zone whose saving takes long', () => {
  it('is given up: the server keeps what it had, the drawing stays, the page could be used all the while', async () => {
    await saveAs('Zona lama')
    await page.getByLabel('Nama zona').fill('Zona lama sekali')
    await hold('PUT')
    await page.getByRole('button', { name: 'Simpan versi 2' }).click()
    await bar('Menyimpan “Zona lama sekali” …').waitFor()
    await editor().getByText('menunggu giliran …').waitFor()
    expect(await page.getByRole('button', { name: 'Hapus zona' }).isDisabled()).toBe(true)
    const { violations } = await analyze(page, 'pu-plan')
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
    await drawPolygon(page, village)
    await expect.poll(async () => (await zonesOf(page)).length).toBe(2)
    await bar('Menyimpan “Zona lama sekali” …').waitFor()
    await cancel()
    await editor().getByText('Tidak ada yang disimpan; gambar dan isian Anda tetap ada').waitFor()
    expect(await bar('Menyimpan “Zona lama sekali” …').count()).toBe(0)
    expect(await readZone('Zona lama')).toMatchObject({ version: 1 })
    expect((await zonesOf(page)).map(({ name }) => name)[0]).toBe('Zona lama sekali')
    await page.unrouteAll()
    await page.locator('pu-zone-list').getByRole('button', { name: 'Zona lama sekali' }).click()
    await page.getByRole('button', { name: 'Simpan versi 2' }).click()
    await said('disimpan sebagai versi 2').waitFor()
    expect(await readZone('Zona lama sekali')).toMatchObject({ version: 2 })
  })

  it('tells how far it is; given up too late, it is shown as it was saved', async () => {
    await saveAs('Zona terlambat')
    await page.getByLabel('Nama zona').fill('Zona terlambat juga')
    await holdAfterFirstLine()
    await page.getByRole('button', { name: 'Simpan versi 2' }).click()
    await editor().getByText('40 %').waitFor()
    await cancel()
    await said('Zona terlambat juga disimpan sebagai versi 2').waitFor()
    await editor().getByText('tersimpan · versi 2').waitFor()
    expect(await readZone('Zona terlambat juga')).toMatchObject({ version: 2 })
  })

  it('is not public when showing it was given up, and its box says so', async () => {
    await saveAs('Zona rapat')
    const box = page.getByRole('checkbox', { name: /^Tampilkan untuk umum/ })
    await hold('PUT')
    await box.click()
    await bar('Menampilkan “Zona rapat” untuk umum …').waitFor()
    expect(await box.isChecked()).toBe(true)
    await cancel()
    await editor().getByText('Zona tidak tampil untuk umum').waitFor()
    expect(await box.isChecked()).toBe(false)
    expect(await readZone('Zona rapat')).toMatchObject({ published: false, version: 1 })
  })

  it('stays when deleting it was given up, and stays deleted when bringing it back was', async () => {
    await saveAs('Zona ragu')
    await hold('DELETE')
    await page.getByRole('button', { name: 'Hapus zona' }).click()
    await bar('Menghapus “Zona ragu” …').waitFor()
    await cancel()
    await editor().getByText('Tidak ada yang dihapus').waitFor()
    expect(await readZone('Zona ragu')).toBeDefined()
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Hapus zona' }).click()
    await said('Zona ragu dihapus').waitFor()
    await hold('POST')
    await page.locator('.toast').getByRole('button', { name: 'Urungkan' }).click()
    await bar('Mengembalikan “Zona ragu” …').waitFor()
    await cancel()
    await editor().getByText('Zona tetap terhapus').waitFor()
    expect(await readZone('Zona ragu')).toBeUndefined()
  })

  it('keeps its draft when the server fails on the way, and says so beside the buttons', async () => {
    await saveAs('Zona gagal')
    await page.getByRole('textbox', { name: /^Catatan/ }).fill('catatan yang panjang')
    const problem = { type: 'about:blank', title: 'Internal Server Error', status: 500, detail: '' }
    await page.route('**/api/zones/**', (route) =>
      route.fulfill({
        contentType: 'application/x-ndjson',
        body: `{"share":0.5}\n${JSON.stringify({ problem })}\n`,
      }),
    )
    await page.getByRole('button', { name: 'Simpan versi 2' }).click()
    await editor().getByRole('alert').filter({ hasText: 'Gambar Anda tetap ada' }).waitFor()
    expect(await page.getByRole('textbox', { name: /^Catatan/ }).inputValue()).toBe('catatan yang panjang')
    expect(await readZone('Zona gagal')).toMatchObject({ version: 1 })
  })
})
