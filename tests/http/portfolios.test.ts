import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PeopleServed } from '../../core/api/portfolio.ts'
import type { FrontPoint, PortfolioFront } from '../../core/api/portfolio-front.ts'
import { readChosenCodes } from '../../server/portfolios/portfolio-store.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { authorization } from './import-client.ts'
import { PortfolioClient, type Submitted, submitFourteen } from './portfolio-client.ts'

const BUDGET = 300_000_000
const REQUEST = { filter: { year: '2030' }, budgetRupiah: BUDGET, timeLimitSeconds: 30 }

interface Ranked {
  code: string
  score: number
  sum: number
}

let server: TestServer
let office: PortfolioClient
let submitted: Submitted[]
/** Σ weight × per mille ÷ Σ weight, not rounded; and as the ranking shows it. */
let scores: Map<string, number>
let shown: Map<string, number>

beforeAll(async () => {
  server = await startTestServer()
  office = new PortfolioClient(server)
  submitted = await submitFourteen(server)
  const response = await server.get('/api/rankings', {
    method: 'POST',
    body: JSON.stringify({ filter: { year: '2030' }, limit: 500 }),
    headers: { ...authorization, 'Content-Type': 'application/json' },
  })
  const { items, weights } = await readJson<{ items: Ranked[]; weights: Record<string, number> }>(response)
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0)
  scores = new Map(items.map(({ code, sum }) => [code, sum / total]))
  shown = new Map(items.map(({ code, score }) => [code, score]))
})
afterAll(() => server.close())

/** The best worth of all 2¹³ choices that a test allows, by trying every one. */
function bestOfAll(allowed: (chosen: readonly Submitted[]) => boolean): number {
  const fundable = submitted.filter(({ costRupiah }) => costRupiah !== null)
  let best = Number.NEGATIVE_INFINITY
  for (let set = 0; set < 1 << fundable.length; set++) {
    const chosen = fundable.filter((_, i) => set & (1 << i))
    if (chosen.reduce((sum, { costRupiah }) => sum + costRupiah!, 0) > BUDGET || !allowed(chosen)) continue
    best = Math.max(
      best,
      chosen.reduce((sum, { code }) => sum + scores.get(code)!, 0),
    )
  }
  return best
}

/** Greatest first until the first that the budget no longer pays; one too many of its village is passed over. */
function walkDown(by: 'value' | 'value-per-rupiah', mostPerVillage: number): Submitted[] {
  const key = ({ code, costRupiah }: Submitted) => scores.get(code)! / (by === 'value' ? 1 : costRupiah!)
  const order = submitted
    .filter(({ costRupiah }) => costRupiah !== null)
    .sort((a, b) => key(b) - key(a) || (a.code < b.code ? -1 : 1))
  const funded: Submitted[] = []
  let left = BUDGET
  for (const one of order) {
    if (one.costRupiah! > left) break
    if (funded.filter(({ villageCode }) => villageCode === one.villageCode).length >= mostPerVillage) continue
    funded.push(one)
    left -= one.costRupiah!
  }
  return funded
}

