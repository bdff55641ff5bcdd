import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import { PNG } from 'pngjs'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { mercatorToLonLat } from '../../core/geo/tile.ts'
import type { LayerStyle } from '../../core/style/layer-style.ts'
import { PASSWORD } from '../support/start-test-server.ts'
import { desktop, phone, ViewerHost } from './viewer-page.ts'

/** Sizes of targets (WCAG 2.2, 2.5.8), which axe measures only when it is asked to. */
const EVERY_TARGET = { rules: { 'target-size': { enabled: true } } }

let host: ViewerHost
let elsewhere: Server
let elsewhereUrl: string
beforeAll(async () => {
  host = await ViewerHost.start()
  // Another site, of another origin, that embeds the element.
  elsewhere = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(
      `<!doctype html><title>Desa</title><script type="module" src="${host.server.url}/peta-usul-map.js"></script><peta-usul-map layers="poverty"></peta-usul-map>`,
    )
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => elsewhere.once('listening', resolve))
  elsewhereUrl = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
})
afterEach(() => host.closePages())
afterAll(async () => {
  elsewhere.close()
  await host.close()
})

test.each([desktop, phone])('catalogue and layer serve everyone: $width px', async (viewport) => {
  const page = await host.blank(viewport)
  for (const path of ['/katalog', '/katalog/poverty']) {
    await page.goto(host.server.url + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const { violations } = await new AxeBuilder({ page }).options(EVERY_TARGET).analyze()
    expect(violations, path).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(
      viewport.width,
    )
  }
  const steps = page.getByRole('listitem').filter({ hasText: 'WMS 1.3.0' })
  await steps.getByText('Buka di QGIS').click()
  const first = steps.getByText('Add WMS/WMTS Layer')
  await first.waitFor()
  expect(await first.evaluate((step) => getComputedStyle(step).listStyleType), 'numbered').toBe('decimal')
})

test('map, embedded map and the page of styles lie in landmarks, under one heading of the first level', async () => {
  const page = await host.blank()
  const { url } = host.server
  await page
    .context()
    .request.post(`${url}/api/session`, { data: { password: PASSWORD }, headers: { origin: url } })
  for (const [path, ready] of [
    ['/', 'pu-map canvas'],
    ['/sematan?layers=poverty', 'pu-map canvas'],
    ['/gaya/poverty', 'pu-rule-list'],
  ] as const) {
    await page.goto(url + path)
    await page.locator(ready).first().waitFor()
    const { violations } = await new AxeBuilder({ page })
      .withRules(['region', 'landmark-one-main', 'page-has-heading-one', 'landmark-unique'])
      .analyze()
    expect(violations, path).toEqual([])
  }
  await page.goto(url)
  expect(await page.getByRole('link', { name: 'Akun' }).getAttribute('href')).toMatch(/\/akun/)
})

test('on a phone the counts of every file that a layer was made from are in sight', async () => {
  const page = await host.blank(phone)
  await page.goto(`${host.server.url}/katalog/areas-village`)
  const table = page.getByRole('table').filter({ hasText: 'idm.csv' })
  await expect.poll(() => table.getByRole('row').count()).toBeGreaterThan(3)
  for (const cell of await table.getByRole('cell').all()) {
    const box = await cell.boundingBox()
    expect(box!.x).toBeGreaterThanOrEqual(0)
    expect(box!.x + box!.width).toBeLessThanOrEqual(phone.width)
  }
  const hasRoom = (element: Element) => element.scrollWidth <= element.clientWidth
  expect(await table.evaluate(hasRoom)).toBe(true)
  await expect
    .poll(() =>
      table
        .locator('td[data-label]')
        .first()
        .evaluate((cell) => getComputedStyle(cell, '::before').content),
    )
    .toBe('"Baris"')
})

test('a clerk downloads one district for QGIS, and for Google Earth in the one system that it knows', async () => {
  const page = await host.blank(phone)
  await page.goto(`${host.server.url}/katalog/poverty`)
  await page.getByRole('combobox', { name: 'Kecamatan' }).selectOption({ index: 1 })
  await page.getByRole('combobox', { name: 'Sistem koordinat' }).selectOption('EPSG:32749')
  const address = async (name: string) => {
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name }).click()
    return new URL((await coming).url())
  }
  const forQgis = await address('GeoPackage')
  expect(forQgis.pathname).toBe('/data/poverty.gpkg')
  expect(forQgis.searchParams.get('filter')).toMatch(/^districtCode = '[\d.]+'$/)
  expect(forQgis.searchParams.get('crs')).toBe('EPSG:32749')
  const forEarth = await address('KML')
  expect(forEarth.pathname).toBe('/data/poverty.kml')
  expect(forEarth.searchParams.get('filter')).toBe(forQgis.searchParams.get('filter'))
  expect(forEarth.searchParams.get('crs')).toBeNull()
  expect((await fetch(forEarth)).status).toBe(200)
})

