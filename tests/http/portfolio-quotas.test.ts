import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PortfolioResult } from '../../core/api/portfolio.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { PortfolioClient } from './portfolio-client.ts'
import {
  bestOfAll,
  codesOf,
  MILLION,
  type SubmittedProposal,
  scoresOf,
  submit,
} from './portfolio-proposals.ts'

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
