import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { RankingDecision } from '../../core/decision/decision-file.ts'
import { reproduce } from '../http/reproduce.ts'
import { PASSWORD } from '../support/start-test-server.ts'
import { readSource } from '../unit/formats/read-source.ts'
import { analyze } from './analyze.ts'
import { addressOf, admin, cutTable, PlanHost, slider, WEIGHTS } from './plan-page.ts'
import { codesOf, serverCodes } from './plan-ranked.ts'
import { desktop, phone } from './viewer-page.ts'

let host: PlanHost
beforeAll(async () => {
  host = await PlanHost.start()
})
afterEach(() => host.viewer.closePages())
afterAll(() => host.viewer.close())

const filter = { year: '2026' }
const weights = { ...WEIGHTS, timeToCarryOut: 5 }
const address = addressOf(weights)

interface Reported {
  share?: number
  result?: unknown
}

interface SelectionOf {
  store: { state: { selection: Set<string> } }
}

interface LiveStoreOf {
  store: { state: { weights: Record<string, number> } }
}

interface RankedStore {
  store: {
    ranking: { order: Uint32Array }
    state: { alternatives: { codes: string[]; costRupiah: Float64Array } }
  }
}

const firstRow = (page: Page) => page.locator('pu-rank-table .row').first()

describe('the way to the planner’s page', () => {
  it('leads through the sign-in and back to the address that was asked for', async () => {
    const page = await host.viewer.blank()
    await page.goto(`${host.url}${address}`)
    expect(new URL(page.url()).pathname).toBe('/masuk')
    await page.getByLabel('Nama masuk').fill('admin')
    await page.getByLabel('Sandi', { exact: true }).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/rencana**')
    await firstRow(page).waitFor()
    expect(new URL(page.url()).searchParams.get('w')).toContain('urgency:90')
    expect(await codesOf(page)).toEqual(await serverCodes(host, filter, weights))
  })
})

describe('the legend', () => {
  it('names the kinds of areas by their colours, and says that scores go on beyond its ends', async () => {
    const page = await host.open('/rencana?year=2026&alas=idm')
    const { items } = (await (await fetch(`${host.url}/api/layers`)).json()) as {
      items: { id: string; legend: { items: { label: { id: string } }[] } }[]
    }
    const kinds = items.find(({ id }) => id === 'idm')!.legend.items.map(({ label }) => label.id)
    const legend = page.locator('pu-score-legend .legend')
    await legend.locator('.kinds li').first().waitFor()
    // Areas without a value are grey, which is explained last.
    expect(await legend.locator('.kinds li').allTextContents()).toEqual([...kinds, 'tidak ada data'])
    expect((await legend.locator('.ends span').allTextContents()).join(' ')).toMatch(/^≤ [\d.]+ ≥ [\d.]+$/)
  })
})

