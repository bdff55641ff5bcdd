import { isRecord } from '../is-record.ts'
import type { Criterion, CurvePoint } from './criterion.ts'
import type { Scale } from './scale.ts'
import { rangeOf } from './scale-of.ts'

/** Whether a value that came from outside is a frozen scale. */
export function isScale(value: unknown): value is Scale {
  if (!isRecord(value)) return false
  const { kind, low, high, knots, marks, fill } = value
  const numbers = [low, high].every((one) => typeof one === 'number') && isNumbers(knots) && isNumbers(marks)
  if (!numbers || (fill !== null && typeof fill !== 'number')) return false
  if (kind === 'lines') return knots.length > 0 && marks.length === knots.length
  return kind === 'steps' && knots.length > 0 && marks.length === knots.length + 1
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number')
}

/**
 * Whether a frozen scale is one that this definition gives: its range, its rule for missing values, and its direction or curve.
 * The ends of `min-max`, `vector` and `rank` come from all proposals of the store, so they are taken as they are.
 */
export function fitsDefinition(scale: Scale, criterion: Criterion): boolean {
  const [low, high] = rangeOf(criterion)
  if (scale.low !== low || scale.high !== high || !fitsMissingRule(scale, criterion)) return false
  return tellsNothingApart(scale) || fitsShape(scale, criterion)
}

function fitsMissingRule({ fill }: Scale, { missing }: Criterion): boolean {
  if (missing === 'exclude') return fill === null
  return missing === 'zero' ? fill === 0 : fill !== null && fill >= 0 && fill <= 1000
}

/** The scale of a criterion whose known values are all alike, or that has none: 0 for everything. */
function tellsNothingApart({ kind, low, knots, marks }: Scale): boolean {
  return kind === 'steps' && isSame(knots, [low]) && isSame(marks, [0, 0])
}

function fitsShape({ kind, knots, marks }: Scale, { normalisation: rule, direction }: Criterion): boolean {
  const fits = (shape: Scale['kind'], points: readonly CurvePoint[], below: readonly number[] = []) =>
    kind === shape &&
    isSame(
      knots,
      points.map(({ value }) => value),
    ) &&
    isSame(marks, [...below, ...points.map(({ perMille }) => perMille)])
  switch (rule.kind) {
    case 'min-max':
    case 'vector':
      return kind === 'lines' && isSame(marks, direction === 'maximise' ? [0, 1000] : [1000, 0])
    case 'rank':
      return kind === 'lines' && runs(direction === 'maximise' ? marks : marks.toReversed())
    case 'thresholds':
      return fits('steps', rule.steps, [rule.below])
    case 'curve':
      return fits('lines', rule.points)
  }
}

/** Whether they rise, and nowhere fall. */
function runs(marks: readonly number[]): boolean {
  return marks.every((mark, at) => at === 0 || marks[at - 1]! <= mark) && marks[0]! < marks.at(-1)!
}

function isSame(some: readonly number[], others: readonly number[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at])
}
