import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../support/start-test-server.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { downloadRows } from './proposal-rows.ts'
import { rankAll, startRankingServer, YEAR } from './ranking-store.ts'

interface Step {
  key: string
  points: number
  toPerMille: number
  toRaw: number | null
  changeable?: boolean
}

interface Score {
  score: number
  rank: number | null
  of: number
  compared: { year: number; statuses: string[] }
  method: string
  model: { id: string; version: number; notice: { id: string } }
  contributions: {
    key: string
    weight: number
    perMille: number
    points: number
    raw: number | null
    missing: boolean
    sourceText: { id: string }
    sourceDate: string | null
  }[]
  line: { kind: string; rank: number; score: number | null; above: boolean }
  lift: { state: string; deficit: number; alone: Step[]; smallest: Step[] | null }
}

let server: TestServer
beforeAll(async () => {
  server = await startRankingServer()
})
afterAll(() => server.close())

const scoreOf = async (code: string, query = '') =>
  readJson<Score>(await server.get(`/api/proposals/${encodeURIComponent(code)}/score${query}`))
const COMPETING = ['submitted', 'verified', 'accepted', 'postponed', 'planned']
const competitors = () => rankAll(server, { filter: { year: YEAR, status: COMPETING } })

/** Writes a proposal's own value as an office would, and waits until the server has noticed. */
async function change(code: string, column: string, value: number | null): Promise<void> {
  await server.database.write.transaction(async (transaction) => {
    await transaction.raw('UPDATE proposals SET ?? = ? WHERE code = ?', [column, value, code] as never)
    await transaction.raw(`SELECT pg_notify('petausul_changes', ?)`, [
      JSON.stringify({ layer: 'proposals', ids: null }),
    ])
  })
}

describe("a proposal's score", () => {
  it('is its place among the open proposals of its year, with what each criterion adds', async () => {
    const ranked = await competitors()
    const rows = await downloadRows(server, `?year=${YEAR}`)
    for (const { code, rank, contributions } of [ranked[0], ranked[20], ranked.at(-1)].filter(
      (item) => !!item,
    )) {
      const found = await scoreOf(code)
      expect(found).toMatchObject({ rank, of: ranked.length, compared: { year: YEAR, statuses: COMPETING } })
      expect(found.score).toBe(rows.find((row) => row.code === code)?.score)
      expect(Object.fromEntries(found.contributions.map(({ key, points }) => [key, points]))).toEqual(
        contributions,
      )
      expect(found.model.notice.id).toContain('bukan peraturan')
    }
  })

  it('shows raw values as they are stored, with source and date, and says which are missing', async () => {
    for (const row of (await downloadRows(server, `?year=${YEAR}`)).slice(0, 30)) {
      const { contributions } = await scoreOf(row.code)
      const of = (key: string) => contributions.find((part) => part.key === key)
      for (const [key, name] of [
        ['urgency', 'urgency'],
        ['timeToCarryOut', 'months'],
        ['cost', 'costRupiah'],
      ] as const) {
        const cell = row.cells[name] ?? ''
        expect(of(key)).toMatchObject({ raw: cell === '' ? null : Number(cell), missing: cell === '' })
        expect(of(key)?.perMille).toBe(row.values[key])
      }
      expect(of('laggingStatus')).toMatchObject({
        sourceDate: '2024',
        sourceText: { id: 'statistik desa (uji)' },
      })
      expect(of('urgency')?.sourceDate).toBe(String(YEAR))
    }
  })

  it('draws the line at the best tenth, and says of each whether it is above', async () => {
    const ranked = await competitors()
    const top = Math.ceil(ranked.length / 10)
    for (const { code, rank } of ranked.slice(0, top + 3)) {
      const { line, lift } = await scoreOf(code)
      expect(line).toMatchObject({
        kind: 'share',
        rank: top,
        above: rank <= top,
        score: ranked[top - 1]?.score,
      })
      expect(lift.state === 'above').toBe(rank <= top)
    }
  })

  it('with a budget draws the line where the money ends down the list', async () => {
    const ranked = await competitors()
    const budget = 1_500_000_000
    let left = budget
    const funded: string[] = []
    for (const { code, costRupiah } of ranked) {
      if (costRupiah === null) continue
      if (costRupiah > left) break
      left -= costRupiah
      funded.push(code)
    }
    expect(funded.length).toBeGreaterThan(1)
    for (const { code, costRupiah } of ranked) {
      const { line, lift } = await scoreOf(code, `?budgetRupiah=${budget}`)
      expect(line.above, code).toBe(funded.includes(code))
      expect(line.rank).toBe(ranked.find((item) => item.code === funded.at(-1))?.rank)
      if (costRupiah === null) expect(lift.state).toBe('no-cost')
    }
    const dear = ranked.find(({ costRupiah }) => (costRupiah ?? 0) > 5e8)
    expect((await scoreOf(dear?.code ?? '', '?budgetRupiah=400000000')).lift.state).toBe('over-budget')
  })

  it('of what is settled has no rank', async () => {
    const rejected = (await downloadRows(server, `?year=${YEAR}&status=rejected`))[0]
    expect(await scoreOf(rejected?.code ?? '')).toMatchObject({ rank: null, lift: { state: 'not-ranked' } })
  })

  it('of a draft, or of nothing, is a 404; a request that makes no sense a 400', async () => {
    for (const code of ['P2026-76fbdb37', 'none', 'a%00b', "'%20OR%201=1"])
      await readFault(await server.get(`/api/proposals/${code}/score`), 404)
    const route = '/api/proposals/N-1/score'
    await readParameterFault(await server.get(`${route}?model=none`), 'model')
    await readParameterFault(await server.get(`${route}?budgetRupiah=-5`), 'budgetRupiah')
    await readParameterFault(await server.get(`${route}?budgetRupiah=lots`), 'budgetRupiah')
    await readParameterFault(await server.get(`${route}?year=2027`), 'year')
    await readParameterFault(await server.get(`${route}?method=electre`), 'method')
    await readParameterFault(await server.get(`${route}?model=default&method=topsis`), 'method')
  })
})

