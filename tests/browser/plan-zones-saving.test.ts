import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { analyze } from './analyze.ts'
import { admin, PlanHost } from './plan-page.ts'
import {
  around,
  choose,
  clearZones,
  drag,
  drawPolygon,
  figure,
  type LonLat,
  openZones,
  pixelOf,
  ready,
  settled,
  zonesOf,
} from './plan-zones-page.ts'
import { desktop } from './viewer-page.ts'

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
  geometry: { coordinates: LonLat[][][] }
}
const editor = () => page.locator('pu-zone-editor')
const said = (text: string | RegExp) => page.locator('.toast').filter({ hasText: text })

async function zonesOnServer(headers: Record<string, string> = admin): Promise<Zone[]> {
  const response = await fetch(`${host.url}/api/zones`, { headers })
  return ((await response.json()) as { items: Zone[] }).items
}

async function saveAs(name: string): Promise<Zone> {
  await drawPolygon(page, around)
  await page.getByLabel('Nama zona').fill(name)
  await page.getByRole('button', { name: 'Simpan zona' }).click()
  await said(`${name} disimpan sebagai versi 1`).waitFor()
  const saved = (await zonesOnServer()).find((zone) => zone.name === name)
  if (!saved) throw new Error(`${name} is not on the server`)
  return saved
}

it('drafts of two pages of one browser stand beside each other, and closing one takes nothing of the other', async () => {
  await drawPolygon(page, around)
  await page.getByLabel('Nama zona').fill('Di halaman pertama')
  const other = await page.context().newPage()
  await other.goto(page.url())
  await ready(other)
  await drawPolygon(other, around)
  await other.getByLabel('Nama zona').fill('Di halaman kedua')
  await page.getByRole('textbox', { name: 'Catatan' }).fill('ditulis sesudahnya')
  const both = [
    ['Di halaman pertama', 'ditulis sesudahnya'],
    ['Di halaman kedua', ''],
  ]
  const kept = async (one: Page) => (await zonesOf(one)).map(({ name, note }) => [name, note])
  await expect.poll(() => kept(page)).toEqual(both)
  await expect.poll(() => kept(other)).toEqual(both)
  await other.close()
  await page.reload()
  await ready(page)
  expect(await kept(page)).toEqual(both)
})

