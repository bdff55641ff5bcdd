import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMPETING_STATUSES } from '../../core/proposal/competition.ts'
import type { TestServer } from '../support/start-test-server.ts'
import { readJson, readParameterFault } from './answers.ts'
import { byCode, downloadRows, type ProposalRow, rankedPlainly } from './proposal-rows.ts'
import { administrator, post, rankAll, startRankingServer, YEAR } from './ranking-store.ts'

let server: TestServer
let rows: ProposalRow[]
beforeAll(async () => {
  server = await startRankingServer()
  rows = await downloadRows(server)
})
afterAll(() => server.close())

const WEIGHTS = { urgency: 80, cost: 33, areaPoverty: 7, beneficiaries: 100, planMatch: 1 }

describe('other methods', () => {
  const keys = Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[]
  const total = Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0)
  const column = (key: string) => rows.map(({ values }) => values[key] ?? 0)
  const inOrder = (scores: number[]) =>
    rows
      .map(({ code }, at) => ({ code, score: scores[at] ?? 0 }))
      .sort((a, b) => b.score - a.score || byCode(a, b))

  it.each(['vector', 'min-max'] as const)(
    'TOPSIS with %s normalisation is that of the textbook',
    async (normalisation) => {
      const parts = keys.map((key) => {
        const values = column(key)
        const [low, high] = [Math.min(...values), Math.max(...values)]
        const scale = normalisation === 'vector' ? Math.hypot(...values) : high - low
        const weighted = values.map(
          (value) => ((value - (normalisation === 'vector' ? 0 : low)) / scale) * (WEIGHTS[key] / total),
        )
        return { weighted, best: Math.max(...weighted), worst: Math.min(...weighted) }
      })
      const closeness = rows.map((_, i) => {
        const toBest = Math.hypot(...parts.map(({ weighted, best }) => (weighted[i] ?? 0) - best))
        const toWorst = Math.hypot(...parts.map(({ weighted, worst }) => (weighted[i] ?? 0) - worst))
        return toWorst / (toBest + toWorst)
      })
      const items = await rankAll(server, { method: 'topsis', normalisation, weights: WEIGHTS })
      const plain = inOrder(closeness)
      for (const { code, score } of items)
        expect(score).toBeCloseTo(plain.find((row) => row.code === code)?.score ?? 0, 10)
    },
  )

  it('PROMETHEE II is the mean of all pairs, with the preference function of each criterion', async () => {
    const [q, p] = [50, 400]
    const degree = (key: string, d: number) => {
      if (d <= 0) return 0
      return key === 'cost' ? Math.min(1, Math.max(0, (d - q) / (p - q))) : 1
    }
    const flows = rows.map((a) =>
      rows.reduce((flow, b) => {
        const preferred = keys.reduce((sum, key) => {
          const d = (a.values[key] ?? 0) - (b.values[key] ?? 0)
          return sum + (WEIGHTS[key] / total) * (degree(key, d) - degree(key, -d))
        }, 0)
        return flow + preferred / (rows.length - 1)
      }, 0),
    )
    const items = await rankAll(server, {
      method: 'promethee',
      weights: WEIGHTS,
      preferences: { cost: { kind: 'linear', q, p } },
    })
    const plain = inOrder(flows)
    for (const [at, { score }] of items.entries())
      expect(score).toBeCloseTo(plain[at]?.score ?? Number.NaN, 10)
    // PROMETHEE I: what is won less what is lost is the net flow, and who wins more and loses more is incomparable.
    type Flows = { leaving: number; entering: number; incomparable: number }
    const parts = items.map((item) => (item as unknown as { flows: Flows }).flows)
    for (const [at, { leaving, entering, incomparable }] of parts.entries()) {
      expect(leaving - entering).toBeCloseTo(items[at]?.score ?? Number.NaN, 10)
      const unlike = parts.filter(
        (other) => (other.leaving - leaving) * (other.entering - entering) > 1e-12,
      ).length
      expect(incomparable).toBe(unlike)
    }
    expect(parts.some(({ incomparable }) => incomparable > 0)).toBe(true)
    expect(items.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(0, 9)
  })
})