test('shapes are cut where a box is given, and a download without one is none the worse for it', async () => {
  const page = await host.blank(phone)
  await page.goto(`${host.server.url}/katalog/poverty`)
  await page.getByLabel('Potong bentuk di tepi kotak').check()
  const clipOf = async () => {
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'GeoPackage' }).click()
    return new URL((await coming).url()).searchParams.get('clip')
  }
  expect(await clipOf()).toBeNull()
  await page.getByLabel('Hanya dalam kotak').fill('111.2,-2.2,111.3,-2.1')
  expect(await clipOf()).toBe('true')
})

test('the box of a download is drawn on a picture of the layer: the four numbers follow, and it follows them', async () => {
  const page = await host.blank(phone)
  await page.goto(`${host.server.url}/katalog/poverty`)
  const field = page.getByLabel('Hanya dalam kotak')
  const numbers = async () => (await field.inputValue()).split(',').map(Number)
  await page.getByRole('button', { name: 'Gambar kotak di peta' }).click()
  const frame = page.locator('.box-map .frame')
  const nearer = page.getByRole('button', { name: 'Perbesar ke kotak' })
  expect(await nearer.isDisabled()).toBe(true)
  await frame.scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await frame.boundingBox())!
  const at = (right: number, down: number) => [x + right * width, y + down * height] as const
  // From the lower right to the upper left: the box is the same.
  await page.mouse.move(...at(0.75, 0.6))
  await page.mouse.down()
  await page.mouse.move(...at(0.5, 0.3))
  await page.mouse.move(...at(0.25, 0.2))
  await page.mouse.up()
  const address = (await page.locator('.preview img.map').getAttribute('src'))!
  const [minX = 0, minY = 0, maxX = 0, maxY = 0] = new URL(address, host.server.url).searchParams
    .get('BBOX')!
    .split(',')
    .map(Number)
  const place = (right: number, down: number) =>
    mercatorToLonLat(minX + right * (maxX - minX), maxY - down * (maxY - minY))
  const wanted = [...place(0.25, 0.6), ...place(0.75, 0.2)]
  const pixel = mercatorToLonLat((maxX - minX) / width, 0)[0]
  for (const [edge, degrees] of (await numbers()).entries())
    expect(Math.abs(degrees - wanted[edge]!), `edge ${edge}`).toBeLessThan(2 * pixel)

  const drawn = page.locator('.box-map .drawn')
  const shareOf = async () => (await drawn.boundingBox())!.width / width
  expect(await shareOf()).toBeCloseTo(0.5, 1)
  await nearer.click()
  await expect.poll(shareOf).toBeCloseTo(0.8, 1)
  await page.getByRole('button', { name: 'Seluruh lapisan' }).click()
  await field.fill([place(0.1, 0.9), place(0.2, 0.1)].flat().join(','))
  await expect.poll(shareOf).toBeCloseTo(0.1, 1)
  const { violations } = await new AxeBuilder({ page }).options(EVERY_TARGET).analyze()
  expect(violations).toEqual([])
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'GeoPackage' }).click()
  expect((await fetch((await coming).url())).status).toBe(200)
})

