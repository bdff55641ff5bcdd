import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { accountWith } from '../http/account-with.ts'
import { CycleClient, hoursFromNow } from '../http/cycle-client.ts'
import { analyze } from './analyze.ts'
import { chosen, DeskHost, rowOf, tabCount } from './desk-page.ts'
import { desktop, phone } from './viewer-page.ts'

const PATIENT = { timeout: 20_000 }
let host: DeskHost
beforeAll(async () => {
  host = await DeskHost.start(60)
})
afterEach(() => host.viewer.closePages())
afterAll(() => host.viewer.close())

const faultsOf = async (page: Page) => (await analyze(page)).violations.map(({ id }) => id)

describe('a verifier at the desk, by keyboard alone', () => {
  it('decides about twenty proposals, takes the last back, and sends one back with a reason', async () => {
    await host.propose(30, 'ALUN')
    const page = await host.open('/meja')
    await page.keyboard.press('/')
    await page.keyboard.type('alun')
    await expect.poll(() => tabCount(page, 'waiting'), PATIENT).toBe(30)
    await page.keyboard.press('Escape')
    const before = await tabCount(page, 'waiting')
    const seen: (string | null)[] = []
    for (let at = 0; at < 20; at++) {
      seen.push(await chosen(page))
      await page.keyboard.press('a')
      await expect.poll(() => chosen(page), PATIENT).not.toBe(seen.at(-1))
    }
    expect(new Set(seen).size).toBe(20)
    await expect.poll(() => tabCount(page, 'waiting'), PATIENT).toBe(before - 20)
    expect(await tabCount(page, 'done')).toBe(20)
    const last = await chosen(page)
    await page.keyboard.press('u')
    await expect.poll(() => tabCount(page, 'waiting'), PATIENT).toBe(before - 19)
    expect(await chosen(page)).toBe(seen.at(-1))
    const made = await host.decisions('ALUN')
    expect(made.filter(({ action }) => action === 'accept')).toHaveLength(20)
    expect(made.at(-1)).toMatchObject({ code: seen.at(-1), action: 'undo' })

    // Sent back: the first usual reason, what is to be mended by Tab and Space.
    await page.keyboard.press('r')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Tulis alasannya dulu.').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('r')
    await page.keyboard.press('1')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Pilih yang harus diperbaiki.').waitFor()
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => chosen(page), PATIENT).toBe(last)
    await expect
      .poll(async () => (await host.decisions(seen.at(-1)!)).at(-1), PATIENT)
      .toMatchObject({
        action: 'return',
        reason: 'Lokasi atau alamat belum jelas',
        reason_code: 'unclear-place',
      })
  }, 180_000)

  it('keeps tab, filter and selection in the address, also over a reload', async () => {
    await host.propose(5, 'FAJAR')
    const page = await host.open('/meja?tab=waiting&q=fajar')
    expect(await page.locator('.row').count()).toBe(5)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    const code = await chosen(page)
    await page.keyboard.press('v')
    await rowOf(page, code!).getByText('✓ Verifikasi').waitFor()
    expect(new URL(page.url()).searchParams.get('q')).toBe('fajar')
    const selected = await chosen(page)
    await page.reload()
    await page.locator('.row').first().waitFor()
    expect(await chosen(page)).toBe(selected)
    expect(await page.locator('.row').count()).toBe(5)
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('usulan berikutnya').waitFor()
    await page.keyboard.press('Escape')
  })
})

describe('a decision whose network fails', () => {
  it('waits in the browser, is sent once the network is there, and is made once', async () => {
    await host.propose(6, 'NIPAH')
    const page = await host.open('/meja?q=nipah')
    const [first] = [await chosen(page)]
    await page.context().setOffline(true)
    await page.keyboard.press('t')
    await page.keyboard.press('1')
    await page.locator('.decide textarea').fill('Sudah diusulkan tahun lalu, lihat 202400001')
    await page.keyboard.press('Control+Enter')
    await rowOf(page, first!).getByText('belum terkirim').waitFor()
    // The next one goes on, and its words stay over a reload.
    const second = await chosen(page)
    expect(second).not.toBe(first)
    await page.keyboard.press('p')
    await page.locator('.decide textarea').fill('Menunggu sertifikat lahan')
    expect(await host.decisions('NIPAH')).toEqual([])
    await page.context().setOffline(false)
    await page.reload()
    await expect
      .poll(async () => (await host.decisions('NIPAH')).map(({ code, reason }) => [code, reason]), PATIENT)
      .toEqual([[first, 'Sudah diusulkan tahun lalu, lihat 202400001']])
    await rowOf(page, second!).click()
    await page.keyboard.press('p')
    expect(await page.locator('.decide textarea').inputValue()).toBe('Menunggu sertifikat lahan')
  }, 120_000)

  it('after it was made but before it was answered is recognised when it comes again', async () => {
    await host.propose(3, 'LONTAR')
    const page = await host.open('/meja?q=lontar')
    const code = await chosen(page)
    let lost = 0
    await page.route('**/decisions', async (route) => {
      const answer = await route.fetch()
      if (lost++ > 0) return await route.fulfill({ response: answer })
      await route.abort()
    })
    await page.keyboard.press('a')
    await rowOf(page, code!).getByText('belum terkirim').waitFor()
    await page.locator('.offline').getByRole('button', { name: 'Kirim sekarang' }).click()
    await rowOf(page, code!).getByText('✓ Terima').waitFor()
    expect((await host.decisions('LONTAR')).map((one) => one.action)).toEqual(['accept'])
  }, 120_000)
})

