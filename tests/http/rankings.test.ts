import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ColumnSpread } from '../../core/api/ranking.ts'
import { isOneOf } from '../../core/is-one-of.ts'
import { COMPETING_STATUSES } from '../../core/proposal/competition.ts'
import { PROPOSAL_STATUSES, STATUS_LABELS } from '../../core/proposal/status.ts'
import { countValues, histogramOf } from '../../core/score/column-spread.ts'
import type { TestServer } from '../support/start-test-server.ts'
import { readJson, readParameterFault } from './answers.ts'
import { PortfolioClient } from './portfolio-client.ts'
import { downloadRows, type ProposalRow, rankedPlainly } from './proposal-rows.ts'
import {
  administrator,
  EVERY_ONE,
  post,
  postPlainly,
  type RankingAnswer,
  type RankingItem,
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

/** The body as it is: what it leaves open is the rule's. */
const rankPlainly = async (body: object) =>
  readJson<RankingAnswer>(await postPlainly(server, '/api/rankings', body))
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

describe('what competes', () => {
  const countOf = (test: (cells: ProposalRow['cells']) => boolean) =>
    rows.filter(({ cells }) => test(cells)).length
  const competes = ({ status = '' }: ProposalRow['cells']) => COMPETING_STATUSES.some((one) => one === status)

  it('is the newest year and what can still come into the budget; the answer counts what does not, with reasons', async () => {
    const { items, total, competition } = await rankPlainly({ limit: 500 })
    const own = rows.filter(({ cells }) => cells.year === String(YEAR) && competes(cells))
    expect(items.map(({ code }) => code).sort()).toEqual(own.map(({ code }) => code).sort())
    const rejected = countOf(({ year, status }) => year === String(YEAR) && status === 'rejected')
    const others = countOf((cells) => cells.year !== String(YEAR) && competes(cells))
    expect(Math.min(rejected, others)).toBeGreaterThan(2)
    expect(competition).toEqual({
      ...{ years: [YEAR], statuses: COMPETING_STATUSES, competing: total },
      leftOut: [
        { status: 'rejected', count: rejected, reason: { id: 'ditolak', en: 'rejected' } },
        { status: null, count: others, reason: { id: 'tahun lain', en: 'of another year' } },
      ],
    })
  })

  it('is the same to the live table, a decision, a package and a proposal’s own page', async () => {
    const { items, total, digest } = await rankPlainly({ limit: 500 })
    const table = await readJson<{ digest: string; competition: { competing: number } }>(
      await server.get('/api/alternatives'),
    )
    expect(table).toMatchObject({ digest, competition: { competing: total } })
    const decision = await postPlainly(server, '/api/rankings/decision', { weights: WEIGHTS })
    const filter = { year: String(YEAR), status: COMPETING_STATUSES.join(',') }
    expect(await readJson(decision)).toMatchObject({ filter, inputs: { digest } })
    const office = new PortfolioClient(server)
    const { id, ...result } = await office.solve({ budgetRupiah: 1e9, timeLimitSeconds: 5 })
    expect(result).toMatchObject({ considered: total, competition: { competing: total } })
    for (const { status } of result.chosen) expect(COMPETING_STATUSES).toContain(status)
    expect((await office.read(id)).request.filter).toEqual(filter)
    const page = await server.get(`/api/proposals/${items[0]?.code}/score`)
    expect(await readJson(page)).toMatchObject({ rank: 1, of: total })
  })

  it('is what is asked for: some statuses, or all years and statuses', async () => {
    const some = await rankPlainly({ filter: { year: YEAR, status: ['rejected'] }, limit: 500 })
    expect(new Set(some.items.map(({ status }) => status))).toEqual(new Set(['rejected']))
    expect(some.competition.leftOut).toEqual([
      expect.objectContaining({
        status: 'verified',
        reason: expect.objectContaining({ en: 'this status was not chosen' }),
      }),
    ])
    const all = await rankPlainly({ filter: EVERY_ONE })
    expect(all.total).toBe(rows.length)
    expect(all.competition).toEqual({ years: [], statuses: [], competing: rows.length, leftOut: [] })
    await readParameterFault(
      await postPlainly(server, '/api/rankings', { filter: { year: '2027,all' } }),
      'year',
    )
  })

  it('has others of the same title in the same village pointed out by their codes', async () => {
    const { items } = await rankPlainly({ limit: 500 })
    const twins = ['N-30', ...TWINS].sort()
    for (const code of twins) {
      const alike = items.find((item) => item.code === code)?.alike
      expect(alike, code).toEqual(twins.filter((other) => other !== code))
    }
    expect(items.filter(({ alike }) => alike.length > 0)).toHaveLength(twins.length)
  })

  it('whatever case and marks tell their titles apart, those beyond the page too', async () => {
    const titles = {
      'N-1': 'Jalan É ke Pasar, RT 05',
      'N-5': ' “jalan é KE pasar” rt-05!',
      'N-9': 'Jalan É ke Pasar, RT 06',
    }
    const name = async (code: string, title: string) =>
      server.database.write.raw('UPDATE proposals SET title = ? WHERE code = ?', [title, code])
    const codes = Object.keys(titles)
    for (const [code, title] of Object.entries(titles)) await name(code, title)
    try {
      const { items } = await rankPlainly({ limit: 500 })
      const alike = codes.map(async (code) => {
        const offset = items.findIndex((item) => item.code === code)
        const { items: alone } = await rankPlainly({ offset, limit: 1 })
        expect(alone.map((item) => item.code)).toEqual([code])
        return alone[0]?.alike
      })
      expect(await Promise.all(alike)).toEqual([['N-5'], ['N-1'], []])
    } finally {
      for (const code of codes) await name(code, `Usulan uji ${code.slice(2)}`)
    }
  })
})

describe('the list of a ranking, in the order of a column and within filters of the heads', () => {
  /** Texts in small letters, '' where not known; numbers, NaN where not known. */
  const CELLS: Readonly<Record<string, (item: RankingItem) => string | number>> = {
    rank: ({ rank }) => rank,
    title: ({ title }) => title.toLowerCase(),
    code: ({ code }) => code.toLowerCase(),
    village: ({ villageName }) => (villageName ?? '').toLowerCase(),
    district: ({ code }) => (districts.get(code)?.name ?? '').toLowerCase(),
    status: ({ status }) =>
      isOneOf(PROPOSAL_STATUSES, status) ? STATUS_LABELS[status].id.toLowerCase() : '',
    agency: ({ agency }) => (agency ?? '').toLowerCase(),
    score: ({ score }) => score,
    contributions: ({ sum }) => sum,
    cost: ({ costRupiah }) => costRupiah ?? Number.NaN,
    'criterion:urgency': ({ missing, values }) =>
      missing.includes('urgency') ? Number.NaN : (values.urgency ?? Number.NaN),
  }
  const districts = new Map<string, { code: string; name: string }>()
  const codesOf = (items: readonly RankingItem[]) => items.map(({ code }) => code)
  let all: RankingItem[]
  beforeAll(async () => {
    for (const { code, cells } of rows)
      districts.set(code, { code: cells.districtCode ?? '', name: cells.districtName ?? '' })
    all = await rankAll(server, { weights: WEIGHTS })
  })

  it.each(Object.keys(CELLS))('by %s, equal ones by rank, those not known at the end', async (column) => {
    const cell = (item: RankingItem) => CELLS[column]?.(item) ?? ''
    const isKnown = (item: RankingItem) => cell(item) !== '' && !Number.isNaN(cell(item))
    for (const [direction, sign] of [['ascending', 1] as const, ['descending', -1] as const]) {
      const known = all.filter(isKnown).sort((a, b) => {
        const [one, other] = [cell(a), cell(b)]
        return one === other ? a.rank - b.rank : one < other ? -sign : sign
      })
      const items = await rankAll(server, { weights: WEIGHTS, sort: { column, direction } })
      const wanted = [...known, ...all.filter((item) => !isKnown(item))]
      expect(codesOf(items), direction).toEqual(codesOf(wanted))
      // No order changes a rank.
      expect(items.map(({ rank }) => rank)).toEqual(wanted.map(({ rank }) => rank))
    }
  })

  it('puts codes in the order of their words in either language', async () => {
    const sort = { column: 'status', direction: 'ascending', language: 'en' }
    const words = (await rankAll(server, { weights: WEIGHTS, sort })).map(({ status }) =>
      isOneOf(PROPOSAL_STATUSES, status) ? STATUS_LABELS[status].en : '',
    )
    expect(new Set(words).size).toBeGreaterThan(2)
    expect(words).toEqual(words.toSorted())
  })

  it('narrowed by each kind of filter, alone and together, counts what is left and keeps what is ranked', async () => {
    const cost = { least: 100e6, most: 500e6 }
    const isWithin = ({ costRupiah }: RankingItem) =>
      costRupiah !== null && costRupiah >= cost.least && costRupiah <= cost.most
    const isOf = ({ agency }: RankingItem) => agency === null || agency === 'Dinas Uji'
    const cases: [object, (item: RankingItem) => boolean][] = [
      [{ within: { cost } }, isWithin],
      [{ within: { rank: { most: 7 } } }, ({ rank }) => rank <= 7],
      [{ within: { agency: { values: ['Dinas Uji', ''] } } }, isOf],
      [
        { within: { district: { values: ['62.99.02'] } } },
        (item) => districts.get(item.code)?.code === '62.99.02',
      ],
      [{ within: { village: { values: [''] } } }, ({ villageName }) => villageName === null],
      [{ within: { title: { words: 'UJI 1' } } }, ({ title }) => /uji/i.test(title) && title.includes('1')],
      [{ within: { code: { words: '\u{1f331}' } } }, ({ code }) => code.includes('\u{1f331}')],
      [
        { within: { 'criterion:urgency': { least: 500 } } },
        (item) => Number(CELLS['criterion:urgency']?.(item)) >= 500,
      ],
      [{ within: { cost, agency: { values: ['Dinas Uji', ''] } } }, (item) => isWithin(item) && isOf(item)],
      [{ within: { status: { values: ['none-such'] } } }, () => false],
      [
        { search: '  usulan  SUNGAI ' },
        (item) =>
          /usulan/i.test(item.title + item.villageName) && /sungai/i.test(item.title + item.villageName),
      ],
    ]
    for (const [narrowing, passes] of cases) {
      const { items, found, total, best } = await rank({ ...narrowing, weights: WEIGHTS, limit: 500 })
      const what = JSON.stringify(narrowing)
      expect(codesOf(items), what).toEqual(codesOf(all.filter(passes)))
      expect({ found, total }, what).toEqual({ found: items.length, total: all.length })
      expect(best, what).toBeCloseTo((all[0]?.sum ?? 0) / 221, 9)
      const sort = { column: 'cost', direction: 'descending' }
      const sorted = await rank({ ...narrowing, sort, weights: WEIGHTS, limit: 500 })
      expect(codesOf(sorted.items).sort(), what).toEqual(codesOf(items).sort())
    }
    expect(all.filter(cases[0]![1]).length).toBeGreaterThan(5)
    expect(all.filter(cases.at(-1)![1]).length).toBeGreaterThan(5)
  })

  it('tells what stands in a column of the rows that the other filters leave', async () => {
    const spread = async (body: object) =>
      readJson<ColumnSpread>(await post(server, '/api/rankings/spread', { weights: WEIGHTS, ...body }))
    const cheap = { cost: { most: 200e6 } }
    const left = all.filter(({ costRupiah }) => costRupiah !== null && costRupiah <= 200e6)
    const within = { ...cheap, village: { values: ['none'] } }
    expect(await spread({ column: 'village', within })).toEqual({
      ...{ kind: 'values', others: 0, found: left.length },
      values: countValues(left.map(({ villageName }) => villageName ?? '')),
    })
    const costs = all.map(({ costRupiah }) => costRupiah ?? Number.NaN)
    expect(await spread({ column: 'cost', within: cheap })).toEqual({
      ...{ kind: 'range', found: all.length, histogram: histogramOf(costs) },
    })
    expect(histogramOf(costs)?.unknown).toBeGreaterThan(0)
  })

  it('of TOPSIS on what criteria measured too', async () => {
    const body = { weights: WEIGHTS, method: 'topsis', scale: 'raw', limit: 500 }
    const plain = await rank(body)
    const sorted = await rank({ ...body, sort: { column: 'score', direction: 'ascending' } })
    const scores = sorted.items.map(({ score }) => score)
    expect(scores).toEqual(plain.items.map(({ score }) => score).toSorted((a, b) => a - b))
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
