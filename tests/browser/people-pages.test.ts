import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { InvitedAccount } from '../../core/api/account.ts'
import type { GrantRequest } from '../../server/accounts/account-request.ts'
import { invite, sendLink } from '../http/account-client.ts'
import { codeOf } from '../http/app-code.ts'
import { signIn } from '../http/sign-in.ts'
import { analyze } from './analyze.ts'
import { desktop, phone, ViewerHost } from './viewer-page.ts'

let host: ViewerHost
let admin: { Cookie: string }
let invited: InvitedAccount
beforeAll(async () => {
  host = await ViewerHost.start()
  admin = await signIn(host.server)
  const district: GrantRequest = { role: 'verifier', area: '62.99.01', stages: ['district'] }
  await invite(host.server, admin, [{ role: 'operator', area: '62.99.01.1003' }], {
    ...{ name: 'Nurhayati', login: 'nurhayati', workplace: 'Kelurahan Mekar' },
  })
  invited = await invite(
    host.server,
    admin,
    [district, { role: 'auditor' }, { role: 'planner', years: [2026] }],
    {
      ...{
        name: 'Rahmat Hidayat',
        login: 'rahmat.hidayat',
        workplace: 'Kantor Camat',
        email: 'rahmat@uji.example',
      },
    },
  )
})
afterEach(() => host.closePages())
afterAll(() => host.close())

/** A page of the administrator. */
async function openAs(path: string, viewport = desktop): Promise<Page> {
  const page = await host.blank(viewport)
  const [name = '', value = ''] = admin.Cookie.split('=')
  await page.context().addCookies([{ name, value, url: host.server.url }])
  await page.goto(host.server.url + path)
  return page
}