test('the map for the box moves and zooms by mouse, keys and two fingers, and a box is drawn where it went', async () => {
  const page = await host.blank(phone)
  await page.goto(`${host.server.url}/katalog/poverty`)
  const field = page.getByLabel('Hanya dalam kotak')
  const numbers = async () => (await field.inputValue()).split(',').map(Number)
  await page.getByRole('button', { name: 'Gambar kotak di peta' }).click()
  const frame = page.locator('.box-map .frame')
  await frame.scrollIntoViewIfNeeded()
  const seen = async () => {
    await page.getByRole('button', { name: 'Kotak = yang terlihat' }).click()
    const [west = 0, south = 0, east = 0, north = 0] = await numbers()
    return { west, south, east, north, wide: east - west, tall: north - south }
  }
  const whole = await seen()
  const { x, y, width, height } = (await frame.boundingBox())!
  const at = (right: number, down: number) => [x + right * width, y + down * height] as const
  const dragged = async (from: readonly [number, number], to: readonly [number, number]) => {
    await page.mouse.move(...at(...from))
    await page.mouse.down()
    await page.mouse.move(...at(...to), { steps: 3 })
    await page.mouse.up()
  }
  await page.getByRole('button', { name: 'Geser peta' }).click()
  await dragged([0.8, 0.5], [0.2, 0.5])
  const moved = await seen()
  expect((moved.west - whole.west) / whole.wide, 'by mouse').toBeCloseTo(0.6, 1)
  await page.mouse.move(...at(0.5, 0.5))
  await page.mouse.wheel(0, -400)
  await expect.poll(async () => (await seen()).wide).toBeLessThan(0.5 * whole.wide)
  await frame.focus()
  await page.keyboard.press('-')
  const wider = await seen()
  await frame.focus()
  await page.keyboard.press('ArrowUp')
  const higher = await seen()
  expect((higher.south - wider.south) / wider.tall, 'by keys').toBeCloseTo(0.25, 1)

  const touch = await page.context().newCDPSession(page)
  const fingers = (type: 'touchStart' | 'touchMove', ...shares: [number, number][]) =>
    touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: shares.map((share, id) => ({ x: at(...share)[0], y: at(...share)[1], id })),
    })
  await page.getByRole('button', { name: 'Gambar kotak', exact: true }).click()
  await fingers('touchStart', [0.4, 0.5])
  await fingers('touchMove', [0.45, 0.55])
  await fingers('touchStart', [0.45, 0.55], [0.6, 0.5])
  await fingers('touchMove', [0.3, 0.55], [0.7, 0.5])
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  expect(await numbers(), 'the first of two fingers draws nothing that stays').toEqual(
    Object.values(higher).slice(0, 4),
  )
  const pinched = await seen()
  expect(pinched.wide, 'by two fingers').toBeLessThan(0.6 * higher.wide)

  // East of all that the first picture showed.
  expect(pinched.east).toBeGreaterThan(whole.east)
  await dragged([0.6, 0.2], [0.9, 0.8])
  const [west = 0, , east = 0] = await numbers()
  expect((west - pinched.west) / pinched.wide).toBeCloseTo(0.6, 1)
  expect((east - pinched.west) / pinched.wide).toBeCloseTo(0.9, 1)
  const drawn = await field.inputValue()
  await dragged([0.2, 0.5], [0.8, 0.5])
  expect(await field.inputValue(), 'a line is no box').toBe(drawn)
  await page.context().setOffline(true)
  await frame.focus()
  await page.keyboard.press('ArrowLeft')
  await page.getByText('yang tampil masih gambar sebelumnya').waitFor()
  await page.context().setOffline(false)
  await page.keyboard.press('ArrowLeft')
  await page.getByText('Seret dari satu sudut').waitFor()
  const { violations } = await new AxeBuilder({ page }).options(EVERY_TARGET).analyze()
  expect(violations).toEqual([])
})

