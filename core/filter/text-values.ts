import { filterLimits, tooMuch } from './filter-limits.ts'
import { type Arithmetic, isFilter } from './filter-tree.ts'
import { readCall } from './text-calls.ts'
import {
  asValue,
  deeper,
  faultAt,
  isSymbol,
  isWord,
  type Node,
  next,
  peek,
  readArgument,
  type TextReader,
  takeSymbol,
} from './text-reader.ts'
import { placeAt, type Token } from './tokens.ts'

/** Words that are no property unless they are quoted. */
const RESERVED = new Set(['AND', 'OR', 'NOT', 'LIKE', 'ILIKE', 'BETWEEN', 'IN', 'IS', 'NULL', 'DIV'])

/** Values added and subtracted; or a single node, which may be a condition in parentheses. */
export function readSum(reader: TextReader): Node {
  return readArithmetic(reader, ['+', '-'], (inner) =>
    readArithmetic(inner, ['*', '/', '%', 'div'], (factor) => readArithmetic(factor, ['^'], readSigned)),
  )
}

function readArithmetic(
  reader: TextReader,
  operators: readonly Arithmetic[],
  read: (reader: TextReader) => Node,
): Node {
  let begin = peek(reader)
  let left = read(reader)
  for (;;) {
    const operator = operators.find((known) =>
      known === 'div' ? isWord(reader, 'DIV') : isSymbol(reader, known),
    )
    if (!operator) return left
    const token = next(reader)
    countArithmetic(reader, token.from)
    const first = asValue(reader, left, begin)
    begin = peek(reader)
    left = { kind: 'arithmetic', operator, left: first, right: asValue(reader, read(reader), begin) }
  }
}

/** Counted while reading: a long sum is a tree as deep as it is long. */
function countArithmetic(reader: TextReader, from: number): void {
  if (++reader.arithmetic > filterLimits.arithmetic)
    throw tooMuch(placeAt(reader.parameter, from), 'arithmetic operations', filterLimits.arithmetic)
}

function readSigned(reader: TextReader): Node {
  if (!isSymbol(reader, '-') && !isSymbol(reader, '+')) return readSingle(reader)
  const { value: sign, from } = next(reader)
  const begin = peek(reader)
  const node = asValue(
    reader,
    deeper(reader, () => readSigned(reader)),
    begin,
  )
  if (sign === '+') return node
  if (node.kind === 'number') return { kind: 'number', value: -node.value }
  countArithmetic(reader, from)
  return { kind: 'arithmetic', operator: '*', left: { kind: 'number', value: -1 }, right: node }
}

function readSingle(reader: TextReader): Node {
  const token = peek(reader)
  if (isSymbol(reader, '(')) return readParenthesised(reader)
  const call = token.kind === 'name' ? readCall(reader) : undefined
  if (call) return call
  reader.at++
  return readLiteral(reader, token)
}

function readLiteral(reader: TextReader, token: Token): Node {
  if (token.kind === 'quoted') return { kind: 'property', name: token.value }
  if (token.kind === 'name' && !RESERVED.has(token.value.toUpperCase()))
    return { kind: 'property', name: token.value }
  if (token.kind === 'text') {
    if (token.value.includes('\0')) throw faultAt(reader, token, 'text without NUL')
    return { kind: 'text', value: token.value }
  }
  if (token.kind !== 'number') throw faultAt(reader, token, 'a property, a literal or "("')
  const value = Number(token.value)
  if (!Number.isFinite(value)) throw faultAt(reader, token, 'a number below 1.8e308')
  return { kind: 'number', value }
}

/** What stands in parentheses: a condition, a value, or a list of values; `()` is an empty list. */
function readParenthesised(reader: TextReader): Node {
  const open = next(reader)
  if (takeSymbol(reader, ')')) return { kind: 'list', items: [] }
  const begin = peek(reader)
  const first = deeper(reader, () => reader.readCondition(reader))
  if (takeSymbol(reader, ')')) return first
  if (isFilter(first) || !isSymbol(reader, ','))
    throw faultAt(reader, peek(reader), `")" to the "(" at character ${open.from + 1}`)
  const items = [asValue(reader, first, begin)]
  while (takeSymbol(reader, ',')) items.push(readArgument(reader))
  if (!takeSymbol(reader, ')')) throw faultAt(reader, peek(reader), '"," or ")"')
  return { kind: 'list', items }
}
