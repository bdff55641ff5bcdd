import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { rankByMethod } from '../../core/score/rank-by-method.ts'
import { methodWithDefaults } from '../../core/score/ranking-methods.ts'
import { analyze } from './analyze.ts'
import { addressOf, cutTable, PlanHost, WEIGHTS } from './plan-page.ts'
import { rankedByServer } from './plan-ranked.ts'

let host: PlanHost
beforeAll(async () => {
  host = await PlanHost.start()
})
afterEach(() => host.viewer.closePages())
afterAll(() => host.viewer.close())

const filter = { year: '2026' }
const weights = WEIGHTS
const address = addressOf(weights)
interface LivePlan {
  store: {
    update(patch: object): void
    ranking: { keys: string[]; weights: number[]; columns: Uint16Array[] }
    state: { alternatives: { codes: string[] } }
  }
}
const details = (page: Page) => page.locator('pu-score-details')

describe('why a proposal stands where it stands', () => {
  it('names changes that those who propose can make, in raw values with their units', async () => {
    const items = await rankedByServer(host, { filter, weights }, 500)
    let ways = 0
    const page = await host.open(address)
    for (const at of [55, 70, 90, 130]) {
      await page.evaluate((code) => {
        const { store } = document.querySelector('pu-plan') as unknown as {
          store: { update(patch: object): void }
        }
        store.update({ opened: code })
      }, items[at]?.code ?? '')
      const lift = details(page).locator('.lift')
      await details(page)
        .getByText(items[at]?.code ?? '')
        .waitFor()
      await lift.getByText(/Kurang [\d,]+ poin untuk termasuk 50 usulan teratas/).waitFor()
      await lift.getByText(/cukup/).first().waitFor()
      for (const way of await lift.locator('li').allTextContents()) {
        expect(way).toMatch(/^(Kemendesakan|Penerima manfaat|Biaya|Kesiapan lahan dan dokumen) /)
        expect(way).toMatch(/(naik dari|turun dari|diisi, paling) .*(poin|orang|juta|M)/)
        expect(way).toMatch(/angka 0–1.000: \d+ → \d+/)
        ways++
      }
    }
    expect(ways).toBeGreaterThan(3)
  })

  it.each(['topsis', 'promethee'] as const)(
    'tells what lifts it by %s: ranked anew it does',
    async (method) => {
      const items = await rankedByServer(host, { filter, weights, method }, 500)
      const page = await host.open(`${address}&cara=${method}&usulan=${items[52]?.code}`)
      const lift = details(page).locator('.lift')
      let checked = 0
      for (const at of [52, 60, 75]) {
        const code = items[at]?.code ?? ''
        await page.evaluate((opened) => {
          const { store } = document.querySelector('pu-plan') as unknown as LivePlan
          store.update({ opened })
        }, code)
        await details(page).getByText(code).waitFor()
        await lift.getByText('Tidak termasuk 50 usulan teratas.').waitFor()
        await lift.getByText(/cukup/).first().waitFor()
        const ways = await lift.locator('li').allTextContents()
        if (!(await lift.getByText('Satu dari perubahan ini cukup').isVisible())) continue
        const { keys, weighing, row, lists } = await page.evaluate((opened) => {
          const { store } = document.querySelector('pu-plan') as unknown as LivePlan
          return {
            keys: store.ranking.keys,
            weighing: store.ranking.weights,
            row: store.state.alternatives.codes.indexOf(opened),
            lists: store.ranking.columns.map((column) => Array.from(column)),
          }
        }, code)
        for (const way of ways) {
          expect(way).toMatch(/(naik dari|turun dari|diisi, paling) .*(poin|orang|juta|M)/)
          // Nothing else is computed from these two.
          const key = way.startsWith('Kemendesakan')
            ? 'urgency'
            : way.startsWith('Kesiapan')
              ? 'readiness'
              : null
          if (!key) continue
          const columns = lists.map((list) => Uint16Array.from(list))
          columns[keys.indexOf(key)]![row] = Number(/→ ([\d.]+)/.exec(way)?.[1]?.replace('.', ''))
          const { rank } = rankByMethod({
            ...{ columns, weights: weighing, method: methodWithDefaults(method, columns.length) },
          })
          expect(rank[row], way).toBeLessThanOrEqual(50)
          checked++
        }
      }
      expect(checked).toBeGreaterThan(0)
    },
  )

  it('has a defined state for what is out of the filter, unknown, or cannot be fetched', async () => {
    const other = (await (await fetch(`${host.url}/api/proposals?year=2025`)).json()) as {
      items: { code: string }[]
    }
    const page = await host.open(`${address}&usulan=${other.items[0]?.code}`)
    await details(page).getByText('tidak termasuk saringan sekarang').waitFor()
    const lost = await host.open(`${address}&usulan=tidak-ada`)
    await details(lost).getByText('Usulan ini tidak ditemukan').waitFor()
    const [first] = await rankedByServer(host, { filter, weights }, 1)
    const broken = await host.signedIn()
    await broken.route('**/score', (route) => route.abort())
    await broken.goto(`${host.url}${address}&usulan=${first?.code}`)
    await details(broken).getByText('Penjelasan belum bisa dimuat').waitFor()
    await details(broken)
      .getByText(/Urutan 1 dari/)
      .waitFor()
    expect(await details(broken).locator('td', { hasText: 'belum termuat' }).count()).toBeGreaterThan(3)
    expect(await details(broken).getByText('…').count()).toBe(0)
    await broken.unroute('**/score')
    await details(broken).getByRole('button', { name: 'Coba lagi' }).click()
    await details(broken)
      .getByText(/\d poin/)
      .first()
      .waitFor()
    expect(await details(broken).getByText('belum termuat').count()).toBe(0)
  })
})

