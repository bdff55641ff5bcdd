import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { FeatureCollection } from 'geojson'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixture } from '../http/district-zip.ts'
import { PASSWORD } from '../support/start-test-server.ts'
import { FIXTURE_DISTRICT } from '../support/store-template.ts'
import { analyze } from './analyze.ts'
import { phone, ViewerHost } from './viewer-page.ts'

const HEADING = Buffer.from(fixture['usulan_2025.csv']!).toString().split('\n')[0]
const ROW =
  '1,202700001,16/02/2027,Musrenbang Kecamatan,Musrenbang Kecamatan,Sumur bor RT 05,Air keruh,"RT 05 -2.15234, 111.25211",Kab. Contoh,Hulu,Kota Lama,1,Dinas PUPR,Dinas PUPR,Diproses,,1,unit,80000000,Belanja Modal,,'

let host: ViewerHost
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'petausul-wizard-'))
  host = await ViewerHost.start()
})
afterAll(async () => {
  await host.close()
  rmSync(folder, { recursive: true, force: true })
})

test('an export of SIPD alone is recognised, asked for its year, shown, and added to the district that is there', async () => {
  const { url } = host.server
  const page = await host.blank(phone)
  await page
    .context()
    .request.post(`${url}/api/session`, { data: { password: PASSWORD }, headers: { origin: url } })
  await page.goto(`${url}/impor`)
  const path = join(folder, 'ekspor usulan.csv')
  writeFileSync(path, `${HEADING}\n${ROW}\n`)
  await page.locator('input[type=file]').setInputFiles(path)
  const card = page.locator('[data-file="ekspor usulan.csv"]')
  await card.getByRole('img', { name: 'Peta letak 1 baris' }).waitFor()
  expect(await card.getByLabel('Isi berkas').inputValue()).toBe('proposals')
  expect(await page.getByLabel('Tambahkan ke Kabupaten Contoh').isChecked()).toBe(true)
  await card.getByText('1 baris pertama').click()
  await card.getByRole('cell', { name: 'Sumur bor RT 05' }).waitFor()
  const { violations } = await analyze(page)
  expect(violations.map(({ id, impact }) => `${id} ${impact}`)).toEqual([])

  await page.getByRole('button', { name: 'Impor 1 berkas' }).click()
  await page.getByText('Masih ada yang perlu diisi').waitFor()
  await card.getByLabel('Tahun').fill('2027')
  // A line that fails loses nothing of what was said.
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Impor 1 berkas' }).click()
  await page.getByText('Server tidak terjangkau').waitFor()
  // The button that was pressed stands below the files, what went wrong above them.
  const fault = await page.locator('[data-fault]').boundingBox()
  expect(fault!.y).toBeGreaterThanOrEqual(0)
  expect(fault!.y + fault!.height).toBeLessThanOrEqual(phone.height)
  expect(await card.getByLabel('Tahun').inputValue()).toBe('2027')
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Impor 1 berkas' }).click()
  await page.locator('[data-result]').getByText('Impor selesai').waitFor()
  await page.goto(`${url}/usulan?tahun=2027`)
  await page.getByText('Sumur bor RT 05').first().waitFor()
})

test('a new district gets distance standards for the facilities that its files hold, so that coverage has data', async () => {
  const { url } = host.server
  const page = await host.blank(phone)
  const { request } = page.context()
  await request.post(`${url}/api/session`, { data: { password: PASSWORD }, headers: { origin: url } })
  await page.goto(`${url}/impor`)
  const names = ['desa.geojson', 'penduduk.csv', 'sekolah.csv', 'puskesmas.csv']
  const files = names.map((name) => join(dirname(FIXTURE_DISTRICT), name))
  await page.locator('input[type=file]').setInputFiles(files)
  await page.getByLabel('Daerah baru').check()
  await page.locator('input[name=id]').fill('62.99')
  await page.locator('input[name=name]').fill('Kabupaten Contoh')
  await page.locator('[data-file="penduduk.csv"]').getByLabel('Tahun').fill('2024')
  const standards = page.getByRole('group', { name: 'Standar jarak' })
  expect(await standards.locator('[data-service]').count()).toBe(3)
  expect(await standards.getByLabel('Paling jauh dari SMP (km)').inputValue()).toBe('6')
  expect(await standards.getByLabel('Sumber standar SD').inputValue()).toBe('Permendiknas 24/2007')
  await standards.getByLabel('PUSKESMAS', { exact: true }).uncheck()
  await standards.getByLabel('Paling jauh dari SD (km)').fill('0')
  await page.getByRole('button', { name: 'Impor 4 berkas' }).click()
  await standards.getByText('Isi jarak dalam km, di atas 0').waitFor()
  const { violations } = await analyze(page)
  expect(violations.map(({ id, impact }) => `${id} ${impact}`)).toEqual([])
  await standards.getByLabel('Paling jauh dari SD (km)').fill('2.5')
  await page.getByRole('button', { name: 'Impor 4 berkas' }).click()
  await page.locator('[data-result]').getByText('Impor selesai').waitFor()

  const coverage = await request.get(`${url}/data/coverage-SD.geojson`)
  const { features } = (await coverage.json()) as FeatureCollection
  expect(features.length).toBe(6)
  const valuesOf = (key: string) => features.map(({ properties }) => properties?.[key] as unknown)
  // Where a village's people are not known, nobody can be said to live beyond a distance.
  expect(valuesOf('nearestMetres')).toEqual(features.map(() => expect.any(Number)))
  expect(Math.max(...valuesOf('peopleBeyond').map(Number))).toBeGreaterThan(0)
  expect((await request.get(`${url}/data/coverage-PUSKESMAS.geojson`)).status()).toBe(404)
})