describe('the method of a score model', () => {
  const title = { id: 'Uji', en: 'Test' }
  const store = async (id: string, method: string) =>
    readJson(await post(server, '/api/score-models', { id, title, method, weights: WEIGHTS }))
  beforeAll(async () => {
    await store('by-distance', 'topsis')
    await store('by-duels', 'promethee')
  })
  const body = (more: object) => ({ filter: { year: YEAR }, ...more })

  it.each([
    ['by-distance', 'topsis'],
    ['by-duels', 'promethee'],
  ])('%s ranks by %s when the model is named, and says so', async (model, method) => {
    const answer = await readJson<{ method: string; model: { method: string } }>(
      await post(server, '/api/rankings', body({ model, limit: 1 })),
    )
    expect(answer).toMatchObject({ method, model: { method } })
    const plain = await rankAll(server, body({ method, weights: WEIGHTS }))
    expect(await rankAll(server, body({ model }))).toEqual(plain)
    expect(await rankAll(server, body({ model, method }))).toEqual(plain)
    const decision = await readJson<{ method: { kind: string }; model: { id: string } }>(
      await post(server, '/api/rankings/decision', body({ model })),
    )
    expect(decision).toMatchObject({ method: { kind: method }, model: { id: model } })
  })

  it('is not overridden: another one with it is refused, and names the model’s', async () => {
    for (const route of ['/api/rankings', '/api/rankings/decision']) {
      const fault = await readParameterFault(
        await post(server, route, body({ model: 'by-duels', method: 'topsis' })),
        'method',
      )
      expect(fault.detail).toContain('promethee')
    }
    const line = { top: 5 }
    await readParameterFault(
      await post(server, '/api/rankings/robustness', body({ model: 'by-duels', method: 'topsis', line })),
      'method',
    )
    const min = body({ model: 'by-duels', normalisation: 'min-max' })
    await readParameterFault(await post(server, '/api/rankings', min), 'normalisation')
    expect((await rankAll(server, body({ model: 'by-distance', normalisation: 'min-max' }))).length).toBe(60)
  })

  it('is that of a proposal’s score, when it is asked for by the model', async () => {
    const filter = { year: YEAR, status: [...COMPETING_STATUSES] }
    const ranked = await rankAll(server, { model: 'by-duels', filter })
    for (const { code, rank, score } of [ranked[0]!, ranked[9]!, ranked.at(-1)!])
      expect(
        await readJson(await server.get(`/api/proposals/${encodeURIComponent(code)}/score?model=by-duels`)),
      ).toMatchObject({ method: 'promethee', model: { id: 'by-duels' }, rank, score, of: ranked.length })
  })

  it('is refused where points are added up: packages, and the model behind the score of tiles', async () => {
    const behind = { id: 'default', title, method: 'topsis', weights: WEIGHTS }
    await readParameterFault(await post(server, '/api/score-models', behind), 'method')
    const best = await post(server, '/api/portfolios', { budgetRupiah: 1e9, model: 'by-distance' })
    expect((await readParameterFault(best, 'model')).detail).toContain('weighted-sum')
  })
})

