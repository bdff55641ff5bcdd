import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ColumnSpread } from '../../core/api/ranking.ts'
import { acceptability } from '../../core/score/acceptability.ts'
import type { TestServer } from '../support/start-test-server.ts'
import { readFault, readJson } from './answers.ts'
import { downloadRows } from './proposal-rows.ts'
import {
  administrator,
  post,
  type RankingAnswer,
  type RankingItem,
  startRankingServer,
  YEAR,
} from './ranking-store.ts'

interface Study {
  id: string
  state: string
  share: number
  result?: {
    total: number
    leftOut: number
    standardError: number
    items: { code: string; first: number; aboveLine: number; meanRank: number; low: number; high: number }[]
  }
}

let server: TestServer
beforeAll(async () => {
  server = await startRankingServer()
})
afterAll(() => server.close())

const PATH = '/api/rankings/robustness'
const weights = { urgency: 60, cost: 40, beneficiaries: 80 }
const look = async (id: string) =>
  readJson<Study>(await server.get(`${PATH}/${id}`, { headers: administrator }))

async function start(body: object): Promise<string> {
  const answer = await post(server, PATH, body)
  const { id } = await readJson<{ id: string }>(answer)
  expect(answer.status).toBe(202)
  expect(answer.headers.get('location')).toBe(`${PATH}/${id}`)
  return id
}

async function finish(id: string): Promise<Study> {
  await expect
    .poll(async () => (await look(id)).state, { timeout: 30_000, interval: 100 })
    .not.toBe('running')
  return look(id)
}

