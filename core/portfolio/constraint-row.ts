import type { MilpRow } from './milp-builder.ts'
import { isSelected, type PortfolioConstraint, type PortfolioItem } from './portfolio.ts'

export interface ConstraintRow extends MilpRow {
  /** Units of the row (rupiah, proposals) that one unit of the row's activity stands for. */
  readonly unit: number
  /** What a violation is measured against, in the row's activity: the limit, or 1. */
  readonly reference: number
}

/**
 * A constraint as rows over the items' 0/1 columns, which are numbered as the items are: one, or one a year. Rupiah are
 * divided by a power of ten that leaves coefficients below 100,000, so that the solver's tolerances stay under a rupiah;
 * `times` makes that unit another, for a second opinion.
 */
export function constraintRows(
  items: readonly PortfolioItem[],
  constraint: PortfolioConstraint,
  times = 1,
): ConstraintRow[] {
  return constraint.kind === 'requires'
    ? prerequisiteRows(items, constraint)
    : [constraintRow(items, constraint, times)]
}

function constraintRow(
  items: readonly PortfolioItem[],
  constraint: Exclude<PortfolioConstraint, { kind: 'requires' }>,
  times: number,
): ConstraintRow {
  switch (constraint.kind) {
    case 'ceiling': {
      const indices = rowsWhere(items, (item) => isSelected(item, constraint.where) && item.costRupiah > 0)
      const unit = times * rupiahUnit(items, indices)
      const values = indices.map((i) => items[i]!.costRupiah / unit)
      const upper = constraint.limitRupiah / unit
      return { upper, indices, values, unit, reference: Math.max(upper, 1 / unit) }
    }
    case 'floor': {
      const indices = rowsWhere(items, (item) => isSelected(item, constraint.where) && item.costRupiah > 0)
      const unit = times * rupiahUnit(items, indices)
      const values = indices.map((i) => items[i]!.costRupiah / unit)
      const lower = constraint.minimumRupiah / unit
      return { lower, indices, values, unit, reference: Math.max(lower, 1 / unit) }
    }
    case 'quota': {
      const indices = rowsWhere(items, (item) => isSelected(item, constraint.where))
      const values = indices.map(() => 1)
      const { minimum, maximum } = constraint
      const bounds = {
        ...(minimum === undefined ? {} : { lower: minimum }),
        ...(maximum === undefined ? {} : { upper: maximum }),
      }
      return { ...bounds, indices, values, unit: 1, reference: Math.max(1, minimum ?? maximum ?? 1) }
    }
    case 'exclusive': {
      const codes = new Set(constraint.codes)
      const indices = rowsWhere(items, ({ code }) => codes.has(code))
      return { upper: 1, indices, values: indices.map(() => 1), unit: 1, reference: 1 }
    }
    case 'share':
      return shareRow(items, constraint, times)
    case 'force': {
      const indices = rowsWhere(items, ({ code }) => code === constraint.code)
      const bound = constraint.funded ? { lower: 1 } : { upper: 0 }
      return { ...bound, indices, values: indices.map(() => 1), unit: 1, reference: 1 }
    }
    case 'least-value':
    case 'least-people':
      return leastRow(amountsOf(items, constraint), constraint.minimum, times)
  }
}

/** Up to the end of each year what needs another is not begun before it: Σ own ≤ Σ needed over the years so far. */
function prerequisiteRows(
  items: readonly PortfolioItem[],
  { code, needs }: Extract<PortfolioConstraint, { kind: 'requires' }>,
): ConstraintRow[] {
  const none = { upper: 0, unit: 1, reference: 1 }
  // A single one that needs itself needs nothing.
  if (code === needs) return [{ ...none, indices: [], values: [] }]
  const own = rowsWhere(items, (item) => item.code === code)
  const needed = rowsWhere(items, (item) => item.code === needs)
  return own.map((last) => {
    const until = (i: number) => (items[i]!.year ?? 0) <= (items[last]!.year ?? 0)
    const [before, others] = [own.filter(until), needed.filter(until)]
    return {
      ...none,
      indices: [...before, ...others],
      values: [...before.map(() => 1), ...others.map(() => -1)],
    }
  })
}

