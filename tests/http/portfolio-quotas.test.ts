import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Portfolio, PortfolioResult } from '../../core/api/portfolio.ts'
import type { PortfolioDecision } from '../../core/decision/decision-file.ts'
import { digestOf, sealOf } from '../../core/decision/make-decision.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson, readParameterFault } from './answers.ts'
import { PortfolioClient } from './portfolio-client.ts'
import {
  bestOfAll,
  codesOf,
  MILLION,
  type SubmittedProposal,
  scoresOf,
  submit,
} from './portfolio-proposals.ts'
import { reproduce } from './reproduce.ts'
import { textOf } from './text-of-pdf.ts'

let server: TestServer
let office: PortfolioClient
beforeAll(async () => {
  server = await startTestServer()
  office = new PortfolioClient(server)
})
afterAll(() => server.close())

describe('a quota of physical and of other proposals a village', () => {
  const year = 2031
  const [wide, narrow] = ['62.99.01.2001', '62.99.02.2001'] as const
  const body = { filter: { year: String(year) }, timeLimitSeconds: 30 }
  let proposals: SubmittedProposal[]
  /** Codes of what is built or repaired; the others are courses. */
  let works: Set<string>
  let scores: Map<string, number>
  const scoreOf = ({ code }: { code: string }) => scores.get(code) ?? Number.NaN
  const worthOf = (chosen: readonly SubmittedProposal[]) => chosen.reduce((sum, one) => sum + scoreOf(one), 0)
  const groupOf = (one: SubmittedProposal) => `${one.villageCode} ${works.has(one.code)}`

  beforeAll(async () => {
    // Six of each kind in one village; three works and six courses in another. Works cost more.
    const groups = [
      { villageCode: wide, physical: true, count: 6 },
      { villageCode: wide, physical: false, count: 6 },
      { villageCode: narrow, physical: true, count: 3 },
      { villageCode: narrow, physical: false, count: 6 },
    ]
    const asked = groups
      .flatMap((group) => Array.from({ length: group.count }, () => group))
      .map(({ villageCode, physical }, at) => ({
        ...{ villageCode, physical },
        title: physical ? `Pembangunan saluran ruas ${at}` : `Pelatihan kelompok ${at}`,
        million: (physical ? 90 : 15) + ((at * 7) % 23),
        urgency: (physical ? 1 : 3) + (at % 3),
      }))
    proposals = await submit(server, year, asked)
    works = new Set(proposals.filter((_, at) => asked[at]!.physical).map(({ code }) => code))
    scores = await scoresOf(server, year)
  })

  it('of at most five funds exactly the best five and five where all could be paid', async () => {
    const result = await office.solve({
      ...{ ...body, budgetRupiah: 1e12 },
      constraints: [{ kind: 'quota', perGroup: ['villageCode', 'kind'], maximum: 5 }],
    })
    const groups = [...Map.groupBy(proposals, groupOf).values()].map((members) =>
      members.toSorted((a, b) => scoreOf(b) - scoreOf(a)),
    )
    // Which five are the best is no matter of taste.
    for (const [, , , , fifth, sixth] of groups)
      if (fifth && sixth) expect(scoreOf(fifth)).toBeGreaterThan(scoreOf(sixth) + 1e-6)
    const best = groups.flatMap((members) => members.slice(0, 5))
    expect(best).toHaveLength(5 + 5 + 3 + 5)
    expect(codesOf(result)).toEqual(best.map(({ code }) => code).sort())
    expect(result).toMatchObject({ status: 'optimal', gap: 0 })
    expect(result.worth).toBeCloseTo(worthOf(best), 6)
    for (const { code, kind } of result.chosen) {
      expect(kind).toBe(works.has(code) ? 'physical' : 'non-physical')
    }
  })

  it('of at least so many of each is kept, by the best of all choices that keep it', async () => {
    const budgetRupiah = 480 * MILLION
    const own = { ...body, filter: { ...body.filter, area: wide }, budgetRupiah }
    const some = proposals.filter(({ villageCode }) => villageCode === wide)
    const physical = (chosen: readonly SubmittedProposal[]) =>
      chosen.filter(({ code }) => works.has(code)).length
    const chosenOf = (result: PortfolioResult) => some.filter(({ code }) => codesOf(result).includes(code))
    const free = await office.solve(own)
    expect(free.considered).toBe(12)
    expect(physical(chosenOf(free))).toBeLessThan(4)
    const constraints = [{ kind: 'quota', perGroup: ['villageCode', 'kind'], minimum: 4 }]
    const result = await office.solve({ ...own, constraints })
    const keeps = (chosen: readonly SubmittedProposal[]) =>
      physical(chosen) >= 4 && chosen.length - physical(chosen) >= 4
    const best = bestOfAll(some, budgetRupiah, worthOf, keeps)
    expect(result.status).toBe('optimal')
    expect(keeps(chosenOf(result))).toBe(true)
    expect(result.worth).toBeCloseTo(best.worth, 6)
    expect(worthOf(chosenOf(result))).toBeCloseTo(best.worth, 6)
    expect(result.worth!).toBeLessThan(free.worth! - 1e-6)
  })

  it('beside floors and shares of groups, prerequisites and bundles is the best of all choices that keep them', async () => {
    const budgetRupiah = 480 * MILLION
    const own = { ...body, filter: { ...body.filter, area: wide }, budgetRupiah }
    const some = proposals.filter(({ villageCode }) => villageCode === wide)
    const spent = (chosen: readonly SubmittedProposal[], which: (one: SubmittedProposal) => boolean) =>
      chosen.filter(which).reduce((sum, one) => sum + (one.costRupiah ?? 0), 0)
    const isWork = ({ code }: SubmittedProposal) => works.has(code)
    const has = (chosen: readonly SubmittedProposal[], code: string) =>
      chosen.some((one) => one.code === code)
    const [dear, cheap] = [some.find(isWork)!.code, some.find((one) => !isWork(one))!.code]
    const [first, second] = some.filter(isWork).slice(1, 3)
    const bundle = [first!.code, second!.code]
    const cases: [object, (chosen: readonly SubmittedProposal[]) => boolean][] = [
      [
        { kind: 'floor', by: 'kind', value: 'physical', minimumRupiah: 350 * MILLION },
        (chosen) => spent(chosen, isWork) >= 350 * MILLION,
      ],
      [
        { kind: 'share', by: 'kind', value: 'physical', minimumShare: 0.75 },
        (chosen) => spent(chosen, isWork) >= 0.75 * spent(chosen, () => true),
      ],
      [
        { kind: 'requires', code: cheap, needs: [dear] },
        (chosen) => !has(chosen, cheap) || has(chosen, dear),
      ],
      [
        { kind: 'bundle', codes: bundle },
        (chosen) => bundle.every((code) => has(chosen, code)) || !bundle.some((code) => has(chosen, code)),
      ],
    ]
    const constraints = cases.map(([constraint]) => constraint)
    const keeps = (chosen: readonly SubmittedProposal[]) => cases.every(([, holds]) => holds(chosen))
    const result = await office.solve({ ...own, constraints })
    const chosen = some.filter(({ code }) => codesOf(result).includes(code))
    expect(result).toMatchObject({ status: 'optimal', proof: 'exact' })
    expect(keeps(chosen)).toBe(true)
    expect(result.worth).toBeCloseTo(bestOfAll(some, budgetRupiah, worthOf, keeps).worth, 6)
    const labels = result.constraints.map(({ label }) => label.id)
    expect(labels).toContain(`${cheap} hanya didanai bersama ${dear}`)
    const kinds = result.groups?.find(({ by }) => by === 'kind')?.lines
    expect(kinds?.find(({ value }) => value === 'physical')).toMatchObject({
      count: chosen.filter(isWork).length,
      spentRupiah: spent(chosen, isWork),
      minimumRupiah: Math.max(350 * MILLION, 0.75 * spent(chosen, () => true)),
      limitRupiah: null,
    })
    const impossible = [{ kind: 'floor', perGroup: 'kind', minimumRupiah: 300 * MILLION }]
    const none = await office.solve({ ...own, constraints: impossible })
    expect(none.status).toBe('infeasible')
    expect(none.conflict?.text.en).toContain('At least Rp')
    // The same share for each of two kinds: half for each is all that both can have.
    const even = [{ kind: 'share', perGroup: 'kind', minimumShare: 0.45 }]
    const halves = await office.solve({ ...own, constraints: even })
    const both = some.filter(({ code }) => codesOf(halves).includes(code))
    const isEven = (choice: readonly SubmittedProposal[]) =>
      [isWork, (one: SubmittedProposal) => !isWork(one)].every(
        (which) => spent(choice, which) >= 0.45 * spent(choice, () => true),
      )
    expect(isEven(both)).toBe(true)
    expect(halves.worth).toBeCloseTo(bestOfAll(some, budgetRupiah, worthOf, isEven).worth, 6)
  })
})