describe('a zone that is saved', () => {
  it('is there after a reload, in another browser too, with the figures of its version', async () => {
    const { geometry } = await saveAs('Pesisir timur')
    const [drawn] = await zonesOf(page)
    expect(geometry.coordinates[0]?.[0]?.length).toBe((drawn?.shape[0]?.[0]?.length ?? 0) + 1)
    await page.reload()
    await ready(page)
    await editor().getByText('tersimpan · versi 1').waitFor()
    const other = await openZones(host)
    await other
      .locator('pu-zone-list')
      .getByRole('button', { name: /^Pesisir timur/ })
      .click()
    await settled(other)
    expect((await zonesOf(other))[0]?.shape[0]?.[0]?.length).toBe(4)
    await other.locator('pu-zone-editor').getByText('Versi', { exact: true }).click()
    await other
      .getByText(/Versi 1 · sekarang|Versi 1/)
      .first()
      .waitFor()
    await other.getByText(/\d+ penduduk · .* miskin · \d+ usulan · Rp /).waitFor()
    await other.context().close()
  })

  it('gets a next version; a former one can be opened again', async () => {
    const { id } = await saveAs('Zona versi')
    await drag(page, around[0] ?? [0, 0], [111.08, -2.12])
    await page.getByRole('button', { name: 'Simpan versi 2' }).click()
    await said('disimpan sebagai versi 2').waitFor()
    const [, changed] = [await zonesOf(page), (await zonesOf(page))[0]]
    await editor().getByText('Versi', { exact: true }).click()
    await page.getByRole('button', { name: 'Buka lagi: Versi 1' }).click()
    expect((await zonesOf(page))[0]?.shape).not.toEqual(changed?.shape)
    await page.getByRole('button', { name: 'Simpan versi 3' }).click()
    await said('disimpan sebagai versi 3').waitFor()
    const response = await fetch(`${host.url}/api/zones/${id}/versions`, { headers: admin })
    const { items } = (await response.json()) as { items: Zone[] }
    expect(items.map(({ version }) => version)).toEqual([3, 2, 1])
    expect(items[0]?.geometry).toEqual(items[2]?.geometry)
  })

  it.each([
    ['Simpan punya saya di atasnya', 'Punya saya', 3],
    ['Ambil punya mereka', 'Punya mereka', 2],
  ])('that somebody changed meanwhile lets choose: %s', async (button, name, version) => {
    const { id, geometry } = await saveAs(`Rebutan ${version}`)
    const written = await fetch(`${host.url}/api/zones/${id}`, {
      method: 'PUT',
      headers: { ...admin, 'content-type': 'application/json', 'if-match': '"1"' },
      body: JSON.stringify({ name: 'Punya mereka', geometry }),
    })
    expect(written.status).toBe(200)
    await page.getByLabel('Nama zona').fill('Punya saya')
    await page.getByRole('button', { name: 'Simpan versi 2' }).click()
    await page.getByRole('button', { name: button }).click()
    await editor().getByText(`tersimpan · versi ${version}`).waitFor()
    expect(await page.getByLabel('Nama zona').inputValue()).toBe(name)
    const saved = (await zonesOnServer()).find((zone) => zone.id === id)
    expect([saved?.name, saved?.version]).toEqual([name, version])
  })

  it('is public only once it is published, and then can be a criterion', async () => {
    const { id } = await saveAs('Zona umum')
    const isPublic = async () => (await zonesOnServer({})).some((zone) => zone.id === id)
    expect(await isPublic()).toBe(false)
    expect(await page.getByRole('button', { name: 'Jadikan kriteria' }).isDisabled()).toBe(true)
    await page.getByRole('checkbox', { name: /^Tampilkan untuk umum/ }).click()
    await said('sekarang terlihat umum').waitFor()
    expect(await isPublic()).toBe(true)
    await page.getByRole('button', { name: 'Jadikan kriteria' }).click()
    await said('kini kriteria').waitFor()
    const response = await fetch(`${host.url}/api/criteria`)
    const { items } = (await response.json()) as { items: { source: string; title: { id: string } }[] }
    expect(items.find(({ source }) => source === `zone:${id}`)?.title.id).toBe('Di dalam Zona umum')
  })

  it('is deleted, and comes back when that is undone', async () => {
    const { id } = await saveAs('Zona salah hapus')
    const isThere = async () => (await zonesOnServer()).some((zone) => zone.id === id)
    await page.getByRole('button', { name: 'Hapus zona' }).click()
    await said('Zona salah hapus dihapus').waitFor()
    expect(await isThere()).toBe(false)
    await page.locator('.toast').getByRole('button', { name: 'Urungkan' }).click()
    await editor().getByText('tersimpan · versi 1').waitFor()
    expect(await isThere()).toBe(true)
  })

  it('keeps its draft when the server fails, and says so', async () => {
    await drawPolygon(page, around)
    await page.route('**/api/zones', (route) => route.abort())
    await page.getByRole('button', { name: 'Simpan zona' }).click()
    await page.getByRole('alert').filter({ hasText: 'Gambar Anda tetap ada' }).waitFor()
    expect((await zonesOf(page)).length).toBe(1)
  })
})

