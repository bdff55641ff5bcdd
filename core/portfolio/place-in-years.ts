import { repeatsOf } from './constraint-row.ts'
import { brokenConstraints } from './judge-choice.ts'
import { isYearCeiling } from './one-budget.ts'
import { type PortfolioProblem, YEAR } from './portfolio.ts'
import { isTimed } from './settle-earlier.ts'

/** Proposals tried in years: counted, not timed, so that what was found once is found again. */
const MOST_STEPS = 200_000

/**
 * Years in which all these proposals have room under the ceilings of the years and after what they need, by a depth-first
 * search of the dearest first, each in the year with most money left (bin packing, first fails first); null when there are
 * none or, for the steps, none was found. `problem` is one over years (over-years.ts); gives its columns.
 */
export function placeInYears(
  problem: PortfolioProblem,
  codes: readonly string[],
  without: ReadonlySet<string> = new Set(),
): readonly boolean[] | null {
  const { items, constraints, plan } = problem
  if (!plan) return null
  const asked = constraints.filter((one) => !without.has(one.id) && isTimed(one))
  const left = plan.years.map((year) =>
    asked
      .filter(isYearCeiling)
      .filter(({ where }) => where[YEAR] === String(year))
      .reduce((least, { limitRupiah }) => Math.min(least, limitRupiah), Number.POSITIVE_INFINITY),
  )
  const funded = new Set(codes)
  const placesOf = repeatsOf(items).filter(([first]) => funded.has(items[first!]!.code))
  const search: Search = {
    places: placesOf.toSorted(([a], [b]) => items[b!]!.costRupiah - items[a!]!.costRupiah),
    costs: [],
    left,
    order: asked.flatMap((one) => (one.kind === 'requires' ? [[one.code, one.needs] as const] : [])),
    yearOf: new Map(),
    codeOf: (i) => items[i]!.code,
    steps: 0,
  }
  search.costs.push(...search.places.map(([first]) => items[first!]!.costRupiah))
  if (search.places.length !== funded.size || !place(search, 0)) return null
  const chosen = items.map(
    ({ code, year = 0 }) =>
      search.yearOf.get(code) !== undefined && plan.years[search.yearOf.get(code)!] === year,
  )
  return brokenConstraints({ ...problem, constraints: asked }, chosen).length === 0 ? chosen : null
}

interface Search {
  /** Columns of each proposal, by year. */
  readonly places: readonly (readonly number[])[]
  readonly costs: number[]
  /** Rupiah that each year has left. */
  readonly left: number[]
  /** What needs what. */
  readonly order: readonly (readonly [code: string, needs: string])[]
  /** Number of the year of what is placed so far. */
  readonly yearOf: Map<string, number>
  readonly codeOf: (column: number) => string
  steps: number
}

function place(search: Search, at: number): boolean {
  const { places, costs, left, yearOf } = search
  const own = places[at]
  if (own === undefined) return true
  const code = search.codeOf(own[0]!)
  const cost = costs[at]!
  const years = [...left.keys()]
    .filter((year) => left[year]! >= cost)
    .sort((a, b) => left[b]! - left[a]! || a - b)
  const tried = new Set<number>()
  for (const year of years) {
    // A year with as much left as one that failed fails as well, where no order tells them apart.
    if (search.order.length === 0 && tried.has(left[year]!)) continue
    tried.add(left[year]!)
    if (search.steps++ > MOST_STEPS) return false
    yearOf.set(code, year)
    left[year] = left[year]! - cost
    if (isInOrder(search) && place(search, at + 1)) return true
    left[year] = left[year]! + cost
    yearOf.delete(code)
  }
  return false
}

/** As far as both of a pair are placed: what needs another does not come before it. */
function isInOrder({ order, yearOf }: Search): boolean {
  return order.every(([code, needs]) => {
    const [own, other] = [yearOf.get(code), yearOf.get(needs)]
    return own === undefined || other === undefined || other <= own
  })
}
