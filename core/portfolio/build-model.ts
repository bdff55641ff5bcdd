import { type ConstraintRow, constraintRows, onceRows } from './constraint-row.ts'
import type { Milp } from './milp.ts'
import { MilpBuilder, type MilpRow } from './milp-builder.ts'
import type { PeopleServed, PortfolioItem, PortfolioProblem } from './portfolio.ts'

export interface ModelVariant {
  /** Constraints left out. */
  readonly without?: ReadonlySet<string>
  /** Rupiah by which a ceiling is tightened, against the rounding of the solver. */
  readonly tightenRupiah?: ReadonlyMap<string, number>
  /** Other units of rupiah than usual, so many times as large: what rounds badly in the one need not in the other. */
  readonly unitTimes?: number
  /** Rows that cut off choices the solver's tolerance let through. */
  readonly cuts?: readonly MilpRow[]
  /** `objective`: the problem's own. `feasible`: any answer. `relax`: the least relative violation of `elastic`. */
  readonly goal?: 'objective' | 'feasible' | 'relax'
  readonly elastic?: ReadonlySet<string>
  /** Answers that must differ from these, be worth at least `least`, and are as different from them as can be. */
  readonly differ?: { readonly from: readonly (readonly boolean[])[]; readonly least: number }
}

export interface PortfolioModel {
  readonly milp: Milp
}

/**
 * The 0/1 model: one column a proposal, numbered as the items; then, for the objective `people`, one column a distinct
 * set of proposals that serve the same people (y ≤ Σ x: maximal covering location, Church & ReVelle 1974), so nobody
 * counts twice. Proposals without a cost are fixed at 0.
 */
export function buildModel(problem: PortfolioProblem, variant: ModelVariant = {}): PortfolioModel {
  const builder = new MilpBuilder()
  const own = (variant.goal ?? 'objective') === 'objective' && !variant.differ
  const byScore = problem.objective.kind === 'score'
  for (const item of problem.items) {
    const upper = Number.isNaN(item.costRupiah) ? 0 : 1
    builder.addColumn({ objective: objectiveOf(problem, variant, item.value), upper, integer: true })
  }
  const worth: Terms = { indices: [], values: [] }
  const people = new PeopleColumns(builder, problem.items)
  if (byScore) {
    problem.items.forEach(({ value }, i) => {
      worth.indices.push(i)
      worth.values.push(value)
    })
  } else if (own || variant.differ) addTo(worth, people.of(groupsOf(problem), own))
  addConstraints(builder, problem, variant, people)
  for (const row of onceRows(problem.items)) builder.addRow(row)
  for (const cut of variant.cuts ?? []) builder.addRow(cut)
  if (variant.differ) addDifference(builder, problem, variant.differ, worth)
  return { milp: builder.build() }
}

function objectiveOf(problem: PortfolioProblem, variant: ModelVariant, value: number): number {
  const own = (variant.goal ?? 'objective') === 'objective' && !variant.differ
  return own && problem.objective.kind === 'score' ? value : 0
}

interface Terms {
  readonly indices: number[]
  readonly values: number[]
}

function addTo(terms: Terms, { indices, values }: Terms): void {
  indices.forEach((column, at) => {
    terms.indices.push(column)
    terms.values.push(values[at]!)
  })
}

function groupsOf({ objective }: PortfolioProblem): readonly PeopleServed[] {
  return objective.kind === 'people' ? objective.groups : []
}

/** Columns of people served, made once for each list of groups: objective and constraints may count the same people. */
class PeopleColumns {
  readonly #builder: MilpBuilder
  readonly #columnsOf: ReadonlyMap<string, readonly number[]>
  readonly #known = new Map<readonly PeopleServed[], Terms>()

  constructor(builder: MilpBuilder, items: readonly PortfolioItem[]) {
    this.#builder = builder
    // In whatever year somebody is reached.
    this.#columnsOf = Map.groupBy(items.keys(), (i) => items[i]!.code)
  }