describe('a study of robustness', () => {
  it('takes a budget for its line and shows funded and first-rank shares as the server has them', async () => {
    const budgetRupiah = 20_000_000_000
    const page = await host.open(address)
    await page.getByText('Bawaan: 50 usulan teratas').waitFor()
    await page.getByRole('radio', { name: 'Anggaran (Rp)' }).check()
    await page.getByRole('textbox', { name: 'Anggaran (Rp)' }).fill('20 miliar')
    await page.getByRole('button', { name: 'Uji ketahanan' }).click()
    await page.getByText(/usulan terdanai dengan Rp 20 M pada ≥ 95\s%/).waitFor()
    await page.waitForURL(/dana=20000000000/)
    const question = {
      filter,
      weights,
      samples: 2000,
      seed: 1,
      uncertainty: { kind: 'around', spread: 0.3 },
      line: { budgetRupiah },
    }
    const found = await host.study(question)
    const items = await rankedByServer(host, { filter, weights }, 500)
    // As people read them: in whole percent, with a decimal below 10 %; no line breaks before the sign.
    const isRare = (part: number) => part > 0 && part < 0.1
    const percent = (part: number) =>
      `${(part * 100).toLocaleString('id-ID', { maximumFractionDigits: isRare(part) ? 1 : 0 })}\u00a0%`
    const studied = items.map(({ code }) => found.find((study) => study.code === code))
    const rareAbove = studied.findIndex((one) => isRare(one?.aboveLine ?? 0))
    const rareFirst = studied.findIndex((one) => isRare(one?.first ?? 0))
    expect(Math.max(rareAbove, rareFirst)).toBeGreaterThanOrEqual(0)
    const grid = page.locator('pu-rank-table .grid')
    for (const at of [rareAbove, rareFirst, 2, 1, 0].filter((place) => place >= 0)) {
      const one = studied[at]!
      // A row is four rem high; only those in sight exist.
      await grid.evaluate((element, top) => element.scrollTo(0, top), Math.max(0, at - 2) * 64)
      const row = page.locator(`pu-rank-table #row-${at}`)
      await expect
        .poll(() => row.locator('.standing .note').allTextContents())
        .toEqual([`${percent(one.aboveLine)} didanai`, `${percent(one.first)} ke-1`])
      expect(await row.locator('.range').textContent()).toBe(
        one.low === one.high ? String(one.low) : `${one.low}–${one.high}`,
      )
    }
    await page.locator('pu-rank-table .row').first().click()
    await details(page)
      .getByText(/Uji ketahanan: di .* termasuk yang terdanai dengan Rp 20 M/)
      .waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Unduh CSV' }).click()
    const [head = '', line = ''] = readFileSync(await (await download).path(), 'utf8').split('\r\n')
    expect(head).toContain('low,high,fundedShare,firstShare')
    const first = found.find(({ code }) => code === items[0]?.code)
    expect(line).toContain(
      `,${first?.low},${first?.high},${first?.aboveLine.toFixed(4)},${first?.first.toFixed(4)},`,
    )
  })
})

