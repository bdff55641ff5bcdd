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
 * Whether a filter holds for one thing in memory, by the three-valued logic of SQL: what is compared with nothing is
 * unknown, and only what is true holds. A repeated property fits when one of its values does. For few things: nothing is
 * indexed. Types that do not fit are unknown as well.
 */
export function evaluateFilter(tree: Filter, subject: FilterSubject): boolean {
  return evaluate(tree, subject) === true
}

function evaluate(tree: Filter, subject: FilterSubject): boolean | null {
  switch (tree.kind) {
    case 'always':
      return true
    case 'never':
      return false
    case 'and':
      return conjunction(tree.operands.map((operand) => evaluate(operand, subject)))
    case 'or':
      return negate(conjunction(tree.operands.map((operand) => negate(evaluate(operand, subject)))))
    case 'not':
      return negate(evaluate(tree.operand, subject))
    case 'compare':
      return compareAny(tree.operator, scalarOf(tree.left, subject), scalarOf(tree.right, subject))
    case 'like':
      return like(scalarOf(tree.value, subject), scalarOf(tree.pattern, subject))
    case 'between': {
      const value = scalarOf(tree.value, subject)
      return conjunction([
        compareAny('>=', value, scalarOf(tree.least, subject)),
        compareAny('<=', value, scalarOf(tree.most, subject)),
      ])
    }
    case 'in': {
      const value = scalarOf(tree.value, subject)
      const found = tree.list.map((item) => compareAny('=', value, scalarOf(item, subject)))
      return negate(conjunction(found.map(negate)))
    }
    case 'isNull': {
      const value = scalarOf(tree.value, subject)
      return value === null || (Array.isArray(value) && value.length === 0)
    }
    case 'spatial':
      return subject.relate(tree.operator, placeOf(tree.left, subject), placeOf(tree.right, subject))
    case 'temporal': {
      const [left, right] = [spanOf(tree.left, subject), spanOf(tree.right, subject)]
      return left && right ? compareTimes(tree.operator, left, right) : null
    }
    case 'arrays': {
      const [left, right] = [listOf(tree.left, subject), listOf(tree.right, subject)]
      return left && right ? compareLists(tree.operator, left, right) : null
    }
  }
}

function compareLists(operator: ArrayOperator, left: readonly string[], right: readonly string[]): boolean {
  const within = (some: readonly string[], all: readonly string[]) => some.every((item) => all.includes(item))
  if (operator === 'a_contains') return within(right, left)
  if (operator === 'a_containedBy') return within(left, right)
  if (operator === 'a_equals') return within(left, right) && within(right, left)
  return left.some((item) => right.includes(item))
}

const negate = (value: boolean | null): boolean | null => (value === null ? null : !value)

function conjunction(values: readonly (boolean | null)[]): boolean | null {
  if (values.includes(false)) return false
  return values.includes(null) ? null : true
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
function compareAny(operator: Comparison, left: Scalar, right: Scalar): boolean | null {
  if (Array.isArray(left)) return some(left.map((item: string) => compare(operator, item, right)))
  if (Array.isArray(right)) return some(right.map((item: string) => compare(operator, left, item)))
  return compare(operator, left, right)
}

const some = (values: readonly (boolean | null)[]) => negate(conjunction(values.map(negate)))

function like(value: Scalar, pattern: Scalar): boolean | null {
  if (typeof pattern !== 'string') return null
  if (Array.isArray(value)) return some(value.map((item: string) => matchesPattern(item, pattern)))
  return typeof value === 'string' ? matchesPattern(value, pattern) : null
}

function compare(operator: Comparison, left: Scalar, right: Scalar): boolean | null {
  const [a, b] = alike(left, right)
  if (a === null || b === null) return null
  if (isTime(a) && isTime(b)) return compareSpans(operator, a.span, b.span)
  if (typeof a !== typeof b || typeof a === 'object') return null
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