  /** Σ people × column; `counts`: that is the objective too. */
  of(groups: readonly PeopleServed[], counts = false): Terms {
    const known = this.#known.get(groups)
    if (known) return known
    const terms: Terms = { indices: [], values: [] }
    for (const { people, codes } of mergePeople(groups)) {
      const servers = codes.flatMap((code) => this.#columnsOf.get(code) ?? [])
      if (servers.length === 0 || people === 0) continue
      const column = this.#builder.addColumn({ objective: counts ? people : 0 })
      const values = [1, ...servers.map(() => -1)]
      this.#builder.addRow({ upper: 0, indices: [column, ...servers], values })
      terms.indices.push(column)
      terms.values.push(people)
    }
    this.#known.set(groups, terms)
    return terms
  }
}

/** People served by exactly the same proposals become one group: the same optimum with fewer columns. */
function mergePeople(groups: readonly PeopleServed[]): PeopleServed[] {
  const merged = new Map<string, { people: number; codes: readonly string[] }>()
  for (const { people, codes } of groups) {
    const sorted = [...new Set(codes)].sort()
    const key = JSON.stringify(sorted)
    const group = merged.get(key)
    if (group) group.people += people
    else merged.set(key, { people, codes: sorted })
  }
  return [...merged.values()]
}

/** A problem is modelled many times (alternatives, prices); its rows are made once and kept as long as the problem object lives. */
const knownRows = new WeakMap<PortfolioProblem, readonly (readonly ConstraintRow[])[]>()

/** The rows of each constraint, in their order. */
export function rowsOf(problem: PortfolioProblem, unitTimes = 1): readonly (readonly ConstraintRow[])[] {
  const known = unitTimes === 1 ? knownRows.get(problem) : undefined
  if (known) return known
  const rows = problem.constraints.map((constraint) => constraintRows(problem.items, constraint, unitTimes))
  if (unitTimes === 1) knownRows.set(problem, rows)
  return rows
}

function addConstraints(
  builder: MilpBuilder,
  problem: PortfolioProblem,
  variant: ModelVariant,
  people: PeopleColumns,
): void {
  const rows = rowsOf(problem, variant.unitTimes)
  for (const [at, constraint] of problem.constraints.entries()) {
    if (variant.without?.has(constraint.id)) continue
    const terms = constraint.kind === 'least-people' ? people.of(constraint.groups) : null
    for (const row of rows[at]!) {
      const counted = terms
        ? { ...row, indices: terms.indices, values: terms.values.map((value) => value / row.unit) }
        : row
      addConstraintRow(builder, constraint.id, counted, variant)
    }
  }
}

function addConstraintRow(
  builder: MilpBuilder,
  id: string,
  asked: ConstraintRow,
  variant: ModelVariant,
): void {
  const { unit, reference, ...row } = asked
  const indices = [...row.indices]
  const values = [...row.values]
  if (variant.elastic?.has(id)) {
    for (const sign of [row.lower === undefined ? 0 : 1, row.upper === undefined ? 0 : -1]) {
      if (sign === 0) continue
      const cost = variant.goal === 'relax' ? -1 / reference : 0
      const column = builder.addColumn({ objective: cost, upper: Number.POSITIVE_INFINITY })
      indices.push(column)
      values.push(sign)
    }
  }
  const tighten = (variant.tightenRupiah?.get(id) ?? 0) / unit
  builder.addRow({
    ...row,
    ...(row.upper === undefined ? {} : { upper: row.upper - tighten }),
    ...(row.lower === undefined ? {} : { lower: row.lower + tighten }),
    indices,
    values,
  })
}

/** A row for the least worth, one "no-good" row for each earlier answer, and a column that counts the differences. */
function addDifference(
  builder: MilpBuilder,
  problem: PortfolioProblem,
  { from, least }: NonNullable<ModelVariant['differ']>,
  worth: { indices: number[]; values: number[] },
): void {
  builder.addRow({ lower: least, ...worth })
  const { items } = problem
  const all = [...items.keys()]
  const nearest = builder.addColumn({ objective: 1, lower: 1, upper: items.length })
  for (const chosen of from) {
    // Differences = Σ over chosen of (1 − x) + Σ over the others of x; `nearest` is the least of them. In which year
    // something is carried out makes no other choice.
    const funded = new Set(items.filter((_, i) => chosen[i]).map(({ code }) => code))
    const count = funded.size
    const values = items.map(({ code }) => (funded.has(code) ? -1 : 1))
    builder.addRow({ lower: -count, indices: [...all, nearest], values: [...values, -1] })
  }
}