describe('a plan over several years', () => {
  const year = 2038
  const years = [
    { year: 2028, budgetRupiah: 60 * MILLION },
    { year: 2026, budgetRupiah: 100 * MILLION },
    { year: 2027, budgetRupiah: 90 * MILLION },
  ]
  const limitOf = new Map(years.map((one) => [one.year, one.budgetRupiah]))
  const body = { filter: { year: String(year) }, years, timeLimitSeconds: 30 }
  let proposals: SubmittedProposal[]
  let scores: Map<string, number>

  beforeAll(async () => {
    proposals = await submit(
      server,
      year,
      [70, 55, 45, 40, 35, 30, 25].map((million, at) => ({
        ...{ title: `Pembangunan jembatan gantung ${at}`, villageCode: '62.99.01.2001', million },
        urgency: 1 + ((at * 2) % 5),
      })),
    )
    scores = await scoresOf(server, year)
  })

  /** Every way of carrying out these proposals within the years' money: code → year. */
  function* everyPlan(at = 0): Generator<Map<string, number>> {
    const one = proposals[at]
    if (!one) {
      yield new Map()
      return
    }
    for (const rest of everyPlan(at + 1)) {
      yield rest
      for (const [when, limit] of limitOf) {
        const spent = proposals.reduce(
          (sum, { code, costRupiah }) => sum + (rest.get(code) === when ? costRupiah : 0),
          one.costRupiah,
        )
        if (spent <= limit) yield new Map([...rest, [one.code, when]])
      }
    }
  }

  function bestPlan(allowed: (plan: ReadonlyMap<string, number>) => boolean = () => true): number {
    let best = 0
    for (const plan of everyPlan())
      if (allowed(plan))
        best = Math.max(
          best,
          [...plan.keys()].reduce((sum, code) => sum + scores.get(code)!, 0),
        )
    return best
  }

  it('is the best of all plans, names each one’s year, and keeps every year’s money', async () => {
    const result = await office.solve(body)
    expect(result).toMatchObject({ status: 'optimal', proof: 'exact', budgetRupiah: 250 * MILLION })
    expect(result.worth).toBeCloseTo(bestPlan(), 6)
    expect(result.years?.map((one) => one.year)).toEqual([2026, 2027, 2028])
    for (const { year: when, budgetRupiah, spentRupiah, count } of result.years ?? []) {
      const own = result.chosen.filter(({ plannedYear }) => plannedYear === when)
      expect(budgetRupiah).toBe(limitOf.get(when))
      expect(own).toHaveLength(count)
      expect(own.reduce((sum, { costRupiah }) => sum + costRupiah, 0)).toBe(spentRupiah)
      expect(spentRupiah).toBeLessThanOrEqual(budgetRupiah)
      const ceiling = result.ceilings?.find(({ id }) => id === `budget ${when}`)
      expect(ceiling).toMatchObject({ spentRupiah, limitRupiah: budgetRupiah, count })
    }
    expect(result.years?.reduce((sum, { spentRupiah }) => sum + spentRupiah, 0)).toBe(result.spentRupiah)
    expect(result.prices.map(({ label }) => label.id)).toContain('Pagu 2027: Rp 90 juta')
    const { request } = await readJson<Portfolio>(await office.ask(`/api/portfolios/${result.id}`))
    expect(request.years?.map((one) => one.year)).toEqual([2026, 2027, 2028])
  })

  it('goes into the decision file, which repeats it, into the sheet and into the workbook', async () => {
    const { id, chosen, years: told = [] } = await office.solve(body)
    const ask = (name: string) => office.ask(`/api/portfolios/${id}/${name}`)
    const file = await (await ask('decision.json')).text()
    expect(JSON.parse(file)).toMatchObject({ formatVersion: 3, problem: { plan: { discountPerYear: 0 } } })
    expect((await reproduce(file)).said).toContain('Reproduced bit for bit.')
    // As a forger would: another year, with digests of its own.
    const moved: PortfolioDecision = JSON.parse(file)
    const result = { ...moved.result, years: moved.result.years!.map(() => 2026) }
    const forged = { ...moved, result, resultDigest: await digestOf(result) }
    const { said } = await reproduce(JSON.stringify({ ...forged, seal: await sealOf(forged) }))
    expect(said).toContain('MISS limits that the choice breaks')
    expect(said).toContain('MISS chosen proposals')
    const pdf = textOf(Buffer.from(await (await ask('sheet.pdf')).arrayBuffer()))
    expect(pdf).toContain('Pagu 2026–2028')
    for (const { year: when, count } of told) {
      expect(pdf).toContain(`Daftar usulan terpilih tahun ${when}`)
      expect(pdf).toContain(`${count} usulan, Rp `)
    }
    const parts = unzipSync(new Uint8Array(await (await ask('package.xlsx')).arrayBuffer()))
    const [list, byYear] = ['sheet1', 'sheet2'].map((name) => strFromU8(parts[`xl/worksheets/${name}.xml`]!))
    const placeOf = (when: number) => list!.indexOf(`>${when}<`)
    const planned = told.filter(({ count }) => count > 0).map((one) => placeOf(one.year))
    expect(planned).toEqual(planned.toSorted((a, b) => a - b))
    expect(planned.every((place) => place > 0)).toBe(true)
    for (const { code } of chosen) expect(list).toContain(code)
    for (const { spentRupiah } of told) expect(byYear).toContain(`<v>${spentRupiah}</v>`)
  })

  it('has what is needed no later than what needs it, and holds other conditions over all years', async () => {
    const [bridge, road] = [proposals[1]!.code, proposals[5]!.code]
    const result = await office.solve({
      ...body,
      constraints: [
        { kind: 'requires', code: road, needs: [bridge] },
        { kind: 'fund', codes: [road] },
        { kind: 'quota', maximum: 4 },
      ],
    })
    const when = new Map(result.chosen.map(({ code, plannedYear }) => [code, plannedYear!]))
    expect(when.get(bridge)).toBeLessThanOrEqual(when.get(road)!)
    const allowed = (plan: ReadonlyMap<string, number>) =>
      plan.has(road) && plan.size <= 4 && (plan.get(bridge) ?? Infinity) <= plan.get(road)!
    expect(result.worth).toBeCloseTo(bestPlan(allowed), 6)
  })

  it('that cannot be is told by the year whose money is short', async () => {
    const fund = { kind: 'fund', codes: proposals.slice(0, 5).map(({ code }) => code) }
    const { conflict, status } = await office.solve({
      ...body,
      years: years.map((one) => ({ ...one, budgetRupiah: 75 * MILLION })),
      constraints: [fund],
    })
    expect(status).toBe('infeasible')
    expect(conflict?.constraints.map(({ id }) => id)).toContain('budget 2027')
    expect(conflict?.text.id).toMatch(/Pagu 202\d: Rp 75 juta” dinaikkan Rp /)
    expect(conflict?.cheapest.reduce((sum, { by }) => sum + by!, 0)).toBe(25 * MILLION)
    const known = [...(conflict?.constraints ?? []), ...(conflict?.cheapest ?? [])].map(({ id }) => id)
    for (const id of known) expect(id).toMatch(/^(budget 202[678]|constraints\[0\] )/)
  })

  it('counts what comes later less where a discount is asked for', async () => {
    const result = await office.solve({ ...body, discountPerYear: 0.2 })
    const whole = result.chosen.reduce((sum, { code }) => sum + scores.get(code)!, 0)
    const discounted = result.chosen.reduce(
      (sum, { code, plannedYear }) => sum + scores.get(code)! * 0.8 ** (plannedYear! - 2026),
      0,
    )
    expect(result.worth).toBeCloseTo(discounted, 0)
    expect(result.worth!).toBeLessThan(whole)
  })

  it.each([
    [{ budgetRupiah: 249 * MILLION }, 'budgetRupiah', '249000000'],
    [{ years: years.slice(0, 1) }, 'years', ''],
    [{ years: [...years, ...years] }, 'years', ''],
    [{ years: [...years, years[0]!] }, 'years', ''],
    [{ years: [{ year: 26, budgetRupiah: 1 }, years[0]!] }, 'years[0].year', '26'],
    [{ years: [{ year: 2026, budgetRupiah: -1 }, years[0]!] }, 'years[0].budgetRupiah', '-1'],
    [{ discountPerYear: 0.6 }, 'discountPerYear', '0.6'],
    [{ discountPerYear: 0.1, objective: 'people' }, 'discountPerYear', '0.1'],
    [{ years: undefined, discountPerYear: 0.1, budgetRupiah: 1 }, 'discountPerYear', '0.1'],
    [{ years: undefined }, 'budgetRupiah', ''],
  ])('of %j is refused', async (wrong, parameter, received) => {
    const fault = await readParameterFault(await office.post({ ...body, ...wrong }), parameter)
    expect(fault.received).toContain(received)
  })

  it('has no front', async () => {
    const response = await office.ask('/api/portfolios/front', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    })
    await readParameterFault(response, 'years')
  })
})