describe('the best choice within a budget', () => {
  it('is that of trying every choice, with proof, and its scores are those of the ranking', async () => {
    const result = await office.solve({ ...REQUEST, title: 'Uji' })
    expect(result).toMatchObject({ status: 'optimal', gap: 0, considered: 14, objective: 'score' })
    expect(result.worth).toBeCloseTo(
      bestOfAll(() => true),
      6,
    )
    expect(result.bound).toBeCloseTo(result.worth!, 6)
    for (const { code, score } of result.chosen) expect(score).toBe(shown.get(code))
    expect(result.spentRupiah).toBe(result.chosen.reduce((sum, { costRupiah }) => sum + costRupiah, 0))
    expect(result.spentRupiah).toBeLessThanOrEqual(BUDGET)
    expect(await readChosenCodes(server.database.read, result.id)).toEqual(
      result.chosen.map(({ code }) => code),
    )
  })

  it('lists what has no cost as not fundable, in words', async () => {
    const result = await office.solve(REQUEST)
    expect(result.notFundable.map(({ code, reason }) => ({ code, reason }))).toEqual([
      { code: submitted[13]!.code, reason: 'no-cost' },
    ])
    expect(result.notFundable[0]!.text.id).toContain('Biaya')
  })

  it('tells what a plain walk down the list buys, by score and by score for a rupiah, and what it loses', async () => {
    const perVillage = 2
    const requests = [
      { most: Number.POSITIVE_INFINITY, constraints: [] },
      { most: perVillage, constraints: [{ kind: 'quota', perGroup: ['villageCode'], maximum: perVillage }] },
    ]
    for (const { most, constraints } of requests) {
      const { downTheList, worth } = await office.solve({ ...REQUEST, constraints })
      expect(downTheList.map(({ by }) => by)).toEqual(['value', 'value-per-rupiah'])
      for (const list of downTheList) {
        const funded = walkDown(list.by, most)
        const spentRupiah = funded.reduce((sum, { costRupiah }) => sum + costRupiah!, 0)
        const own = funded.reduce((sum, { code }) => sum + scores.get(code)!, 0)
        expect(list).toMatchObject({ count: funded.length, spentRupiah, broken: [] })
        expect(list.worth).toBeCloseTo(own, 6)
        expect(list.loss).toBeCloseTo(worth! - own, 6)
        expect(list.lossShare).toBeCloseTo((worth! - own) / worth!, 9)
        expect(list.text.id).toContain('%')
      }
      // The list does lose something here, or the comparison would show nothing.
      expect(downTheList.find(({ by }) => by === 'value')?.loss).toBeGreaterThan(1)
    }
  })

  it('keeps ceilings, quotas, exclusions, shares and forced proposals, and is still the best', async () => {
    const cheap = submitted
      .filter(({ costRupiah }) => costRupiah !== null)
      .sort((a, b) => a.costRupiah! - b.costRupiah!)
    const [inside, outside, twinA, twinB] = [cheap[1]!, cheap[0]!, cheap[2]!, cheap[3]!]
    const result = await office.solve({
      ...REQUEST,
      constraints: [
        { kind: 'ceiling', perGroup: 'districtCode', limitRupiah: 220_000_000 },
        { kind: 'quota', perGroup: ['villageCode'], maximum: 2 },
        { kind: 'exclusive', codes: [twinA.code, twinB.code] },
        { kind: 'fund', codes: [inside.code] },
        { kind: 'leave-out', codes: [outside.code] },
        { kind: 'poorest-share', minimumShare: 0.2 },
      ],
    })
    const poorest = '62.99.02.2001'
    const worth = bestOfAll((chosen) => {
      const has = ({ code }: Submitted) => chosen.some((one) => one.code === code)
      const sum = (test: (one: Submitted) => boolean) =>
        chosen.reduce((s, one) => s + (test(one) ? one.costRupiah! : 0), 0)
      const districts = ['62.99.01', '62.99.02'].every(
        (district) => sum(({ villageCode }) => villageCode.startsWith(district)) <= 220_000_000,
      )
      const villages = [...Map.groupBy(chosen, ({ villageCode }) => villageCode).values()].every(
        ({ length }) => length <= 2,
      )
      const share = sum(({ villageCode }) => villageCode === poorest) >= 0.2 * sum(() => true)
      return districts && villages && share && has(inside) && !has(outside) && !(has(twinA) && has(twinB))
    })
    expect(result.status).toBe('optimal')
    expect(result.worth).toBeCloseTo(worth, 6)
    expect(result.prices.length + result.pricesNotAsked).toBe(result.constraints.length)
    for (const { price, label, text } of result.prices) {
      expect(price).toBeGreaterThanOrEqual(0)
      expect(label.id.length * text.en.length).toBeGreaterThan(0)
    }
    expect(result.constraints.map(({ label }) => label.id)).toContain('Pagu Kecamatan Hulu: Rp 220 juta')
  })

  it('tells apart physical and other proposals: at most so many of each a village', async () => {
    const { chosen } = await office.solve({
      ...REQUEST,
      budgetRupiah: 5_000_000_000,
      constraints: [{ kind: 'quota', perGroup: ['villageCode', 'kind'], maximum: 1 }],
    })
    const groups = Map.groupBy(chosen, ({ villageCode, kind }) => `${villageCode} ${kind}`)
    expect(new Set(chosen.map(({ kind }) => kind))).toEqual(new Set(['physical', 'non-physical']))
    for (const group of groups.values()) expect(group).toHaveLength(1)
  })

  it('sorts proposals into core, swing and never under other weights, the same for the same seed', async () => {
    const ask = { ...REQUEST, robustness: { samples: 12, seed: 7, spread: 0.5 } }
    const [first, second] = [await office.solve(ask), await office.solve(ask)]
    const { core, swing, never, samples } = first.robustness!
    expect(samples).toBe(12)
    expect([...core, ...swing, ...never].sort()).toEqual(submitted.map(({ code }) => code).sort())
    expect(never).toContain(submitted[13]!.code)
    expect(second.robustness).toEqual(first.robustness)
  })

  it('says to whom the money goes: fifths add up, and so do rupiah', async () => {
    const { equity, spentRupiah } = await office.solve(REQUEST)
    const sum = (of: 'people' | 'chosenRupiah' | 'askedRupiah') =>
      equity.quintiles.reduce((s, one) => s + one[of], 0)
    expect(sum('people')).toBeCloseTo(10_000, 6)
    expect(sum('chosenRupiah') + equity.unplacedChosenRupiah).toBeCloseTo(spentRupiah!, 3)
    expect(sum('askedRupiah')).toBeCloseTo(
      submitted.reduce((s, { costRupiah }) => s + (costRupiah ?? 0), 0),
      3,
    )
    expect(equity.concentrationAsked).toBeGreaterThan(-1)
    expect(equity.concentrationChosen).toBeLessThan(1)
  })
})

