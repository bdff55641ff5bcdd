import { type Comparison, comparisons, type Filter, type Value } from './filter-tree.ts'
import {
  asFilter,
  asValue,
  deeper,
  faultAt,
  isWord,
  type Node,
  needList,
  peek,
  type TextReader,
  takeWord,
} from './text-reader.ts'
import { readSum } from './text-values.ts'

/** Conditions joined by OR, of conditions joined by AND; or a single value, when that is all that stands there. */
export function readCondition(reader: TextReader): Node {
  return readJoined(reader, 'OR', (inner) => readJoined(inner, 'AND', readNot))
}

function readJoined(reader: TextReader, word: 'AND' | 'OR', read: (reader: TextReader) => Node): Node {
  let begin = peek(reader)
  const first = read(reader)
  if (!isWord(reader, word)) return first
  const operands = [asFilter(reader, first, begin)]
  while (takeWord(reader, word)) {
    begin = peek(reader)
    operands.push(asFilter(reader, read(reader), begin))
  }
  return { kind: word === 'AND' ? 'and' : 'or', operands }
}

function readNot(reader: TextReader): Node {
  if (!takeWord(reader, 'NOT')) return readPredicate(reader)
  const begin = peek(reader)
  return {
    kind: 'not',
    operand: asFilter(
      reader,
      deeper(reader, () => readNot(reader)),
      begin,
    ),
  }
}

/** A value and what is said of it: a comparison, LIKE, BETWEEN, IN or IS NULL. */
function readPredicate(reader: TextReader): Node {
  const begin = peek(reader)
  const first = readSum(reader)
  const operator = comparisonAt(reader)
  if (operator) {
    reader.at++
    return { kind: 'compare', operator, left: asValue(reader, first, begin), right: readOperand(reader) }
  }
  if (takeWord(reader, 'IS')) {
    const negated = takeWord(reader, 'NOT')
    if (!takeWord(reader, 'NULL')) throw faultAt(reader, peek(reader), negated ? 'NULL' : 'NULL or NOT NULL')
    return negate(negated, { kind: 'isNull', value: asValue(reader, first, begin) })
  }
  const negated = isWord(reader, 'NOT')
  const said = readSaid(reader, negated ? 1 : 0, () => asValue(reader, first, begin))
  if (said) return negate(negated, said)
  if (negated) throw faultAt(reader, peek(reader, 1), 'LIKE, BETWEEN or IN')
  return first
}

function readOperand(reader: TextReader): Value {
  const begin = peek(reader)
  return asValue(reader, readSum(reader), begin)
}

/** LIKE, ILIKE, BETWEEN or IN `skipped` tokens ahead; undefined when none of them is there. */
function readSaid(reader: TextReader, skipped: number, value: () => Value): Filter | undefined {
  const word = ['LIKE', 'ILIKE', 'BETWEEN', 'IN'].find((known) => isWord(reader, known, skipped))
  if (!word) return undefined
  reader.at += skipped + 1
  if (word === 'LIKE') return { kind: 'like', value: value(), pattern: readOperand(reader) }
  if (word === 'ILIKE') {
    const pattern: Value = { kind: 'casei', of: readOperand(reader) }
    return { kind: 'like', value: { kind: 'casei', of: value() }, pattern }
  }
  if (word === 'IN') return { kind: 'in', value: value(), list: needList(reader, () => readOperand(reader)) }
  const least = readOperand(reader)
  if (!takeWord(reader, 'AND')) throw faultAt(reader, peek(reader), 'AND and the upper bound')
  return { kind: 'between', value: value(), least, most: readOperand(reader) }
}

function negate(negated: boolean, operand: Filter): Filter {
  return negated ? { kind: 'not', operand } : operand
}

function comparisonAt(reader: TextReader): Comparison | undefined {
  const { kind, value } = peek(reader)
  if (kind !== 'symbol') return undefined
  return value === '!=' ? '<>' : comparisons.find((known) => known === value)
}