describe('weights', () => {
  it('from pairs say when judgements contradict, name the worst, and mend it by one press', async () => {
    const page = await host.open('/rencana?year=2026&bobot=ahp')
    const judge = async (pair: string, value: string) => page.getByLabel(pair, { exact: true }).fill(value)
    await judge('Kemendesakan dibanding Penerima manfaat', '-8')
    await judge('Penerima manfaat dibanding Biaya', '-8')
    await judge('Kemendesakan dibanding Biaya', '8')
    await page.getByText('Penilaian belum selaras').waitFor()
    const ratio = () => page.locator('pu-ahp .verdict').textContent()
    const before = Number(/konsistensi ([\d,]+)/.exec((await ratio()) ?? '')?.[1]?.replace(',', '.'))
    await page.getByRole('button', { name: /^Ubah jadi itu/ }).click()
    const after = Number(/konsistensi ([\d,]+)/.exec((await ratio()) ?? '')?.[1]?.replace(',', '.'))
    expect(before).toBeGreaterThan(0.1)
    expect(after).toBeLessThan(before)
  })

  it('from pairs are there again when the page is opened another day, with their ratio and their worst', async () => {
    const page = await host.open('/rencana?year=2026&bobot=ahp')
    const judge = async (pair: string, value: string) => page.getByLabel(pair, { exact: true }).fill(value)
    const boxes = page.locator('pu-ahp .box')
    await page.getByText(/^Kriteria yang dibandingkan/).click()
    for (const title of ['Lama pelaksanaan', 'Warga baru terlayani'])
      await boxes.filter({ hasText: title }).getByRole('checkbox').uncheck()
    await judge('Kemendesakan dibanding Penerima manfaat', '-8')
    await judge('Penerima manfaat dibanding Biaya', '-8')
    await judge('Kemendesakan dibanding Biaya', '8')
    await page.getByText('Penilaian belum selaras').waitFor()
    const verdict = await page.locator('pu-ahp .verdict').textContent()
    const weighed = await page.locator('pu-ahp .derived').textContent()
    expect(verdict).toMatch(/Yang paling mengganggu: Kemendesakan dibanding .* menyiratkan: /)
    await page.goto(`${host.url}/rencana?year=2026&w=urgency:10&bobot=ahp`)
    await page.getByText('Penilaian belum selaras').waitFor()
    expect(await page.locator('pu-ahp .verdict').textContent()).toBe(verdict)
    expect(await page.locator('pu-ahp .derived').textContent()).toBe(weighed)
    expect(await page.getByLabel('Kemendesakan dibanding Biaya', { exact: true }).inputValue()).toBe('8')
    // The address’s own weights stay until the judgements are taken.
    const weighing = () =>
      page.evaluate(() => (document.querySelector('pu-plan') as unknown as LiveStoreOf).store.state.weights)
    expect((await weighing()).urgency).toBe(10)
    await page.getByRole('button', { name: 'Pakai bobot ini' }).click()
    expect((await weighing()).urgency).not.toBe(10)
    await page.getByRole('button', { name: 'Kosongkan' }).click()
    await page.reload()
    await page.getByText('Penilaian selaras').waitFor()
  })

  it('from entropy and from pairs are the server’s', async () => {
    const page = await host.open('/rencana?year=2026&bobot=entropy')
    await page.getByRole('button', { name: 'Pakai bobot entropi' }).click()
    const asked = await host.ask<{ weights: Record<string, number> }>('/api/rankings/weights', {
      entropy: { filter },
    })
    const weighing = () =>
      page.evaluate(() => {
        const plan = document.querySelector('pu-plan') as unknown as {
          store: { state: { weights: Record<string, number> } }
        }
        return plan.store.state.weights
      })
    expect(await weighing()).toEqual(asked.weights)
    await page.getByRole('radio', { name: 'CRITIC' }).check()
    await page.locator('pu-entropy').getByRole('radio', { name: 'nilai asli' }).check()
    await page.getByText('seperti yang diterbitkan (Diakoulaki dkk. 1995)').waitFor()
    await page.getByRole('button', { name: 'Pakai bobot CRITIC' }).click()
    const published = await host.ask<{ weights: Record<string, number> }>('/api/rankings/weights', {
      critic: { filter, scale: 'raw' },
    })
    expect(await weighing()).toEqual(published.weights)
    expect(published.weights).not.toEqual(asked.weights)
  })

  it('are saved as versions; a save that fails keeps what was typed', async () => {
    const page = await host.open(address)
    await page.getByRole('button', { name: 'Simpan bobot …' }).click()
    await page.getByLabel('Nama bobot').fill('Forum uji')
    await page.route('**/api/score-models', (route) => route.abort())
    await page.getByRole('button', { name: 'Simpan', exact: true }).click()
    await page.getByText('Bobot belum tersimpan').waitFor()
    expect(await page.getByLabel('Nama bobot').inputValue()).toBe('Forum uji')
    await page.unroute('**/api/score-models')
    await page.getByRole('button', { name: 'Simpan', exact: true }).click()
    await page.getByText('Bobot “Forum uji” versi 1 tersimpan.').waitFor()
    const stored = await (await fetch(`${host.url}/api/score-models/forum-uji`)).json()
    expect(stored).toMatchObject({ version: 1, weights })
  })

  it('of groups side by side agree as the server says', async () => {
    const page = await host.open(`${address}&bobot=groups`)
    await page.getByRole('button', { name: 'Tambah bobot sekarang' }).click()
    await page.getByRole('button', { name: '+ Kriteria awal' }).click()
    const models = (await (await fetch(`${host.url}/api/score-models/default`)).json()) as {
      weights: Record<string, number>
    }
    const sets = [
      { name: 'Kelompok 1', weights },
      { name: 'Kriteria awal', weights: models.weights },
    ]
    interface Agreement {
      concordance: number
      aboveForAll: string[]
      aboveForSome: { code: string }[]
      counts: { aboveForAll: number; aboveForSome: number }
    }
    const asked = await host.ask<Agreement>('/api/rankings/agreement', { filter, sets, top: 50 })
    const figures = await page.locator('pu-groups .figures dt').allTextContents()
    const concordance = asked.concordance.toFixed(2).replace('.', ',')
    expect(figures).toEqual([
      concordance,
      String(asked.counts.aboveForAll),
      String(asked.counts.aboveForSome),
    ])
    const buttons = page.locator('pu-groups .figures').getByRole('button', { name: 'Tandai' })
    const lists = [asked.aboveForAll, asked.aboveForSome.map(({ code }) => code)]
    expect(lists.map(({ length }) => length > 0)).toEqual([true, true])
    expect(await buttons.count()).toBe(2)
    for (const [at, codes] of lists.entries()) {
      await buttons.nth(at).click()
      const marked = await page.evaluate(() => [
        ...document.querySelector<Element & SelectionOf>('pu-plan')!.store.state.selection,
      ])
      expect(marked.toSorted()).toEqual(codes.toSorted())
    }
  })
})

