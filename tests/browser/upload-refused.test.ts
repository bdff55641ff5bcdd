import { strToU8, zipSync } from 'fflate'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PASSWORD } from '../support/start-test-server.ts'
import { ViewerHost } from './viewer-page.ts'

let host: ViewerHost
beforeAll(async () => {
  host = await ViewerHost.start()
})
afterEach(() => host.closePages())
afterAll(() => host.close())

test.each([
  [
    'id',
    Buffer.from('bukan zip sama sekali'),
    'Server tidak menerimanya.',
    'berkas terpotong, atau bukan zip',
  ],
  [
    'id',
    zipSync({ 'a.csv': strToU8('a,b') }),
    'Server tidak menerimanya.',
    'seharusnya berisi district.json, ternyata hanya berisi a.csv',
  ],
  [
    'en',
    zipSync({ 'a.csv': strToU8('a,b') }),
    'The server did not accept it.',
    'expected a zip that holds district.json',
  ],
] as const)(
  'an upload that is refused says why in the language of the page: %s',
  async (lang, bytes, what, why) => {
    const page = await host.blank()
    const { url } = host.server
    await page
      .context()
      .request.post(`${url}/api/session`, { data: { password: PASSWORD }, headers: { origin: url } })
    await page.goto(`${url}/impor?lang=${lang}`)
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'paket.zip', mimeType: 'application/zip', buffer: Buffer.from(bytes) })
    await page.locator('button[type=submit]').click()
    const alert = page.getByRole('alert')
    await alert.getByText(what).waitFor()
    const said = await alert.innerText()
    expect(said).toContain(why)
    if (lang === 'id') expect(said).not.toMatch(/expected|received|holds/)
  },
)