describe('people newly served', () => {
  it('are counted once a service, and alone as the store counts them', async () => {
    const result = await office.solve({
      ...{ objective: 'people', filter: { year: 'all', status: 'all' } },
      ...{ budgetRupiah: 1e10, timeLimitSeconds: 30 },
    })
    const { rows } = await server.database.read.raw<{ rows: { code: string; people: number }[] }>(
      `SELECT code, newly_served AS people FROM proposals WHERE newly_served > 0 AND status <> 'draft'`,
    )
    const alone = new Map(rows.map(({ code, people }) => [code, people]))
    expect(alone.size).toBeGreaterThan(0)
    for (const { code, people } of result.chosen) expect(people).toBeCloseTo(alone.get(code) ?? 0, 2)
    expect(result.worth).toBeCloseTo(result.people.newlyServed, 6)
    for (const { beyondBefore, newlyServed, beyondAfter } of result.people.services) {
      expect(newlyServed).toBeLessThanOrEqual(beyondBefore + 1e-9)
      expect(beyondBefore - newlyServed).toBeCloseTo(beyondAfter, 6)
    }
    const served = (codes: readonly string[], filter: object = { year: 'all', status: 'all' }) =>
      office.ask('/api/portfolios/people', {
        method: 'POST',
        body: JSON.stringify({ filter, codes }),
        headers: { 'Content-Type': 'application/json' },
      })
    // Asked of the same proposals without a package it is the same, each code counted once, drafts and strangers not at all.
    const codes = result.chosen.map(({ code }) => code)
    const { rows: hidden } = await server.database.read.raw<{ rows: { code: string }[] }>(
      `SELECT code FROM proposals WHERE status = 'draft' AND newly_served > 0 LIMIT 1`,
    )
    const strangers = ['TIDAK-ADA', ...hidden.map(({ code }) => code)]
    const people = await readJson<PeopleServed>(await served([...codes, codes[0]!, ...strangers]))
    expect(people).toMatchObject({ ...result.people, counted: codes.length, notFound: strangers.length })
    expect(people.newlyServed).toBeGreaterThan(0)
    const none = await readJson<PeopleServed>(await served([]))
    expect(none).toMatchObject({ newlyServed: 0, counted: 0, notFound: 0, withoutPlace: 0 })
    expect(none.services.map(({ beyondBefore }) => beyondBefore)).toEqual(
      result.people.services.map(({ beyondBefore }) => beyondBefore),
    )
    const elsewhere = await readJson<PeopleServed>(await served(codes, { year: 1999 }))
    expect(elsewhere).toMatchObject({ newlyServed: 0, counted: 0, notFound: codes.length })
    await readParameterFault(await served(['']), 'codes[0]')
    await readParameterFault(await served(Array.from({ length: 5001 }, (_, at) => `N-${at}`)), 'codes')
    await readParameterFault(await served(codes, { colour: 'red' }), 'filter.colour')
    await readParameterFault(await served(codes, { year: '20x5' }), 'year')
  })
})

