import type { PortfolioItem } from './portfolio.ts'

/** Exchanges tried for each year: the first or second leaves no rupiah idle where costs are of many sizes. */
const MOST_EXCHANGES = 8
/** Pairs of one year's and a later one's proposals that are looked at for an exchange. */
const MOST_PAIRS = 2_000_000

/**
 * Numbers of years for proposals that are all to be carried out, as people expect a plan to read: what is worth most (ties by
 * code) in the first year, as far as its money goes, then the next. Money that a year would leave idle although the others need
 * it is used by exchanging a proposal for a dearer one of a later year, that which costs the least worth. Null where
 * some have no room so, which says nothing of other ways.
 */
export function placeByValue(
  items: readonly PortfolioItem[],
  limits: readonly number[],
): ReadonlyMap<string, number> | null {
  const yearOf = new Map<string, number>()
  let rest = items.toSorted((a, b) => b.value - a.value || (a.code < b.code ? -1 : 1))
  let idle = sumOf(limits) - sumOf(rest.map(({ costRupiah }) => costRupiah))
  for (const [year, limit] of limits.entries()) {
    const { own, later, gap } = fillYear(rest, limit, idle)
    for (const { code } of own) yearOf.set(code, year)
    rest = later
    // Without a limit nothing is idle.
    idle -= Number.isFinite(gap) ? gap : 0
    if (idle < 0) return null
  }
  return rest.length === 0 ? yearOf : null
}

interface Filled {
  readonly own: PortfolioItem[]
  readonly later: PortfolioItem[]
  /** Rupiah that stay unused. */
  readonly gap: number
}

function fillYear(rest: readonly PortfolioItem[], limit: number, allowed: number): Filled {
  const own: PortfolioItem[] = []
  const later: PortfolioItem[] = []
  let gap = limit
  for (const item of rest) {
    if (item.costRupiah <= gap) {
      own.push(item)
      gap -= item.costRupiah
    } else later.push(item)
  }
  for (let times = 0; gap > allowed && times < MOST_EXCHANGES; times++) {
    const pair = bestExchange(own, later, { gap, allowed })
    if (pair === null) break
    const [out, into] = [own[pair[0]]!, later[pair[1]]!]
    own[pair[0]] = into
    later[pair[1]] = out
    gap -= into.costRupiah - out.costRupiah
  }
  const byWorth = (a: PortfolioItem, b: PortfolioItem) => b.value - a.value || (a.code < b.code ? -1 : 1)
  return { own, later: later.sort(byWorth), gap }
}

/** Places of a proposal and of a dearer later one: of those that use enough the least loss of worth, else what uses most. */
function bestExchange(
  own: readonly PortfolioItem[],
  later: readonly PortfolioItem[],
  { gap, allowed }: { gap: number; allowed: number },
): readonly [number, number] | null {
  if (own.length * later.length > MOST_PAIRS) return null
  let [best, most, least]: [readonly [number, number] | null, number, number] = [null, 0, Infinity]
  own.forEach((out, i) => {
    later.forEach((into, j) => {
      const used = into.costRupiah - out.costRupiah
      if (!(used > 0 && used <= gap)) return
      const enough = Math.min(used, gap - allowed)
      const loss = out.value - into.value
      if (enough > most || (enough === most && loss < least)) {
        best = [i, j]
        most = enough
        least = loss
      }
    })
  })
  return best
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
