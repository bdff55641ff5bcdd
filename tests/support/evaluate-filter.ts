import type { Filter, IntervalEnd, Value } from '../../core/filter/filter-tree.ts'

export type Row = Record<string, string | number | boolean | null>
type Truth = boolean | null
type Plain = string | number | boolean | null

/**
 * What a filter says of a row, told the plain way and from the standard: what the compiled SQL is compared with. Missing values
 * are unknown (null), as in SQL. Spatial conditions: a row's place is the point (lon, lat), the other side is a box.
 */
export function evaluateFilter(tree: Filter, row: Row): Truth {
  switch (tree.kind) {
    case 'always':
      return true
    case 'never':
      return false
    case 'and':
      return all(tree.operands.map((operand) => evaluateFilter(operand, row)))
    case 'or':
      return not(all(tree.operands.map((operand) => not(evaluateFilter(operand, row)))))
    case 'not':
      return not(evaluateFilter(tree.operand, row))
    case 'compare':
      return compare(tree.operator, plain(tree.left, row), plain(tree.right, row))
    case 'like':
      return like(plain(tree.value, row), plain(tree.pattern, row))
    case 'between': {
      const value = plain(tree.value, row)
      return all([compare('>=', value, plain(tree.least, row)), compare('<=', value, plain(tree.most, row))])
    }
    case 'in': {
      const value = plain(tree.value, row)
      return not(all(tree.list.map((item) => not(compare('=', value, plain(item, row))))))
    }
    case 'isNull':
      return plain(tree.value, row) === null
    case 'spatial':
      return inBox(tree, row)
    case 'temporal':
      return relateTimes(tree.operator, span(tree.left, row), span(tree.right, row))
    case 'arrays':
      return relateLists(tree.operator, list(tree.left, row), list(tree.right, row))
  }
}

function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false
  return truths.includes(null) ? null : true
}

function not(truth: Truth): Truth {
  return truth === null ? null : !truth
}

function plain(value: Value, row: Row): Plain {
  switch (value.kind) {
    case 'property':
      return row[value.name] ?? null
    case 'text':
    case 'number':
    case 'boolean':
      return value.value
    case 'casei':
      return mapText(plain(value.of, row), (text) => text.toLowerCase())
    case 'accenti':
      return mapText(plain(value.of, row), (text) =>
        text
          .normalize('NFD')
          .replace(/[\u0300-\u036f]/g, '')
          .normalize('NFC'),
      )
    case 'arithmetic':
      return calculate(value.operator, plain(value.left, row), plain(value.right, row))
    default:
      throw new Error(`no plain value: ${value.kind}`)
  }
}

function mapText(value: Plain, change: (text: string) => string): Plain {
  return value === null ? null : change(String(value))
}

function calculate(operator: string, left: Plain, right: Plain): number | null {
  if (left === null || right === null) return null
  const [a, b] = [Number(left), Number(right)]
  if (operator === '+') return a + b
  if (operator === '-') return a - b
  if (operator === '*') return a * b
  if (operator === '^') return a ** b
  if (b === 0) return null
  if (operator === '/') return a / b
  return operator === 'div' ? Math.trunc(a / b) : a % b
}

function compare(operator: string, left: Plain, right: Plain): Truth {
  if (left === null || right === null) return null
  const order = orderOf(left, right)
  const answers: Record<string, boolean> = {
    '=': order === 0,
    '<>': order !== 0,
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
  }
  return answers[operator] ?? null
}

function orderOf(left: string | number | boolean, right: string | number | boolean): number {
  if (typeof left !== 'string' || typeof right !== 'string') return Number(left) - Number(right)
  return Buffer.compare(Buffer.from(left), Buffer.from(right))
}

function like(value: Plain, pattern: Plain): Truth {
  if (value === null || pattern === null) return null
  let source = ''
  for (const [part] of String(pattern).matchAll(/\\.?|./gsu)) {
    if (part === '%') source += '.*'
    else if (part === '_') source += '.'
    else source += (part.length > 1 ? part.slice(1) : part).replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&')
  }
  return new RegExp(`^${source}$`, 'su').test(String(value))
}

