import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CriterionInfo } from '../../core/api/criterion.ts'
import { analyze } from './analyze.ts'
import { holdReading } from './hold-reading.ts'
import { PlanHost, slider } from './plan-page.ts'
import { phone } from './viewer-page.ts'

let host: PlanHost
beforeAll(async () => {
  host = await PlanHost.start(200)
  await addFloodLayer()
})
afterEach(() => host.viewer.closePages())
afterAll(() => host.viewer.close())

/** Four zones of different depth over the six villages; some proposals lie in none. */
async function addFloodLayer(): Promise<void> {
  const { write } = host.viewer.server.database
  const { rows } = await write.raw<{ rows: { id: number }[] }>(
    `INSERT INTO datasets (package_id, role, file, fingerprint, sha256, source, year)
     SELECT id, 'layer:flood', 'banjir.geojson', 'f', 's', 'BPBD (uji)', 2023 FROM packages LIMIT 1 RETURNING id`,
  )
  const layer = { id: 'flood', title: 'Rawan banjir', geometry_type: 'polygon' }
  await write('layers').insert({ ...layer, dataset_id: rows[0]?.id, fields: JSON.stringify(['depth']) })
  for (const [at, depth] of ['0.4', '1.2', '2', '3'].entries()) {
    const west = 111 + at * 0.07
    const [east, south, north] = [west + 0.07, -2.2, -2.05]
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ]
    await write.raw(
      `INSERT INTO features (layer_id, properties, geom) VALUES ('flood', ?, ST_SetSRID(ST_GeomFromGeoJSON(?), 4326))`,
      [JSON.stringify({ depth }), JSON.stringify({ type: 'Polygon', coordinates: [ring] })],
    )
  }
}

const readCriteria = async () => {
  const answer = await fetch(`${host.url}/api/criteria`)
  return ((await answer.json()) as { items: CriterionInfo[] }).items
}
const find = async (key: string) => (await readCriteria()).find((criterion) => criterion.key === key)

async function openScreen(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Kelola kriteria …' }).click()
  await page.getByRole('heading', { name: 'Kriteria', exact: true }).waitFor()
}
const item = (page: Page, name: string) => page.locator('pu-criteria .one').filter({ hasText: name })
const save = (page: Page) => page.getByRole('button', { name: 'Simpan kriteria' }).click()
const source = (page: Page) => page.getByLabel('Sumber nilai')
const path = (page: Page) => page.locator('pu-curve .curve').getAttribute('d')

interface InPage {
  store: {
    ranking: { order: Uint32Array; keys: string[] }
    state: { alternatives: { codes: string[] }; weights: Record<string, number> }
  }
}
const codesOf = (page: Page) =>
  page.evaluate(() => {
    const { store } = document.querySelector('pu-plan') as unknown as InPage
    return Array.from(store.ranking.order, (row) => store.state.alternatives.codes[row] ?? '')
  })
const weightsOf = (page: Page) =>
  page.evaluate(() => (document.querySelector('pu-plan') as unknown as InPage).store.state.weights)

async function serverCodes(weights: Record<string, number>): Promise<string[]> {
  const body = { filter: { year: '2026' }, weights, limit: 500 }
  const { items } = await host.ask<{ items: { code: string }[] }>('/api/rankings', body)
  return items.map(({ code }) => code)
}

/** The page takes over what was saved in its own time. */
async function untilRankedAsServer(page: Page): Promise<void> {
  await expect
    .poll(async () => (await codesOf(page)).join(), { timeout: 30_000 })
    .toBe((await serverCodes(await weightsOf(page))).join())
}

/** Keys of the criteria that the map's colours are made of. */
const mapKeys = (page: Page) =>
  page.evaluate(() => {
    const map = document.querySelector('pu-plan')?.shadowRoot?.querySelector('pu-plan-map') as unknown as {
      plan: { scores: { keys: string[] } }
    }
    return map.plan.scores.keys
  })