describe.each(['topsis', 'promethee'])("a proposal's score by %s", (method) => {
  const byMethod = (code: string, query = '') => scoreOf(code, `?method=${method}${query}`)
  const rankedBy = () => rankAll(server, { method, filter: { year: YEAR, status: COMPETING } })

  it('is that of the ranking by it, with its line', async () => {
    const ranked = await rankedBy()
    const top = Math.ceil(ranked.length / 10)
    for (const { code, rank, score } of [...ranked.slice(0, top + 3), ranked.at(-1)!]) {
      const found = await byMethod(code)
      expect(found).toMatchObject({ method, rank, score, of: ranked.length })
      expect(found.line).toMatchObject({ rank: top, score: ranked[top - 1]?.score, above: rank <= top })
      expect(found.lift.deficit).toBeCloseTo(rank <= top ? 0 : ranked[top - 1]!.score - score, 12)
    }
    const rejected = (await downloadRows(server, `?year=${YEAR}&status=rejected`))[0]
    const settled = await byMethod(rejected?.code ?? '')
    expect(settled).toMatchObject({ score: null, rank: null, lift: { state: 'not-ranked' } })
  })

  it('tells the smallest change: made, it lifts the proposal above the line, and a unit less does not', async () => {
    const columns: Record<string, string> = {
      beneficiaries: 'beneficiaries',
      urgency: 'urgency',
      readiness: 'readiness',
      planMatch: 'plan_match',
    }
    const tried = new Set<string>()
    const isAbove = async (code: string) => (await byMethod(code)).line.above
    for (const { code } of (await rankedBy()).slice(6, 30)) {
      const before = await byMethod(code)
      for (const { key, toRaw } of before.lift.alone) {
        const [column, own] = [columns[key], before.contributions.find((part) => part.key === key)]
        if (!column || toRaw === null || !own || own.raw === null || tried.has(key)) continue
        await change(code, column, toRaw)
        await expect.poll(() => isAbove(code), { timeout: 5000, message: `${code} ${key}` }).toBe(true)
        // Many are said in three digits.
        await change(code, column, toRaw - 10 ** Math.max(0, Math.floor(Math.log10(toRaw)) - 2))
        await expect.poll(() => isAbove(code), { timeout: 5000, message: `${code} ${key} less` }).toBe(false)
        await change(code, column, own.raw)
        await expect.poll(async () => (await byMethod(code)).lift, { timeout: 5000 }).toEqual(before.lift)
        tried.add(key)
      }
    }
    expect(tried.size).toBeGreaterThan(1)
  })
})

describe('the smallest change', () => {
  it('lifts the proposal above the line when it is made, and one point less does not', async () => {
    const columns: Record<string, string> = {
      urgency: 'urgency',
      timeToCarryOut: 'months',
      readiness: 'readiness',
      planMatch: 'plan_match',
    }
    const tried = new Set<string>()
    for (const { code } of (await competitors()).slice(7, 40)) {
      const before = await scoreOf(code)
      for (const { key, toRaw, toPerMille } of before.lift.alone) {
        const column = columns[key]
        const own = before.contributions.find((part) => part.key === key)
        if (!column || toRaw === null || !own || tried.has(key)) continue
        await change(code, column, toRaw)
        await expect.poll(async () => (await scoreOf(code)).line.above, { timeout: 5000 }).toBe(true)
        const after = (await scoreOf(code)).contributions.find((part) => part.key === key)
        expect(after?.perMille).toBeGreaterThanOrEqual(toPerMille)
        const worse = toRaw > (own.raw ?? 0) ? toRaw - 1 : toRaw + 1
        await change(code, column, worse)
        await expect
          .poll(async () => (await scoreOf(code)).contributions.find((part) => part.key === key)?.raw, {
            timeout: 5000,
          })
          .toBe(worse)
        const less = await scoreOf(code)
        const value = less.contributions.find((part) => part.key === key)?.perMille ?? 0
        // Ranks follow a change within moments, by the change feed.
        await expect
          .poll(async () => (await scoreOf(code)).line.above, { timeout: 5000, message: `${code} ${key}` })
          .toBe(value >= toPerMille)
        await change(code, column, own.raw)
        await expect.poll(async () => (await scoreOf(code)).line.above, { timeout: 5000 }).toBe(false)
        tried.add(key)
      }
    }
    expect(tried.size).toBeGreaterThan(1)
  })

  it('over several criteria closes the gap with no point to spare', async () => {
    let seen = 0
    for (const { code } of await competitors()) {
      const { lift, contributions } = await scoreOf(code)
      if (!lift.smallest) continue
      seen += 1
      const weightOf = (key: string) => contributions.find((part) => part.key === key)?.weight ?? 0
      const gained = lift.smallest.reduce((sum, { key, points }) => sum + weightOf(key) * points, 0)
      expect(gained).toBeGreaterThanOrEqual(lift.deficit)
      const lightest = Math.min(...lift.smallest.map(({ key }) => weightOf(key)))
      if (lift.smallest.length > 0) expect(gained - lightest).toBeLessThan(lift.deficit)
    }
    expect(seen).toBeGreaterThan(10)
  })
})
