import { filterFault } from './filter-fault.ts'
import { filterLimits, tooMuch } from './filter-limits.ts'
import { type Filter, isFilter, type Value } from './filter-tree.ts'
import { placeAt, type Token } from './tokens.ts'

/** A condition or a value: parentheses may hold either, so which it is shows only after it was read. */
export type Node = Filter | Value

/** Tokens of a filter and how far they have been read. */
export interface TextReader {
  readonly tokens: readonly Token[]
  readonly parameter: string
  /** The grammar from its top, for what stands in parentheses. */
  readonly readCondition: (reader: TextReader) => Node
  at: number
  depth: number
  arithmetic: number
}

/** A token ahead of the present one without taking it; beyond the end the closing token. */
export function peek({ tokens, at }: TextReader, ahead = 0): Token {
  return tokens[Math.min(at + ahead, tokens.length - 1)] as Token
}

/** Takes the present token. */
export function next(reader: TextReader): Token {
  const token = peek(reader)
  reader.at++
  return token
}

/** What was written at a token, for an error. */
export function shown({ kind, value }: Token): string {
  if (kind === 'end') return '(the end)'
  if (kind === 'text') return `'${value}'`
  return kind === 'quoted' ? `"${value}"` : value
}

export function faultAt(reader: TextReader, token: Token, expected: string): Error {
  return filterFault(placeAt(reader.parameter, token.from), shown(token), expected)
}

export function isSymbol(reader: TextReader, symbol: string, ahead = 0): boolean {
  const { kind, value } = peek(reader, ahead)
  return kind === 'symbol' && value === symbol
}

/** Whether the next name is this word; case does not matter, quoted names never are words. */
export function isWord(reader: TextReader, word: string, ahead = 0): boolean {
  const { kind, value } = peek(reader, ahead)
  return kind === 'name' && value.toUpperCase() === word
}

/** Takes this symbol if it comes next; whether it did. */
export function takeSymbol(reader: TextReader, symbol: string): boolean {
  if (!isSymbol(reader, symbol)) return false
  reader.at++
  return true
}

/** Takes this word of the grammar if it comes next, in any case; whether it did. */
export function takeWord(reader: TextReader, word: string): boolean {
  if (!isWord(reader, word)) return false
  reader.at++
  return true
}

/** Takes this symbol. Throws Problem (400) with the place when another token comes next. */
export function needSymbol(reader: TextReader, symbol: string): void {
  if (!takeSymbol(reader, symbol)) throw faultAt(reader, peek(reader), `"${symbol}"`)
}

/** Takes a text in quotes. Throws Problem (400) with the place when another token comes next. */
export function needText(reader: TextReader, what: string): Token {
  const token = next(reader)
  if (token.kind !== 'text') throw faultAt(reader, token, what)
  return token
}

/** A number with its sign. */
export function needNumber(reader: TextReader): number {
  const negative = takeSymbol(reader, '-')
  if (!negative) takeSymbol(reader, '+')
  const token = next(reader)
  const value = token.kind === 'number' ? Number(token.value) : Number.NaN
  if (!Number.isFinite(value)) throw faultAt(reader, token, 'a number')
  return negative ? -value : value
}

/** Items in parentheses, joined by commas; at least one. */
export function needList<Item>(reader: TextReader, item: () => Item): Item[] {
  needSymbol(reader, '(')
  const items = [item()]
  while (takeSymbol(reader, ',')) items.push(item())
  if (!isSymbol(reader, ')')) throw faultAt(reader, peek(reader), '"," or ")"')
  reader.at++
  return items
}

/** Reads what stands one level deeper, within the bound of depth. */
export function deeper<Result>(reader: TextReader, read: () => Result): Result {
  if (++reader.depth > filterLimits.depth)
    throw tooMuch(placeAt(reader.parameter, peek(reader).from), 'levels', filterLimits.depth)
  const result = read()
  reader.depth--
  return result
}

/** The node as a condition, or an error that shows where it began. */
export function asFilter(reader: TextReader, node: Node, begin: Token): Filter {
  if (isFilter(node)) return node
  if (node.kind === 'boolean') return { kind: node.value ? 'always' : 'never' }
  throw faultAt(reader, begin, `a condition, such as status = 'accepted'`)
}

/** The node as a value, or an error that shows where it began. */
export function asValue(reader: TextReader, node: Node, begin: Token): Value {
  if (!isFilter(node)) return node
  throw faultAt(reader, begin, 'a property or a value, not a condition')
}

/** A value one level deeper: an argument of a function, an item of a list. */
export function readArgument(reader: TextReader): Value {
  const begin = peek(reader)
  return asValue(
    reader,
    deeper(reader, () => reader.readCondition(reader)),
    begin,
  )
}