it('two verifiers at one proposal: the second is told who was first, and loses nothing', async () => {
  await host.propose(3, 'DAMAR')
  const [one, other] = [await host.open('/meja?q=damar'), await host.open('/meja?q=damar')]
  const code = await chosen(one)
  expect(await chosen(other)).toBe(code)
  await other.keyboard.press('t')
  await other.locator('.decide textarea').fill('Bukan kewenangan kabupaten')
  await one.keyboard.press('v')
  await rowOf(one, code!).getByText('✓ Verifikasi').waitFor()
  await other.keyboard.press('Control+Enter')
  await rowOf(other, code!).getByText('didahului').waitFor()
  await rowOf(other, code!).click()
  const banner = other.getByRole('alert')
  await banner.getByText(/Sudah diputuskan oleh uji-\d+ pada .*: Terverifikasi/).waitFor()
  await banner.getByText('Bukan kewenangan kabupaten').waitFor()
  await banner.getByRole('button', { name: 'Lihat keadaan terbaru' }).click()
  await other.locator('.status').getByText('Terverifikasi').waitFor()
  await other.keyboard.press('t')
  expect(await other.locator('.decide textarea').inputValue()).toBe('Bukan kewenangan kabupaten')
  await other.locator('.decide textarea').press('Control+Enter')
  await rowOf(other, code!).getByText('✓ Tolak').waitFor()
  expect((await host.decisions('DAMAR')).map(({ action }) => action)).toEqual(['verify', 'reject'])
}, 120_000)

it('a stage that closes between opening the form and sending it: what to do is said, and nothing typed is lost', async () => {
  await host.propose(3, 'TANJUNG')
  const { server } = host.viewer
  await server.database.write.raw(`UPDATE proposals SET year = 2071 WHERE code LIKE 'TANJUNG%'`)
  const cycles = new CycleClient(server, await accountWith(server, 'administrator'))
  const cycle = await cycles.create(2071)
  const stage = '/api/cycles/2071/stages/musrenbang-kecamatan'
  await cycles.setStage(cycle, 'musrenbang-kecamatan', { opens: hoursFromNow(-48), closes: hoursFromNow(40) })
  const page = await host.open('/meja?q=tanjung')
  await page
    .locator('.card .stage.urgent')
    .getByText(/^Musrenbang kecamatan ditutup .* WIB \(1 hari lagi\)$/)
    .waitFor()
  const code = await chosen(page)
  await page.keyboard.press('t')
  await page.locator('.decide textarea').fill('Sudah dibangun lewat dana desa')
  await cycles.change('POST', `${stage}/closing`, { reason: 'Musrenbang selesai' })
  await page.keyboard.press('Control+Enter')
  await rowOf(page, code!).getByText('ditolak server').waitFor()
  await page.reload()
  await page.locator('.row').first().waitFor()
  await rowOf(page, code!).click()
  const banner = page.getByRole('alert')
  await banner.getByText(/mintalah administrator memperpanjang tahap, lalu kirim lagi/).waitFor()
  await banner.getByText('Sudah dibangun lewat dana desa').waitFor()
  expect(await faultsOf(page)).toEqual([])
  expect(await host.decisions('TANJUNG')).toEqual([])
  await cycles.change('POST', `${stage}/extension`, { until: hoursFromNow(90), reason: 'Banjir' })
  await banner.getByRole('button', { name: 'Kirim lagi: tolak' }).click()
  await rowOf(page, code!).getByText('✓ Tolak').waitFor()
  expect((await host.decisions('TANJUNG')).map(({ action, reason }) => [action, reason])).toEqual([
    ['reject', 'Sudah dibangun lewat dana desa'],
  ])
}, 120_000)

