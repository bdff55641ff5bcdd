import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { phone, ViewerHost } from './viewer-page.ts'

let host: ViewerHost
beforeAll(async () => {
  host = await ViewerHost.start()
})
afterEach(() => host.closePages())
afterAll(() => host.close())

it('a layer on the map can be downloaded in every format, proposals as they are filtered', async () => {
  const page = await host.open('/?year=2025')
  await page.getByRole('tab', { name: 'Lapisan' }).click()
  await page.getByText('Unduh yang disaring').click()
  const files = page.getByRole('list', { name: 'Unduh Usulan sebagai' })
  const addresses = await files
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  expect(addresses).toHaveLength(8)
  for (const address of addresses) expect(address).toMatch(/^\/data\/proposals\.[a-z.]+\?year=2025$/)
  const coming = page.waitForEvent('download')
  await files.getByRole('link', { name: 'GeoPackage' }).click()
  expect((await coming).suggestedFilename()).toBe('proposals.gpkg')
})

it('fingers find each of them on a phone, in English too', async () => {
  const page = await host.open('/?lang=en', phone)
  await page.getByRole('tab', { name: 'Layers' }).click()
  const summary = page.locator('pu-layer-list details.files summary').first()
  await summary.scrollIntoViewIfNeeded()
  await summary.click()
  const link = page.getByRole('list', { name: /^Download Proposals as/ }).getByRole('link', { name: 'PDF' })
  await link.scrollIntoViewIfNeeded()
  expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  expect(await link.getAttribute('href')).toMatch(/^\/data\/proposals\.pdf\?(.*&)?lang=en$/)
})