describe('a comparison of groups that takes long', () => {
  const names = Array.from({ length: 12 }, (_, at) => `Kelompok ${at + 1}`)
  const sets = names.map((name, at) => ({
    name,
    weights: { ...weights, cost: 8 * at, urgency: 100 - 8 * at },
  }))

  it('tells the server’s share of it line by line, and ends with the plain answer', async () => {
    const headers = { 'content-type': 'application/json', accept: 'application/x-ndjson', ...admin }
    const body = JSON.stringify({ filter, sets, top: 50 })
    const answer = await fetch(`${host.url}/api/rankings/agreement`, { method: 'POST', headers, body })
    expect(answer.headers.get('content-type')).toContain('application/x-ndjson')
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Reported)
    const shares = lines.flatMap(({ share }) => share ?? [])
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    expect(lines.at(-1)?.result).toEqual(await host.ask('/api/rankings/agreement', { filter, sets, top: 50 }))
    const refused = await fetch(`${host.url}/api/rankings/agreement`, {
      ...{ method: 'POST', headers },
      body: JSON.stringify({ filter, sets: [sets[0], sets[0]] }),
    })
    expect(refused.status).toBe(400)
  })

  it('is stopped by a button, which ends the request, and can be asked again', async () => {
    const some = [sets[0], sets[5], sets[11]]
    const page = await host.signedIn()
    await page.addInitScript((stored) => {
      localStorage.setItem('petausul.rencana.kelompok', stored)
    }, JSON.stringify(some))
    await cutTable(page)
    const held = Promise.withResolvers<void>()
    await page.route('**/api/rankings/agreement', async (route) => {
      await held.promise
      await route.continue().catch(() => {})
    })
    await page.goto(`${host.url}${address}&bobot=groups`)
    await page.getByRole('button', { name: 'Bandingkan' }).click()
    await page.getByText('Membandingkan … 0 %').waitFor()
    const ended = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/agreement'))
    await page.locator('pu-groups').getByRole('button', { name: 'Hentikan' }).click()
    await page.getByText('Perbandingan dihentikan.').waitFor()
    await ended
    held.resolve()
    await page.getByRole('button', { name: 'Bandingkan' }).click()
    const asked = await host.ask<{ concordance: number }>('/api/rankings/agreement', {
      ...{ filter, sets: some, top: 50 },
    })
    await page.locator('pu-groups .figures dt').first().waitFor()
    const shown = await page.locator('pu-groups .figures dt').first().textContent()
    expect(asked.concordance).toBeLessThan(0.99)
    expect(Number(shown?.replace(',', '.'))).toBeCloseTo(asked.concordance, 2)
  })
})