describe('without the map', () => {
  it('a zone is made, widened, split and corrected by names and numbers', async () => {
    await page.getByRole('button', { name: 'Zona kosong baru' }).click()
    await editor().getByText('Desa di dalam zona').click()
    await page.getByLabel('Cari desa menurut nama').fill('sungai jernih')
    await page.getByRole('button', { name: 'Tambah Sungai Jernih' }).first().click()
    await expect.poll(async () => (await zonesOf(page))[0]?.shape.length).toBe(1)
    await settled(page)
    const area = async () => Number((await figure(page, 'Luas')).replace(/[^\d,]/g, '').replace(',', '.'))
    const before = await area()
    await page.getByLabel('Lebarkan (meter; minus menciutkan)').fill('1000')
    await page.keyboard.press('Enter')
    await expect.poll(area).toBeGreaterThan(before * 1.3)
    await editor().locator('summary', { hasText: 'Titik sudut' }).click()
    const corner = page.getByLabel('Titik 1, Bujur')
    const value = Number((await corner.inputValue()).replace(',', '.'))
    await corner.fill(String(value + 0.001).replace('.', ','))
    await page.keyboard.press('Tab')
    expect((await zonesOf(page))[0]?.shape[0]?.[0]?.[0]?.[0]).toBeCloseTo(value + 0.001, 6)
    await corner.fill('barat')
    await page.keyboard.press('Tab')
    await page.getByRole('alert').filter({ hasText: 'Perlu angka derajat' }).waitFor()
    await page.getByLabel('Garis belah: bujur lintang, dipisah koma').fill('111,05 -2,3; 111,05 -2')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await zonesOf(page)).length).toBe(2)
  })

  it.each([
    ['{"type":"Point","coordinates":[111,-2]}', 'bukan GeoJSON berisi poligon'],
    ['{"type":', 'bukan GeoJSON berisi poligon'],
    ['{"type":"Polygon","coordinates":[[[-2.1,111.1],[-2.1,111.2],[-2.2,111.2],[-2.1,111.1]]]}', 'tertukar'],
    [
      '{"type":"Polygon","coordinates":[[[111.1,-2.1],[111.2,-2.2],[111.2,-2.1],[111.1,-2.2],[111.1,-2.1]]]}',
      'menyilang',
    ],
  ])('GeoJSON that is no zone is explained, and what was pasted stays: %s', async (text, words) => {
    await page.locator('summary', { hasText: 'Tempel GeoJSON' }).click()
    await page.getByLabel(/^Teks GeoJSON/).fill(text)
    await page.getByRole('button', { name: 'Jadikan zona' }).click()
    await page.getByRole('alert').filter({ hasText: words }).waitFor()
    expect(await page.getByLabel(/^Teks GeoJSON/).inputValue()).toBe(text)
    expect(await zonesOf(page)).toEqual([])
  })

  it('a zone abroad is told so', async () => {
    await page.locator('summary', { hasText: 'Tempel GeoJSON' }).click()
    const abroad = {
      type: 'Polygon',
      coordinates: [
        [
          [8, 47],
          [8.1, 47],
          [8.1, 47.1],
          [8, 47],
        ],
      ],
    }
    await page.getByLabel(/^Teks GeoJSON/).fill(JSON.stringify(abroad))
    await page.getByRole('button', { name: 'Jadikan zona' }).click()
    const reported = page.getByRole('alert').filter({ hasText: 'tidak menyentuh satu desa pun' })
    await page.locator('pu-zone-card').getByRole('alert').waitFor()
    expect(await reported.count()).toBe(1)
  })

  it('what is downloaded can be uploaded again', async () => {
    await drawPolygon(page, around)
    const [drawn] = await zonesOf(page)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Unduh GeoJSON' }).click(),
    ])
    const path = await download.path()
    await clearZones(page)
    await page.getByLabel('Unggah GeoJSON').setInputFiles(path)
    await expect.poll(() => zonesOf(page)).toEqual([drawn])
  })

  it('axe finds nothing wrong with the page while a zone is open', async () => {
    await drawPolygon(page, around)
    await settled(page)
    await choose(page, 'Belah dengan garis')
    for (const summary of await editor().locator('summary').all()) await summary.click()
    const { violations } = await analyze(page)
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  })
})

it('the district that filled the map lies beside the tools once they come', async () => {
  const page = await host.signedIn(desktop)
  await page.goto(`${host.url}/rencana?year=2026`)
  await page.locator('pu-plan-map canvas').first().waitFor()
  await page.getByRole('button', { name: 'Zona', exact: true }).click()
  const tools = (await page.locator('pu-zone-tools .tools').boundingBox())!
  const { extent } = (await (await fetch(`${host.url}/api/district`)).json()) as { extent: number[] }
  const [west = 0, south = 0, east = 0] = extent
  const list = (await page.locator('pu-zone-list').boundingBox())!
  const ends = () => Promise.all([west, east].map(async (lon) => (await pixelOf(page, [lon, south]))[0]))
  await expect.poll(async () => (await ends())[1], { timeout: 10_000 }).toBeLessThan(tools.x)
  expect((await ends())[0]).toBeGreaterThan(list.x + list.width)
})
