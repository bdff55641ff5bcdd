import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PASSWORD } from '../support/start-test-server.ts'
import { analyze } from './analyze.ts'
import { holdReading } from './hold-reading.ts'
import { desktop, phone, ViewerHost } from './viewer-page.ts'

let host: ViewerHost
beforeAll(async () => {
  host = await ViewerHost.start()
})
afterEach(() => host.closePages())
afterAll(() => host.close())

async function openStyling(viewport = desktop, layer = 'poverty'): Promise<Page> {
  const page = await host.blank(viewport)
  const { url } = host.server
  await page
    .context()
    .request.post(`${url}/api/session`, { data: { password: PASSWORD }, headers: { origin: url } })
  await page.goto(`${url}/gaya/${layer}`)
  await page.locator('.map canvas').first().waitFor()
  return page
}

/** How many pixels of the map have about this colour. */
async function pixelsOf(page: Page, selector: string, colour: string): Promise<number> {
  const { data } = PNG.sync.read(await page.locator(selector).first().screenshot())
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  let count = 0
  for (let at = 0; at < data.length; at += 4)
    if (wanted.every((channel, index) => Math.abs(channel - (data[at + index] ?? 0)) <= 3)) count++
  return count
}

const RED = '#b2182b'

test('an office colours a layer by classes, saves it and puts it in force: open maps and legends follow', async () => {
  host.draw()
  const viewer = await host.open('/?layers=poverty')
  await viewer.getByRole('tab', { name: 'Lapisan' }).click()
  const page = await openStyling()
  await page.getByLabel('Kelompok alami').check({ force: true })
  await page.getByRole('button', { name: 'RdBu' }).click()
  await expect.poll(() => pixelsOf(page, '.map', RED), { timeout: 20_000 }).toBeGreaterThan(200)

  // Without a title nothing is stored, and nothing is lost.
  await page.getByRole('button', { name: 'Simpan', exact: true }).click()
  await page.getByText('Beri judul dahulu.').waitFor()
  await page.getByLabel('Judul', { exact: true }).fill('Kemiskinan merah biru')
  await page.getByLabel('Nama kelas 1').fill('paling sedikit')
  await page.getByRole('button', { name: 'Simpan', exact: true }).click()
  await page.getByText('Tersimpan sebagai versi 1.').waitFor()
  await page.locator('.message').getByRole('button', { name: 'Pakai di semua peta' }).click()
  await page.getByText('Sekarang dipakai di semua peta.').waitFor()

  await viewer.getByText('paling sedikit').waitFor()
  await expect.poll(() => pixelsOf(viewer, 'pu-map', RED), { timeout: 20_000 }).toBeGreaterThan(200)
})

test('the values of a field that take long to read are told how far, and can be given up: the style stays', async () => {
  const page = await openStyling()
  const maker = page.locator('pu-class-maker')
  await maker.locator('svg.histogram').waitFor()
  const field = page.getByLabel('Menurut')
  const [before, first] = [await field.inputValue(), await page.getByLabel('Nama kelas 1').inputValue()]
  const isAbandoned = await holdReading(page, '/values?')
  await field.selectOption('name')
  await maker.getByRole('progressbar', { name: 'Membaca nilai semua objek …' }).waitFor()
  await maker.getByText('40 %').waitFor()
  expect(await maker.locator('svg.histogram').count()).toBe(0)
  const { violations } = await analyze(page)
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
  await maker.getByRole('button', { name: 'Batalkan' }).click()
  await maker.locator('svg.histogram').waitFor()
  expect(await isAbandoned()).toBe(true)
  expect(await field.inputValue()).toBe(before)
  expect(await page.getByLabel('Nama kelas 1').inputValue()).toBe(first)
  expect(await page.getByText('belum disimpan', { exact: true }).count()).toBe(0)
  await field.selectOption('name')
  await expect.poll(() => page.getByLabel('Nama kelas 1').inputValue()).not.toBe(first)
})