/** Presses the heads of a study's columns: the list is in their order, as the server's answers tell. Codes that are certain. */
async function orderedByStudy(page: Page): Promise<readonly string[]> {
  const raw = { method: 'topsis', scale: 'raw' }
  const around = { kind: 'around', spread: 0.3 }
  const found = await host.study({
    ...{ filter, weights, ...raw, samples: 2000, seed: 1, uncertainty: around, line: { top: 50 } },
  })
  const studied = new Map(found.map((study) => [study.code, study]))
  const all = await rankedWhole(host, raw)
  const orders = (['low', 'aboveLine'] as const).map((figure) => {
    // From 95 % on it is certain, up to 5 % it is not.
    const place = (share: number) => (share >= 0.95 ? 0 : share > 0.05 + 1e-9 ? 1 : 2)
    const figureOf = ({ code }: Listed) => {
      const value = studied.get(code)?.[figure] ?? Number.NaN
      return figure === 'low' ? value : place(value)
    }
    return all.toSorted((a, b) => figureOf(a) - figureOf(b) || a.rank - b.rank)
  })
  const table = page.locator('pu-rank-table')
  const firstRanks = async () => (await table.locator('.row .rank').allTextContents()).slice(0, 8)
  const ranks = orders.map((order) => order.slice(0, 8).map(({ rank }) => String(rank)))
  for (const [at, name] of ['Rentang', 'Ketahanan'].entries()) {
    const head = table.getByRole('columnheader', { name })
    await head.getByRole('button', { name, exact: true }).click()
    await expect.poll(firstRanks).toEqual(ranks[at])
    expect(await head.getAttribute('aria-sort')).toBe('ascending')
  }
  return found.filter(({ aboveLine }) => aboveLine >= 0.95).map(({ code }) => code)
}

describe('a study of a ranking that the server reckons', () => {
  it('orders and filters the list; once the server has it no longer, its heads say so in both languages', async () => {
    const page = await host.open(`${address}&cara=topsis&skala=asli`)
    await page.getByRole('button', { name: 'Uji ketahanan' }).click()
    await page.getByText(/usulan masuk 50 teratas pada ≥ 95\s%/).waitFor()
    const certain = await orderedByStudy(page)
    await page.getByText('Urut Ketahanan, paling pasti dulu').waitFor()
    const table = page.locator('pu-rank-table')
    await table.getByRole('button', { name: 'Saring dan atur kolom Ketahanan' }).click()
    await page
      .locator('pu-column-menu')
      .getByLabel(/^pasti/)
      .check()
    await page.keyboard.press('Escape')
    await page.getByText(new RegExp(`^${certain.length} dari \\d+ usulan`)).waitFor()

    await page.evaluate(async () => {
      const { store } = document.querySelector('pu-plan') as unknown as StudiedPlan
      await fetch(`/api/rankings/robustness/${store.state.robustness.id}`, { method: 'DELETE' })
    })
    const head = (name: string) => table.getByRole('columnheader', { name })
    await head('Rentang').getByRole('button', { name: 'Rentang', exact: true }).click()
    const still = (name: string) => head(name).getByRole('button', { name, exact: true })
    await expect
      .poll(() => still('Rentang').getAttribute('aria-description'))
      .toContain('tidak lagi menyimpan hasil uji ketahanan ini')
    expect(await head('Rentang').getAttribute('aria-sort')).toBeNull()
    // All are listed again, in the order of the ranking.
    await expect
      .poll(async () => (await table.locator('.row .rank').allTextContents()).slice(0, 4))
      .toEqual(['1', '2', '3', '4'])
    await table.getByRole('button', { name: 'Saring dan atur kolom Rentang' }).click()
    await page.locator('pu-column-menu').getByText('tidak lagi menyimpan').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'English' }).click()
    await expect
      .poll(() => still('Robustness').getAttribute('title'))
      .toContain('no longer keeps this study of robustness')
    const { violations } = await analyze(page)
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })
})