describe('robustness', () => {
  it('comes with progress and says in words how many are certain; stale once a weight has moved', async () => {
    const page = await host.open(address)
    await page.getByRole('button', { name: 'Uji ketahanan' }).click()
    const sentence = page.getByText(/usulan masuk 50 teratas pada ≥ 95\s% dari 2.000 bobot acak/)
    await sentence.waitFor()
    const certain = Number(/^(\d+) usulan/.exec((await sentence.textContent()) ?? '')?.[1])
    await page.getByRole('button', { name: 'Tandai yang pasti' }).click()
    await page.getByText(`${certain} ditandai`).waitFor()
    expect(await firstRow(page).locator('.standing').textContent()).toMatch(/pasti|bergantung/)
    await slider(page, 'Kemendesakan').fill('10')
    await page.getByText('Bobot atau data sudah berubah sejak uji ini.').waitFor()
  })

  it('is stopped by a button, on the server too', async () => {
    const page = await host.open(address)
    await page.route('**/api/rankings/robustness/*', async (route) => {
      if (route.request().method() !== 'GET') return route.continue()
      return route.fulfill({ json: { id: 'x', state: 'running', share: 0.4 } })
    })
    await page.getByRole('button', { name: 'Uji ketahanan' }).click()
    const stopped = page.waitForRequest((request) => request.method() === 'DELETE')
    await page.getByRole('button', { name: 'Hentikan' }).click()
    expect((await stopped).url()).toContain('/api/rankings/robustness/')
    await page.getByText('Uji dihentikan').waitFor()
  })
})

describe('the decision', () => {
  const taken = async (page: Page) => {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Simpan keputusan' }).click()
    await page.getByRole('button', { name: 'Unduh berkas saja' }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/\.json$/)
    await page.getByText('Berkas keputusan diunduh').waitFor()
    return readFileSync(await file.path(), 'utf8')
  }

  it('is a file that names filter and weights, holds the order on the screen, and is repeated bit for bit', async () => {
    const page = await host.open(address)
    const text = await taken(page)
    const file = JSON.parse(text) as RankingDecision
    const named = file.criteria.map(({ key }, c) => [key, file.weights[c]])
    expect(Object.fromEntries(named.filter(([, weight]) => weight))).toEqual(weights)
    expect(file).toMatchObject({ filter, model: null })
    expect(file.result.order.map((row) => file.inputs.codes[row])).toEqual(await codesOf(page))
    const { code, said } = await reproduce(text)
    expect(said).toContain('Reproduced bit for bit.')
    expect(code).toBe(0)
  })

  it('by a saved model names it and its version, and is repeated bit for bit too', async () => {
    const title = { id: 'Forum kedua', en: 'Second forum' }
    for (const set of [WEIGHTS, weights])
      await host.ask('/api/score-models', { id: 'forum-kedua', title, method: 'weighted-sum', weights: set })
    const page = await host.open('/rencana?year=2026&model=forum-kedua')
    const text = await taken(page)
    const file = JSON.parse(text) as RankingDecision
    expect(file).toMatchObject({ filter, model: { id: 'forum-kedua', version: 2 } })
    expect(file.result.order.map((row) => file.inputs.codes[row])).toEqual(
      await serverCodes(host, filter, weights),
    )
    const { code, said } = await reproduce(text)
    expect(said).toContain('Reproduced bit for bit.')
    expect(code).toBe(0)
  })

  it('shows that it is being written, is stopped by a button, which ends the request, and can be had again', async () => {
    const page = await host.open(address)
    const decision = '**/api/rankings/decision'
    await page.route(decision, () => {})
    await page.getByRole('button', { name: 'Simpan keputusan' }).click()
    await page.getByRole('button', { name: 'Unduh berkas saja' }).click()
    const toast = page.locator('.toast')
    await toast.getByRole('progressbar').waitFor()
    const ended = page.waitForEvent('requestfailed', (request) =>
      request.url().includes('/rankings/decision'),
    )
    await toast.getByRole('button', { name: 'Hentikan' }).click()
    await ended
    await toast.getByText('Dihentikan: tidak ada berkas').waitFor()
    expect(await toast.getByRole('progressbar').count()).toBe(0)
    await page.unroute(decision)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Simpan keputusan' }).click()
    await page.getByRole('button', { name: 'Unduh berkas saja' }).click()
    const file = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as { kind: string }
    expect(file.kind).toBe('ranking')
  })
})

