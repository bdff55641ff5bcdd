import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Shape, shapeArea } from '../../client/plan/zone/shape/shape.ts'
import { analyze } from './analyze.ts'
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
  sketchOf,
  tapAt,
  viewOf,
  zonesOf,
} from './plan-zones-page.ts'
import { phone } from './viewer-page.ts'

let host: PlanHost
let page: Page
beforeAll(async () => {
  host = await PlanHost.start()
  page = await openZones(host)
})
beforeEach(() => clearZones(page))
afterAll(() => host.viewer.close())

interface Statistics {
  population: { value: number }
  proposals: { count: number }
}
const numberId = (value: number) => value.toLocaleString('id-ID')
const askFigures = (shape: LonLat[][][]) =>
  host.ask<Statistics>('/api/zones/statistics', { geometry: geometryOf(shape), filter: { year: '2026' } })

describe('a polygon drawn with the mouse', () => {
  it('becomes a zone where it was drawn, with the server’s figures beside it', async () => {
    await drawPolygon(page, around)
    const [zone] = await zonesOf(page)
    expect(zone?.name).toBe('Zona prioritas 1')
    // The click that closed it marks no proposal, not even when the map tells of it a moment later.
    await page.waitForTimeout(400)
    expect(await page.locator('pu-selection .bar').count()).toBe(0)
    const corners = zone?.shape[0]?.[0] ?? []
    expect(corners.length).toBe(4)
    for (const [lon, lat] of around) {
      const nearest = Math.min(...corners.map((at) => Math.hypot(at[0] - lon, at[1] - lat)))
      expect(nearest).toBeLessThan(0.001)
    }
    await settled(page)
    const { population, proposals } = await askFigures(zone?.shape ?? [])
    expect(population.value).toBeGreaterThan(0)
    expect(await figure(page, 'Penduduk')).toBe(numberId(population.value))
    expect(await figure(page, 'Usulan')).toMatch(new RegExp(`^${numberId(proposals.count)} · Rp `))
  })

  it('is closed by two quick clicks on its first point as well, and the map stays where it is', async () => {
    await choose(page, 'Gambar poligon')
    for (const place of around) await clickAt(page, place)
    const before = await viewOf(page)
    await page.mouse.dblclick(...(await pixelOf(page, around[0] ?? [0, 0])))
    expect((await zonesOf(page)).length).toBe(1)
    expect(await viewOf(page)).toEqual(before)
  })

  it('snaps its corners to the corners of villages exactly', async () => {
    await choose(page, 'Menempel ke batas desa')
    await drawPolygon(page, [
      [111.0005, -2.2005],
      [111.1005, -2.1995],
      [111.0995, -2.1],
      [111.0002, -2.0995],
    ])
    const [zone] = await zonesOf(page)
    expect(zone?.shape).toEqual([
      [
        [
          [111, -2.2],
          [111.1, -2.2],
          [111.1, -2.1],
          [111, -2.1],
        ],
      ],
    ])
  })

  it('that crosses itself is refused, the place is told and the repaired shape offered; nothing drawn is lost', async () => {
    await drawPolygon(page, [
      [111.05, -2.15],
      [111.2, -2.05],
      [111.2, -2.15],
      [111.05, -2.05],
    ])
    await page.getByRole('alert').filter({ hasText: 'menyilang' }).waitFor()
    expect(await zonesOf(page)).toEqual([])
    expect((await sketchOf(page)).length).toBe(4)
    await page.getByRole('button', { name: 'Pakai yang sudah diperbaiki' }).click()
    const [zone] = await zonesOf(page)
    expect(zone?.shape.length).toBe(2)
    await settled(page)
  })
})

describe('figures', () => {
  it('follow a corner while it is dragged, one question at a time', async () => {
    await drawPolygon(page, around)
    await settled(page)
    const before = await figure(page, 'Luas')
    let [running, most, asked] = [0, 0, 0]
    await page.route('**/api/zones/statistics', async (route) => {
      running++
      asked++
      most = Math.max(most, running)
      const response = await route.fetch()
      running--
      await route.fulfill({ response })
    })
    await drag(page, around[2] ?? [0, 0], [111.15, -2.1], false)
    await expect.poll(() => figure(page, 'Luas')).not.toBe(before)
    await settled(page)
    const during = await figure(page, 'Luas')
    await page.mouse.up()
    await settled(page)
    expect(await figure(page, 'Luas')).toBe(during)
    expect(most).toBe(1)
    expect(asked).toBeLessThan(12)
    const [zone] = await zonesOf(page)
    expect(during).toContain(numberId(Number((shapeArea(zone?.shape as Shape) / 1e6).toFixed(1))))
  })

  it('stay, marked as old, when the server fails, and come with another try', async () => {
    await drawPolygon(page, around)
    await settled(page)
    const before = await figure(page, 'Penduduk')
    await page.route('**/api/zones/statistics', (route) => route.fulfill({ status: 503, body: '' }))
    await drag(page, around[2] ?? [0, 0], [111.15, -2.1])
    await page.locator('pu-zone-card').getByRole('alert').waitFor()
    expect(await figure(page, 'Penduduk')).toBe(before)
    expect(await page.locator('pu-zone-card .stale').count()).toBe(1)
    await page.unroute('**/api/zones/statistics')
    await page.locator('pu-zone-card').getByRole('button', { name: 'Coba lagi' }).click()
    await settled(page)
    expect(await figure(page, 'Penduduk')).not.toBe(before)
  })
})

