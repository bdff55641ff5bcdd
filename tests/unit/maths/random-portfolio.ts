import fc from 'fast-check'
import { brokenConstraints, worthOf } from '../../../core/portfolio/judge-choice.ts'
import type { PortfolioConstraint, PortfolioProblem } from '../../../core/portfolio/portfolio.ts'

const district = fc.constantFrom('A', 'B', 'C')
const kind = fc.constantFrom('physical', 'other')

const item = fc.record({
  costRupiah: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 2_000_000_000 }) },
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
  ),
  value: fc.integer({ min: 0, max: 1000 }),
  attributes: fc.record({ district, kind }),
})

/** Up to so many proposals under random constraints of every kind, for score or for people. */
export const portfolioUpTo = (most: number): fc.Arbitrary<PortfolioProblem> =>
  fc.array(item, { minLength: 1, maxLength: most }).chain((rows) => {
    const items = rows.map((row, i) => ({ ...row, code: `P${i}` }))
    const code = fc.constantFrom(...items.map((one) => one.code))
    const where = fc.oneof(fc.constant({}), fc.record({ district }), fc.record({ district, kind }))
    const limitRupiah = fc.integer({ min: 0, max: 6_000_000_000 })
    const groups = fc.array(
      fc.record({ people: fc.integer({ min: 0, max: 500 }), codes: fc.uniqueArray(code, { maxLength: 4 }) }),
      { maxLength: 12 },
    )
    const constraint: fc.Arbitrary<Unnamed> = fc.oneof(
      fc.record({ kind: fc.constant('ceiling' as const), where, limitRupiah }),
      fc.record({ kind: fc.constant('quota' as const), where, minimum: fc.integer({ min: 0, max: 2 }) }),
      fc.record({ kind: fc.constant('quota' as const), where, maximum: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ kind: fc.constant('exclusive' as const), codes: fc.uniqueArray(code, { minLength: 1 }) }),
      fc.record({
        kind: fc.constant('share' as const),
        where: fc.record({ district }),
        minimumShare: fc.constantFrom(0, 0.2, 0.5, 1),
      }),
      fc.record({ kind: fc.constant('force' as const), code, funded: fc.boolean() }),
      fc.record({
        kind: fc.constant('floor' as const),
        where,
        minimumRupiah: fc.integer({ min: 0, max: 2_000_000_000 }),
      }),
      fc.record({ kind: fc.constant('requires' as const), code, needs: code }),
      fc.record({ kind: fc.constant('least-value' as const), minimum: fc.integer({ min: 0, max: 3000 }) }),
      fc.record({
        kind: fc.constant('least-people' as const),
        minimum: fc.integer({ min: 0, max: 900 }),
        groups,
      }),
    )
    return fc.record({
      items: fc.constant(items),
      constraints: fc
        .array(constraint, { maxLength: 5 })
        .map((list) => list.map((one, at) => ({ ...one, id: `c${at}` }) as PortfolioConstraint)),
      objective: fc.oneof(
        fc.constant({ kind: 'score' as const }),
        fc.record({ kind: fc.constant('people' as const), groups }),
      ),
    })
  })

export const randomPortfolio = portfolioUpTo(11)

type Unnamed = PortfolioConstraint extends infer C
  ? C extends { id: string }
    ? Omit<C, 'id'>
    : never
  : never

/** Every choice among what has a cost: true for what is funded. */
export function* everyChoice({ items }: PortfolioProblem): Generator<boolean[]> {
  const free = items.flatMap(({ costRupiah }, i) => (Number.isNaN(costRupiah) ? [] : [i]))
  for (let mask = 0; mask < 2 ** free.length; mask++) {
    const chosen = items.map(() => false)
    free.forEach((i, bit) => {
      chosen[i] = ((mask >> bit) & 1) === 1
    })
    yield chosen
  }
}

/** The best worth by trying every choice; null when none meets all constraints. */
export function bestByEnumeration(problem: PortfolioProblem): number | null {
  let best: number | null = null
  for (const chosen of everyChoice(problem)) {
    if (brokenConstraints(problem, chosen).length > 0) continue
    const worth = worthOf(problem, chosen)
    if (best === null || worth > best) best = worth
  }
  return best
}