it('a checklist is ticked by keys before a stage accepts, and ceilings run along until what is accepted is a reserve', async () => {
  await host.propose(5, 'PINUS')
  const { server } = host.viewer
  await server.database.write.raw(
    `UPDATE proposals SET year = 2072, cost_rupiah = 1e8 WHERE code LIKE 'PINUS%'`,
  )
  const cycles = new CycleClient(server, await accountWith(server, 'administrator'))
  const cycle = await cycles.create(2072)
  const place = {
    key: 'place',
    label: { id: 'Lokasi sudah dilihat', en: 'The place was seen' },
    required: true,
  }
  const photo = { key: 'photo', label: { id: 'Foto terlampir', en: 'Photos attached' } }
  const reason = { code: 'adat', label: { id: 'Tanah adat', en: 'Customary land' }, actions: ['reject'] }
  const rules = { opens: hoursFromNow(-48), closes: null, checklist: [place, photo], reasons: [reason] }
  await cycles.setStage(cycle, 'musrenbang-kecamatan', rules)
  const ceiling = { area: '62.99.01', agency: null, rupiah: 1.5e8, source: 'SE Bupati' }
  const path = '/api/cycles/2072/stages/musrenbang-kecamatan/ceilings'
  expect((await cycles.ask('PUT', path, { ceilings: [ceiling] }, `"${cycles.version}"`)).status).toBe(200)
  const page = await host.open('/meja?q=pinus')
  await page.locator('.people').getByText('Lokasi sudah dilihat (wajib)').waitFor()
  await page.locator('.ceilings').getByText('sisa Rp 150 juta').waitFor()
  const first = await chosen(page)
  await page.keyboard.press('a')
  await page.getByText('Centang yang wajib dulu, lalu terima.').waitFor()
  expect(await faultsOf(page)).toEqual([])
  expect(await chosen(page)).toBe(first)
  await page.keyboard.press('Space')
  await page.keyboard.press('a')
  await rowOf(page, first!).getByText('✓ Terima').waitFor()
  // What was ticked and not sent stays over a reload.
  const second = await chosen(page)
  await page.keyboard.press('1')
  await page.reload()
  await page.locator('.people input:checked').waitFor()
  await page
    .locator('.ceilings')
    .getByText(/bila diterima menjadi cadangan ke-1/)
    .waitFor()
  await page.keyboard.press('c')
  await page.keyboard.press('a')
  await rowOf(page, second!).getByText('cadangan ke-1', { exact: true }).waitFor()
  await rowOf(page, second!).click()
  await page.locator('.history').getByText('Diperiksa: Lokasi sudah dilihat; Foto terlampir').waitFor()
  expect(await page.locator('.people input:disabled').count()).toBe(2)
  await rowOf(page, (await page.locator('.row:not(.done)').first().getAttribute('data-code'))!).click()
  await page.keyboard.press('t')
  await page.getByText('Tanah adat').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('[data-bulk]').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('checkbox', { name: /Lokasi sudah dilihat/ }).check()
  await dialog.getByRole('button', { name: 'Pratinjau' }).click()
  await dialog.getByText('3 dari 3 usulan dapat diputuskan').waitFor()
  await dialog.getByText('3 di antaranya melampaui sisa pagu').waitFor()
}, 120_000)

