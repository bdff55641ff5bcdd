import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createCycle } from '../../server/cycles/create-cycle.ts'
import { accountWith } from '../http/account-with.ts'
import { PASSWORD } from '../support/start-test-server.ts'
import { analyze } from './analyze.ts'
import { desktop, phone, ViewerHost } from './viewer-page.ts'

let host: ViewerHost
const codes = new Map<string, string>()
beforeAll(async () => {
  host = await ViewerHost.start()
  const answer = await host.server.get('/api/proposals?limit=200')
  const { items } = (await answer.json()) as { items: { sourceId: string; code: string }[] }
  for (const { sourceId, code } of items) codes.set(sourceId, code)
})
afterEach(() => host.closePages())
afterAll(() => host.close())

async function open(path: string, viewport = phone): Promise<Page> {
  const page = await host.blank(viewport)
  await page.goto(host.server.url + path)
  return page
}

const proposal = (sourceId: string) => `/usulan/${codes.get(sourceId)}`

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Nama masuk').fill('admin')
  await page.getByLabel('Sandi', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByText('Pilih berkas', { exact: true }).waitFor()
}

describe('pages written on the server', () => {
  const paths = () => [
    '/usulan',
    '/usulan?q=tidakada',
    proposal('202500001'),
    proposal('202500003'),
    proposal('202500007'),
    `${proposal('J-1')}?lang=en`,
    '/usulan/tidak-ada',
    '/desa/62.99.01.1003',
    '/masuk',
  ]

  it('fit a phone and a desktop, and have no fault that axe finds', async () => {
    for (const viewport of [phone, desktop]) {
      const page = await host.blank(viewport)
      for (const path of paths()) {
        await page.goto(host.server.url + path)
        const width = await page.evaluate(() => document.documentElement.scrollWidth)
        expect(width, path).toBeLessThanOrEqual(viewport.width)
        const { violations } = await analyze(page)
        expect(
          violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`),
          path,
        ).toEqual([])
      }
    }
  })

  it('show the calendar and its forms likewise', async () => {
    await createCycle(host.server.database.write, null, {
      ...{ region: '62.99', planYear: 2027, forumYear: 2026, realisationYear: 2027 },
      ...{ timeZone: 'Asia/Pontianak', tracks: ['desa', 'kelurahan'], usualDates: true },
    })
    const forms = ['/siklus/baru', '/siklus/2027/pengaturan', '/siklus/2027/tahap/musrenbang-kecamatan']
    const { Cookie } = await accountWith(host.server, 'administrator')
    for (const viewport of [phone, desktop]) {
      const page = await host.blank(viewport)
      for (const path of ['/siklus', '/siklus?lang=en&wilayah=62.99.01.1003', ...forms]) {
        if (path === forms[0]) await page.setExtraHTTPHeaders({ Cookie })
        await page.goto(host.server.url + path)
        await page.evaluate(() => {
          for (const part of document.querySelectorAll('details')) part.open = true
        })
        const width = await page.evaluate(() => document.documentElement.scrollWidth)
        expect(width, path).toBeLessThanOrEqual(viewport.width)
        expect(new URL(page.url()).pathname, path).toBe(path.replace(/\?.*/, ''))
        const { violations } = await analyze(page)
        expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`)).toEqual([])
      }
    }
  })

  it('rank a proposal by another method at a press, without a fault that axe finds', async () => {
    const page = await open(proposal('J-1'), phone)
    await page.locator('summary', { hasText: 'Bagaimana skor ini dihitung' }).click()
    const methods = page.getByRole('navigation', { name: 'Cara memeringkat' })
    await methods.getByRole('link', { name: 'PROMETHEE II' }).click()
    await page.waitForURL(/cara=promethee#score/)
    expect(await methods.locator('[aria-current]').innerText()).toBe('PROMETHEE II')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
    const { violations } = await analyze(page)
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })

  it('keep every label of the chain of forums clear of the others', async () => {
    const page = await open(proposal('J-1'))
    const boxes = await page.locator('.chain .step').evaluateAll((labels) =>
      labels.map((label) => {
        const { top, bottom } = label.getBoundingClientRect()
        return { top, bottom }
      }),
    )
    expect(boxes.length).toBeGreaterThan(4)
    for (const [index, box] of boxes.entries())
      expect(box.top).toBeGreaterThanOrEqual(boxes[index - 1]?.bottom ?? 0)
  })

  it('give a thumb 44 px on every button, chip and link of the bars', async () => {
    const page = await open('/usulan')
    const small = await page
      .locator('.button:visible, .chip > summary:visible, nav.bottom a, nav.languages a:visible, .sort a')
      .evaluateAll((targets) =>
        targets
          .filter((target) => target.getBoundingClientRect().height < 43.9)
          .map((target) => target.outerHTML),
      )
    expect(small).toEqual([])
  })
})

