import { describe, expect, it } from 'vitest'
import { defaultCriterionSet } from '../../../core/criteria/default-set.ts'
import { canonicalJson } from '../../../core/decision/canonical-json.ts'
import { checkDecision } from '../../../core/decision/check-decision.ts'
import type { DecisionOrigin, PortfolioDecision } from '../../../core/decision/decision-file.ts'
import { inputsDigest } from '../../../core/decision/inputs-digest.ts'
import { makePortfolioDecision, sealOf } from '../../../core/decision/make-decision.ts'
import { readDecision } from '../../../core/decision/read-decision.ts'
import type { PortfolioProblem } from '../../../core/portfolio/portfolio.ts'
import { studyPortfolio } from '../../../core/portfolio/study-portfolio.ts'
import { weightedSum } from '../../../core/score/weighted-sum.ts'
import { openHighs } from '../../../server/prioritise/open-highs.ts'

describe('canonical JSON', () => {
  it('is the same for equal values however they were put together', () => {
    const one = { b: [1.5, { z: null, a: 'ü' }], a: true, gone: undefined }
    const other = { a: true, b: [1.5, { a: 'ü', z: null }] }
    expect(canonicalJson(one)).toBe('{"a":true,"b":[1.5,{"a":"ü","z":null}]}')
    expect(canonicalJson(other)).toBe(canonicalJson(one))
  })

  it('has null for what is no number, a list for a typed array, and numbers that read back to the same bits', () => {
    const values = Float64Array.of(0.1 + 0.2, Number.NaN, 5e-324, 1e21)
    expect(canonicalJson({ values })).toBe('{"values":[0.30000000000000004,null,5e-324,1e+21]}')
  })
})

/** Loaded once: it takes longer than all that is solved here. */
let loaded: ReturnType<typeof openHighs> | undefined
const solver = () => {
  loaded ??= openHighs()
  return loaded
}

const CODES = ['A', 'B', 'C', 'D', 'E']
const COLUMNS = [
  [900, 300, 500, 700, 100],
  [100, 800, 600, 200, 1000],
]
const COSTS = [40, 25, 30, 35, Number.NaN]
const WEIGHTS = [3, 2]

async function portfolio(): Promise<PortfolioDecision> {
  const columns = COLUMNS.map((column) => Uint16Array.from(column))
  const sums = weightedSum(columns, WEIGHTS)
  const criteria = defaultCriterionSet.criteria.slice(0, 2).map((definition) => ({
    key: definition.key,
    version: 1,
    definition,
    scale: null,
  }))
  const digest = await inputsDigest({
    criteria,
    codeBytes: new TextEncoder().encode(CODES.join('')),
    codeLengths: Uint16Array.from(CODES, ({ length }) => length),
    columns,
    absent: [null, null],
    costs: Float64Array.from(COSTS),
  })
  const origin: DecisionOrigin = {
    product: 'petausul test',
    created: '2026-11-24T00:00:00.000Z',
    title: 'Uji',
    filter: {},
    model: null,
    notice: { id: 'uji', en: 'test' },
    criteria,
    weights: WEIGHTS,
    inputs: {
      digest,
      codes: CODES,
      values: COLUMNS,
      absent: [[], []],
      costRupiah: COSTS.map((cost) => (Number.isNaN(cost) ? null : cost)),
    },
  }
  const problem: PortfolioProblem = {
    items: CODES.map((code, i) => ({
      code,
      costRupiah: COSTS[i] ?? Number.NaN,
      value: sums[i] ?? 0,
      attributes: { districtCode: i < 3 ? 'utara' : 'selatan' },
    })),
    constraints: [
      { id: 'budget', kind: 'ceiling', where: {}, limitRupiah: 75 },
      { id: 'selatan', kind: 'quota', where: { districtCode: 'selatan' }, minimum: 1 },
    ],
    objective: { kind: 'score' },
  }
  const { solve, version } = await solver()
  const study = { timeLimitSeconds: 10, alternatives: 1, mostPrices: 2 }
  const answer = studyPortfolio(problem, { ...study, solve, nowSeconds: () => performance.now() / 1000 })
  return makePortfolioDecision({
    origin,
    valueUnit: 'weighted-sum',
    problem,
    study,
    solver: { version, options: {} },
    answer,
  })
}

async function missesOf(file: PortfolioDecision): Promise<string[]> {
  const again = readDecision(JSON.stringify(file))
  const misses: string[] = []
  const open = async () => ({ ...(await solver()), nowSeconds: () => performance.now() / 1000 })
  for await (const { what, holds } of checkDecision(again, open)) if (!holds) misses.push(what)
  return misses
}

/** As a forger would: changed and sealed anew. */
async function forged(change: Partial<PortfolioDecision>): Promise<PortfolioDecision> {
  const file = { ...(await portfolio()), ...change }
  return { ...file, seal: await sealOf(file) }
}

describe('a decision file of a portfolio', () => {
  it('is solved again to the same choice, worth, bound, prices and alternatives', async () => {
    const file = await portfolio()
    expect(file.result.status).toBe('optimal')
    expect(file.result.chosen).toEqual(['A', 'D'])
    expect(await missesOf(file)).toEqual([])
  })

  it('with another choice that fits is found to be no optimum', async () => {
    const { result } = await portfolio()
    const worse = { ...result, chosen: ['B', 'D'], worth: 2500 + 2500, costRupiah: 60 }
    const misses = await missesOf(await forged({ result: worse }))
    expect(misses).toEqual(expect.arrayContaining(['digest of the result', 'chosen proposals', 'worth']))
    expect(misses).not.toContain('limits that the choice breaks')
  })

  it('with a choice beyond its budget says which limit it breaks', async () => {
    const { result } = await portfolio()
    const dear = { ...result, chosen: ['A', 'C', 'D'], costRupiah: 105 }
    expect(await missesOf(await forged({ result: dear }))).toContain('limits that the choice breaks')
  })

  it('whose items are not those of its inputs is found out', async () => {
    const { problem } = await portfolio()
    const [first, ...rest] = problem.items
    if (!first) throw new Error('no items')
    const cheap = { ...problem, items: [{ ...first, costRupiah: 1 }, ...rest] }
    expect(await missesOf(await forged({ problem: cheap }))).toContain(
      'proposals whose cost is not that of the inputs',
    )
    const dressed = { ...problem, items: [{ ...first, value: 9999 }, ...rest] }
    expect(await missesOf(await forged({ problem: dressed }))).toContain(
      'proposals whose value is not their weighted sum',
    )
    const ghost = { ...problem, items: [{ ...first, code: 'Z' }, ...rest] }
    expect(await missesOf(await forged({ problem: ghost }))).toContain(
      'proposals that the inputs do not hold',
    )
  })

  it('that ran out of time is checked for its limits, worth and bound', async () => {
    const { result } = await portfolio()
    const early = {
      ...result,
      status: 'time-limit' as const,
      chosen: ['B', 'D'],
      worth: 5000,
      costRupiah: 60,
    }
    const misses = await missesOf(await forged({ result: { ...early, bound: 9000 } }))
    expect(misses).toEqual(
      expect.not.arrayContaining(['worth of the choice', 'worth within the bound found now']),
    )
    const lying = await missesOf(await forged({ result: { ...early, bound: 5001 } }))
    expect(lying).toContain('worth found now within the bound')
  })
})
