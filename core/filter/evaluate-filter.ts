import { evaluateArithmetic } from './evaluate-arithmetic.ts'
import type { ArrayOperator, Comparison, Filter, FilterBox, SpatialOperator, Value } from './filter-tree.ts'
import { matchesPattern } from './matches-pattern.ts'
import { compareTimes, type TimeSpan, timeSpanOf } from './time-span.ts'

/** What a property of one thing may be; several texts where it is repeated (subjects of a record). */
export type Known =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  /** A day or moment as ISO 8601 writes it, or a span of these. */
  | { kind: 'time'; span: TimeSpan }
  | { kind: 'box'; box: FilterBox }

export interface FilterSubject {
  /** The value of a property; throws Problem (400) for a name that is none. */
  read(name: string): Known
  /** Whether two places relate; throws Problem (400) for what it cannot compare. */
  relate(operator: SpatialOperator, left: Known | Value, right: Known | Value): boolean | null
}

/**
 * Whether a filter holds for one thing in memory. As in Filter Encoding (OGC 04-095) there are two truth values: a condition on
 * what the thing does not say, or on types that do not fit, is not met, and so its negation is. A repeated property fits when
 * one of its values does. For few things: nothing is indexed.
 */
export function evaluateFilter(tree: Filter, subject: FilterSubject): boolean {
  switch (tree.kind) {
    case 'always':
      return true
    case 'never':
      return false
    case 'and':
      return tree.operands.every((operand) => evaluateFilter(operand, subject))
    case 'or':
      return tree.operands.some((operand) => evaluateFilter(operand, subject))
    case 'not':
      return !evaluateFilter(tree.operand, subject)
    case 'compare':
      return compareAny(tree.operator, scalarOf(tree.left, subject), scalarOf(tree.right, subject))
    case 'like':
      return like(scalarOf(tree.value, subject), scalarOf(tree.pattern, subject))
    case 'between': {
      const value = scalarOf(tree.value, subject)
      return (
        compareAny('>=', value, scalarOf(tree.least, subject)) &&
        compareAny('<=', value, scalarOf(tree.most, subject))
      )
    }
    case 'in': {
      const value = scalarOf(tree.value, subject)
      return tree.list.some((item) => compareAny('=', value, scalarOf(item, subject)))
    }
    case 'isNull':
      return isNothing(
        tree.value.kind === 'property' ? subject.read(tree.value.name) : scalarOf(tree.value, subject),
      )
    case 'spatial':
      return subject.relate(tree.operator, placeOf(tree.left, subject), placeOf(tree.right, subject)) ?? false
    case 'temporal': {
      const [left, right] = [spanOf(tree.left, subject), spanOf(tree.right, subject)]
      return left !== null && right !== null && compareTimes(tree.operator, left, right)
    }
    case 'arrays': {
      const [left, right] = [listOf(tree.left, subject), listOf(tree.right, subject)]
      return left !== null && right !== null && compareLists(tree.operator, left, right)
    }
  }
}

const isNothing = (value: Known) => value === null || (Array.isArray(value) && value.length === 0)

function compareLists(operator: ArrayOperator, left: readonly string[], right: readonly string[]): boolean {
  const within = (some: readonly string[], all: readonly string[]) => some.every((item) => all.includes(item))
  if (operator === 'a_contains') return within(right, left)
  if (operator === 'a_containedBy') return within(left, right)
  if (operator === 'a_equals') return within(left, right) && within(right, left)
  return left.some((item) => right.includes(item))
}

type Scalar = Exclude<Known, { kind: 'box' }>

function scalarOf(value: Value, subject: FilterSubject): Scalar {
  switch (value.kind) {
    case 'property': {
      const known = subject.read(value.name)
      return isBox(known) ? null : known
    }
    case 'text':
    case 'number':
    case 'boolean':
      return value.value
    case 'casei':
      return mapText(scalarOf(value.of, subject), (text) => text.toLowerCase())
    case 'accenti':
      return mapText(scalarOf(value.of, subject), (text) => text.normalize('NFD').replaceAll(/\p{M}/gu, ''))
    case 'arithmetic':
      return evaluateArithmetic(value.operator, scalarOf(value.left, subject), scalarOf(value.right, subject))
    case 'list':
      return value.items.flatMap((item) => {
        const known = scalarOf(item, subject)
        return typeof known === 'string' || typeof known === 'number' ? [String(known)] : []
      })
    case 'geometry':
    case 'bbox':
      return null
    default: {
      const span = spanOf(value, subject)
      return span ? { kind: 'time', span } : null
    }
  }
}