test.each([desktop, phone])(
  'what is embedded is chosen, seen and then copied: $width px',
  async (viewport) => {
    const page = await host.blank(viewport)
    await page.goto(`${host.server.url}/katalog/poverty`)
    const trial = page.getByTitle('Contoh peta yang dipasang')
    await page.getByRole('button', { name: 'Lihat hasilnya' }).waitFor()
    expect(await trial.isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Lihat hasilnya' }).click()
    await trial.waitFor()
    const code = page.getByLabel('Sebagai bingkai (iframe)')
    const room = (await code.boundingBox())!
    const map = (await trial.boundingBox())!
    expect(map.width).toBeGreaterThan(0.9 * room.width)
    expect(map.y, 'it is seen before it is copied').toBeLessThan(room.y)
    await page.getByRole('combobox', { name: 'Tinggi' }).selectOption('640')
    await page.getByLabel('Dengan usulan').check()
    await expect.poll(() => code.inputValue()).toMatch(/layers=poverty(,|%2C)proposals.*height="640"/)
    await expect.poll(async () => (await trial.boundingBox())?.height).toBeGreaterThan(630)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      viewport.width,
    )
  },
)

test('a layer shows itself: a picture of its classes on its page, one on each card of the catalogue', async () => {
  const page = await host.blank()
  await page.goto(`${host.server.url}/katalog/poverty`)
  const picture = page.locator('.preview img.map')
  const isDrawn = (image: HTMLImageElement) => image.complete && image.naturalWidth > 0
  await expect.poll(() => picture.evaluate(isDrawn), { timeout: 20_000 }).toBe(true)
  const { width, height, data } = PNG.sync.read(await picture.screenshot())
  const seen = new Map<string, number>()
  for (let i = 0; i < 4 * width * height; i += 4) {
    const color = `#${data.subarray(i, i + 3).toString('hex')}`
    seen.set(color, (seen.get(color) ?? 0) + 1)
  }
  const { items } = (await (await host.server.get('/api/layers')).json()) as {
    items: { id: string; style: { document: LayerStyle } }[]
  }
  const { rules } = items.find(({ id }) => id === 'poverty')!.style.document
  const fills = rules.flatMap(({ symbolizers }) =>
    symbolizers.flatMap((symbolizer) =>
      symbolizer.kind === 'Fill' && symbolizer.color ? [symbolizer.color] : [],
    ),
  )
  expect(fills.length).toBeGreaterThan(2)
  const shown = fills.filter((color) => (seen.get(color.toLowerCase()) ?? 0) > 50)
  expect(shown.length, `of ${fills.join(', ')}`).toBeGreaterThan(2)

  await page.goto(`${host.server.url}/katalog`)
  const cards = page.locator('main img')
  expect(await cards.count()).toBeGreaterThan(5)
  for (const card of await cards.all()) {
    await card.scrollIntoViewIfNeeded()
    await expect
      .poll(() => card.evaluate(isDrawn as (image: Element) => boolean), { timeout: 20_000 })
      .toBe(true)
  }
})