it('all that a filter finds is decided after a look at what that does, taken back, and announced', async () => {
  await host.propose(12, 'BAKAU')
  const page = await host.open('/meja?q=bakau')
  const dialog = page.getByRole('dialog')
  await page.locator('[data-bulk]').click()
  await dialog.getByRole('button', { name: 'Pratinjau' }).click()
  await dialog.getByText('12 dari 12 usulan dapat diputuskan').waitFor()
  expect(await faultsOf(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Terima 12 usulan' }).click()
  await dialog.getByText('12 usulan diputuskan.').waitFor()
  await expect.poll(() => tabCount(page, 'done'), PATIENT).toBe(12)
  await dialog.getByRole('button', { name: 'Batalkan' }).click()
  await dialog.getByText('12 keputusan dibatalkan.').waitFor()
  await dialog.getByRole('button', { name: 'Tutup' }).click()
  await expect.poll(() => tabCount(page, 'waiting'), PATIENT).toBe(12)
  await page.keyboard.press('a')
  await page.getByText('✓ Terima').first().waitFor()
  await page.locator('#tab-done').click()
  await page.locator('[data-announce]').click()
  await dialog.getByRole('button', { name: 'Umumkan' }).click()
  await dialog.getByText(/usulan diumumkan/).waitFor()
  const { rows } = await host.viewer.server.database.write.raw<{ rows: { n: number }[] }>(
    `SELECT count(*)::int AS n FROM proposals WHERE starts_with(code, 'BAKAU') AND status = 'accepted'`,
  )
  expect(rows[0]?.n).toBe(1)
}, 120_000)

it('shows where a proposal lies, what is near it, and what a machine finds', async () => {
  const page = await host.open('/meja?tab=flagged')
  await page.locator('.checks .warning').first().waitFor()
  await page
    .getByText(/Biaya 20 kali median|Biaya \d+ kali median/)
    .first()
    .waitFor()
  await page.locator('pu-place li').first().waitFor()
  expect(await page.locator('pu-place circle.other').count()).toBeGreaterThan(3)
  const scale = page.locator('pu-place .scale')
  const before = await scale.innerText()
  await page.keyboard.press('m')
  await expect.poll(() => scale.innerText(), PATIENT).not.toBe(before)
  await page.keyboard.press('n')
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('pu-desk')
})

it('says whose it is, leads to that account and out, and keeps filters by area, agency and origin in its address', async () => {
  await host.propose(6, 'KELAPA')
  const page = await host.open('/meja?q=kelapa')
  await page.getByLabel('Lokasi').selectOption('62.99.01.2001')
  await expect.poll(() => page.locator('.row').count(), PATIENT).toBe(2)
  await page.getByLabel('Asal').selectOption('musrenbang')
  expect(new URL(page.url()).searchParams.get('area')).toBe('62.99.01.2001')
  await page.reload()
  await page.locator('.row').first().waitFor()
  expect(await page.getByLabel('Lokasi').inputValue()).toBe('62.99.01.2001')
  expect(await page.locator('.row').count()).toBe(2)
  await page.getByRole('button', { name: /^Akun uji-\d+/ }).click()
  await page
    .getByText(/^uji-\d+$/)
    .last()
    .waitFor()
  expect(await faultsOf(page)).toEqual([])
  expect(await page.getByRole('link', { name: 'Akun saya' }).getAttribute('href')).toBe('/akun/saya')
  await page.getByRole('button', { name: 'Keluar' }).click()
  await page.waitForURL((url) => url.pathname === '/')
  await page.goto(`${host.url}/meja`)
  await page.waitForURL((url) => url.pathname === '/masuk')
})

describe('the page', () => {
  it.each([
    ['a desk', desktop],
    ['a phone', phone],
  ] as const)('has no faults that axe finds on %s', async (_name, viewport) => {
    const page = await host.open('/meja', viewport)
    expect(await faultsOf(page)).toEqual([])
    const filters = await page.locator('#search').boundingBox()
    expect(filters!.x + filters!.width).toBeLessThanOrEqual(viewport.width)
    await page.locator('.row').first().click()
    await page.locator('.card').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.locator('[data-action="return"]').click()
    await page.locator('.decide textarea').waitFor()
    expect(await faultsOf(page)).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
    // Nothing hides beyond the edge of what scrolls within.
    for (const name of [/^English$/, /^Tutup/]) {
      const box = await page.getByRole('button', { name }).first().boundingBox()
      expect(box!.x + box!.width).toBeLessThanOrEqual(viewport.width)
    }
  })

  it('serves the hand on a phone: a row, a button, the next', async () => {
    await host.propose(3, 'HIJAU')
    const page = await host.open('/meja?q=hijau', phone)
    await page.locator('.row').first().click()
    const code = await chosen(page)
    await page.locator('[data-action="accept"]').click()
    await expect
      .poll(async () => (await host.decisions('HIJAU')).map((one) => one.code), PATIENT)
      .toEqual([code])
    expect(await page.locator('.card').isVisible()).toBe(true)
    await page.getByRole('button', { name: /Daftar/ }).click()
    await rowOf(page, code!).getByText('✓ Terima').waitFor()
  })

  it('speaks English, and says where an account has no queue', async () => {
    const page = await host.open('/meja?lang=en')
    await page.getByRole('button', { name: /^Accept/ }).waitFor()
    const other = await host.viewer.blank()
    await host.signIn(other, [{ role: 'planner' }])
    await other.goto(`${host.url}/meja`)
    await other.getByText('Akun ini tidak punya antrean keputusan').waitFor()
  })
})