describe('the table of the ranking', () => {
  /** Codes, ranks and costs of all that are ranked, best first. */
  const rankedWithCosts = (page: Page) =>
    page.evaluate(() => {
      const { store } = document.querySelector('pu-plan') as unknown as RankedStore
      const { codes, costRupiah } = store.state.alternatives
      return Array.from(store.ranking.order, (row, at) => ({
        ...{ code: codes[row] ?? '', rank: at + 1, cost: costRupiah[row] ?? 0 },
      }))
    })

  it('is ordered, filtered, resized and pinned by its heads, and leaves as a workbook of what it shows', async () => {
    const page = await host.open(address)
    const all = await rankedWithCosts(page)
    const dear = all.filter(({ cost }) => cost >= 2.5e9).sort((a, b) => b.cost - a.cost || a.rank - b.rank)
    const table = page.locator('pu-rank-table')
    const head = table.getByRole('columnheader', { name: 'Biaya' })
    const ranks = () => table.locator('.row .rank').allTextContents()

    await head.getByRole('button', { name: 'Biaya', exact: true }).click()
    expect(await head.getAttribute('aria-sort')).toBe('descending')
    await table.getByRole('button', { name: 'Saring dan atur kolom Biaya' }).click()
    expect(await page.locator('pu-column-menu .histogram span').count()).toBe(24)
    await page.getByLabel('Dari', { exact: true }).fill('2500')
    await page.getByRole('button', { name: 'Sematkan di kiri' }).click()
    await page.keyboard.press('Escape')
    await page.getByText(`${dear.length} dari ${all.length} usulan`).waitFor()
    await page.getByText('Disaring dari daftar; peringkat tetap').waitFor()
    const shown = dear.map(({ rank }) => String(rank))
    expect(await ranks()).toEqual(shown.slice(0, (await ranks()).length))

    await page.getByRole('button', { name: 'Kolom', exact: true }).click()
    for (const name of ['Kode', 'Perangkat daerah', 'Status', 'Kemendesakan'])
      await page.locator('pu-column-choice').getByLabel(name, { exact: true }).check()
    await page.keyboard.press('Escape')
    const edge = table.getByRole('separator', { name: 'Lebar kolom Biaya' })
    const width = async () => Number(await edge.getAttribute('aria-valuenow'))
    const before = await width()
    await edge.press('ArrowRight')
    expect(await width()).toBe(before + 8)
    const box = (await edge.boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + 10)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 + 40, box.y + 10, { steps: 4 })
    await page.mouse.up()
    expect(await width()).toBe(before + 48)

    // What is pinned stays while the others scroll by.
    const place = async (cell: string) => (await table.locator('.row').first().locator(cell).boundingBox())!.x
    const [cost, score] = [await place('.cost'), await place('.score')]
    await table.locator('.grid').evaluate((grid) => grid.scrollBy(120, 0))
    expect(await place('.cost')).toBe(cost)
    expect(await place('.score')).toBe(score - 120)
    expect((await head.boundingBox())!.x).toBe(cost)

    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Unduh Excel' }).click()
    const file = await (await download).path()
    const { features } = await readSource(file, { sheet: 'Peringkat usulan' })
    expect(features.map(({ properties }) => [properties.Kode, properties.Urutan, properties.Biaya])).toEqual(
      dear.map(({ code, rank, cost }) => [code, rank, cost]),
    )
    expect(Object.keys(features[0]?.properties ?? {})).toEqual([
      ...['Urutan', 'Usulan', 'Biaya', 'Kode', 'Status', 'Perangkat daerah'],
      ...['Sumbangan kriteria', 'Skor', 'Kemendesakan'],
    ])
    const about = await readSource(file, { sheet: 'Tentang' })
    expect(about.features.map(({ properties }) => properties.Isi)).toContain('Biaya ≥ Rp 2,5 M')

    // Widths, pins and columns are of this device; order and filters of the hour.
    await page.reload()
    await firstRow(page).waitFor()
    expect(await width()).toBe(before + 48)
    expect((await ranks()).slice(0, 3)).toEqual(['1', '2', '3'])
    const titles = table.getByRole('columnheader')
    expect((await titles.allTextContents()).map((text) => text.trim()).indexOf('Rp jutaBiaya')).toBe(2)
  })
})

