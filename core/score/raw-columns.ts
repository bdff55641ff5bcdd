import type { Criterion } from '../criteria/criterion.ts'
import { keepValid } from '../criteria/to-per-mille.ts'

/** What of a criterion says how its raw values are read. */
export type RawRule = Pick<Criterion, 'direction' | 'missing'> & Partial<Pick<Criterion, 'validRange'>>

/** What criteria measured (NaN: missing), rows as the alternatives', with the criteria that say how it is read. */
export interface MeasuredColumns {
  readonly columns: readonly Float64Array[]
  readonly rules: readonly RawRule[]
}

/**
 * A criterion's raw values (NaN: missing) with what stands for missing ones by its rule: the worst known value (`zero`; with
 * `exclude` too, whose rows take no part), or the less wanted of the two middle ones (`median`). Values outside the valid
 * range count as missing. 0 everywhere when none is known.
 */
export function filledRaws(raw: Float64Array, criterion: RawRule): Float64Array {
  const { known } = keepValid(raw, criterion)
  const present = known.filter((value) => !Number.isNaN(value)).sort()
  const [low, high] = [present[0] ?? 0, present.at(-1) ?? 0]
  const more = criterion.direction === 'maximise'
  const middle = present[more ? (present.length - 1) >> 1 : present.length >> 1] ?? 0
  const fill = criterion.missing === 'median' ? middle : more ? low : high
  return known.map((value) => (Number.isNaN(value) ? fill : value))
}

/**
 * Raw values as columns of which more is better, as methods that were published for raw values take them: a criterion of
 * which less is better is negated, which leaves norms, spans and distances as they are.
 */
export function preferredRaws(raw: Float64Array, criterion: RawRule): Float64Array {
  const filled = filledRaws(raw, criterion)
  // Not −0, which sorts and prints unlike 0.
  return criterion.direction === 'maximise' ? filled : filled.map((value) => 0 - value)
}

/** Each criterion's raw values as preferredRaws gives them. */
export function preferredColumns({ columns, rules }: MeasuredColumns): Float64Array[] {
  return columns.map((column, c) => preferredRaws(column, rules[c]!))
}