function inBox(tree: Extract<Filter, { kind: 'spatial' }>, row: Row): Truth {
  const box = tree.right.kind === 'bbox' ? tree.right.box : undefined
  if (!box) throw new Error('only boxes here')
  const { lon, lat } = row
  if (typeof lon !== 'number' || typeof lat !== 'number') return null
  const inside = lon > box[0] && lon < box[2] && lat > box[1] && lat < box[3]
  const touched = lon >= box[0] && lon <= box[2] && lat >= box[1] && lat <= box[3]
  if (tree.operator === 's_intersects') return touched
  if (tree.operator === 's_disjoint') return !touched
  if (tree.operator === 's_within') return inside
  if (tree.operator === 's_touches') return touched && !inside
  return false
}

type Span = [number | null, number | null]
const DAY_MS = 86_400_000

/** Days since 1970 of a span's ends. */
function span(value: Value, row: Row): Span {
  if (value.kind === 'interval') return [end(value.start, row, 0), end(value.end, row, 1)]
  if (value.kind === 'property' || value.kind === 'date' || value.kind === 'timestamp')
    return [end(value, row, 0), end(value, row, 1)]
  throw new Error(`no time: ${value.kind}`)
}

function end(value: IntervalEnd, row: Row, which: 0 | 1): number | null {
  if (value.kind === 'open') return which === 0 ? -Infinity : Infinity
  if (value.kind === 'property') {
    const year = row[value.name]
    if (typeof year !== 'number') return null
    // Date.UTC takes the year 1 for 1901.
    return Date.parse(`${String(year).padStart(4, '0')}-${which === 0 ? '01-01' : '12-31'}`) / DAY_MS
  }
  return Math.floor(Date.parse(value.value) / DAY_MS)
}

/** By the names of the relations in table 7 of 21-065r2, each written with the signs of the differences of the ends. */
function relateTimes(operator: string, [a1, a2]: Span, [b1, b2]: Span): Truth {
  const sign = (x: number | null, y: number | null) =>
    x === null || y === null ? null : x === y ? 0 : x < y ? -1 : 1
  const is = (relation: number | null, ...wanted: number[]): Truth =>
    relation === null ? null : wanted.includes(relation)
  const [starts, ends, startEnd, endStart] = [sign(a1, b1), sign(a2, b2), sign(a1, b2), sign(a2, b1)]
  switch (operator) {
    case 't_after':
      return is(startEnd, 1)
    case 't_before':
      return is(endStart, -1)
    case 't_contains':
      return all([is(starts, -1), is(ends, 1)])
    case 't_during':
      return all([is(starts, 1), is(ends, -1)])
    case 't_equals':
      return all([is(starts, 0), is(ends, 0)])
    case 't_finishedBy':
      return all([is(starts, -1), is(ends, 0)])
    case 't_finishes':
      return all([is(starts, 1), is(ends, 0)])
    case 't_intersects':
      return all([is(startEnd, -1, 0), is(endStart, 0, 1)])
    case 't_disjoint':
      return not(all([is(startEnd, -1, 0), is(endStart, 0, 1)]))
    case 't_meets':
      return is(endStart, 0)
    case 't_metBy':
      return is(startEnd, 0)
    case 't_overlappedBy':
      return all([is(starts, 1), is(startEnd, -1), is(ends, 1)])
    case 't_overlaps':
      return all([is(starts, -1), is(endStart, 1), is(ends, -1)])
    case 't_startedBy':
      return all([is(starts, 0), is(ends, 1)])
    default:
      return all([is(starts, 0), is(ends, -1)])
  }
}

function list(value: Value, row: Row): Plain[] {
  return (value.kind === 'list' ? value.items : [value]).map((item) => plain(item, row))
}

/** Sets; a missing value is no member of any. */
function relateLists(operator: string, a: readonly Plain[], b: readonly Plain[]): boolean {
  const holds = (outer: readonly Plain[], inner: readonly Plain[]) =>
    inner.every((item) => item !== null && outer.includes(item))
  if (operator === 'a_contains') return holds(a, b)
  if (operator === 'a_containedBy') return holds(b, a)
  if (operator === 'a_equals') return holds(a, b) && holds(b, a)
  return a.some((item) => item !== null && b.includes(item))
}