describe('the page', () => {
  const screens = [phone, desktop, { width: 1024, height: 768 }, { width: 1920, height: 1080 }]
  const paths = [address, `${address}&bobot=ahp`, `${address}&bobot=groups&lang=en`]

  it.each(screens)('fits $width × $height, and has no fault that axe finds', async (viewport) => {
    const page = await host.signedIn(viewport)
    for (const path of paths) {
      await host.go(page, path)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      )
      // On a phone the columns are looked at one after the other.
      const parts = viewport === phone && !path.includes('lang') ? ['Bobot', 'Peringkat'] : ['']
      for (const name of parts) {
        if (name) await page.getByRole('button', { name, exact: true }).click()
        const { violations } = await analyze(page)
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
          path,
        ).toEqual([])
      }
    }
  })

  it('keeps chips, table and address of one answer when other filters cannot be had, and takes them once the network is back', async () => {
    const page = await host.open(address)
    const count = page.locator('pu-ranking p.count')
    const before = await count.textContent()
    expect(await tilesAskedAgain(page)).toEqual([])
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Bidang', exact: true }).first().click()
    await page.locator('pu-ranking label').filter({ hasText: 'Kesehatan' }).click()
    await page.getByText('yang tampil masih yang sebelumnya').waitFor()
    await page.getByRole('button', { name: 'Bidang', exact: true }).first().waitFor()
    expect(await count.textContent()).toBe(before)
    expect(new URL(page.url()).searchParams.get('sector')).toBeNull()
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Bidang: Kesehatan' }).waitFor()
    await expect.poll(() => count.textContent()).not.toBe(before)
    expect(await page.getByText('yang tampil masih yang sebelumnya').count()).toBe(0)
  })

  it('ranks what still competes, says how many do not and why, and lets all compete where that is chosen', async () => {
    const { write } = host.viewer.server.database
    const codes: string[] = await write('proposals')
      .where({ year: 2026, status: 'verified' })
      .orderBy('id')
      .limit(5)
      .pluck('code')
    const turn = async (status: string) => {
      await write('proposals').whereIn('code', codes).update({ status })
      await write.raw(`SELECT pg_notify('petausul_changes', ?)`, [
        JSON.stringify({ layer: 'proposals', ids: null }),
      ])
    }
    await turn('rejected')
    try {
      const page = await host.open(address)
      const said = page.locator('pu-ranking .competition')
      await said.getByText('5 ditolak').waitFor()
      expect(new URL(page.url()).searchParams.get('status')).toBeNull()
      const count = page.locator('pu-ranking p.count')
      const competing = Number.parseInt((await count.textContent()) ?? '', 10)
      await said.getByRole('button', { name: 'Ikutkan semua status' }).click()
      await expect
        .poll(async () => Number.parseInt((await count.textContent()) ?? '', 10))
        .toBe(competing + 5)
      await said.getByRole('button', { name: 'Kembali ke yang bersaing' }).click()
      await said.getByText('5 ditolak').waitFor()
    } finally {
      await turn('verified')
    }
  })

  it('says what happened when the proposals cannot be had, and keeps weights and filters', async () => {
    const page = await host.signedIn()
    await page.route('**/api/alternatives**', (route) => route.abort())
    await page.goto(host.url + address)
    await page.getByText('Data usulan belum bisa dimuat').waitFor()
    await page.unroute('**/api/alternatives**')
    await page.getByRole('button', { name: 'Coba lagi' }).click()
    await firstRow(page).waitFor()
    expect(await slider(page, 'Kemendesakan').inputValue()).toBe('90')
  })
})

/** Tiles that were here and are asked for once more when the network comes back, of which nothing had failed. */
async function tilesAskedAgain(page: Page): Promise<string[]> {
  const tiles = () =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .flatMap(({ name }) => (name.includes('/tiles/') ? [name] : [])),
    )
  await expect.poll(async () => (await tiles()).length).toBeGreaterThan(0)
  const before = await tiles()
  await page.evaluate(async () => {
    dispatchEvent(new Event('online'))
    for (let frame = 0; frame < 20; frame += 1) await new Promise(requestAnimationFrame)
  })
  return (await tiles()).slice(before.length).filter((name) => before.includes(name))
}
