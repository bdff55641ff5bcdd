import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'
import { downloadRows, type ProposalRow, rankedPlainly } from './proposal-rows.ts'
import {
  administrator,
  post,
  type RankingAnswer,
  rankAll,
  startRankingServer,
  TWINS,
  YEAR,
} from './ranking-store.ts'

let server: TestServer
let rows: ProposalRow[]
beforeAll(async () => {
  server = await startRankingServer()
  rows = await downloadRows(server)
})
afterAll(() => server.close())

const rank = async (body: object) => readJson<RankingAnswer>(await post(server, '/api/rankings', body))
const WEIGHTS = { urgency: 80, cost: 33, areaPoverty: 7, beneficiaries: 100, planMatch: 1 }

describe('a ranking by weighted sum', () => {
  it('is that of the values in the downloaded file, to the last place and whole number', async () => {
    const items = await rankAll(server, { weights: WEIGHTS })
    expect(items.map(({ code, sum }) => ({ code, sum }))).toEqual(rankedPlainly(rows, WEIGHTS))
    expect(items.map((item) => item.rank)).toEqual(items.map((_, at) => at + 1))
    for (const { code, values } of items)
      expect(values).toEqual(rows.find((row) => row.code === code)?.values)
  })

  it('by the default model gives the score that every layer and file carries', async () => {
    const items = await rankAll(server, {})
    expect(items.length).toBe(rows.length)
    for (const { code, score } of items) expect(score).toBe(rows.find((row) => row.code === code)?.score)
    expect(new Set(items.map(({ score }) => score)).size).toBeGreaterThan(30)
  })

  it('settles ties by the bytes of the code', async () => {
    const items = await rankAll(server, { filter: { year: YEAR } })
    const twins = items.filter(({ code }) => TWINS.includes(code) || code === 'N-30')
    expect(new Set(twins.map(({ sum }) => sum)).size).toBe(1)
    expect(twins.map(({ code }) => code)).toEqual(['N-30', 'T-1', 'T-2', 't-1'])
    const [first] = twins
    expect(twins.map((twin) => twin.rank - (first?.rank ?? 0))).toEqual([0, 1, 2, 3])
  })

  it('explains each score by contributions that sum to it', async () => {
    const { items, weights } = await rank({ weights: WEIGHTS })
    const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0)
    expect(total).toBe(221)
    for (const { sum, score, contributions, values } of items) {
      const points = Object.values(contributions).reduce((whole, part) => whole + part, 0)
      expect(points).toBeCloseTo(sum / total, 9)
      expect(score).toBeCloseTo(sum / total, 1)
      expect(contributions.urgency).toBeCloseTo((80 * (values.urgency ?? 0)) / total, 9)
    }
  })

  it('obeys the filters of the list', async () => {
    for (const filter of [
      { year: 2025 },
      { status: ['rejected', 'realised'] },
      { area: '62.99.01' },
      { q: 'uji 1' },
    ]) {
      const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]))
      const found = await downloadRows(server, `?${query}`)
      expect(found.length, String(query)).toBeGreaterThan(0)
      const items = await rankAll(server, { filter, weights: WEIGHTS })
      expect(items.map(({ code }) => code)).toEqual(rankedPlainly(found, WEIGHTS).map(({ code }) => code))
    }
    const inBox = await rankAll(server, { filter: { bbox: [111, -2.2, 111.1, -2] } })
    expect(inBox.length).toBeGreaterThan(0)
    expect(inBox.length).toBeLessThan(12)
  })

  it('past its end is an empty page', async () => {
    const answer = await rank({ offset: 10_000 })
    expect(answer).toMatchObject({ items: [], total: rows.length })
  })

  it('tells of values that are missing, out of range, or all the same', async () => {
    const { flags } = await rank({ filter: { year: YEAR } })
    const own = rows.filter(({ cells }) => cells.year === String(YEAR))
    const missing = own.filter(({ cells }) => cells.urgency === '').length
    expect(missing).toBeGreaterThan(3)
    expect(flags).toContainEqual(
      expect.objectContaining({ key: 'urgency', reason: 'missing', count: missing }),
    )
    expect(flags).toContainEqual(expect.objectContaining({ key: 'coverageGap', reason: 'all-missing' }))
    const same = await rank({ filter: { q: 'N-30' }, weights: { urgency: 1 } })
    expect(same.total).toBe(1)
    expect(same.flags.map(({ reason }) => reason)).toEqual(['no-variance'])
    expect(same.flags[0]?.text.id).toContain('sama untuk semua usulan')
  })

  it('of no proposals at all is an empty list that says so', async () => {
    for (const method of ['weighted-sum', 'topsis', 'promethee']) {
      const answer = await rank({ filter: { year: 1999 }, method })
      expect(answer).toMatchObject({ items: [], total: 0, excluded: 0 })
      expect(answer.flags).toEqual([expect.objectContaining({ key: null, reason: 'empty' })])
    }
  })
})

describe('a criterion that leaves out what it does not know', () => {
  it('takes those proposals out of the ranking when it weighs, and only then', async () => {
    await readJson(
      await post(server, '/api/criteria', {
        key: 'quickWork',
        title: { id: 'Cepat selesai', en: 'Done quickly' },
        direction: 'minimise',
        unit: { id: 'bulan', en: 'months' },
        source: 'proposals.months',
        normalisation: { kind: 'min-max' },
        missing: 'exclude',
        validRange: [1, 30],
      }),
    )
    const own = (await downloadRows(server, `?year=${YEAR}`)).map((row) => ({
      ...row,
      months: Number(row.cells.months || 'NaN'),
    }))
    const out = own.filter(({ months }) => !(months >= 1 && months <= 30))
    expect(out.some(({ months }) => months > 30)).toBe(true)
    expect(out.some(({ months }) => Number.isNaN(months))).toBe(true)
    for (const method of ['weighted-sum', 'topsis', 'promethee']) {
      const body = { filter: { year: YEAR }, method, weights: { quickWork: 2, urgency: 1 }, limit: 500 }
      const answer = await rank(body)
      expect(answer).toMatchObject({ total: own.length - out.length, excluded: out.length })
      const ranked = new Set(answer.items.map(({ code }) => code))
      for (const { code } of out) expect(ranked).not.toContain(code)
      expect(answer.flags.map(({ reason }) => reason)).toEqual(
        expect.arrayContaining(['excluded', 'missing', 'out-of-range']),
      )
    }
    const sums = rankedPlainly(
      own.filter((row) => !out.includes(row)),
      { quickWork: 2, urgency: 1 },
    )
    const items = await rankAll(server, { filter: { year: YEAR }, weights: { quickWork: 2, urgency: 1 } })
    expect(items.map(({ code, sum }) => ({ code, sum }))).toEqual(sums)
    expect(await rank({ filter: { year: YEAR }, weights: { urgency: 1 } })).toMatchObject({ excluded: 0 })
    const gone = await server.get('/api/criteria/quickWork', { method: 'DELETE', headers: administrator })
    expect(gone.status).toBe(204)
  })
})