interface StudiedPlan {
  store: { state: { robustness: { id: string } } }
}

interface Listed {
  readonly code: string
  readonly rank: number
  readonly costRupiah: number | null
  readonly agency: string | null
  readonly title: string
}

async function rankedWhole(
  planHost: PlanHost,
  way: object = { method: 'topsis' },
): Promise<readonly Listed[]> {
  const all: Listed[] = []
  for (let total = 1; all.length < total; ) {
    const body = { filter, weights, ...way, offset: all.length, limit: 500 }
    const page = await planHost.ask<{ items: Listed[]; total: number }>('/api/rankings', body)
    all.push(...page.items)
    total = page.total
  }
  return all
}

/** The heads sort and filter the server's list as they do one that the browser ranked, and give it back as it was. */
async function sortAndFilter(page: Page, all: readonly Listed[]): Promise<void> {
  const table = page.locator('pu-rank-table')
  const ranks = () => table.locator('.row .rank').allTextContents()
  const shows = (wanted: readonly Listed[]) =>
    expect
      .poll(async () => (await ranks()).slice(0, 5))
      .toEqual(wanted.slice(0, 5).map(({ rank }) => rank.toLocaleString('id')))
  const costOf = ({ costRupiah }: Listed) => costRupiah ?? -1
  const dear = all.toSorted((a, b) => costOf(b) - costOf(a) || a.rank - b.rank)
  await table
    .getByRole('columnheader', { name: 'Biaya' })
    .getByRole('button', { name: 'Biaya', exact: true })
    .click()
  await shows(dear)
  await page.getByText('Urut Biaya, terbesar dulu').waitFor()
  await table.getByRole('button', { name: 'Saring dan atur kolom Biaya' }).click()
  await page.locator('pu-column-menu .histogram span').nth(23).waitFor()
  const left = dear.filter((one) => costOf(one) <= 1e9)
  expect(left.length).toBeGreaterThan(5)
  // On the way to 1,000 it passes 1, which leaves none: the menu stays.
  await page.getByLabel('Sampai', { exact: true }).pressSequentially('1000', { delay: 250 })
  await page.getByText(`${left.length} dari ${all.length} usulan`).waitFor()
  await shows(left)
  await page.keyboard.press('Escape')
  const [{ title = '' } = {}] = left
  await page.getByRole('searchbox', { name: 'Cari dalam peringkat' }).fill(title)
  const holds = left.filter((one) => one.title.toLowerCase().includes(title.toLowerCase()))
  await page.getByText(new RegExp(`^${holds.length} dari ${all.length} usulan`)).waitFor()
  await page.getByRole('searchbox', { name: 'Cari dalam peringkat' }).fill('tidak-ada-yang-begini')
  await page.getByText('Tidak ada usulan yang lolos saringan daftar').waitFor()
  await page.getByRole('button', { name: 'Hapus saringan daftar' }).click()
  await page.getByRole('button', { name: 'Hapus pencarian' }).click()
  await page.getByRole('button', { name: 'Urut Biaya' }).click()
  await shows(all)
  await keepsLinesWithoutNetwork(page, () => shows(dear))
}