/** Of each proposal that stands in the list once a year: at most one of its years. Of the model, not of who asks. */
export function onceRows(items: readonly PortfolioItem[]): ConstraintRow[] {
  return repeatsOf(items).map((indices) => ({
    ...{ upper: 1, indices, values: indices.map(() => 1), unit: 1, reference: 1 },
  }))
}

const knownRepeats = new WeakMap<readonly PortfolioItem[], readonly (readonly number[])[]>()

/** The places of each code that stands in the list several times. */
export function repeatsOf(items: readonly PortfolioItem[]): readonly (readonly number[])[] {
  const known = knownRepeats.get(items)
  if (known) return known
  const isOverYears = items.some(({ year }) => year !== undefined)
  const placesOf = isOverYears ? Map.groupBy(items.keys(), (i) => items[i]!.code).values() : []
  const repeats = [...placesOf].filter(({ length }) => length > 1)
  knownRepeats.set(items, repeats)
  return repeats
}

/** Σ amount × choice is at least the minimum. */
function leastRow(amounts: readonly number[], minimum: number, times: number): ConstraintRow {
  const indices = [...amounts.keys()].filter((i) => amounts[i]! > 0)
  const unit = times * unitOf(amounts)
  const lower = minimum / unit
  return {
    ...{ lower, indices, unit, reference: Math.max(lower, 1 / unit) },
    values: indices.map((i) => amounts[i]! / unit),
  }
}

/**
 * What each item alone adds to what a constraint asks for at least: its value, or the people whom it would serve alone. The sum of
 * these is what items serve together at most, so that a row of them allows all that is allowed, and more: the model itself
 * counts everybody once (build-model.ts).
 */
export function amountsOf(
  items: readonly PortfolioItem[],
  constraint: Extract<PortfolioConstraint, { kind: 'least-value' | 'least-people' }>,
): number[] {
  if (constraint.kind === 'least-value') return items.map(({ value }) => value)
  const alone = new Map<string, number>()
  for (const { people, codes } of constraint.groups)
    for (const code of new Set(codes)) alone.set(code, (alone.get(code) ?? 0) + people)
  return items.map(({ code }) => alone.get(code) ?? 0)
}

/** Money inside less the least share of all money spent is 0 or more. */
function shareRow(
  items: readonly PortfolioItem[],
  { where, minimumShare }: Extract<PortfolioConstraint, { kind: 'share' }>,
  times: number,
): ConstraintRow {
  const indices = rowsWhere(items, ({ costRupiah }) => costRupiah > 0)
  const unit = times * rupiahUnit(items, indices)
  const values = indices.map((i) => {
    const inside = isSelected(items[i]!, where) ? 1 : 0
    return ((inside - minimumShare) * items[i]!.costRupiah) / unit
  })
  const reference = values.reduce((sum, value) => sum + Math.max(0, -value), 0)
  return { lower: 0, indices, values, unit, reference: Math.max(1, reference) }
}

function rowsWhere(items: readonly PortfolioItem[], test: (item: PortfolioItem) => boolean): number[] {
  const rows: number[] = []
  items.forEach((item, i) => {
    if (test(item)) rows.push(i)
  })
  return rows
}

function rupiahUnit(items: readonly PortfolioItem[], rows: readonly number[]): number {
  return unitOf(rows.map((i) => items[i]!.costRupiah))
}

function unitOf(amounts: readonly number[]): number {
  const dearest = amounts.reduce((most, amount) => Math.max(most, amount), 1)
  return 10 ** Math.max(0, Math.floor(Math.log10(dearest)) - 4)
}
