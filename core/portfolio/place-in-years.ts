import { repeatsOf } from './constraint-row.ts'
import { brokenConstraints } from './judge-choice.ts'
import { yearLimits } from './one-budget.ts'
import { placeByValue } from './place-by-value.ts'
import type { PortfolioProblem } from './portfolio.ts'
import { isTimed } from './settle-earlier.ts'

/** Proposals tried in years: counted, not timed, so that what was found once is found again. */
const MOST_STEPS = 200_000

/**
 * Years in which all these proposals have room under the ceilings of the years and after what they need: what is worth most
 * early (place-by-value.ts) where that goes, else by a depth-first search of the dearest first, each in the year with most
 * money left (bin packing, first fails first). Null when there are none or, for the steps, none was found.
 * `problem` is one over years (over-years.ts); gives its columns.
 */
export function placeInYears(
  problem: PortfolioProblem,
  codes: readonly string[],
  without: ReadonlySet<string> = new Set(),
): readonly boolean[] | null {
  const { items, constraints, plan } = problem
  if (!plan) return null
  const asked = constraints.filter((one) => !without.has(one.id) && isTimed(one))
  const left = yearLimits(asked, plan)
  const funded = new Set(codes)
  const placesOf = repeatsOf(items).filter(([first]) => funded.has(items[first!]!.code))
  if (placesOf.length !== funded.size) return null
  const columnsIn = (yearOf: ReadonlyMap<string, number>) => {
    const chosen = items.map(({ code, year }) => yearOf.has(code) && plan.years[yearOf.get(code)!] === year)
    return brokenConstraints({ ...problem, constraints: asked }, chosen).length === 0 ? chosen : null
  }
  const firsts = placesOf.map(([first]) => items[first!]!)
  const byValue = placeByValue(firsts, left)
  const asRead = byValue && columnsIn(byValue)
  if (asRead) return asRead
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
  return place(search, 0) ? columnsIn(search.yearOf) : null
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