describe('work on a zone', () => {
  it('splits it by a line without losing area, and merges the parts again', async () => {
    await drawPolygon(page, around)
    const [whole] = await zonesOf(page)
    await choose(page, 'Belah dengan garis')
    await clickAt(page, [111.14, -2.19])
    await clickAt(page, [111.15, -2.01])
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await zonesOf(page)).length).toBe(2)
    const area = (shape: LonLat[][][] | undefined) => shapeArea((shape ?? []) as Shape)
    // One step back is the whole, one forth the parts.
    const halves = await zonesOf(page)
    await page.keyboard.press('Control+z')
    expect(await zonesOf(page)).toEqual([whole])
    await page.keyboard.press('Control+Shift+z')
    expect(await zonesOf(page)).toEqual(halves)
    const parts = await zonesOf(page)
    expect((area(parts[0]?.shape) + area(parts[1]?.shape)) / area(whole?.shape)).toBeCloseTo(1, 5)
    await page
      .locator('pu-zone-editor')
      .getByRole('checkbox', { name: parts[1]?.name ?? '?' })
      .check()
    await page.getByRole('button', { name: 'Gabung', exact: true }).click()
    await expect.poll(async () => (await zonesOf(page)).length).toBe(1)
    const [merged] = await zonesOf(page)
    expect(area(merged?.shape) / area(whole?.shape)).toBeCloseTo(1, 5)
    expect(merged?.shape.length).toBe(1)
    await page.keyboard.press('Control+z')
    expect(await zonesOf(page)).toEqual(parts)
    await page.keyboard.press('Control+z')
    expect(await zonesOf(page)).toEqual([whole])
  })

  it('is undone and done again step by step, points of a drawing first', async () => {
    await drawPolygon(page, around)
    await choose(page, 'Gambar poligon')
    await clickAt(page, [111.1, -2.02])
    await clickAt(page, [111.2, -2.02])
    await page.keyboard.press('Control+z')
    expect((await sketchOf(page)).length).toBe(1)
    await page.keyboard.press('Control+Shift+z')
    expect((await sketchOf(page)).length).toBe(2)
    await page.keyboard.press('Escape')
    expect((await sketchOf(page)).length).toBe(0)
    await drag(page, around[0] ?? [0, 0], [111.02, -2.18])
    const [moved] = await zonesOf(page)
    await page.keyboard.press('Control+z')
    const [back] = await zonesOf(page)
    expect(back?.shape).not.toEqual(moved?.shape)
    await page.keyboard.press('Control+z')
    expect(await zonesOf(page)).toEqual([])
    await page.keyboard.press('Control+Shift+z')
    await page.keyboard.press('Control+Shift+z')
    expect((await zonesOf(page))[0]?.shape).toEqual(moved?.shape)
  })

  it('moves, inserts and deletes corners, cuts a hole, and moves the whole', async () => {
    await drawPolygon(page, around)
    const corners = async () => (await zonesOf(page))[0]?.shape[0]?.map((ring) => ring.length)
    await drag(page, [111.045, -2.1], [111.02, -2.1])
    expect(await corners()).toEqual([5])
    await clickAt(page, [111.02, -2.1])
    await page.keyboard.press('Delete')
    expect(await corners()).toEqual([4])
    await choose(page, 'Lubangi')
    for (const place of [
      [111.1, -2.12],
      [111.18, -2.12],
      [111.14, -2.07],
    ] as const)
      await clickAt(page, place)
    await page.keyboard.press('Enter')
    await expect.poll(corners).toEqual([4, 3])
    const [before] = await zonesOf(page)
    await page.keyboard.down('Shift')
    await drag(page, [111.08, -2.06], [111.09, -2.06])
    await page.keyboard.up('Shift')
    const [after] = await zonesOf(page)
    const shift = (after?.shape[0]?.[0]?.[0]?.[0] ?? 0) - (before?.shape[0]?.[0]?.[0]?.[0] ?? 0)
    expect(shift).toBeCloseTo(0.01, 3)
    expect(await corners()).toEqual([4, 3])
  })

  it('survives a reload with its name, its note, what is half drawn and what was typed', async () => {
    await drawPolygon(page, around)
    await page.getByLabel('Nama zona').fill('Pesisir')
    await page.getByLabel(/^Catatan/).fill('usulan forum kecamatan')
    await page.locator('summary', { hasText: 'Tempel GeoJSON' }).click()
    await page.getByLabel(/^Teks GeoJSON/).fill('{"type":"Poly')
    await choose(page, 'Gambar poligon')
    await clickAt(page, [111.1, -2.02])
    const drawn = await zonesOf(page)
    await page.reload()
    await ready(page)
    expect(await zonesOf(page)).toEqual(drawn)
    expect(await page.getByLabel('Nama zona').inputValue()).toBe('Pesisir')
    expect(await page.getByLabel(/^Catatan/).inputValue()).toBe('usulan forum kecamatan')
    expect(await page.getByLabel(/^Teks GeoJSON/).inputValue()).toBe('{"type":"Poly')
    expect((await sketchOf(page)).length).toBe(1)
  })

  it.each([
    ['Persegi panjang', 4],
    ['Lingkaran', 64],
  ])('draws a %s by one drag', async (tool, corners) => {
    await choose(page, tool)
    await drag(page, [111.1, -2.12], [111.18, -2.07])
    const [zone] = await zonesOf(page)
    expect(zone?.shape[0]?.[0]?.length).toBe(corners)
    await settled(page)
  })

  it('gathers whole villages by clicks', async () => {
    await choose(page, 'Pilih desa utuh')
    await clickAt(page, [111.05, -2.15])
    await expect.poll(async () => (await zonesOf(page)).length).toBe(1)
    await settled(page)
    await clickAt(page, [111.15, -2.15])
    await expect.poll(() => figure(page, 'Luas')).toMatch(/^24\d(,\d)? km²/)
    expect((await zonesOf(page))[0]?.shape.map((rings) => rings.length)).toEqual([1])
    await clickAt(page, [111.05, -2.15])
    await expect.poll(() => figure(page, 'Luas')).toMatch(/^12\d(,\d)? km²/)
  })
})