describe('a study of robustness', () => {
  it('gives the shares and ranks that the downloaded values give under the same seed', async () => {
    const rows = (await downloadRows(server, `?year=${YEAR}`)).filter(({ costRupiah }) => costRupiah !== null)
    const body = {
      filter: { year: YEAR },
      weights,
      samples: 400,
      seed: 7,
      uncertainty: { kind: 'around', spread: 0.5 },
    }
    const budgetRupiah = 2e9
    const { state, share, result } = await finish(await start({ ...body, line: { budgetRupiah } }))
    expect({ state, share }).toEqual({ state: 'done', share: 1 })
    const { items: criteria } = await readJson<{ items: { key: string }[] }>(
      await server.get('/api/criteria'),
    )
    const expected = acceptability(
      criteria.map(({ key }) => Uint16Array.from(rows, ({ values }) => values[key] ?? 0)),
      {
        samples: 400,
        seed: 7,
        uncertainty: {
          kind: 'around',
          weights: criteria.map(
            ({ key }) => Object.entries(weights).find(([name]) => name === key)?.[1] ?? 0,
          ),
          spread: 0.5,
        },
        line: {
          budget: budgetRupiah,
          costs: Float64Array.from(rows, ({ costRupiah }) => costRupiah ?? Number.NaN),
        },
      },
    )
    expect(result?.items).toEqual(
      rows.map(({ code }, row) => ({
        code,
        first: expected.first[row],
        aboveLine: expected.aboveLine[row],
        meanRank: expected.meanRank[row],
        low: expected.interval?.low[row],
        high: expected.interval?.high[row],
      })),
    )
    expect(result?.leftOut).toBeGreaterThan(3)
    expect(result?.standardError).toBeCloseTo(0.025, 12)
    expect(result?.items.some(({ aboveLine }) => aboveLine > 0 && aboveLine < 1)).toBe(true)
  })

  it.each([{}, { method: 'topsis' }, { method: 'topsis', scale: 'raw' }])(
    'without uncertainty has the ranking itself by %o: the first is first in all samples',
    async (way) => {
      const body = {
        weights,
        ...way,
        samples: 5,
        uncertainty: { kind: 'around', spread: 0 },
        line: { top: 3 },
      }
      const { result } = await finish(await start(body))
      const { items: all } = await readJson<{ items: { code: string }[] }>(
        await post(server, '/api/rankings', { weights, ...way, limit: 500 }),
      )
      const items = all.slice(0, 3)
      const studied = result?.items.toSorted((a, b) => a.meanRank - b.meanRank)
      expect(studied?.map(({ code }) => code)).toEqual(all.map(({ code }) => code))
      expect(result?.items.find(({ first }) => first === 1)?.code).toBe(items[0]?.code)
      const above = result?.items.filter(({ aboveLine }) => aboveLine === 1).map(({ code }) => code)
      expect(above?.toSorted()).toEqual(items.map(({ code }) => code).toSorted())
      expect(result?.items.every(({ low, high, meanRank }) => low === high && low === meanRank)).toBe(true)
    },
  )

  it('is what a ranking is ordered and filtered by, where the request names it', async () => {
    const body = { filter: { year: YEAR }, weights }
    const id = await start({ ...body, samples: 300, uncertainty: { kind: 'any' }, line: { top: 12 } })
    const { result } = await finish(id)
    const studied = new Map(result!.items.map((item) => [item.code, item]))
    const rank = async (more: object) =>
      readJson<RankingAnswer>(
        await post(server, '/api/rankings', { ...body, study: id, ...more, limit: 500 }),
      )
    const { items: all } = await rank({})
    const placeOf = ({ code }: RankingItem) => {
      const { aboveLine } = studied.get(code)!
      return aboveLine >= 0.95 ? 0 : aboveLine > 0.05 + 1e-9 ? 1 : 2
    }
    const lowOf = ({ code }: RankingItem) => studied.get(code)!.low
    const codes = (items: readonly RankingItem[]) => items.map(({ code }) => code)
    const sorted = async (column: string, direction: string) =>
      codes((await rank({ sort: { column, direction } })).items)
    expect(new Set(all.map(placeOf)).size).toBeGreaterThan(1)
    const byLow = all.toSorted((a, b) => lowOf(a) - lowOf(b))
    expect(codes(byLow)).not.toEqual(codes(all))
    expect(await sorted('interval', 'ascending')).toEqual(codes(byLow))
    expect(await sorted('interval', 'descending')).toEqual(codes(all.toSorted((a, b) => lowOf(b) - lowOf(a))))
    const bySurety = all.toSorted((a, b) => placeOf(a) - placeOf(b))
    expect(await sorted('standing', 'ascending')).toEqual(codes(bySurety))

    // Proposals that the study was not about are at the end, and pass no bounds.
    const wide = { filter: {}, sort: { column: 'interval', direction: 'ascending' } }
    const wider = codes((await rank(wide)).items)
    expect(wider.slice(0, all.length)).toEqual(codes(byLow))
    expect(wider.length).toBeGreaterThan(all.length)
    const within = { standing: { values: ['certain', 'depends'] }, interval: { least: 2, most: 9 } }
    const left = all.filter((item) => placeOf(item) < 2 && lowOf(item) >= 2 && lowOf(item) <= 9)
    expect(left.length).toBeGreaterThan(0)
    expect(codes((await rank({ filter: {}, within })).items)).toEqual(codes(left))

    const spread = async (column: string) =>
      readJson<ColumnSpread>(await post(server, '/api/rankings/spread', { ...body, study: id, column }))
    const counts = [0, 1, 2].map((place) => all.filter((item) => placeOf(item) === place).length)
    const listed = await spread('standing')
    expect(
      listed.kind === 'values' && new Map(listed.values.map(({ value, count }) => [value, count])),
    ).toEqual(
      new Map(
        ['certain', 'depends', 'no']
          .map((value, at) => [value, counts[at]!] as const)
          .filter(([, n]) => n > 0),
      ),
    )
    expect(await spread('interval')).toMatchObject({ kind: 'range', histogram: { least: lowOf(byLow[0]!) } })
  })

  it('that is not named, not done or not there orders nothing: the fault says so', async () => {
    const sort = { column: 'interval', direction: 'ascending' }
    const ask = (more: object) => post(server, '/api/rankings', { weights, sort, ...more })
    const unnamed = await readFault(await ask({}), 400)
    expect(unnamed.parameter).toBe('sort.column')
    expect(unnamed.expected).toContain('study')
    const gone = await readFault(await ask({ study: 'none' }), 404)
    expect(gone.detail).toContain('none')
    const id = await start({ samples: 1_000_000, line: { top: 3 } })
    expect((await readFault(await ask({ study: id }), 400)).parameter).toBe('study')
    await server.get(`${PATH}/${id}`, { method: 'DELETE', headers: administrator })
  })

  it('is called off by DELETE while it runs, and forgotten by a second one', async () => {
    const id = await start({ samples: 1_000_000, line: { top: 3 } })
    const remove = () => server.get(`${PATH}/${id}`, { method: 'DELETE', headers: administrator })
    expect((await look(id)).state).toBe('running')
    expect((await remove()).status).toBe(204)
    await expect.poll(async () => (await look(id)).state, { timeout: 10_000 }).toBe('cancelled')
    expect((await remove()).status).toBe(204)
    await readFault(await server.get(`${PATH}/${id}`, { headers: administrator }), 404)
    await readFault(await remove(), 404)
  })

  it('of nothing has nothing, and one with too many samples is refused before it starts', async () => {
    const { result } = await finish(await start({ filter: { year: 1999 }, line: { top: 3 } }))
    expect(result).toMatchObject({ total: 0, items: [] })
    expect(
      (await readFault(await post(server, PATH, { samples: 1_000_001, line: { top: 3 } }), 400)).parameter,
    ).toBe('samples')
  })

  it('is for the administrator alone', async () => {
    await readFault(await server.get(`${PATH}/1`), 401)
    await readFault(await server.get(`${PATH}/1`, { method: 'DELETE' }), 401)
  })
})