test('an office takes a layer back and publishes it again, after a look at what becomes public', async () => {
  const page = await host.blank()
  const { url } = host.server
  await page
    .context()
    .request.post(`${url}/api/session`, { data: { password: PASSWORD }, headers: { origin: url } })
  await page.goto(`${url}/katalog/idm`)
  await page.getByRole('button', { name: 'Tarik dari umum' }).click()
  await page.getByText('Ditarik dari umum.').waitFor()
  expect((await fetch(`${url}/katalog/idm`, { headers: { accept: 'text/html' } })).status).toBe(404)
  await page.getByRole('button', { name: 'Terbitkan …' }).click()
  await page.getByText('Yang akan terbuka untuk umum').waitFor()
  expect(await page.locator('.becomes-public tbody tr').count()).toBe(5)
  expect((await fetch(`${url}/katalog/idm`, { headers: { accept: 'text/html' } })).status).toBe(404)
  await page.getByRole('button', { name: 'Terbitkan sekarang' }).click()
  await page.getByText('Terbit untuk umum.').waitFor()
  expect((await fetch(`${url}/katalog/idm`, { headers: { accept: 'text/html' } })).status).toBe(200)

  await page.getByLabel('Bekukan sebagai arsip tahun').fill('2024')
  await page.getByRole('button', { name: 'Bekukan', exact: true }).click()
  await page.getByText(/Arsip 2024 versi 1 tersimpan/).waitFor()
  await page.reload()
  await page.getByText(/Tahun 2024, versi 1/).waitFor()

  await page.getByText('Ubah keterangan').click()
  await page.getByLabel('Ringkasan', { exact: true }).fill('Indeks desa tahun ini.')
  await page.setViewportSize(phone)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
  await page.setViewportSize(desktop)
  await page.getByLabel('Surel').fill('bukan surel')
  await page.getByLabel('Penanggung jawab').fill('Bappeda Contoh')
  await page.getByRole('button', { name: 'Simpan' }).click()
  await page.getByText(/contact.email/).waitFor()
  await page.getByLabel('Surel').fill('bappeda@example.go.id')
  await page.getByRole('button', { name: 'Simpan' }).click()
  await page.getByText('Tersimpan. Muat ulang').waitFor()
  const public_ = await (await fetch(`${url}/katalog/idm`, { headers: { accept: 'text/html' } })).text()
  expect(public_).toContain('Indeks desa tahun ini.')
  expect(public_).toContain('Bappeda Contoh')
})

test('an archiving shows how far it is, says why it fails, and is no failure when it was stopped', async () => {
  const page = await host.blank()
  const { url } = host.server
  await page
    .context()
    .request.post(`${url}/api/session`, { data: { password: PASSWORD }, headers: { origin: url } })
  let job: object = { state: 'running', share: 0.25, archive: null, problem: null }
  await page.route('**/api/layers/poverty/archives', (route) => route.fulfill({ status: 202, json: {} }))
  await page.route('**/api/layers/poverty/archives/job', (route) => route.fulfill({ json: job }))
  await page.goto(`${url}/katalog/poverty`)
  await page.getByRole('button', { name: 'Bekukan', exact: true }).click()
  const bar = page.getByRole('progressbar', { name: 'Membekukan …' })
  const share = () => bar.evaluate((element) => (element as HTMLProgressElement).value)
  await expect.poll(share, { timeout: 15_000 }).toBe(0.25)
  job = { state: 'running', share: 0.75, archive: null, problem: null }
  await expect.poll(share, { timeout: 15_000 }).toBe(0.75)
  job = { state: 'failed', share: 0.75, archive: null, problem: 'The disk is full' }
  await page.getByText(/Tidak berhasil.*The disk is full/).waitFor()
  expect(await bar.count()).toBe(0)
  job = { state: 'cancelled', archive: null, problem: null }
  await page.getByRole('button', { name: 'Bekukan', exact: true }).click()
  await page.getByText('Dihentikan: tidak ada arsip yang tersimpan.').waitFor()
  expect(await page.getByText('Tidak berhasil').count()).toBe(0)
})

test('downloads take the coordinate system that was chosen along', async () => {
  const page = await host.blank()
  await page.goto(`${host.server.url}/katalog/poverty`)
  await page
    .getByRole('combobox', { name: 'Sistem koordinat' })
    .selectOption({ label: 'EPSG:3857 (WGS 84 / Pseudo-Mercator)' })
  const asked = page.waitForRequest((request) => request.url().includes('/data/poverty.csv'))
  await page.getByRole('button', { name: 'CSV' }).click()
  expect(new URL((await asked).url()).searchParams.get('crs')).toBe('EPSG:3857')
})