describe('score and people together', () => {
  const asked = { ...REQUEST, filter: { year: 'all', status: 'all' }, budgetRupiah: 1_200_000_000 }
  const front = (query: string, body: unknown = asked) =>
    office.ask(`/api/portfolios/front${query}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', Accept: 'application/x-ndjson' },
    })

  it('are a front whose points are told as they are found, each the best package that serves so many', async () => {
    const answer = await front('?points=25')
    expect(answer.headers.get('content-type')).toContain('application/x-ndjson')
    const lines = (await answer.text()).trim().split('\n')
    const told = lines.flatMap((line) => (JSON.parse(line) as { part?: FrontPoint }).part ?? [])
    const { result } = JSON.parse(lines.at(-1)!) as { result: PortfolioFront }
    const { points, ...about } = result
    expect(about).toMatchObject({ status: 'found', complete: true, considered: 25 })
    expect(told.sort((a, b) => a.people - b.people)).toEqual(points)
    expect(points).toHaveLength(3)
    for (const { proven, gap, spentRupiah } of points) {
      expect({ proven, gap }).toEqual({ proven: true, gap: 0 })
      expect(spentRupiah).toBeLessThanOrEqual(asked.budgetRupiah)
    }
    const [best, middle, most] = points
    expect((await office.solve(asked)).worth).toBeCloseTo(best!.score, 6)
    expect((await office.solve({ ...asked, objective: 'people' })).worth).toBeCloseTo(most!.people, 6)
    const minimum = Math.floor(middle!.people)
    const served = await office.solve({ ...asked, constraints: [{ kind: 'people-served', minimum }] })
    expect(served.worth).toBeCloseTo(middle!.score, 6)
    expect(served.people.newlyServed).toBeCloseTo(middle!.people, 6)
    expect(served.chosen.map(({ code }) => code).sort()).toEqual([...middle!.codes].sort())
    const beyond = await office.solve({
      ...asked,
      constraints: [{ kind: 'people-served', minimum: most!.people + 100 }],
    })
    expect(beyond).toMatchObject({
      status: 'infeasible',
      conflict: { cheapest: [{ unit: expect.any(String) }] },
    })
    const ofPeople = beyond.conflict!.constraints.find(({ unit }) => unit === 'people')
    expect(ofPeople?.by).toBeCloseTo(100, 6)
    expect(ofPeople?.text.id).toContain('dikurangi 100 orang')
  })

  it('ask for a whole number of points, a request that can be read, and somebody who may ask for packages', async () => {
    for (const points of ['1', '26', '2.5', 'semua'])
      await readParameterFault(await front(`?points=${points}`), 'points')
    await readParameterFault(await front('', { ...asked, budgetRupiah: -1 }), 'budgetRupiah')
    const anonymous = { method: 'POST', body: JSON.stringify(asked) }
    await readFault(await server.get('/api/portfolios/front', anonymous), 401)
    const never = { kind: 'fund', codes: submitted.slice(0, 13).map(({ code }) => code) }
    const answer = await front('', { ...asked, budgetRupiah: BUDGET, constraints: [never] })
    const { result } = JSON.parse((await answer.text()).trim().split('\n').at(-1)!) as {
      result: PortfolioFront
    }
    expect(result).toMatchObject({ status: 'infeasible', points: [], complete: false })
  })
})

describe('constraints that cannot be met', () => {
  it('are explained by the smallest conflicting set and the least that must give way', async () => {
    const dear = submitted.filter(({ costRupiah }) => costRupiah !== null).slice(0, 6)
    const result = await office.solve({
      ...REQUEST,
      constraints: [{ kind: 'fund', codes: dear.map(({ code }) => code) }],
    })
    const short = dear.reduce((sum, { costRupiah }) => sum + costRupiah!, 0) - BUDGET
    expect(short).toBeGreaterThan(0)
    expect(result).toMatchObject({ status: 'infeasible', chosen: [], worth: null, gap: null })
    const { conflict } = result
    expect(conflict!.constraints.map(({ id }) => id)).toContain('budget')
    expect(conflict!.constraints.find(({ id }) => id === 'budget')).toMatchObject({
      by: short,
      unit: 'rupiah',
    })
    expect(conflict!.cheapest.length).toBeGreaterThan(0)
    expect(conflict!.text.id).toMatch(/bertentangan.*Kelonggaran terkecil/)
    const why = await readJson<{ reason: string; text: { id: string } }>(
      await office.ask(`/api/portfolios/${result.id}/why/${dear[0]!.code}`),
    )
    expect(why.reason).toBe('no-choice')
  })

  it('name a proposal without a cost that was to be funded', async () => {
    const { code } = submitted[13]!
    const { conflict } = await office.solve({ ...REQUEST, constraints: [{ kind: 'fund', codes: [code] }] })
    expect(conflict!.text.id).toContain(`${code} belum punya taksiran biaya`)
  })

  it('such as a budget below the cheapest, no proposals, or none with a cost have answers of their own', async () => {
    const small = await office.solve({ ...REQUEST, budgetRupiah: 1000 })
    expect(small).toMatchObject({ status: 'optimal', chosen: [], worth: 0, spentRupiah: 0 })
    expect(small.text.id).toContain('lebih kecil daripada usulan termurah')
    const empty = await office.solve({ ...REQUEST, filter: { year: '1999' } })
    expect(empty).toMatchObject({ considered: 0, chosen: [] })
    expect(empty.text.id).toBe('Belum ada usulan untuk dipilih.')
    const costless = await office.solve({ ...REQUEST, filter: { q: submitted[13]!.code } })
    expect(costless).toMatchObject({ status: 'nothing-to-choose', considered: 1, chosen: [] })
  })
})

describe('"why not mine?"', () => {
  it('says what funding it would cost the others, and that is right', async () => {
    const result = await office.solve(REQUEST)
    const chosen = new Set(result.chosen.map(({ code }) => code))
    for (const one of submitted) {
      const why = await readJson<{
        reason: string
        loss: number | null
        displaced: unknown[]
        text: { id: string }
      }>(await office.ask(`/api/portfolios/${result.id}/why/${one.code}`))
      expect(why.text.id.length).toBeGreaterThan(10)
      if (chosen.has(one.code)) expect(why.reason).toBe('chosen')
      else if (one.costRupiah === null) expect(why.reason).toBe('no-cost')
      else {
        const forced = bestOfAll((all) => all.some(({ code }) => code === one.code))
        expect(why.loss).toBeCloseTo(result.worth! - forced, 6)
        expect(why.displaced.length).toBeGreaterThan(0)
      }
    }
    await readFault(await office.ask(`/api/portfolios/${result.id}/why/TIDAK-ADA`), 404)
  })
})

describe('a request that cannot be understood', () => {
  const bad: [unknown, string][] = [
    [{}, 'budgetRupiah'],
    [{ ...REQUEST, budgetRupiah: -1 }, 'budgetRupiah'],
    [{ ...REQUEST, budgetRupiah: '300' }, 'budgetRupiah'],
    [{ ...REQUEST, budgetRupiah: null }, 'budgetRupiah'],
    [{ ...REQUEST, tambahan: 1 }, 'tambahan'],
    [{ ...REQUEST, filter: { tahun: '2030' } }, 'filter.tahun'],
    [{ ...REQUEST, filter: { year: '20x0' } }, 'year'],
    [{ ...REQUEST, objective: 'money' }, 'objective'],
    [{ ...REQUEST, timeLimitSeconds: 601 }, 'timeLimitSeconds'],
    [{ ...REQUEST, weights: { urgency: 0 } }, 'weights'],
    [{ ...REQUEST, weights: { urgensi: 5 } }, 'weights.urgensi'],
    [{ ...REQUEST, weights: { urgency: 101 } }, 'weights.urgency'],
    [{ ...REQUEST, model: 'tak-ada' }, 'model'],
    [{ ...REQUEST, model: 'default', weights: { urgency: 1 } }, 'weights'],
    [{ ...REQUEST, robustness: { samples: 0 } }, 'robustness.samples'],
    [{ ...REQUEST, objective: 'people', robustness: { samples: 5 } }, 'robustness'],
    [{ ...REQUEST, constraints: [{ kind: 'limit' }] }, 'constraints[0].kind'],
    [{ ...REQUEST, constraints: [{ kind: 'floor', minimumRupiah: 1 }] }, 'constraints[0].by'],
    [{ ...REQUEST, constraints: [{ kind: 'bundle', codes: ['satu'] }] }, 'constraints[0].codes'],
    [{ ...REQUEST, constraints: [{ kind: 'people-served', minimum: -1 }] }, 'constraints[0].minimum'],
    [{ ...REQUEST, constraints: [{ kind: 'ceiling', limitRupiah: 1 }] }, 'constraints[0].by'],
    [
      { ...REQUEST, constraints: [{ kind: 'ceiling', by: 'sector', value: 'tidakada', limitRupiah: 1 }] },
      'constraints[0].value',
    ],
    [
      { ...REQUEST, constraints: [{ kind: 'ceiling', perGroup: 'sector', limitRupiah: -5 }] },
      'constraints[0].limitRupiah',
    ],
    [{ ...REQUEST, constraints: [{ kind: 'quota', minimum: 5, maximum: 2 }] }, 'constraints[0].minimum'],
    [
      { ...REQUEST, constraints: [{ kind: 'quota', where: { kind: 'fisik' }, minimum: 1 }] },
      'constraints[0].where',
    ],
    [{ ...REQUEST, constraints: [{ kind: 'fund', codes: ['U-TIDAK-ADA'] }] }, 'constraints[0].codes'],
    [{ ...REQUEST, constraints: [{ kind: 'exclusive', codes: ['satu'] }] }, 'constraints[0].codes'],
    [
      { ...REQUEST, constraints: [{ kind: 'poorest-share', minimumShare: 1.2 }] },
      'constraints[0].minimumShare',
    ],
    [{ ...REQUEST, title: 'a\0b' }, 'title'],
  ]

  it.each(bad.map(([body, parameter]) => [parameter, JSON.stringify(body).slice(0, 150), body]))(
    'is refused by the name %s: %s',
    async (parameter, _text, body) => {
      const fault = await readParameterFault(await office.post(body), String(parameter))
      expect(fault.detail).toContain(fault.expected)
    },
  )

  it('names codes that nobody knows', async () => {
    const body = {
      ...REQUEST,
      constraints: [{ kind: 'leave-out', codes: [submitted[0]!.code, 'HANTU-1', 'HANTU-2'] }],
    }
    expect((await readFault(await office.post(body), 400)).received).toBe('HANTU-1, HANTU-2')
  })

  it('has a media type, a size and a sender that are looked at first', async () => {
    const post = (init: RequestInit) => server.get('/api/portfolios', { method: 'POST', ...init })
    await readFault(await post({ body: '{}' }), 401)
    await readFault(
      await post({ body: '{}', headers: { ...authorization, 'Content-Type': 'text/plain' } }),
      415,
    )
    const json = { ...authorization, 'Content-Type': 'application/json' }
    await readFault(await post({ body: '{"budget', headers: json }), 400)
    await readFault(
      await post({ body: JSON.stringify({ title: 'x'.repeat(3_000_000) }), headers: json }),
      413,
    )
  })
})
