import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Criterion } from '../../core/criteria/criterion.ts'
import { digestOfRaws } from '../../core/decision/check-raws.ts'
import { digestOfInputs } from '../../core/decision/decided-inputs.ts'
import type { PortfolioDecision } from '../../core/decision/decision-file.ts'
import { sealOf } from '../../core/decision/make-decision.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { PortfolioClient, submitFourteen } from './portfolio-client.ts'
import { reproduce } from './reproduce.ts'

let server: TestServer
let office: PortfolioClient
let text: string
let file: PortfolioDecision
let chosen: string[]

beforeAll(async () => {
  server = await startTestServer()
  office = new PortfolioClient(server)
  const [first] = await submitFourteen(server)
  const result = await office.solve({
    ...{ title: 'Paket uji', filter: { year: '2030' }, budgetRupiah: 300_000_000, timeLimitSeconds: 30 },
    weights: { urgency: 70, cost: 31, areaPoverty: 12 },
    constraints: [
      { kind: 'ceiling', perGroup: 'districtCode', limitRupiah: 220_000_000 },
      { kind: 'quota', perGroup: ['villageCode'], maximum: 2 },
      { kind: 'leave-out', codes: [first!.code] },
    ],
  })
  const answer = await office.ask(`/api/portfolios/${result.id}/decision.json`)
  expect(answer.status).toBe(200)
  text = await answer.text()
  file = JSON.parse(text) as PortfolioDecision
  chosen = result.chosen.map(({ code }) => code)
})
afterAll(() => server.close())

/** As a forger would: changed and sealed anew. */
async function forge(change: (copy: PortfolioDecision) => unknown): Promise<string> {
  const copy = structuredClone(file)
  await change(copy)
  return JSON.stringify({ ...copy, seal: await sealOf(copy) })
}

/** Gives a changed file digests of its own. */
async function redigest(copy: PortfolioDecision): Promise<void> {
  Object.assign(copy.inputs, { rawDigest: await digestOfRaws(copy.criteria, copy.inputs.raws ?? []) })
}