describe('on a phone', () => {
  it('the district that filled the map lies between tools and figures', async () => {
    const page = await host.signedIn(phone)
    await page.goto(`${host.url}/rencana?year=2026`)
    await page.locator('pu-plan-map canvas').first().waitFor()
    await page.getByRole('button', { name: 'Zona', exact: true }).click()
    await page.locator('pu-zone-tools .tools').waitFor()
    const ends = () =>
      page.evaluate(() => {
        const plan = document.querySelector('pu-plan') as unknown as {
          store: { state: { district: { extent: [number, number, number, number] } } }
          shadowRoot: ShadowRoot
        }
        const map = plan.shadowRoot.querySelector('pu-plan-map') as unknown as {
          plan: { ol: { getPixelFromCoordinate(at: number[]): number[]; renderSync(): void } }
          getBoundingClientRect(): DOMRect
        }
        const [west, south, east, north] = plan.store.state.district.extent
        const mercator = (lon: number, lat: number) => [
          (lon * 20037508.342789244) / 180,
          (Math.log(Math.tan(((90 + lat) * Math.PI) / 360)) * 20037508.342789244) / Math.PI,
        ]
        map.plan.ol.renderSync()
        const top = map.getBoundingClientRect().top
        const y = (lon: number, lat: number) =>
          top + (map.plan.ol.getPixelFromCoordinate(mercator(lon, lat))[1] ?? 0)
        return [y(west, north), y(east, south)] as const
      })
    const tools = (await page.locator('pu-zone-tools .tools').boundingBox())!
    const card = (await page.locator('pu-zone-card section').boundingBox())!
    await expect
      .poll(async () => (await ends())[0], { timeout: 10_000 })
      .toBeGreaterThan(tools.y + tools.height)
    expect((await ends())[1]).toBeLessThan(card.y)
  })

  it('a zone is drawn by taps; its figures are a sheet that unfolds; nothing is too small for a thumb', async () => {
    const page = await openZones(host, phone)
    await page.getByRole('button', { name: 'Gambar poligon' }).tap()
    for (const place of [
      [111.1, -2.13],
      [111.2, -2.13],
      [111.15, -2.08],
    ] as const)
      await tapAt(page, place)
    await page.getByRole('button', { name: 'Selesai' }).tap()
    await settled(page)
    expect((await zonesOf(page))[0]?.shape[0]?.[0]?.length).toBe(3)
    const status = page.locator('pu-zone-card').getByText('Menurut status')
    expect(await status.isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Semua angka' }).tap()
    expect(await status.isVisible()).toBe(true)
    const sizes = await page
      .locator('pu-zone-tools .tools button')
      .evaluateAll((buttons) =>
        buttons.map((button) =>
          Math.min(button.getBoundingClientRect().width, button.getBoundingClientRect().height),
        ),
      )
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44)
    for (const screen of ['Peta', 'Daftar zona', 'Ubah zona']) {
      await page.getByRole('button', { name: screen, exact: true }).tap()
      const { violations } = await analyze(page)
      expect(violations.map(({ id, nodes }) => `${screen}: ${id} ${nodes[0]?.html}`)).toEqual([])
    }
  })
})
