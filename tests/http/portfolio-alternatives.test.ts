import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { PortfolioClient } from './portfolio-client.ts'
import { MILLION, type SubmittedProposal, scoresOf, spent, submit } from './portfolio-proposals.ts'

const YEAR = 2031
const BUDGET = 225 * MILLION
const TOLERANCE = 0.01

let server: TestServer
let office: PortfolioClient
let proposals: SubmittedProposal[]
let scores: Map<string, number>
beforeAll(async () => {
  server = await startTestServer()
  office = new PortfolioClient(server)
  // Several cost the same and are as urgent, so that many choices are worth almost as much.
  proposals = await submit(
    server,
    YEAR,
    Array.from({ length: 11 }, (_, at) => ({
      title: `Pembangunan jalan usaha tani ruas ${at}`,
      villageCode: '62.99.01.2001',
      sector: at % 2 === 0 ? 'public-works' : 'agriculture',
      million: [40, 42, 45, 50][at % 4]!,
    })),
  )
  scores = await scoresOf(server, YEAR)
})
afterAll(() => server.close())

type Choice = ReadonlySet<string>

const worthOf = (chosen: readonly SubmittedProposal[]) =>
  chosen.reduce((sum, { code }) => sum + scores.get(code)!, 0)
const without = (some: Choice, others: Choice) => new Set([...some].filter((code) => !others.has(code)))
const distance = (a: Choice, b: Choice) => without(a, b).size + without(b, a).size

/** Every subset that meets all of the constraint, with its worth. */
function possible(
  allowed: (chosen: readonly SubmittedProposal[]) => boolean,
): { codes: Choice; worth: number }[] {
  return Array.from({ length: 1 << proposals.length }, (_, set) =>
    proposals.filter((__, at) => set & (1 << at)),
  ).flatMap((chosen) =>
    spent(chosen) <= BUDGET && allowed(chosen)
      ? [{ codes: new Set(chosen.map(({ code }) => code)), worth: worthOf(chosen) }]
      : [],
  )
}

describe('near-best alternatives', () => {
  it('keep every condition, are worth what their changes say, and differ as much as any choice could', async () => {
    const [must, never, one, other] = [proposals[10]!, proposals[0]!, proposals[4]!, proposals[6]!].map(
      ({ code }) => code,
    ) as [string, string, string, string]
    const ofSector = (chosen: readonly SubmittedProposal[], wanted: string) =>
      chosen.filter(({ sector }) => sector === wanted)
    const allowed = (chosen: readonly SubmittedProposal[]) => {
      const codes = new Set(chosen.map(({ code }) => code))
      return (
        codes.has(must) &&
        !codes.has(never) &&
        !(codes.has(one) && codes.has(other)) &&
        ofSector(chosen, 'public-works').length <= 3 &&
        spent(ofSector(chosen, 'agriculture')) <= 140 * MILLION
      )
    }
    const result = await office.solve({
      ...{ filter: { year: String(YEAR) }, budgetRupiah: BUDGET, timeLimitSeconds: 60 },
      constraints: [
        { kind: 'fund', codes: [must] },
        { kind: 'leave-out', codes: [never] },
        { kind: 'exclusive', codes: [one, other] },
        { kind: 'quota', where: { sector: 'public-works' }, maximum: 3 },
        { kind: 'ceiling', by: 'sector', value: 'agriculture', limitRupiah: 140 * MILLION },
      ],
    })
    const all = possible(allowed)
    const best = Math.max(...all.map(({ worth }) => worth))
    expect(result.status).toBe('optimal')
    expect(result.worth).toBeCloseTo(best, 6)
    const chosen: Choice = new Set(result.chosen.map(({ code }) => code))

    const known = [chosen]
    expect(result.alternatives).toHaveLength(3)
    for (const { added, removed, worth, spentRupiah, lossShare, proven } of result.alternatives) {
      const comes = added.map(({ code }) => code)
      const goes = removed.map(({ code }) => code)
      expect(comes.filter((code) => chosen.has(code))).toEqual([])
      expect(goes.filter((code) => !chosen.has(code))).toEqual([])
      const codes: Choice = new Set([...without(chosen, new Set(goes)), ...comes])
      const funded = proposals.filter(({ code }) => codes.has(code))
      expect(worth).toBeCloseTo(worthOf(funded), 6)
      expect(lossShare).toBeCloseTo(1 - worthOf(funded) / best, 9)
      expect(spentRupiah).toBe(spent(funded))
      expect(spentRupiah).toBeLessThanOrEqual(BUDGET)
      expect(allowed(funded)).toBe(true)
      expect(worth).toBeGreaterThanOrEqual(best * (1 - TOLERANCE) - 1e-6)
      // The farthest from all that is known so far; a choice at the very tolerance may count or not.
      const farthest = (least: number) =>
        Math.max(
          ...all
            .filter((choice) => choice.worth >= least)
            .map((choice) => Math.min(...known.map((before) => distance(before, choice.codes)))),
        )
      const far = Math.min(...known.map((before) => distance(before, codes)))
      expect(proven).toBe(true)
      expect(far).toBeGreaterThan(0)
      expect(far).toBeGreaterThanOrEqual(farthest(best * (1 - TOLERANCE) + 1e-6))
      expect(far).toBeLessThanOrEqual(farthest(best * (1 - TOLERANCE) - 1e-6))
      known.push(codes)
    }
    const keys = known.map((codes) => [...codes].sort().join())
    expect(new Set(keys).size).toBe(4)
  })
})
