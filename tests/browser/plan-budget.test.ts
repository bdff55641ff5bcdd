import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { PortfolioFront } from '../../core/api/portfolio-front.ts'
import type { PortfolioDecision } from '../../core/decision/decision-file.ts'
import { COMPETING_STATUSES } from '../../core/proposal/competition.ts'
import { reproduce } from '../http/reproduce.ts'
import { analyze } from './analyze.ts'
import {
  address,
  answered,
  answerOf,
  budgetField,
  openBudget,
  openPackage,
  type PlanElement,
  placeOnScreen,
  reckon,
  rowsOf,
  search,
} from './plan-budget-page.ts'
import { PlanHost, VILLAGES } from './plan-page.ts'
import { phone } from './viewer-page.ts'

let host: PlanHost
beforeAll(async () => {
  host = await PlanHost.start()
})
afterEach(() => host.viewer.closePages())
afterAll(() => host.viewer.close())

const BILLION = 1e9

describe('the budget package', () => {
  it('is found for an amount as people write it, with proof, and is what the page’s own ranking says it is worth', async () => {
    const page = await openBudget(host)
    await budgetField(page).fill('20,5 miliar')
    await page.getByText('Rp 20,5 miliar', { exact: true }).waitFor()
    await search(page)
    await page.getByText('optimal terbukti, selisih 0').waitFor()
    const result = await answerOf(page, host.url)
    expect(result.budgetRupiah).toBe(20.5 * BILLION)
    const { worth, cost } = await reckon(
      page,
      result.chosen.map(({ code }) => code),
    )
    expect(worth).toBeCloseTo(result.worth ?? 0, 6)
    expect(cost).toBe(result.spentRupiah)
    expect(cost).toBeLessThanOrEqual(20.5 * BILLION)
    const figures = page.locator('pu-package .figures')
    expect(await figures.innerText()).toContain(String(result.chosen.length))
    await page.getByRole('button', { name: `Didanai ${result.chosen.length}`, exact: true }).waitFor()
    // Nobody may fund down the ranking and be better off.
    const list = result.downTheList.find(({ by }) => by === 'value')
    expect(list?.worth).toBeLessThanOrEqual(result.worth ?? 0)
    expect(await figures.innerText()).toContain('dibanding urut peringkat')
    // No study of robustness was asked for: no empty column stands where it would be reported.
    const row = await rowsOf(page).first().boundingBox()
    const last = await rowsOf(page).first().locator('.cost').boundingBox()
    expect(row!.x + row!.width - last!.x - last!.width).toBeLessThan(24)
  })

  it('tells what is reckoned around it while that goes on, and no longer the search for it', async () => {
    const page = await openBudget(host)
    await budgetField(page).fill('13 miliar')
    const steps = [
      { step: 'optimum', stepText: { id: 'Mencari pilihan terbaik', en: 'Searching' }, share: 0.5 },
      { step: 'prices', stepText: { id: 'Menghitung harga tiap syarat', en: 'Pricing' }, share: 0.6 },
      { step: 'alternatives', stepText: { id: 'Mencari pilihan lain', en: 'Alternatives' }, share: 0.75 },
    ]
    let at = 0
    await page.route(/\/api\/portfolios\/[0-9a-f-]{36}$/, async (route) => {
      const response = await route.fetch()
      const { found, result, ...told } = (await response.json()) as { found: object; result: object }
      const now = { ...told, found: result ?? found, result: null, state: 'running', ...steps[at] }
      await route.fulfill({ json: result || found ? now : { ...told, found, result } })
    })
    await page.getByRole('button', { name: /^Cari (paket terbaik|lagi)$/ }).click()
    const studying = page.locator('pu-package .studying')
    for (const { stepText, share } of steps) {
      await studying.getByText(stepText.id).waitFor()
      const bar = studying.locator('progress')
      await expect.poll(() => bar.evaluate((one: HTMLProgressElement) => one.value)).toBe(share)
      at = Math.min(at + 1, steps.length - 1)
    }
    await page.unroute(/\/api\/portfolios\/[0-9a-f-]{36}$/)
    await page.locator(answered).waitFor({ timeout: 50_000 })
  })

  it('is linked: a row with its ring on the map, a point with its row, and why not each other proposal', async () => {
    const page = await openBudget(host)
    await budgetField(page).fill('15 miliar')
    await search(page)
    const result = await answerOf(page, host.url)
    await rowsOf(page).first().hover()
    const hovered = await page.evaluate(
      () => document.querySelector<Element & PlanElement>('pu-plan')?.store.state.hovered,
    )
    expect(result.chosen.map(({ code }) => code)).toContain(hovered)

    const chosen = new Set(result.chosen.map(({ code }) => code))
    const other = await page.evaluate(
      (codes) => {
        const { alternatives } = document.querySelector<Element & PlanElement>('pu-plan')!.store.state
        // Those that the test adds are points of their own; every fiftieth is a line.
        const isPoint = (title: string) => Number(/^Usulan (\d+)/.exec(title)?.[1] ?? 7) % 50 !== 7
        return alternatives.codes.find(
          (code, row) => !codes.includes(code) && isPoint(alternatives.titles[row]!),
        )!
      },
      [...chosen],
    )
    const at = await placeOnScreen(page, other)
    await page.mouse.click(at.x, at.y)
    const marked = page.locator('pu-package-table .row.marked')
    await marked.waitFor()
    await marked.locator('.tick.out').waitFor()
    await marked.click()
    await page.getByText('Mengapa bukan usulan ini?').waitFor()
    const answer = page.locator('pu-package-details .answer')
    await answer.waitFor({ timeout: 40_000 })
    const response = await page
      .context()
      .request.get(
        `${host.url}/api/portfolios/${await page.evaluate(() => document.querySelector<Element & PlanElement>('pu-plan')?.store.state.portfolio)}/why/${await page.evaluate(() => [...document.querySelector<Element & PlanElement>('pu-plan')!.store.state.selection][0])}`,
      )
    const reported = (await response.json()) as { text: { id: string } }
    expect(await answer.innerText()).toBe(reported.text.id)
    await page.getByRole('button', { name: 'Wajibkan didanai' }).click()
    await page.getByText('sudah berubah sejak paket ini dihitung').waitFor()
  })

  it('waits for “why not” with a bar, ends it by a press or when another is opened, and asks again', async () => {
    const page = await openBudget(host)
    await budgetField(page).fill('14 miliar')
    await search(page)
    const { chosen } = await answerOf(page, host.url)
    const [one = '', other = ''] = await page.evaluate(
      (codes) => {
        const { alternatives } = document.querySelector<Element & PlanElement>('pu-plan')!.store.state
        return alternatives.codes
          .filter((code, row) => !codes.includes(code) && alternatives.costRupiah[row]! > 0)
          .slice(0, 2)
      },
      chosen.map(({ code }) => code),
    )
    const ended: string[] = []
    page.on('requestfailed', (request) => {
      ended.push(decodeURIComponent(new URL(request.url()).pathname.split('/').at(-1) ?? ''))
    })
    // The server takes its time.
    await page.route('**/api/portfolios/*/why/*', () => {})
    const open = (code: string) =>
      page.evaluate((opened) => {
        const { store } = document.querySelector<Element & PlanElement>('pu-plan')!
        store.update({ opened, selection: new Set([opened]) })
      }, code)
    const details = page.locator('pu-package-details')
    const asked = (code: string) => page.waitForRequest((request) => request.url().includes(`/why/${code}`))
    await Promise.all([asked(one), open(one)])
    await details.locator('[aria-busy=true] progress').waitFor()
    expect(ended).toEqual([])
    await Promise.all([asked(other), open(other)])
    await expect.poll(() => ended).toEqual([one])
    await details.getByRole('button', { name: 'Hentikan' }).click()
    await details.getByText('Dihentikan sebelum terjawab').waitFor()
    await expect.poll(() => ended).toEqual([one, other])
    expect(await details.locator('[aria-busy=true]').count()).toBe(0)
    await page.unroute('**/api/portfolios/*/why/*')
    await page.keyboard.press('Enter')
    await details.locator('.answer').waitFor({ timeout: 40_000 })
  })

  it('says which conditions conflict and, eased, finds a package', async () => {
    const page = await openBudget(host)
    await budgetField(page).fill('2 miliar')
    await page.getByText('Tambah syarat').click()
    await page.getByRole('button', { name: /^Wajib didanai/ }).click()
    const dear = await page.evaluate(() => {
      const { alternatives } = document.querySelector<Element & PlanElement>('pu-plan')!.store.state
      return alternatives.codes.filter((_, row) => alternatives.costRupiah[row]! > 2_500_000_000).slice(0, 2)
    })
    for (const code of dear) {
      await page.getByRole('searchbox', { name: /^Cari usulan/ }).fill(code)
      await page.locator('pu-code-picker .found button').first().click()
    }
    expect(await page.locator('pu-code-picker .picked li').count()).toBe(2)
    await search(page)
    await page.getByText('tidak dapat dipenuhi').first().waitFor()
    await page.getByText('Kelonggaran terkecil').waitFor()
    const before = (await answerOf(page, host.url)).conflict
    expect(before?.cheapest.length).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Longgarkan dan hitung lagi' }).click()
    await page.locator(answered).waitFor({ timeout: 50_000 })
    const after = await answerOf(page, host.url)
    expect(after.status).toBe('optimal')
    expect(after.spentRupiah).toBeLessThanOrEqual(after.budgetRupiah)
  })

  it('keeps floors, prerequisites and bundles of its cards, beside what each group gets, and names what it refuses', async () => {
    const page = await openBudget(host)
    await budgetField(page).fill('6 miliar')
    const add = async (name: RegExp) => {
      await page.getByText('Tambah syarat').click()
      await page.getByRole('button', { name }).click()
    }
    const card = (name: string) => page.locator('pu-condition-card').filter({ hasText: name })
    await add(/^Jatah paling sedikit/)
    const floor = card('Jatah paling sedikit')
    await floor.getByLabel('Dihitung dalam').selectOption('percent')
    await floor.getByRole('combobox', { name: 'Tambah kecamatan …' }).selectOption({ index: 1 })
    await floor.getByRole('spinbutton').fill('60')
    const codes = await page.evaluate(() => {
      const { alternatives } = document.querySelector<Element & PlanElement>('pu-plan')!.store.state
      const dearest = [...alternatives.codes.keys()]
        .filter((row) => alternatives.costRupiah[row]! > 0)
        .sort((a, b) => alternatives.costRupiah[b]! - alternatives.costRupiah[a]!)
      return dearest.slice(0, 4).map((row) => alternatives.codes[row]!)
    })
    const pick = async (within: ReturnType<typeof card>, search: string, code: string) => {
      await within.getByRole('searchbox', { name: search }).fill(code)
      await within.locator('.found button').first().click()
    }
    await add(/^Hanya bila yang lain/)
    await pick(card('Hanya bila'), 'Cari usulan yang bersyarat', codes[0]!)
    await pick(card('Hanya bila'), 'Cari usulan prasyaratnya', codes[1]!)
    // Only one proposal depends on others, so that there is no room for another.
    expect(await card('Hanya bila').getByRole('searchbox').count()).toBe(1)
    await add(/^Satu paket/)
    for (const code of codes.slice(2)) await pick(card('Satu paket'), 'Cari usulan (judul, desa, kode)', code)
    await search(page)
    const result = await answerOf(page, host.url)
    expect(result.status).toBe('optimal')
    const has = (code: string) => result.chosen.some((one) => one.code === code)
    expect(has(codes[0]!) && !has(codes[1]!)).toBe(false)
    expect(has(codes[2]!)).toBe(has(codes[3]!))
    const district = result.groups
      ?.find(({ by }) => by === 'districtCode')
      ?.lines.find(({ minimumRupiah }) => minimumRupiah !== null)
    expect(district!.spentRupiah).toBeGreaterThanOrEqual(0.6 * result.spentRupiah!)
    await page.getByRole('button', { name: 'Penjelasan' }).click()
    const table = page.locator('pu-package .groups').first()
    expect(await table.locator('thead').innerText()).toContain('Paling sedikit')
    expect(await table.locator('tr', { hasText: district!.label.id }).count()).toBe(1)
    await page.reload()
    await card('Satu paket').locator('.picked li').nth(1).waitFor()
    expect(await floor.getByRole('spinbutton').inputValue()).toBe('60')
    // A proposal that is no longer among those that compete is named with its card.
    await page.evaluate(() => {
      const { store } = document.querySelector<Element & PlanElement>('pu-plan')!
      const { filters } = store.state as unknown as { filters: object }
      store.update({ filters: { ...filters, years: [2025] } })
    })
    await card('Satu paket').getByText('tidak ada dalam saringan sekarang').first().waitFor()
    await page.getByRole('button', { name: /^Cari (paket terbaik|lagi)$/ }).click()
    await page.getByText('Syarat “Hanya bila yang lain didanai”').waitFor()
  })

  it('shows what each ceiling and each group of stand-ins costs, who is newly served, and to whom the money goes', async () => {
    const { items } = await host.ask<{ items: { code: string; title: string }[] }>('/api/rankings', {
      filter: { year: '2026' },
      limit: 3,
    })
    const asked = {
      ...{ filter: { year: '2026' }, budgetRupiah: 3e9, timeLimitSeconds: 20 },
      constraints: [
        { kind: 'ceiling', perGroup: 'districtCode', limitRupiah: 1.2e9 },
        { kind: 'ceiling', perGroup: 'sector', limitRupiah: 0.6e9 },
        { kind: 'exclusive', codes: items.map(({ code }) => code) },
      ],
    }
    const page = await openPackage(host, asked)
    const result = await answerOf(page, host.url)
    await page.getByRole('button', { name: 'Penjelasan' }).click()
    const study = page.locator('pu-package .study')
    const dear = result.prices.filter(({ price, label }) => price > 0 && label.id.startsWith('Pagu'))
    expect(dear.length).toBeGreaterThan(0)
    const reported = await study.locator('.prices').first().textContent()
    for (const { label, text } of dear) {
      expect(reported).toContain(label.id)
      expect(reported).toContain(text.id)
    }
    const services = result.people.services.filter(({ beyondBefore }) => beyondBefore > 0)
    expect(await study.locator('.services tbody tr').count()).toBe(services.length)
    const [first] = services
    const row = await study.locator('.services tbody tr').first().locator('td').allTextContents()
    const whole = (people: number) => Math.round(people).toLocaleString('id-ID')
    expect(row.map((cell) => cell.trim())).toEqual([
      whole(first!.beyondBefore),
      whole(first!.newlyServed),
      whole(first!.beyondBefore - first!.newlyServed),
    ])
    const { concentrationAsked: before, concentrationChosen: after, quintiles } = result.equity
    const two = (value: number | null) =>
      value!.toLocaleString('id-ID', { maximumFractionDigits: 2 }).replace('-', '−')
    await study
      .getByText(`Indeks konsentrasi ${two(before)} (semua yang bersaing) → ${two(after)} (paket).`)
      .waitFor()
    expect(await study.locator('.fifths li').count()).toBe(quintiles.length)
    const card = page.locator('pu-condition-card').filter({ hasText: 'Paling banyak satu dari' })
    for (const { title } of items) await card.getByText(title).first().waitFor()
  })

  it('shows what more people cost in score, point by point, and a point that is pressed becomes the package', async () => {
    const filter = { year: '2025', status: 'submitted,returned,in-progress,accepted,rejected,realised' }
    const page = await openPackage(host, {
      title: 'Uji warga',
      filter,
      budgetRupiah: 1.2e9,
      timeLimitSeconds: 20,
    })
    // With the filter that it was asked with, which the page's address does not have.
    await page.locator('pu-budget-runs .open', { hasText: 'Uji warga' }).click()
    await page.getByRole('button', { name: /^Didanai/ }).waitFor()
    await page.getByRole('button', { name: 'Skor & warga' }).click()
    const front = page.locator('pu-front')
    await front.getByRole('button', { name: 'Hitung pilihannya' }).click()
    const read = () =>
      front.evaluate((element: Element & { controller?: { front: { front: PortfolioFront | null } } }) =>
        Promise.resolve(element.controller!.front.front),
      )
    await expect.poll(read, { timeout: 50_000 }).not.toBeNull()
    const result = (await read())!
    expect(result.points).toHaveLength(2)
    await front.getByText(result.text.id).waitFor()
    const rows = front.locator('tbody tr')
    const whole = (amount: number) => Math.round(amount).toLocaleString('id-ID')
    expect(await rows.locator('td:nth-child(2)').allTextContents()).toEqual(
      result.points.map(({ people }) => whole(people)),
    )
    const dots = front.locator('svg [role=button]')
    expect(await dots.count()).toBe(result.points.length)
    const [, wanted] = result.points
    await dots.nth(1).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => dots.nth(1).getAttribute('aria-pressed'), { timeout: 50_000 }).toBe('true')
    await page.locator(answered).waitFor({ timeout: 50_000 })
    const { worth, people } = await answerOf(page, host.url)
    expect(worth).toBeCloseTo(wanted!.score, 6)
    expect(people.newlyServed).toBeCloseTo(wanted!.people, 6)
    const card = page.locator('pu-condition-card').filter({ hasText: 'Warga baru terlayani' })
    expect(await card.getByRole('spinbutton').inputValue()).toBe(String(Math.floor(wanted!.people)))
    // The points stay those of the form: what is asked of people is what they differ in.
    expect(await front.locator('.stale').count()).toBe(0)
    expect((await analyze(page)).violations).toEqual([])
  })

  const ofEducation = {
    filter: { year: '2026', sector: 'education' },
    budgetRupiah: 4e9,
    timeLimitSeconds: 30,
  }

  it('spreads money over several years, says what falls in which, and keeps the years over a reload', async () => {
    const page = await openBudget(host)
    await budgetField(page).fill('8 miliar')
    await page.getByRole('button', { name: 'Beberapa tahun' }).click()
    const amountOf = (year: number) => page.getByRole('textbox', { name: `Pagu ${year}`, exact: true })
    expect(await amountOf(2028).inputValue()).toBe('8.000.000.000')
    await page.getByRole('button', { name: 'Hapus tahun 2027' }).click()
    await amountOf(2028).fill('5 miliar')
    await page.getByText('Rp 13,0 miliar', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Tambah tahun' }).click()
    await page.getByText('Rp 18,0 miliar', { exact: true }).waitFor()
    await page.locator('.year[data-year="2029"] select').selectOption('2027')
    await page.getByRole('button', { name: 'Hapus tahun 2027' }).click()
    await search(page)
    const { chosen, years = [], status } = await answerOf(page, host.url)
    expect(status).toBe('optimal')
    expect(years.map(({ year, budgetRupiah }) => [year, budgetRupiah])).toEqual([
      [2026, 8 * BILLION],
      [2028, 5 * BILLION],
    ])
    const later = chosen.filter(({ plannedYear }) => plannedYear === 2028)
    const meter = page.locator('pu-package .years button').nth(1)
    expect(await meter.innerText()).toMatch(
      new RegExp(`^2028\\s+Rp .* dari Rp 5 M\\s+${later.length} usulan$`),
    )
    await sortsByHeads(page, chosen)
    await meter.click()
    expect(await meter.getAttribute('aria-pressed')).toBe('true')
    await expect
      .poll(() => page.locator('pu-package-table .grid').getAttribute('aria-rowcount'))
      .toBe(String(later.length + 1))
    expect(new Set(await page.locator('pu-package-table .row .when').allInnerTexts())).toEqual(
      new Set(['2028']),
    )
    await rowsOf(page).first().click()
    await page.getByText('Usulan ini didanai dalam paket. Dikerjakan tahun 2028.').waitFor()
    await page.getByRole('button', { name: 'Skor & warga' }).click()
    await page.getByText('hanya untuk paket satu tahun').waitFor()
    await page.reload()
    await page.locator('pu-budget-form').waitFor()
    expect(await amountOf(2028).inputValue()).toBe('5.000.000.000')
    await page.locator(answered).waitFor()
    expect(await page.locator('pu-package .stale').count()).toBe(0)
    await page.getByRole('button', { name: 'Satu tahun' }).click()
    expect(await budgetField(page).inputValue()).toBe('8.000.000.000')
    await page.locator('pu-package .stale').waitFor()
  })

  it('lists every alternative that the server found, with what comes in and what goes out', async () => {
    const page = await openPackage(host, ofEducation)
    const { alternatives } = await answerOf(page, host.url)
    expect(alternatives.length).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Penjelasan' }).click()
    const others = page.locator('pu-package .others > li')
    await others.first().waitFor()
    expect(await others.count()).toBe(alternatives.length)
    for (const [at, { added, removed }] of alternatives.entries()) {
      const titles = (way: string) => others.nth(at).locator(`.${way} button`).allTextContents()
      expect(await titles('comesIn')).toEqual(added.map(({ title }) => title))
      expect(await titles('goesOut')).toEqual(removed.map(({ title }) => title))
    }
  })

  it('is handed out as a decision file of what the screen shows, which is repeated bit for bit', async () => {
    const page = await openPackage(host, ofEducation)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Simpan keputusan' }).click()
    await page.getByRole('button', { name: 'Unduh berkas saja' }).click()
    const text = readFileSync(await (await download).path(), 'utf8')
    const { chosen } = await answerOf(page, host.url)
    const decided = JSON.parse(text) as PortfolioDecision
    expect([...decided.result.chosen].sort()).toEqual(chosen.map(({ code }) => code).sort())
    expect(decided.filter).toEqual({ ...ofEducation.filter, status: COMPETING_STATUSES.join(',') })
    const { code, said } = await reproduce(text)
    expect(said).toContain('Reproduced bit for bit.')
    expect(code).toBe(0)
  })

  it('says where several of one title in one village are funded, by their codes, and funds one where that is chosen', async () => {
    const { write } = host.viewer.server.database
    const codes: string[] = await write('proposals')
      .where({ year: 2026, village_code: VILLAGES[0] })
      .whereLike('title', 'Usulan %')
      .orderBy('id')
      .limit(2)
      .pluck('code')
    await write('proposals').whereIn('code', codes).update({ title: 'Usulan kembar' })
    const page = await openBudget(host)
    await budgetField(page).fill('900 miliar')
    await search(page)
    const warning = page.locator('pu-package .alike')
    await warning.getByText('1 kelompok dengan judul dan desa yang sama').click()
    for (const code of codes) await warning.getByRole('button', { name: code }).waitFor()
    await warning.getByRole('button', { name: /^Danai satu saja: Usulan kembar/ }).click()
    expect(await warning.count()).toBe(0)
    await search(page)
    const { chosen } = await answerOf(page, host.url)
    expect(chosen.filter(({ code }) => codes.includes(code))).toHaveLength(1)
  })

  it('is recorded with name and reason, stands in the list of decisions, and can be had again from there', async () => {
    const page = await openPackage(host, ofEducation)
    await page.getByRole('button', { name: 'Simpan keputusan' }).click()
    await page.getByRole('button', { name: 'Simpan', exact: true }).click()
    await page.getByText('Isi nama dan alasan.').waitFor()
    await page.getByLabel('Nama keputusan').fill('Forum pendidikan')
    await page.getByLabel('Alasan').fill('Disepakati semua delegasi')
    await page.getByRole('button', { name: 'Simpan', exact: true }).click()
    await page.getByText(/Tersimpan sebagai keputusan no\. \d+/).waitFor()
    await page.getByRole('link', { name: 'Daftar keputusan' }).click()
    await page.getByRole('heading', { name: 'Forum pendidikan' }).waitFor()
    await page.getByText('Disepakati semua delegasi').waitFor()
    const download = page.waitForEvent('download')
    await page
      .getByRole('link', { name: /^Unduh berkas/ })
      .first()
      .click()
    const text = readFileSync(await (await download).path(), 'utf8')
    expect((JSON.parse(text) as PortfolioDecision).filter).toMatchObject(ofEducation.filter)
  })

  it('tells the certain from what depends on the weights, as the server does', async () => {
    const page = await openBudget(host, { samples: '20' })
    await budgetField(page).fill('8 miliar')
    await search(page)
    const { robustness, chosen } = await answerOf(page, host.url)
    expect(robustness).not.toBeNull()
    const certain = chosen.filter(({ code }) => robustness?.core.includes(code)).length
    await page.locator('pu-package-legend').getByText(`${certain} didanai, pasti`).waitFor()
    const first = rowsOf(page).first()
    const word = robustness?.core.includes(chosen[0]!.code) ? 'pasti' : 'bergantung'
    expect(await first.locator('.badge').innerText()).toBe(word)
  })

  it('keeps the form over a reload, opens saved packages, and forgets one only if nobody takes it back', async () => {
    const page = await openBudget(host)
    await budgetField(page).fill('7 miliar')
    await page.getByLabel('Nama paket').fill('Uji simpan')
    await search(page)
    await budgetField(page).fill('9 miliar')
    await page.goto(`${host.url}${address}&tab=budget`)
    await page.getByText('Rp 9,0 miliar', { exact: true }).waitFor()
    await page.locator('pu-budget-runs .open', { hasText: 'Uji simpan' }).click()
    await page.getByText('Rp 7,0 miliar', { exact: true }).waitFor()
    await page.locator(answered).waitFor()
    await page.getByRole('button', { name: 'Hapus Uji simpan' }).click()
    expect(await page.locator('pu-budget-runs .open', { hasText: 'Uji simpan' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Urungkan' }).click()
    await page.locator('pu-budget-runs .open', { hasText: 'Uji simpan' }).waitFor()
  })

  it('shows the package as soon as it is found, while robustness is still studied, and keeps it when that is stopped', async () => {
    const page = await openBudget(host, { samples: '200' })
    await page.getByLabel('Batas waktu').selectOption('600')
    await budgetField(page).fill('13 miliar')
    await page.getByRole('button', { name: /^Cari (paket terbaik|lagi)$/ }).click()
    await page.locator('pu-package .top[aria-busy=true]').waitFor({ timeout: 50_000 })
    await page.getByText('optimal terbukti, selisih 0').waitFor()
    await page.locator('pu-package-table .row').first().waitFor()
    await page.locator('pu-package-legend').getByText('didanai').first().waitFor()
    expect(await page.getByRole('link', { name: /PDF/ }).count()).toBe(0)
    await page.getByRole('button', { name: 'Penjelasan' }).click()
    await page.locator('pu-package .study').getByText('Masih dihitung …').first().waitFor()
    await page.getByRole('button', { name: 'Hentikan hitungan' }).click()
    await page.locator('pu-package .top[aria-busy=false]').getByText('Hitungan dihentikan').waitFor()
    await page.locator('pu-package .study').getByText('Tidak dihitung').first().waitFor()
    await page.getByRole('button', { name: 'Simpan keputusan' }).click()
    await page.getByRole('button', { name: 'Unduh berkas saja' }).click()
    await page.getByRole('main').getByText('Paket ini belum selesai').waitFor()
    await page.getByRole('button', { name: /^Didanai/ }).click()
    await page.locator('pu-package-table .row').first().waitFor()
  })

  it('stops when it is told to, and hands out its decision and its sheet', async () => {
    const page = await openBudget(host)
    await budgetField(page).fill('11 miliar')
    await search(page)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Simpan keputusan' }).click()
    await page.getByRole('button', { name: 'Unduh berkas saja' }).click()
    expect((await download).suggestedFilename()).toMatch(/^petausul-portofolio-.*\.json$/)
    const sheet = await page.getByRole('link', { name: /PDF/ }).getAttribute('href')
    const pdf = await page.context().request.get(host.url + sheet)
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
    await page.getByLabel('Uji ketahanan').selectOption('200')
    await page.getByRole('button', { name: 'Cari lagi' }).click()
    await page.getByRole('button', { name: 'Hentikan', exact: true }).click()
    await page.getByText('Pencarian dihentikan').waitFor()
    expect(await budgetField(page).inputValue()).toBe('11.000.000.000')
  })
})

describe('the tab of budgets', () => {
  it('fits phone and desktop in both languages without a fault that axe finds', async () => {
    const page = await openBudget(host, { viewport: phone })
    await page.getByText('Tambah syarat').click()
    await page.getByRole('button', { name: /^Kuota/ }).click()
    await page.getByText('Tambah syarat').click()
    await page.getByRole('button', { name: /^Pagu per kelompok/ }).click()
    await budgetField(page).fill('30 miliar')
    expect(await faults(page)).toEqual([])
    await search(page)
    expect(await faults(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Explanation' }).click()
    await page.getByText('Who gets it').waitFor()
    expect(await faults(page)).toEqual([])
  })
})

/** A press on a head puts the rows in its order one way, another the other way, a third back to the ranking. */
async function sortsByHeads(
  page: Page,
  chosen: readonly { readonly costRupiah: number; readonly plannedYear?: number }[],
): Promise<void> {
  const table = page.locator('pu-package-table')
  const head = (name: string) => table.getByRole('columnheader', { name, exact: true })
  const press = (name: string) => head(name).getByRole('button').click()
  const texts = async (cell: string) => (await table.locator(`.row ${cell}`).allInnerTexts()).slice(0, 6)
  const millions = (costs: readonly number[]) =>
    costs.slice(0, 6).map((cost) => (cost / 1e6).toLocaleString('id', { maximumFractionDigits: 0 }))
  const ranks = await texts('.rank')
  const years = chosen.map(({ plannedYear }) => String(plannedYear)).sort()
  expect(new Set(years).size).toBeGreaterThan(1)
  await press('Tahun')
  await expect.poll(() => texts('.when')).toEqual(years.slice(0, 6))
  expect(await head('Tahun').getAttribute('aria-sort')).toBe('ascending')
  const numbers = (await texts('.rank')).map(Number)
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  await press('Tahun')
  await expect.poll(() => texts('.when')).toEqual(years.toReversed().slice(0, 6))
  await press('Tahun')
  await expect.poll(() => texts('.rank')).toEqual(ranks)
  const costs = chosen.map(({ costRupiah }) => costRupiah).sort((a, b) => b - a)
  await press('Biaya')
  await expect.poll(() => texts('.cost')).toEqual(millions(costs))
  // The tab key comes to one head, arrows to the others.
  await head('Biaya').getByRole('button').press('ArrowLeft')
  await page.keyboard.press('Enter')
  expect(await head('Skor').getAttribute('aria-sort')).toBe('descending')
  for (let press = 0; press < 2; press++) await page.keyboard.press('Enter')
  await expect.poll(() => texts('.rank')).toEqual(ranks)
}

async function faults(page: Parameters<typeof search>[0]): Promise<string[]> {
  const { violations } = await analyze(page)
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}