describe('weights', () => {
  const weigh = async (body: object) =>
    readJson<{
      weights: Record<string, number>
      shares: Record<string, number>
      consistency: {
        ratio: number
        lambda: number
        consistent: boolean
        worst: Record<string, unknown> | null
      }
      flags: { reason: string }[]
    }>(await post(server, '/api/rankings/weights', body))

  it('by AHP are those of Saaty, and an inconsistent matrix names the judgement that hurts most', async () => {
    const keys = ['urgency', 'impact', 'cost']
    const sound = await weigh({
      ahp: {
        keys,
        matrix: [
          [1, 3, 5],
          [1 / 3, 1, 2],
          [1 / 5, 1 / 2, 1],
        ],
      },
    })
    expect(sound.shares.urgency).toBeCloseTo(0.648329, 5)
    expect(sound.consistency).toMatchObject({ consistent: true })
    expect(sound.weights).toEqual({ urgency: 100, impact: 35, cost: 19 })
    expect(sound.flags).toEqual([])
    const odd = await weigh({
      ahp: {
        keys,
        matrix: [
          [1, 9, 1 / 9],
          [1 / 9, 1, 9],
          [9, 1 / 9, 1],
        ],
      },
    })
    expect(odd.consistency.consistent).toBe(false)
    expect(keys).toContain(odd.consistency.worst?.row)
    expect(odd.consistency.worst).toMatchObject({ given: expect.any(Number), suggested: expect.any(Number) })
    expect(odd.flags.map(({ reason }) => reason)).toEqual(['inconsistent'])
  })

  it('by AHP name exactly the judgement that was spoilt, what the others imply, and what mends it', async () => {
    const keys = ['urgency', 'impact', 'cost', 'readiness']
    const given = [6, 3, 2, 1]
    // Each pair in turn is judged the other way round, all others as these four weights say.
    for (const [row, column] of [
      [0, 3],
      [1, 3],
      [0, 2],
    ] as const) {
      const matrix = given.map((a) => given.map((b) => a / b))
      const times = given[row]! / given[column]!
      matrix[row]![column] = 1 / times
      matrix[column]![row] = times
      const { consistency } = await weigh({ ahp: { keys, matrix } })
      const { worst } = consistency
      expect(consistency.ratio).toBeGreaterThan(0.1)
      expect(worst).toMatchObject({
        row: keys[row],
        column: keys[column],
        given: 1 / times,
        suggested: times,
      })
      expect(worst?.implied).toBeCloseTo(times, 6)
      expect(worst?.ratioThen).toBeCloseTo(0, 6)
      const mended = matrix.map((cells) => [...cells])
      mended[row]![column] = times
      mended[column]![row] = 1 / times
      const after = await weigh({ ahp: { keys, matrix: mended } })
      expect(after.consistency).toMatchObject({ consistent: true, worst: null })
      for (const [at, key] of keys.entries()) expect(after.shares[key]).toBeCloseTo(given[at]! / 12, 9)
    }
  })

  it('by entropy are those of the values', async () => {
    const { shares } = await weigh({ entropy: { filter: { year: YEAR } } })
    const own = rows.filter(({ cells }) => cells.year === String(YEAR))
    const spread = Object.keys(shares).map((key) => {
      const values = own.map((row) => row.values[key] ?? 0)
      const sum = values.reduce((a, b) => a + b, 0)
      if (sum === 0) return 0
      const shared = values.filter((value) => value > 0).map((value) => value / sum)
      return 1 + shared.reduce((total, share) => total + share * Math.log(share), 0) / Math.log(own.length)
    })
    const whole = spread.reduce((a, b) => a + b, 0)
    for (const [at, share] of Object.values(shares).entries())
      expect(share).toBeCloseTo((spread[at] ?? 0) / whole, 9)
  })

  it('by CRITIC are those of the values: their spread, and what the others do not tell', async () => {
    const { shares, ...answer } = await weigh({ critic: { filter: { year: YEAR } } })
    expect(answer).toMatchObject({ method: 'critic', scale: 'per-mille' })
    const own = rows.filter(({ cells }) => cells.year === String(YEAR))
    const columns = Object.keys(shares).map((key) => own.map((row) => row.values[key] ?? 0))
    const told = criticShares(columns)
    for (const [at, share] of Object.values(shares).entries()) expect(share).toBeCloseTo(told[at] ?? 0, 9)
  })

  it('by entropy of a matrix worked by hand are 1, 8, 0 and 4 thirteenths, and say why', async () => {
    // Shares ½ ¼ ⅛ ⅛ have 1.75 bits of 2, all in one 0, equal ones 2, two halves 1: diversities ⅛, 1, 0, ½ of 1⅝.
    const year = 2041
    const rowsOf = [
      { urgency: 5, readiness: 3, planMatch: 1 },
      { urgency: 3, readiness: 0, planMatch: 1 },
      { urgency: 2, readiness: 0, planMatch: 0 },
      { urgency: 2, readiness: 0, planMatch: 0 },
    ]
    for (const [at, row] of rowsOf.entries()) {
      const alike = { villageCode: '62.99.01.2001', beneficiaries: 40, costRupiah: 1e8, months: 6 }
      await readJson(
        await post(server, '/api/proposals', { title: `Usulan matriks ${at}`, year, ...alike, ...row }),
      )
    }
    const { items } = await readJson<{ items: (Record<string, unknown> & { key: string })[] }>(
      await server.get('/api/criteria'),
    )
    const points = [
      [1, 0],
      [2, 250],
      [3, 500],
      [5, 1000],
    ].map(([value, perMille]) => ({ value, perMille }))
    const urgency = items.find(({ key }) => key === 'urgency')
    const { title, direction, unit, source, missing } = urgency!
    const normalisation = { kind: 'curve', points }
    await readJson(
      await post(server, '/api/criteria', {
        key: 'urgency',
        title,
        direction,
        unit,
        source,
        missing,
        normalisation,
      }),
    )
    const answer = await readJson<{
      shares: Record<string, number>
      weights: Record<string, number>
      text: { id: string }
    }>(await post(server, '/api/rankings/weights', { entropy: { filter: { year } } }))
    const known: Record<string, number> = { urgency: 1 / 13, readiness: 8 / 13, planMatch: 4 / 13 }
    for (const [key, share] of Object.entries(answer.shares))
      expect(share, key).toBeCloseTo(known[key] ?? 0, 12)
    expect(answer.weights).toMatchObject({ urgency: 13, readiness: 100, planMatch: 50, cost: 0 })
    expect(answer.text.id).toMatch(/^Paling membedakan usulan: Kesiapan lahan dan dokumen \(62\u00a0%\)\./)
    expect(answer.text.id).toMatch(/Sama untuk semua, jadi 0: .*Biaya/)
    const back = await server.get('/api/criteria/urgency', { method: 'DELETE', headers: administrator })
    expect(back.status).toBe(204)
  })

  it('and closeness are the published ones on raw values, and say on which scale they are', async () => {
    const year = 2042
    const create = (at: number, body: object) =>
      post(server, '/api/proposals', {
        ...{ title: `Usulan nilai asli ${at}`, year, villageCode: '62.99.01.2001', months: 6, urgency: 3 },
        ...body,
      })
    for (const [at, body] of [
      { costRupiah: 1e8, beneficiaries: 3000 },
      { costRupiah: 2e8, beneficiaries: 3750 },
      { costRupiah: 5e8, beneficiaries: 4500 },
    ].entries())
      await readJson(await create(at, body))
    const ask = async (more: object) =>
      readJson<{
        items: { costRupiah: number; score: number }[]
        scale: string
        basis: { en: string }
        flags: object[]
      }>(
        await post(server, '/api/rankings', {
          ...{ filter: { year }, weights: { cost: 50, beneficiaries: 50 }, method: 'topsis' },
          ...more,
        }),
      )
    await expect.poll(async () => (await ask({ scale: 'raw' })).items.length).toBe(3)
    const published = await ask({ scale: 'raw' })
    expect(published.scale).toBe('raw')
    expect(published.basis.en).toContain('as published')
    expect(published.items.map(({ costRupiah }) => costRupiah)).toEqual([1e8, 2e8, 5e8])
    for (const [at, closeness] of [0.76214, 0.72218, 0.23786].entries())
      expect(published.items[at]?.score).toBeCloseTo(closeness, 5)
    const ours = await ask({})
    expect(ours).toMatchObject({ scale: 'per-mille' })
    expect(ours.basis.en).toContain('takes raw values')
    await readParameterFault(
      await post(server, '/api/rankings', { filter: { year }, method: 'promethee', scale: 'raw' }),
      'scale',
    )
    // All else is the same; the poor reached are a share of the beneficiaries, and costs are the better the less they are.
    const { shares: critic, ...answer } = await weigh({ critic: { filter: { year }, scale: 'raw' } })
    expect(answer).toMatchObject({ method: 'critic', scale: 'raw' })
    const [cost, beneficiaries, impact, costEfficiency] = criticShares([
      [-1, -2, -5],
      [3000, 3750, 4500],
      [3000, 3750, 4500],
      [-1 / 3000, -2 / 3750, -5 / 4500],
    ])
    for (const [key, share] of Object.entries({ cost, beneficiaries, impact, costEfficiency }))
      expect(critic[key], key).toBeCloseTo(share ?? Number.NaN, 5)
    await readJson(await create(3, { year: 2043, costRupiah: 1e8, beneficiaries: 2 }))
    await readJson(await create(4, { year: 2043, costRupiah: 4e8, beneficiaries: 16 }))
    const { shares } = await weigh({ entropy: { filter: { year: 2043 }, scale: 'raw' } })
    expect((shares.cost ?? 0) / (shares.beneficiaries ?? 0)).toBeCloseTo(0.358889 / 0.641111, 5)
    // Who has no value counts as the worst that is known, and the answer says so.
    await readJson(await create(5, { costRupiah: 3e8 }))
    const told = async () => (await ask({ scale: 'raw' })).flags
    await expect.poll(told).toMatchObject([{ key: 'beneficiaries', reason: 'missing', count: 1 }])
    await readJson(await create(6, { costRupiah: 3e8, beneficiaries: 3000 }))
    // Seen once the change has been announced.
    const twins = async () =>
      (await ask({ scale: 'raw' })).items.flatMap(({ costRupiah, score }) =>
        costRupiah === 3e8 ? [score] : [],
      )
    await expect.poll(async () => (await twins()).length).toBe(2)
    expect(new Set(await twins()).size).toBe(1)
  })

  it('of several groups are compared: correlations, concordance, and what is above the line for all or some', async () => {
    const sets: { name: string; weights: Record<string, number> }[] = [
      { name: 'warga', weights: { urgency: 100, beneficiaries: 50 } },
      { name: 'dinas', weights: { cost: 100, planMatch: 40 } },
      { name: 'dewan', weights: { beneficiaries: 70, areaPoverty: 70 } },
    ]
    const top = 20
    const answer = await readJson<{
      pairs: { a: string; b: string; spearman: number }[]
      concordance: number
      aboveForAll: string[]
      aboveForSome: { code: string; sets: string[] }[]
      ranks: Record<string, Record<string, number>>
    }>(await post(server, '/api/rankings/agreement', { filter: { year: YEAR }, sets, top }))
    const own = rows.filter(({ cells }) => cells.year === String(YEAR))
    const places = sets.map(
      ({ weights }) => new Map(rankedPlainly(own, weights).map(({ code }, at) => [code, at + 1])),
    )
    const place = (set: number, code: string) => places[set]?.get(code) ?? Number.NaN
    const n = own.length
    const sums = own.map(({ code }) => sets.reduce((sum, _, s) => sum + place(s, code), 0))
    const spread = sums.reduce((sum, value) => sum + (value - (3 * (n + 1)) / 2) ** 2, 0)
    expect(answer.concordance).toBeCloseTo((12 * spread) / (9 * (n ** 3 - n)), 10)
    const squares = own.reduce((sum, { code }) => sum + (place(0, code) - place(1, code)) ** 2, 0)
    expect(answer.pairs).toHaveLength(3)
    expect(answer.pairs[0]).toMatchObject({ a: 'warga', b: 'dinas' })
    expect(answer.pairs[0]?.spearman).toBeCloseTo(1 - (6 * squares) / (n ** 3 - n), 10)
    const above = (code: string) => sets.filter((_, s) => place(s, code) <= top).map(({ name }) => name)
    expect(answer.aboveForAll).toEqual(
      own.filter(({ code }) => above(code).length === 3).map(({ code }) => code),
    )
    expect(answer.aboveForSome.map(({ code, sets: for_ }) => [code, for_])).toEqual(
      own.filter(({ code }) => [1, 2].includes(above(code).length)).map(({ code }) => [code, above(code)]),
    )
    for (const code of answer.aboveForAll) expect(answer.ranks.warga?.[code]).toBe(place(0, code))
  })

  it.each(['per-mille', 'raw'] as const)(
    'agree by TOPSIS on the scale that is asked for: %s',
    async (scale) => {
      const sets = [
        { name: 'warga', weights: { urgency: 90, beneficiaries: 60, cost: 10 } },
        { name: 'dinas', weights: { cost: 80, urgency: 20 } },
      ]
      const asked = { filter: { year: YEAR }, method: 'topsis', scale }
      const answer = await readJson<{
        scale: string
        basis: { en: string }
        ranks: Record<string, Record<string, number>>
        digest: string
      }>(await post(server, '/api/rankings/agreement', { ...asked, sets, top: 20 }))
      expect(answer.scale).toBe(scale)
      expect(answer.basis.en).toContain(scale === 'raw' ? 'as published' : 'takes raw values')
      for (const { name, weights } of sets) {
        const ranked = await rankAll(server, { ...asked, weights })
        const own = answer.ranks[name] ?? {}
        expect(Object.keys(own).length).toBeGreaterThan(20)
        for (const [code, rank] of Object.entries(own))
          expect(ranked.find((item) => item.code === code)?.rank).toBe(rank)
      }
      const other = await readJson<{ ranks: unknown }>(
        await post(server, '/api/rankings/agreement', {
          ...{ ...asked, sets, top: 20 },
          scale: scale === 'raw' ? 'per-mille' : 'raw',
        }),
      )
      expect(other.ranks).not.toEqual(answer.ranks)
      await readParameterFault(
        await post(server, '/api/rankings/agreement', {
          ...asked,
          sets,
          top: 20,
          method: 'promethee',
          scale: 'raw',
        }),
        'scale',
      )
    },
  )
})

/** σ Σ (1 − r) of each column between its least and its greatest value, as shares; columns without spread tell nothing. */
function criticShares(columns: readonly (readonly number[])[]): number[] {
  const centred = columns.map((values) => {
    const [low, high] = [Math.min(...values), Math.max(...values)]
    const scaled = values.map((value) => (high > low ? (value - low) / (high - low) : 0))
    const mean = scaled.reduce((a, b) => a + b, 0) / scaled.length
    const away = scaled.map((value) => value - mean)
    return { away, spread: high > low ? Math.hypot(...away) : 0 }
  })
  const told = centred.map((one) =>
    centred.reduce((sum, other) => {
      if (other === one || one.spread === 0 || other.spread === 0) return sum
      const product = one.away.reduce((all, value, i) => all + value * (other.away[i] ?? 0), 0)
      return sum + one.spread * (1 - product / (one.spread * other.spread))
    }, 0),
  )
  const whole = told.reduce((a, b) => a + b, 0)
  return told.map((one) => one / whole)
}
