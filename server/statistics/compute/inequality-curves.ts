const MOST_POINTS = 200

interface Columns {
  readonly poverty: Float64Array
  readonly population: Float64Array
  readonly benefit: Float64Array
}

type Curve = [x: number, y: number][]

/** Lorenz curve: cumulated share of people against that of the benefit, from those who get least a head. */
export function lorenzCurve({ population, benefit }: Columns): Curve {
  const perHead = benefit.map((value, i) => value / population[i]!)
  return cumulate((a, b) => perHead[a]! - perHead[b]!, { population, benefit })
}

/** Concentration curve: the same from the poorest place; above the diagonal the poor get more than their share. */
export function concentrationCurve({ poverty, population, benefit }: Columns): Curve {
  return cumulate((a, b) => poverty[b]! - poverty[a]!, { population, benefit })
}

/** Shares 0–1 from (0, 0) to (1, 1), thinned to at most 200 points; nothing when there is no benefit. */
function cumulate(
  compare: (a: number, b: number) => number,
  { population, benefit }: Pick<Columns, 'population' | 'benefit'>,
): Curve {
  const people = population.reduce((a, b) => a + b, 0)
  const all = benefit.reduce((a, b) => a + b, 0)
  if (people === 0 || all === 0) return []
  const order = [...population.keys()].sort((a, b) => compare(a, b) || a - b)
  let heads = 0
  let sum = 0
  const curve: Curve = [[0, 0]]
  for (const [at, i] of order.entries()) {
    heads += population[i]!
    sum += benefit[i]!
    // Places that stand alike are one stretch: which of them is listed first does not bend the curve.
    const next = order[at + 1]
    if (next !== undefined && compare(i, next) === 0) continue
    curve.push([Number((heads / people).toFixed(5)), Number((sum / all).toFixed(5))])
  }
  const every = Math.ceil(curve.length / MOST_POINTS)
  return curve.filter((_, at) => at % every === 0 || at === curve.length - 1)
}