describe('the list', () => {
  it('is filtered by ticking boxes, and opens the proposal that is tapped', async () => {
    const page = await open('/usulan')
    await page.locator('summary', { hasText: 'Status' }).click()
    await page.getByRole('checkbox', { name: /Ditolak/ }).check()
    await page.getByRole('button', { name: 'Terapkan' }).click()
    await page.waitForURL('**/usulan?status=rejected')
    const row = page.getByRole('row').filter({ hasText: 'Rehabilitasi puskesmas pembantu' })
    await row.click()
    await page.getByRole('heading', { name: 'Alasan penolakan' }).waitFor()
    expect(await page.locator('.refusal').textContent()).toContain('Bukan kewenangan kabupaten')
  })

  it('closes a menu with Escape and gives the focus back', async () => {
    const page = await open('/usulan', desktop)
    const summary = page.locator('summary', { hasText: 'Tahun' })
    await summary.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('checkbox', { name: /2025/ }).waitFor()
    await page.keyboard.press('Escape')
    expect(await page.locator('.chip[open]').count()).toBe(0)
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true)
  })
})

describe('sharing', () => {
  it('copies the address that is to be passed on', async () => {
    const page = await open(`${proposal('202500001')}?fbclid=1`, desktop)
    await page.getByRole('button', { name: 'Bagikan' }).click()
    await page.getByRole('button', { name: 'Tautan disalin' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      host.server.url + proposal('202500001'),
    )
  })
})

describe('sign-in and import', () => {
  const folder = mkdtempSync(join(tmpdir(), 'petausul-pages-'))
  const file = (name: string, content: string) => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('tells of a wrong password and keeps what was typed', async () => {
    const page = await open('/impor')
    expect(new URL(page.url()).pathname).toBe('/masuk')
    const field = page.getByLabel('Sandi', { exact: true })
    await page.getByLabel('Nama masuk').fill('admin')
    await field.fill('bukan sandi itu')
    await page.keyboard.press('Enter')
    await page.getByText('sandinya tidak cocok').waitFor()
    expect(await field.inputValue()).toBe('bukan sandi itu')
    await signIn(page)
    expect(new URL(page.url()).pathname).toBe('/impor')
  })

  it('refuses what is no data before sending it, and says what the server could not read', async () => {
    const page = await open('/impor')
    await signIn(page)
    await page.locator('input[type=file]').setInputFiles(file('usulan.pdf', '%PDF'))
    await page.getByText('Tidak dapat dibaca sebagai data: usulan.pdf').waitFor()
    await page.locator('input[type=file]').setInputFiles(file('rusak.zip', 'bukan arsip'))
    await page.getByRole('button', { name: 'Mulai impor' }).click()
    await page.getByText('Server tidak menerimanya').waitFor()
    await page.getByText('rusak.zip tetap terpilih.').waitFor()
  })

  it('keeps the file chosen when the network is lost, and can be tried again', async () => {
    const page = await open('/impor')
    await signIn(page)
    await page.locator('input[type=file]').setInputFiles(file('paket.zip', 'bukan arsip'))
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Mulai impor' }).click()
    await page.getByText('Server tidak terjangkau').waitFor()
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Coba lagi' }).click()
    await page.getByText('Server tidak menerimanya').waitFor()
  })

  it('follows an import that runs, and cancels it when asked', async () => {
    const page = await open('/impor')
    await signIn(page)
    const id = '7b0c1f5e-1111-4222-8333-444455556666'
    let state = 'running'
    const job = () => ({
      ...{ id, state, step: 'Menghubungkan usulan', share: 0.4, report: null },
      startedAt: new Date().toISOString(),
      problem:
        state === 'cancelled'
          ? {
              title: 'Cancelled',
              detail: 'Cancelled while it ran. Files that were finished are kept; start it again to go on.',
            }
          : null,
    })
    await page.route('**/api/imports', (route) => route.fulfill({ json: { items: [job()] } }))
    await page.route(`**/api/imports/${id}`, async (route) => {
      if (route.request().method() === 'DELETE') {
        state = 'cancelled'
        await route.fulfill({ status: 202, json: { id, state: 'running', cancelling: true } })
      } else await route.fulfill({ json: job() })
    })
    await page.reload()
    await page.getByRole('button', { name: 'Batalkan impor' }).click()
    await page.locator('[data-result]').getByText('Impor dibatalkan').waitFor()
    expect(await page.locator('[data-result]').innerText()).toContain('tetap tersimpan')
    expect(await page.locator('.history').innerText()).toContain('dibatalkan')
  })
})