test('a style opens at once, its values follow; where they do not come, they can be asked for again', async () => {
  const page = await host.blank(desktop)
  const { url } = host.server
  const data = { password: PASSWORD }
  await page.context().request.post(`${url}/api/session`, { data, headers: { origin: url } })
  await page.route('**/values?*', (route) => route.abort())
  await page.goto(`${url}/gaya/poverty`)
  await page.locator('.map canvas').first().waitFor()
  await page.getByText('Nilai kolom ini belum dibaca.').waitFor()
  await page.locator('.message').waitFor()
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Baca', exact: true }).click()
  await page.locator('pu-class-maker svg.histogram').waitFor()
})

test('a step can be taken back and done again; labels and outlines show on the map', async () => {
  host.draw()
  const page = await openStyling()
  await page.getByLabel('Warna tepi').fill('#ff00ff')
  await page.getByLabel('Tebal tepi').fill('6')
  await expect.poll(() => pixelsOf(page, '.map', '#ff00ff'), { timeout: 20_000 }).toBeGreaterThan(200)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect.poll(() => pixelsOf(page, '.map', '#ff00ff'), { timeout: 20_000 }).toBe(0)
  await page.keyboard.press('Control+Shift+z')
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(() => pixelsOf(page, '.map', '#ff00ff'), { timeout: 20_000 }).toBeGreaterThan(200)
  await page.getByLabel('Tulisan di peta').selectOption('name')
  await page.getByLabel('Warna tulisan').fill('#00ff00')
  await page.getByLabel('Ukuran tulisan').fill('28')
  await expect.poll(() => pixelsOf(page, '.map', '#00ff00'), { timeout: 20_000 }).toBeGreaterThan(100)
})

test('an SLD comes in, and what of it cannot be drawn is told', async () => {
  host.draw()
  const page = await openStyling(desktop, 'idm')
  const sld = `<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" version="1.0.0"><NamedLayer><Name>x</Name><UserStyle><Title>Hijau</Title><FeatureTypeStyle><Rule><Title>Semua desa</Title><PolygonSymbolizer><Fill><GraphicFill/><CssParameter name="fill">#00cc44</CssParameter></Fill></PolygonSymbolizer></Rule></FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>`
  const file = { name: 'hijau.sld', mimeType: 'text/xml', buffer: Buffer.from(sld) }
  await page.locator('input[type="file"]').setInputFiles(file)
  await page.getByText('GraphicFill in Fill').waitFor()
  expect(await page.getByLabel('Nama kelas 1').inputValue()).toBe('Semua desa')
  expect(await page.getByLabel('Judul', { exact: true }).inputValue()).toBe('Hijau')
  await expect.poll(() => pixelsOf(page, '.map', '#00cc44'), { timeout: 20_000 }).toBeGreaterThan(1000)
  const broken = { ...file, buffer: Buffer.from('<a/>') }
  await page.locator('input[type="file"]').setInputFiles(broken)
  await page.getByText(/StyledLayerDescriptor/).waitFor()
  expect(await page.getByLabel('Nama kelas 1').inputValue()).toBe('Semua desa')
})

test.each([
  { ...desktop, size: desktop, layer: 'poverty' },
  { ...phone, size: phone, layer: 'poverty' },
  { ...phone, size: phone, layer: 'proposals' },
])('the page of $layer serves everyone: $width px', async ({ size, width, layer }) => {
  const page = await openStyling(size, layer)
  await page.getByLabel('Nama kelas 1', { exact: true }).waitFor()
  const { violations } = await analyze(page)
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)

  // However long the form is, only the form scrolls: its last button is reached, and the head stays.
  await page.locator('.actions').getByText('Baca SLD').scrollIntoViewIfNeeded()
  await page.evaluate(() => scrollTo(0, 10_000))
  expect(await page.evaluate(() => scrollY)).toBe(0)
  const back = page.getByRole('link', { name: 'Halaman lapisan' })
  expect((await back.boundingBox())!.y).toBeGreaterThanOrEqual(0)
  expect(await back.getAttribute('href')).toBe(`/katalog/${layer}`)
})