async function expectFine(page: Page, viewport: typeof desktop): Promise<void> {
  const path = new URL(page.url()).pathname
  expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(
    viewport.width,
  )
  const { violations } = await analyze(page)
  expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`)).toEqual([])
}

test.each([desktop, phone])(
  'pages of accounts fit and have no fault that axe finds: $width px',
  async (viewport) => {
    const page = await openAs('/akun', viewport)
    const link = new URL(invited.link.url)
    const paths = ['/akun', '/akun/undang', `/akun/${invited.account.id}`, '/akun/saya', '/akun/saya?lang=en']
    const own = ['/akun/saya/token', '/akun/saya/langkah-kedua', '/akun/saya/langkah-kedua?lang=en']
    for (const path of [...paths, ...own, link.pathname + link.search, '/akun/tautan?kunci=x', '/masuk']) {
      await page.goto(host.server.url + path)
      await expectFine(page, viewport)
    }
  },
)

test.each([desktop, phone])(
  'somebody is invited, and a mistake is mended where it is: $width px',
  async (viewport) => {
    const page = await openAs('/akun', viewport)
    await page.getByRole('link', { name: 'Undang orang' }).click()
    await page.getByLabel('Nama', { exact: true }).fill('Dewi Lestari')
    await page.getByLabel('Nama masuk').fill('admin')
    await page.getByLabel('Peran', { exact: true }).selectOption('Verifikator')
    await page.getByLabel('Wilayah', { exact: true }).selectOption({ index: 2 })
    await page.getByText('Batasi menurut perangkat').click()
    await page.getByLabel('Musrenbang kecamatan').check()
    await page.getByRole('button', { name: 'Buat undangan' }).click()
    await page.getByRole('alert').getByText('sudah dimiliki orang lain').waitFor()
    await expectFine(page, viewport)
    expect(await page.getByLabel('Nama', { exact: true }).inputValue()).toBe('Dewi Lestari')
    expect(await page.getByLabel('Musrenbang kecamatan').isChecked()).toBe(true)
    await page.getByLabel('Nama masuk').fill(`dewi-${viewport.width}`)
    await page.getByRole('button', { name: 'Buat undangan' }).click()
    await page.getByRole('img', { name: 'Kode QR' }).waitFor()
    await expectFine(page, viewport)
    await page.getByRole('link', { name: 'Ke akun ini' }).click()
    await page.getByRole('heading', { name: 'Dewi Lestari' }).waitFor()
    await page.getByRole('button', { name: /^Akhiri hak: Verifikator/ }).click()
    await page.getByText('belum diberi hak').waitFor()
  },
)

test('who was invited chooses a password, signs in, and sees their account', async () => {
  const { link, account } = await invite(host.server, admin, [{ role: 'verifier' }])
  const page = await host.blank(phone)
  await page.goto(link.url)
  await page.getByLabel('Sandi baru', { exact: true }).fill('kapal layar biru')
  await page.getByLabel('Ulangi sandi baru').fill('kapal layar biru')
  await page.getByRole('button', { name: 'Simpan sandi' }).click()
  await page.getByRole('link', { name: 'Masuk', exact: true }).click()
  await page.getByLabel('Nama masuk').fill(account.login)
  await page.getByLabel('Sandi', { exact: true }).fill('kapal layar biru')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Akun Anda' }).waitFor()
  await page.getByText('yang ini').waitFor()
  await expectFine(page, phone)
  await page.goto(link.url)
  await page.getByRole('heading', { name: 'Tautan ini sudah terpakai' }).waitFor()
})

test.each([desktop, phone])(
  'somebody makes a token, sets up the second step, and signs in with it: $width px',
  async (viewport) => {
    const { link, account } = await invite(host.server, admin, [{ role: 'planner' }, { role: 'auditor' }])
    const password = 'kapal layar biru'
    await sendLink(host.server, link.url, password)
    const page = await host.blank(viewport)
    const signIn = async () => {
      await page.goto(`${host.server.url}/masuk?lanjut=%2Fakun%2Fsaya`)
      await page.getByLabel('Nama masuk').fill(account.login)
      await page.getByLabel('Sandi', { exact: true }).fill(password)
      await page.keyboard.press('Enter')
    }
    await signIn()
    await page.getByRole('link', { name: 'Buka token aplikasi' }).click()
    await page.getByLabel('Untuk apa?').fill('QGIS di laptop kantor')
    await page.getByRole('button', { name: 'Buat token' }).click()
    await page.getByRole('alert').getByText('paling sedikit satu hak').waitFor()
    await expectFine(page, viewport)
    await page.getByLabel('Perencana: seluruh daerah').check()
    await page.getByRole('button', { name: 'Buat token' }).click()
    expect(await page.getByLabel('Token (di tempat sandi)').inputValue()).toMatch(/^pu_/)
    await expectFine(page, viewport)
    await page.getByRole('link', { name: 'Token aplikasi' }).click()
    await page.getByRole('button', { name: 'Cabut token QGIS di laptop kantor' }).waitFor()
    await expectFine(page, viewport)

    await page.goto(`${host.server.url}/akun/saya/langkah-kedua`)
    await page.getByLabel('Sandi sekarang').fill(password)
    await page.getByRole('button', { name: 'Lanjut' }).click()
    const secret = (await page.getByLabel('Atau ketik kunci').inputValue()).replaceAll(' ', '')
    await expectFine(page, viewport)
    await page.getByLabel('Kode enam angka').fill(codeOf(secret))
    await page.getByRole('button', { name: 'Aktifkan' }).click()
    const recovery = await page.locator('.recovery code').allTextContents()
    expect(recovery).toHaveLength(10)
    await expectFine(page, viewport)
    await page.goto(`${host.server.url}/akun/saya/langkah-kedua`)
    await page.getByText('Kode pemulihan yang tersisa: 10').waitFor()
    await expectFine(page, viewport)

    await page.goto(`${host.server.url}/akun/saya`)
    await page.getByRole('button', { name: 'Keluar' }).click()
    await signIn()
    await page.getByLabel('Kode dari aplikasi autentikator').fill('000000')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('Kode ini tidak cocok').waitFor()
    await expectFine(page, viewport)
    await page.getByLabel('Kode dari aplikasi autentikator').fill(recovery[0] ?? '')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Akun Anda' }).waitFor()
  },
)