function mapText(value: Scalar, change: (text: string) => string): Scalar {
  if (typeof value === 'string') return change(value)
  return Array.isArray(value) ? value.map((item: string) => change(item)) : value
}

function isBox(value: Known): value is { kind: 'box'; box: FilterBox } {
  return typeof value === 'object' && value !== null && 'box' in value
}

function isTime(value: Scalar): value is { kind: 'time'; span: TimeSpan } {
  return typeof value === 'object' && value !== null && 'span' in value
}

function placeOf(value: Value, subject: FilterSubject): Known | Value {
  return value.kind === 'property' ? subject.read(value.name) : value
}

function listOf(value: Value, subject: FilterSubject): readonly string[] | null {
  const known = scalarOf(value, subject)
  if (Array.isArray(known)) return known as readonly string[]
  return typeof known === 'string' ? [known] : null
}

function spanOf(value: Value, subject: FilterSubject): TimeSpan | null {
  if (value.kind === 'interval') {
    const end = (at: typeof value.start) =>
      at.kind === 'open' ? [null, null] : at.kind === 'property' ? spanOf(at, subject) : timeSpanOf(at.value)
    const [start, stop] = [end(value.start), end(value.end)]
    return start && stop ? [start[0] ?? null, stop[1] ?? null] : null
  }
  if (value.kind === 'date' || value.kind === 'timestamp') return timeSpanOf(value.value)
  const known = value.kind === 'property' ? subject.read(value.name) : scalarOf(value, subject)
  if (typeof known === 'string') return timeSpanOf(known)
  return known !== null && !isBox(known) && isTime(known) ? known.span : null
}

/** A repeated property fits when one of its values does. */
function compareAny(operator: Comparison, left: Scalar, right: Scalar): boolean {
  if (Array.isArray(left)) return left.some((item: string) => compare(operator, item, right))
  if (Array.isArray(right)) return right.some((item: string) => compare(operator, left, item))
  return compare(operator, left, right)
}

function like(value: Scalar, pattern: Scalar): boolean {
  if (typeof pattern !== 'string') return false
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.some((item) => typeof item === 'string' && matchesPattern(item, pattern))
}

function compare(operator: Comparison, left: Scalar, right: Scalar): boolean {
  const [a, b] = alike(left, right)
  if (a === null || b === null) return false
  if (isTime(a) && isTime(b)) return compareSpans(operator, a.span, b.span)
  if (typeof a !== typeof b || typeof a === 'object') return false
  if (operator === '=') return a === b
  if (operator === '<>') return a !== b
  if (operator === '<') return a < b
  if (operator === '<=') return a <= b
  return operator === '>' ? a > b : a >= b
}

/** A text beside a time or a number is read as one, since clients of CSW write every literal as text. */
function alike(left: Scalar, right: Scalar): [Scalar, Scalar] {
  if (left === null || right === null) return [null, null]
  if (isTime(left) !== isTime(right)) return [timed(left), timed(right)]
  if (typeof left === 'number' && typeof right === 'string') return [left, numbered(right)]
  if (typeof left === 'string' && typeof right === 'number') return [numbered(left), right]
  return [left, right]
}

function timed(value: Scalar): Scalar {
  if (typeof value !== 'string')
    return typeof value === 'object' && value !== null && isTime(value) ? value : null
  const span = timeSpanOf(value)
  return span ? { kind: 'time', span } : null
}

function numbered(text: string): number | null {
  return /^[-+]?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : null
}

/** A day equals each moment in it; it is over once its last moment is. */
function compareSpans(operator: Comparison, [a, b]: TimeSpan, [c, d]: TimeSpan): boolean {
  const low = Number.NEGATIVE_INFINITY
  const high = Number.POSITIVE_INFINITY
  const before = (b ?? high) < (c ?? low)
  const after = (a ?? low) > (d ?? high)
  if (operator === '<') return before
  if (operator === '>') return after
  if (operator === '<=') return !after
  if (operator === '>=') return !before
  return operator === '=' ? !before && !after : before || after
}