test('another site shows the map with one element, and hears of what its readers choose', async () => {
  const page = await host.blank()
  await page.goto(elsewhereUrl)
  const map = page.frameLocator('peta-usul-map iframe')
  await map.locator('pu-map canvas').first().waitFor()
  await map.getByText('Kemiskinan desa').first().waitFor()
  // The limits of the classes stand below their colours, not over them.
  const [ramp, limits] = await Promise.all(
    ['.ramp', '.breaks'].map(async (part) => (await map.locator(part).first().boundingBox())!),
  )
  expect(limits!.y).toBeGreaterThanOrEqual(ramp!.y + ramp!.height)
  const way = map.getByRole('link', { name: 'Buka di PetaUsul' })
  expect(await way.getAttribute('href')).toContain('layers=poverty')
  // However long the sources beside it are, on a phone too it stays one line.
  await page.setViewportSize(phone)
  const lines = await way.evaluate((link) => {
    link.previousElementSibling!.textContent = 'Badan Informasi Geospasial · '.repeat(20)
    const { height } = link.getBoundingClientRect()
    return height / Number.parseFloat(getComputedStyle(link).lineHeight)
  })
  expect(Math.round(lines)).toBe(1)
  const heard = page.evaluate(
    () =>
      new Promise((resolve) => {
        document
          .querySelector('peta-usul-map')
          ?.addEventListener('select', (event) => resolve((event as CustomEvent).detail))
      }),
  )
  // What only looks like a message of the map is not passed on.
  await page.evaluate(() => window.postMessage({ type: 'petausul:select', code: 'palsu' }, '*'))
  await map
    .locator('body')
    .evaluate(() => parent.postMessage({ type: 'petausul:select', code: 'benar' }, '*'))
  expect(await heard).toEqual({ code: 'benar' })
})

test('the office lays the map of another office beside ours, and a reader switches it on', async () => {
  const asked: string[] = []
  const dot = PNG.sync.write(
    Object.assign(new PNG({ width: 256, height: 256 }), { data: Buffer.alloc(256 * 256 * 4, 0xcc) }),
  )
  const other = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Content-Type', 'image/png')
    response.end(dot)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const origin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  const allowing = await ViewerHost.start({ settings: { CONTEXT_HOSTS: origin } })
  try {
    const page = await allowing.blank()
    const { url } = allowing.server
    await page
      .context()
      .request.post(`${url}/api/session`, { data: { password: PASSWORD }, headers: { origin: url } })
    await page.goto(`${url}/katalog`)
    await page.getByLabel('Alamat layanan').fill('http://example.com/wms')
    await page.getByLabel('Nama lapisan (kecuali XYZ)').fill('rtrw')
    await page.getByLabel('Judul', { exact: true }).fill('Tata ruang')
    await page.getByLabel('Sumber yang disebut di peta').fill('Badan Contoh')
    await page.getByRole('button', { name: 'Tambah', exact: true }).click()
    await page.getByText(/Tidak berhasil/).waitFor()
    expect(await page.getByLabel('Judul', { exact: true }).inputValue()).toBe('Tata ruang')
    await page.getByLabel('Alamat layanan').fill(`${origin}/wms`)
    await page.getByRole('button', { name: 'Tambah', exact: true }).click()
    await page.getByText(/ada di daftar lapisan peta/).waitFor()
    expect(asked).toEqual([])

    const viewer = await allowing.open('/?layers=poverty')
    await viewer.getByRole('tab', { name: 'Lapisan' }).click()
    await viewer.getByRole('checkbox', { name: /Tata ruang/ }).check()
    await expect.poll(() => asked.length, { timeout: 15_000 }).toBeGreaterThan(0)
    const query = new URL(asked[0] ?? '', origin).searchParams
    expect(query.get('REQUEST')).toBe('GetMap')
    expect(query.get('LAYERS')).toBe('rtrw')
    await expect.poll(() => viewer.url()).toContain('context:tata-ruang')
  } finally {
    await allowing.close()
    other.close()
  }
})
