import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'
import { downloadRows, type ProposalRow } from './proposal-rows.ts'
import { startRankingServer, YEAR } from './ranking-store.ts'

let server: TestServer
let rows: ProposalRow[]
beforeAll(async () => {
  server = await startRankingServer()
  rows = await downloadRows(server, `?year=${YEAR}`)
})
afterAll(() => server.close())

interface Score {
  score: number
  rank: number | null
  of: number
  contributions: { key: string; title: { id: string }; weight: number; points: number; missing: boolean }[]
  lift: { state: string; alone: { key: string; toRaw: number; changeable: boolean }[] }
}

interface Line {
  readonly points: number
  /** "4 poin". */
  readonly raw: string
  /** Source and date. */
  readonly origin: string
}

const plain = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** The lines of the criteria by title, as somebody reads them, and the section's text. */
async function readPage(code: string, query = ''): Promise<{ lines: Map<string, Line>; text: string }> {
  let section = ''
  const route = `/usulan/${encodeURIComponent(code)}${query}`
  // A page waits two seconds for a score and then says that it is being computed.
  await expect
    .poll(
      async () => {
        const html = await (await server.get(route, { headers: { accept: 'text/html' } })).text()
        section = /<section class="score"[\s\S]*?<\/section>/.exec(html)?.[0] ?? ''
        return section
      },
      { timeout: 20_000 },
    )
    .toContain('class="criteria"')
  const list = /<ul class="criteria">([\s\S]*?)<\/ul>/.exec(section)?.[1] ?? ''
  const lines = new Map<string, Line>()
  for (const [, item = ''] of list.matchAll(/<li>([\s\S]*?)<\/li>/g)) {
    const title = plain(/<strong>([\s\S]*?)<\/strong>/.exec(item)?.[1] ?? '')
    const points = /\+([\d.,]+) poin/.exec(plain(item))?.[1] ?? ''
    const from = /<p class="from"><b>([\s\S]*?)<\/b> · ([\s\S]*?)<\/p>/.exec(item)
    lines.set(title, {
      points: Number(points.replaceAll('.', '').replace(',', '.')),
      raw: plain(from?.[1] ?? ''),
      origin: plain(from?.[2] ?? ''),
    })
  }
  return { lines, text: plain(section) }
}

/** What an office filled in, as a person would write it. */
const written: Readonly<Record<string, { cell: string; say: (value: number) => string }>> = {
  urgency: { cell: 'urgency', say: (value) => `${value} poin` },
  beneficiaries: { cell: 'beneficiaries', say: (value) => `${value} orang` },
  cost: { cell: 'costRupiah', say: (value) => `Rp ${value / 1e6} juta` },
  timeToCarryOut: { cell: 'months', say: (value) => `${value} bulan` },
  readiness: { cell: 'readiness', say: (value) => `${value} poin` },
}

describe('the explanation on a proposal’s public page', () => {
  it('has each criterion with its points, the value that was filled in, its source and date', async () => {
    let said = 0
    for (const row of rows.filter((_, at) => at % 9 === 0)) {
      const score = await readJson<Score>(
        await server.get(`/api/proposals/${encodeURIComponent(row.code)}/score`),
      )
      const { lines, text } = await readPage(row.code)
      for (const { key, title, weight, points, missing } of score.contributions) {
        if (weight === 0 || missing) continue
        const line = lines.get(title.id)
        expect(line, `${row.code} ${key}`).toBeDefined()
        expect(Math.abs((line?.points ?? Number.NaN) - points)).toBeLessThanOrEqual(0.5)
        const known = written[key]
        const cell = known && row.cells[known.cell]
        if (known && cell) {
          expect(line?.raw, `${row.code} ${key}`).toBe(known.say(Number(cell)))
          expect(line?.origin).toBe(`isian usulan, ${YEAR}`)
          said++
        }
        if (key === 'laggingStatus') expect(line?.origin).toBe('statistik desa (uji), 2024')
      }
      const sum = score.contributions.reduce((total, { points }) => total + points, 0)
      expect(Math.abs(sum - score.score)).toBeLessThan(0.06)
      expect(text).toContain(
        score.rank === null ? 'tidak ikut diurutkan' : `Peringkat ${score.rank} dari ${score.of} usulan`,
      )
    }
    expect(said).toBeGreaterThan(20)
  })

  it('says the smallest change of the proposal itself in the unit of what would change, never in points alone', async () => {
    let said = 0
    for (const row of rows.filter((_, at) => at % 4 === 0)) {
      const { lift } = await readJson<Score>(
        await server.get(`/api/proposals/${encodeURIComponent(row.code)}/score`),
      )
      const way = lift.alone.find(({ changeable }) => changeable)
      if (lift.state !== 'below' || !way) continue
      expect(['urgency', 'beneficiaries', 'cost', 'timeToCarryOut', 'readiness', 'planMatch']).toContain(
        way.key,
      )
      const { text } = await readPage(row.code)
      expect(text, row.code).toMatch(
        /satu perubahan cukup: .+ (turun dari|naik dari|diisi, paling (sedikit|banyak)) .*(poin|orang|bulan|juta|M)/,
      )
      expect(text).not.toMatch(/satu perubahan cukup: (Kemiskinan|Ketertinggalan|Warga baru)/)
      said++
    }
    expect(said).toBeGreaterThan(3)
  })

  it.each([
    ['topsis', 'kedekatan TOPSIS (0 sampai 1)'],
    ['promethee', 'aliran bersih PROMETHEE II (−1 sampai 1)'],
  ])('explains the place by %s too, with the smallest change by that method', async (method, range) => {
    let said = 0
    for (const row of rows.filter((_, at) => at % 6 === 0)) {
      const score = await readJson<Score>(
        await server.get(`/api/proposals/${encodeURIComponent(row.code)}/score?method=${method}`),
      )
      const { text } = await readPage(row.code, `?cara=${method}`)
      if (score.rank === null) continue
      expect(text).toContain(
        `${String(Number(score.score.toFixed(3)))
          .replace('.', ',')
          .replace('-', '−')} ${range}`,
      )
      expect(text).toContain(`Peringkat ${score.rank} dari ${score.of} usulan`)
      const way = score.lift.alone.find(({ changeable }) => changeable)
      if (score.lift.state !== 'below' || !way) continue
      expect(text, row.code).toMatch(/satu perubahan cukup: .+ (turun dari|naik dari|diisi, paling)/)
      said++
    }
    expect(said).toBeGreaterThan(1)
    const html = await (
      await server.get(`/usulan/${rows[0]?.code}`, { headers: { accept: 'text/html' } })
    ).text()
    expect(html).toContain(`href="/usulan/${rows[0]?.code}?cara=${method}#score"`)
  })
})