/** Without a network the former lines stay, and the page says that they are; once it is back the order is what was asked for. */
async function keepsLinesWithoutNetwork(page: Page, isInOrder: () => Promise<void>): Promise<void> {
  const table = page.locator('pu-rank-table')
  const first = () => table.locator('.row .rank').first().textContent()
  const former = await first()
  await page.context().setOffline(true)
  const head = table.getByRole('columnheader', { name: 'Biaya' })
  await head.getByRole('button', { name: 'Biaya', exact: true }).click()
  await page.getByText('yang tampil masih yang sebelumnya').waitFor()
  expect(await first()).toBe(former)
  await page.context().setOffline(false)
  await isInOrder()
  await expect.poll(() => page.getByText('yang tampil masih yang sebelumnya').count()).toBe(0)
  await page.getByRole('button', { name: 'Urut Biaya' }).click()
  await expect.poll(first).toBe(former)
}

describe('more proposals than a browser ranks', () => {
  it('are ranked by the server: table, reasons and file are of all of them, and the page says so', async () => {
    const page = await host.signedIn()
    await cutTable(page)
    await page.goto(`${host.url}${address}&cara=topsis`)
    await page.getByText('Terlalu banyak untuk dihitung di peramban').waitFor()
    const items = await rankedByServer(host, { filter, weights, method: 'topsis' }, 200)
    await page.locator('pu-rank-table .row .rank').first().waitFor()
    const shown = await page.locator('pu-rank-table .row .score').allTextContents()
    expect(shown.slice(0, 5)).toEqual(
      items.slice(0, 5).map(({ score }) => score.toFixed(3).replace('.', ',')),
    )
    await sortAndFilter(page, await rankedWhole(host))
    await page.locator('pu-rank-table .row').nth(2).click()
    await details(page).getByText('Urutan 3 dari').waitFor()
    await details(page)
      .getByText(items[2]?.code ?? '')
      .waitFor()
    await details(page).getByText('Termasuk 50 usulan teratas').waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Unduh CSV', exact: true }).click()
    const lines = readFileSync(await (await download).path(), 'utf8')
      .trim()
      .split('\r\n')
      .slice(1)
    const all = await rankedByServer(host, { filter, weights, method: 'topsis' }, 500)
    expect(lines.length).toBeGreaterThan(all.length)
    expect(lines.slice(0, 500).map((line) => line.split(',')[1])).toEqual(all.map(({ code }) => code))
    await page.getByText('untuk paling banyak 100.000 usulan').waitFor()
    await page.evaluate(() => {
      const { store } = document.querySelector('pu-plan') as unknown as {
        store: { chooseMethod(method: string): void; update(patch: object): void }
      }
      store.update({ opened: null })
      store.chooseMethod('promethee')
    })
    const asked = { filter, weights, method: 'promethee', limit: 1 }
    const { items: outranking } = await host.ask<{
      items: { score: number; flows: { leaving: number; entering: number; incomparable: number } }[]
    }>('/api/rankings', asked)
    const { score, flows } = outranking[0]!
    const figure = (value: number) => value.toFixed(3).replace('.', ',')
    const first = page.locator('pu-rank-table .row').first()
    await first.locator('.score').getByText(figure(score), { exact: true }).waitFor()
    await first.click()
    const wins = `menang ${figure(flows.leaving)} dan kalah ${figure(flows.entering)}`
    await details(page).getByText(wins).waitFor()
    if (flows.incomparable > 0)
      await details(page).getByText(`Tidak dapat dibandingkan dengan ${flows.incomparable} usulan`).waitFor()
  })
})

describe('what cannot tell proposals apart', () => {
  it('is judged within the present filters', async () => {
    const silent = (page: Page) => page.locator('pu-weight-sliders details.silent')
    const page = await host.open(address)
    const wide = await silent(page).textContent()
    expect(wide).not.toContain('Lama pelaksanaan')
    const narrow = await host.open('/rencana?year=2025')
    await silent(narrow).getByText('Lama pelaksanaan').waitFor({ state: 'attached' })
    const text = await silent(narrow).textContent()
    expect(text).toContain('Dalam saringan ini datanya belum ada atau sama untuk semua usulan')
  })
})