describe('a decision file of a portfolio from the server', () => {
  const REQUEST = { filter: { year: '2030' }, budgetRupiah: 300_000_000, timeLimitSeconds: 30 }
  it.each([
    [
      'for people newly served',
      {
        objective: 'people',
        filter: { year: 'all', status: 'all' },
        budgetRupiah: 1e10,
        timeLimitSeconds: 30,
      },
    ],
    ['studied under other weights', { ...REQUEST, robustness: { samples: 20, seed: 5 } }],
    [
      'without any choice that meets its conditions',
      { ...REQUEST, constraints: [{ kind: 'quota', minimum: 14 }] },
    ],
    ['that buys nothing', { ...REQUEST, budgetRupiah: 1000 }],
  ])('%s is repeated too', async (_, request) => {
    const { id } = await office.solve(request)
    const answer = await office.ask(`/api/portfolios/${id}/decision.json`)
    const { code, said } = await reproduce(await answer.text())
    expect(said).toContain('Reproduced bit for bit.')
    expect(code).toBe(0)
  })

  it('by an earlier version of a saved model is of that version, and repeated too', async () => {
    const sets = [{ urgency: 90, cost: 15 }, { areaPoverty: 100 }]
    for (const weights of sets) {
      const body = { id: 'forum', title: { id: 'Forum', en: 'Forum' }, method: 'weighted-sum', weights }
      const headers = { 'Content-Type': 'application/json' }
      const stored = await office.ask('/api/score-models', {
        ...{ method: 'POST', headers, body: JSON.stringify(body) },
      })
      expect(stored.status).toBe(201)
    }
    const { id } = await office.solve({ ...REQUEST, model: { id: 'forum', version: 1 } })
    const own = await (await office.ask(`/api/portfolios/${id}/decision.json`)).text()
    const decided = JSON.parse(own) as PortfolioDecision
    expect(decided.model).toEqual({ id: 'forum', version: 1 })
    const named = decided.criteria.map(({ key }, c) => [key, decided.weights[c]])
    expect(Object.fromEntries(named.filter(([, weight]) => weight !== 0))).toEqual(sets[0])
    const { code, said } = await reproduce(own)
    expect(said).toContain('Reproduced bit for bit.')
    expect(code).toBe(0)
  })

  it('is repeated by npm run reproduce without the store: the same choice, worth, bound and prices', async () => {
    expect([...file.result.chosen].sort()).toEqual([...chosen].sort())
    const { code, said } = await reproduce(text)
    expect(said).toContain('Reproduced bit for bit.')
    expect(said).toMatch(/portfolio of .*, 14 proposals/)
    expect(code).toBe(0)
  })

  it('of which one digit is another is refused with the reason', async () => {
    const at = text.indexOf('"limitRupiah":3') + '"limitRupiah":'.length
    expect(text[at]).toBe('3')
    const { code, said } = await reproduce(`${text.slice(0, at)}4${text.slice(at + 1)}`)
    expect(code).toBe(1)
    expect(said).toContain('MISS seal of the file')
    expect(said).toContain('Not reproduced')
  })

  it('holds what every criterion measured, and the scale that it was read by', () => {
    const { criteria, inputs } = file
    expect(inputs.raws).toHaveLength(criteria.length)
    const cost = criteria.findIndex(({ key }) => key === 'cost')
    const known = inputs.costRupiah.map((rupiah) => (rupiah === null || rupiah <= 0 ? null : rupiah))
    expect(inputs.raws?.[cost]?.map((raw) => raw || null)).toEqual(known)
    const urgency = criteria.findIndex(({ key }) => key === 'urgency')
    expect(new Set(inputs.raws?.[urgency])).toEqual(new Set([1, 2, 3, 4, 5]))
  })

  it('from before raw values were kept is repeated as it was, and told to hold none', async () => {
    const old = await forge((copy) => {
      const { raws: _, rawDigest: __, ...inputs } = copy.inputs
      Object.assign(copy, { inputs })
    })
    const { code, said } = await reproduce(old)
    expect(said).toContain('This file holds no raw values')
    expect(said).toContain('Reproduced bit for bit from its per mille values; it holds no raw values.')
    expect(code).toBe(0)
  })

  it.each<[string, (copy: PortfolioDecision) => unknown, RegExp]>([
    [
      'another raw value',
      (copy) => Object.assign(copy.inputs.raws?.[0] ?? [], { 2: 4.5 }),
      /MISS digest of the raw values/,
    ],
    [
      'another raw value under a digest of its own',
      async (copy) => {
        const cost = copy.criteria.findIndex(({ key }) => key === 'cost')
        const raws = [...copy.inputs.raws![cost]!]
        const told = raws.filter((raw) => typeof raw === 'number')
        raws[raws.indexOf(Math.min(...told))] = Math.max(...told)
        Object.assign(copy.inputs.raws!, { [cost]: raws })
        await redigest(copy)
      },
      /MISS values that are not their raw value on its scale/,
    ],
    [
      'a criterion turned about',
      async (copy) => {
        const cost = copy.criteria.findIndex(({ key }) => key === 'cost')
        Object.assign(copy.criteria[cost]?.definition ?? {}, {
          direction: 'maximise',
        } satisfies Partial<Criterion>)
        await redigest(copy)
      },
      /MISS criteria whose scale is not that of their definition\s+expected {2}none\s+actual {4}cost/,
    ],
    [
      'a criterion turned about with its values',
      async (copy) => {
        const cost = copy.criteria.findIndex(({ key }) => key === 'cost')
        const values = copy.inputs.values[cost]!
        Object.assign(
          values,
          values.map((value) => 1000 - value),
        )
        Object.assign(copy.inputs, { digest: await digestOfInputs(copy) })
      },
      /MISS values that are not their raw value on its scale/,
    ],
    [
      'other weights',
      (copy) => Object.assign(copy.weights, { [copy.weights.indexOf(31)]: 32 }),
      /MISS proposals whose value is not their weighted sum/,
    ],
    [
      'the digest of other inputs',
      (copy) => Object.assign(copy.inputs, { digest: 'f'.repeat(64) }),
      /MISS digest of the inputs\s+expected {2}f{64}/,
    ],
    [
      'another version of the solver',
      (copy) => Object.assign(copy.solver, { version: 'HiGHS 0.0.1' }),
      /MISS solver\s+expected {2}HiGHS 0\.0\.1/,
    ],
    [
      'another value of one criterion',
      (copy) => Object.assign(copy.inputs.values[0] ?? [], { 2: 999 }),
      /MISS digest of the inputs/,
    ],
    [
      'larger ceilings than the choice was made for',
      (copy) => {
        for (const constraint of copy.problem.constraints)
          if (constraint.kind === 'ceiling') Object.assign(constraint, { limitRupiah: 900_000_000 })
      },
      /MISS chosen proposals/,
    ],
    [
      'a proposal more than was chosen',
      (copy) => {
        const more = copy.problem.items.find(
          ({ code, costRupiah }) => costRupiah && !copy.result.chosen.includes(code),
        )
        return Object.assign(copy.result, { chosen: [...copy.result.chosen, more?.code] })
      },
      /MISS (chosen proposals|limits that the choice breaks|digest of the result)/,
    ],
  ])('with %s is refused with the reason, though sealed again', async (_, change, reason) => {
    const { code, said } = await reproduce(await forge(change))
    expect(said).toContain('ok   seal of the file')
    expect(said).toMatch(reason)
    expect(said).not.toMatch(/^\s+at /m)
    expect(code).toBe(1)
  })
})