async function addFlood(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Tambah kriteria' }).click()
  await page.getByLabel('Nama kriteria').fill('Kedalaman banjir')
  await source(page).selectOption('layer:flood.depth')
  await page.getByLabel('Satuan', { exact: true }).fill('meter')
  await page.getByLabel('Bobot awal (0–100)').fill('90')
  await page.locator('pu-curve .bar').first().waitFor({ state: 'attached' })
}

describe('the criteria screen', () => {
  it('adds a criterion from a map layer; sliders, table and map follow; its curve and its ranking change together', async () => {
    const page = await host.open()
    const before = await codesOf(page)
    await openScreen(page)
    await addFlood(page)
    await page.getByText('Terkecil 0,4 → 0').waitFor()
    await page.getByText('Terbesar 3 → 1.000').waitFor()
    await save(page)
    await page.getByText('Kriteria “Kedalaman banjir” tersimpan.').waitFor()
    expect(await find('kedalamanBanjir')).toMatchObject({
      source: 'layer:flood.depth',
      unit: { id: 'meter' },
      normalisation: { kind: 'min-max' },
      missing: 'median',
      version: 1,
    })
    await untilRankedAsServer(page)
    const added = await codesOf(page)
    expect(added).not.toEqual(before)
    await expect.poll(() => mapKeys(page), { timeout: 30_000 }).toContain('kedalamanBanjir')
    const weight = slider(page, 'Kedalaman banjir')
    expect(await weight.inputValue()).toBe('90')

    const straight = await path(page)
    await page.getByLabel('Cara mengubah nilai').selectOption('curve')
    // It begins as the line that was there.
    expect(await path(page)).toBe(straight)
    await page.getByRole('button', { name: 'Tambah titik' }).click()
    await page.getByLabel('Nilai titik 2').fill('1.2')
    await page.getByLabel('Angka titik 2').fill('1000')
    await page.getByLabel('Angka titik 3').fill('0')
    await page.getByText('Terbesar 3 → 0').waitFor()
    expect(await path(page)).not.toBe(straight)
    await save(page)
    await page.getByText('Kriteria “Kedalaman banjir” tersimpan.').waitFor()
    const stored = await find('kedalamanBanjir')
    expect(stored?.version).toBe(2)
    expect(stored?.normalisation).toMatchObject({ kind: 'curve' })
    await untilRankedAsServer(page)
    expect(await codesOf(page)).not.toEqual(added)
  })

  it('gives up a save that takes long: the server keeps what it had, and what was typed can be saved after all', async () => {
    const page = await host.open()
    await openScreen(page)
    await page.getByRole('button', { name: 'Tambah kriteria' }).click()
    await page.getByLabel('Nama kriteria').fill('Jarak ke jalan')
    await source(page).selectOption('layer:roads.metres')
    await page.locator('pu-curve .bar').first().waitFor({ state: 'attached' })
    // Held on its way, as a million proposals would hold it.
    await page.route('**/api/criteria', (route) =>
      route.request().method() === 'POST' ? undefined : route.continue(),
    )
    await save(page)
    await page.getByRole('progressbar', { name: 'Menyimpan …' }).waitFor()
    await page.locator('pu-criterion-form').getByRole('button', { name: 'Batalkan' }).click()
    await page.getByText('Dibatalkan. Kriteria di server tetap seperti semula').waitFor()
    expect(await page.getByRole('progressbar', { name: 'Menyimpan …' }).count()).toBe(0)
    expect(await find('jarakKeJalan')).toBeUndefined()
    expect(await page.getByLabel('Nama kriteria').inputValue()).toBe('Jarak ke jalan')
    await page.unrouteAll()
    await save(page)
    await page.getByText('Kriteria “Jarak ke jalan” tersimpan.').waitFor()
    await page.getByRole('button', { name: 'Hapus', exact: true }).click()
    await page.getByText('Kriteria “Jarak ke jalan” dihapus.').waitFor()
  })

  it('tells how far the values of a source are read; given up, the form is there and they can be read again', async () => {
    const page = await host.open()
    await openScreen(page)
    await page.getByRole('button', { name: 'Tambah kriteria' }).click()
    const abandoned = await holdReading(page, '/api/criteria/distribution')
    await source(page).selectOption('layer:roads.metres')
    const reading = page.getByRole('progressbar', { name: 'Membaca nilai semua usulan …' })
    await reading.waitFor()
    await page.locator('.picture').getByText('40 %').waitFor()
    const { violations } = await analyze(page, 'pu-plan')
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
    await page.locator('.picture').getByRole('button', { name: 'Batalkan' }).click()
    await page.getByText('Pembacaan nilai dibatalkan.').waitFor()
    expect(await reading.count()).toBe(0)
    expect(await abandoned()).toBe(true)
    await page.getByLabel('Nama kriteria').fill('Jauh dari jalan')
    expect(await page.locator('pu-curve .bar').count()).toBe(0)
    await page.getByRole('button', { name: 'Baca lagi' }).click()
    await page.locator('pu-curve .bar').first().waitFor({ state: 'attached' })
    expect(await page.getByText('Pembacaan nilai dibatalkan.').count()).toBe(0)
    expect(await page.getByLabel('Nama kriteria').inputValue()).toBe('Jauh dari jalan')
  })

  it('says once the server has it, before list and map have followed; what is typed meanwhile is kept', async () => {
    const page = await host.open()
    await openScreen(page)
    await item(page, 'Kesiapan lahan').click()
    await page.getByLabel('Nama kriteria').fill('Kesiapan lokasi')
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    await page.route('**/api/alternatives*', (route) => void held.then(() => route.continue()))
    await save(page)
    await page.getByText('Sudah di server. Daftar dan peta sedang disusun ulang').waitFor()
    expect(await page.getByRole('progressbar', { name: 'Menyimpan …' }).count()).toBe(0)
    expect(await find('readiness')).toMatchObject({ version: 2 })
    await page.getByLabel('Nama kriteria').fill('Kesiapan tapak')
    release()
    await page.getByText('Kriteria “Kesiapan lokasi” tersimpan.').waitFor()
    expect(await page.getByLabel('Nama kriteria').inputValue()).toBe('Kesiapan tapak')
    await save(page)
    await expect.poll(() => find('readiness')).toMatchObject({ version: 3, title: { id: 'Kesiapan tapak' } })
    await page.getByRole('button', { name: 'Kembalikan ke bawaan' }).click()
    await page.getByText('kembali ke bawaan.').waitFor()
  })

  it('says while the map does not follow yet, since tiles of a million proposals take their time', async () => {
    const page = await host.open()
    await openScreen(page)
    await page.getByRole('button', { name: 'Tambah kriteria' }).click()
    await page.getByLabel('Nama kriteria').fill('Jauh dari jalan')
    await source(page).selectOption('layer:roads.metres')
    await page.locator('pu-curve .bar').first().waitFor({ state: 'attached' })
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    await page.route('**/tiles/proposals.json*', (route) => void held.then(() => route.continue()))
    await save(page)
    await page.getByText('Kriteria “Jauh dari jalan” tersimpan.').waitFor()
    const behind = page.locator('pu-score-legend').getByText('peta sedang disusun ulang')
    await behind.waitFor()
    expect(await mapKeys(page)).not.toContain('jauhDariJalan')
    release()
    await expect.poll(() => mapKeys(page), { timeout: 30_000 }).toContain('jauhDariJalan')
    await expect.poll(() => behind.count()).toBe(0)
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Hapus', exact: true }).click()
    await page.getByText('Kriteria “Jauh dari jalan” dihapus.').waitFor()
  })

  it('draws the very scale that the server freezes, for each way of turning values', async () => {
    const page = await host.open()
    await openScreen(page)
    await item(page, 'Biaya').first().click()
    for (const [kind, words] of [
      ['min-max', /Terkecil .* → 1\.000/],
      ['vector', /Terbesar .* → \d{3}/],
      ['rank', /Tengah .* → (49\d|50\d)/],
    ] as const) {
      await page.getByLabel('Cara mengubah nilai').selectOption(kind)
      const reported = page.locator('pu-curve .in-words')
      expect(await reported.textContent()).toMatch(words)
    }
    const explained = page.getByText('Hanya urutannya yang dihitung')
    expect(await explained.count()).toBe(1)
    await page.getByRole('button', { name: 'Buang perubahan' }).click()
  })

  it('lets a point of the curve be dragged, and its fields follow', async () => {
    const page = await host.open()
    await openScreen(page)
    await item(page, 'Lama pelaksanaan').click()
    const knob = page.locator('pu-curve .reach').nth(1)
    const box = await knob.boundingBox()
    if (!box) throw new Error('the point is not on the screen')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    const before = await page.getByLabel('Angka titik 2').inputValue()
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 20, y - 30, { steps: 4 })
    await page.mouse.up()
    const [value, mark] = [
      await page.getByLabel('Nilai titik 2').inputValue(),
      await page.getByLabel('Angka titik 2').inputValue(),
    ]
    expect(before).toBe('500')
    expect(Number(mark)).toBeGreaterThan(500)
    expect(Number(value)).toBeGreaterThan(12)
    expect(Number(value)).toBeLessThan(36)
    await page.getByRole('button', { name: 'Buang perubahan' }).click()
    expect(await page.getByLabel('Angka titik 2').inputValue()).toBe('500')
  })

  it('says beside each field what is wrong, and keeps what was typed when the server refuses', async () => {
    const page = await host.open()
    await openScreen(page)
    await page.getByRole('button', { name: 'Tambah kriteria' }).click()
    await save(page)
    await page.getByText('Isi nama, paling panjang 120 huruf.').waitFor()
    await page.getByText('Pilih dari mana nilainya dibaca.').waitFor()
    expect(await page.locator('pu-criterion-form [aria-invalid="true"]').count()).toBe(3)
    await page.getByLabel('Nama kriteria').fill('Jalan jauh')
    await source(page).selectOption('layer:roads.metres')
    expect(await page.getByLabel('Satuan', { exact: true }).inputValue()).toBe('meter')
    await page.locator('pu-curve .bar').first().waitFor({ state: 'attached' })
    await page.getByLabel('Cara mengubah nilai').selectOption('curve')
    await page.getByLabel('Nilai titik 2').fill('-5')
    await save(page)
    await page.getByText('Harus lebih besar dari titik sebelumnya.').waitFor()
    await page.getByText('Gambar menunjukkan kurva terakhir yang benar.').waitFor()
    await page.getByLabel('Nilai titik 2').fill('9000')
    // The layer is taken back while the form is open: only the server knows.
    const { write } = host.viewer.server.database
    await write('publications').insert({ layer_id: 'roads', state: 'unpublished' })
    await save(page)
    await page.getByText('Kriteria belum tersimpan. Isian Anda tetap ada.').waitFor()
    expect(await source(page).getAttribute('aria-invalid')).toBe('true')
    await write('publications').insert({ layer_id: 'roads', state: 'published' })
    await page.route('**/api/criteria', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    )
    await save(page)
    await page.getByRole('alert').filter({ hasText: 'Isian Anda tetap ada' }).waitFor()
    await page.locator('pu-criteria header').getByRole('button', { name: 'Tutup' }).click()
    await page.getByRole('button', { name: 'Kelola kriteria …' }).click()
    expect(await page.getByLabel('Nama kriteria').inputValue()).toBe('Jalan jauh')
    expect(await page.getByLabel('Nilai titik 2').inputValue()).toBe('9000')
    expect(await find('jalanJauh')).toBeUndefined()
  })

  it('does not overwrite what another saved meanwhile, unless one says so', async () => {
    const page = await host.open()
    await openScreen(page)
    await item(page, 'Kesiapan lahan').click()
    await page.getByLabel('Nama kriteria').fill('Kesiapan saya')
    const info = await find('readiness')
    const { key, title, direction, unit, source: from, normalisation } = info!
    await host.ask('/api/criteria', {
      key,
      title,
      direction,
      unit,
      source: from,
      normalisation,
      missing: 'median',
    })
    await save(page)
    await page.getByText('Orang lain menyimpan kriteria ini lebih dulu.').waitFor()
    expect(await find('readiness')).toMatchObject({ missing: 'median', title: { id: title.id } })
    await page.getByRole('button', { name: 'Simpan isian saya' }).click()
    await page.getByText('Kriteria “Kesiapan saya” tersimpan.').waitFor()
    expect(await find('readiness')).toMatchObject({ title: { id: 'Kesiapan saya' } })
    await page.getByRole('button', { name: 'Kembalikan ke bawaan' }).click()
    await page.getByText('kembali ke bawaan').first().waitFor()
    expect(await find('readiness')).toMatchObject({ origin: 'default', title: { id: title.id } })
  })

  it('deletes a criterion of one’s own and brings it back with its weight', async () => {
    const page = await host.open()
    await openScreen(page)
    if (!(await find('kedalamanBanjir'))) {
      await addFlood(page)
      await save(page)
      await page.getByText('Kriteria “Kedalaman banjir” tersimpan.').waitFor()
    }
    await page.locator('pu-criteria header').getByRole('button', { name: 'Tutup' }).click()
    await slider(page, 'Kedalaman banjir').fill('70')
    await page.getByRole('button', { name: 'Kelola kriteria …' }).click()
    await item(page, 'Kedalaman banjir').click()
    const before = await find('kedalamanBanjir')
    await page.getByRole('button', { name: 'Hapus', exact: true }).click()
    await page.getByText('Kriteria “Kedalaman banjir” dihapus.').waitFor()
    expect(await find('kedalamanBanjir')).toBeUndefined()
    expect(await item(page, 'Kedalaman banjir').count()).toBe(0)
    await untilRankedAsServer(page)
    await expect.poll(() => mapKeys(page), { timeout: 30_000 }).not.toContain('kedalamanBanjir')
    // Tiles that were asked for with the deleted criterion are nobody's concern.
    expect(await page.getByText('Sebagian peta belum termuat').count()).toBe(0)
    await page.getByRole('button', { name: 'Urungkan' }).click()
    await page.getByText('Kriteria “Kedalaman banjir” dikembalikan.').waitFor()
    const after = await find('kedalamanBanjir')
    expect(after).toMatchObject({ source: before!.source, normalisation: before!.normalisation })
    expect((await weightsOf(page)).kedalamanBanjir).toBe(70)
    await untilRankedAsServer(page)
  })

  it('says that the set is no regulation, keeps shipped criteria, and has no accessibility faults on either screen', async () => {
    const page = await host.open()
    await openScreen(page)
    await page.locator('pu-criteria header').getByText('Kriteria awal versi 1.1.0').waitFor()
    await page.locator('pu-criteria header').getByText('bukan peraturan').waitFor()
    await item(page, 'Kemiskinan wilayah').click()
    await page.getByText('Kriteria bawaan tidak bisa dihapus.').waitFor()
    await page.locator('pu-curve .curve').waitFor()
    const faults = (await analyze(page, 'pu-plan')).violations
    expect(faults.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    await page.close()
    const small = await host.open('/rencana?year=2026', phone)
    await small.getByRole('button', { name: 'Bobot', exact: true }).click()
    await openScreen(small)
    await item(small, 'Kemiskinan wilayah').click()
    await small.locator('pu-curve .curve').waitFor()
    const width = await small.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(phone.width)
    const smallFaults = (await analyze(small, 'pu-plan')).violations
    expect(smallFaults.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    await small.getByRole('button', { name: 'Semua kriteria' }).click()
    await item(small, 'Biaya').first().waitFor()
  })
})
