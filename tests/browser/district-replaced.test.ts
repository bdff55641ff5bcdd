import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixture, packageWith } from '../http/district-zip.ts'
import { PASSWORD } from '../support/start-test-server.ts'
import { phone, ViewerHost } from './viewer-page.ts'

const NAME = 'Kabupaten Pengganti'
/** The fixture district's villages under the codes of another district. */
const VILLAGES = Buffer.from(fixture['desa.geojson']!).toString().replaceAll('62.99.', '62.98.')

let host: ViewerHost
beforeAll(async () => {
  host = await ViewerHost.start()
})
afterAll(() => host.close())

test('pages that are open name the district that an import has put in place of theirs', async () => {
  const { url } = host.server
  const map = await host.blank(phone)
  await map.goto(`${url}/`)
  await map.locator('pu-header').getByText('Kabupaten Contoh').waitFor()
  await map.locator('pu-map canvas').first().waitFor()

  const office = await host.blank()
  await office
    .context()
    .request.post(`${url}/api/session`, { data: { password: PASSWORD }, headers: { origin: url } })
  await office.goto(`${url}/impor`)
  const before = await office.locator('header.site .district').innerText()
  const buffer = Buffer.from(
    packageWith({ 'desa.geojson': Buffer.from(VILLAGES) }, { id: '62.98', name: NAME, layers: [] }),
  )
  await office
    .locator('input[type=file]')
    .setInputFiles({ name: 'paket.zip', mimeType: 'application/zip', buffer })
  await office.locator('button[type=submit]').click()
  await office.locator('[data-result]').waitFor()
  expect(before).toBe('Kabupaten Contoh')
  expect(await office.locator('[data-result]').innerText()).toContain('Impor selesai')
  await office.locator('header.site .district', { hasText: NAME }).waitFor()
  // What the import reports stays.
  expect(await office.locator('[data-result]').innerText()).toContain(NAME)

  await map.locator('pu-header').getByText(NAME).waitFor()
})
