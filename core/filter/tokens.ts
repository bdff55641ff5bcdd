import { type FaultPlace, filterFault } from './filter-fault.ts'
import { filterLimits, tooMuch } from './filter-limits.ts'

export interface Token {
  kind: 'name' | 'quoted' | 'text' | 'number' | 'symbol' | 'end'
  /** Without quotes; as it was written otherwise. */
  value: string
  /** Characters before it. */
  from: number
}

const SPACE = /\s+/y
const NAME = /[:_\p{L}][:_.\p{L}\p{M}\p{N}]*/uy
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y
const TEXT = /'((?:\\'|''|[^'])*)'/y
const QUOTED = /"((?:""|[^"])*)"/y
const SYMBOL = /<>|!=|<=|>=|[-()=<>,+*/%^;]/y

/** Splits CQL2 text (21-065r2, annex B) into names, literals and symbols. Throws Problem (400) with the place. */
export function readTokens(text: string, parameter: string): Token[] {
  const whole = { parameter, at: '' }
  if (text.length > filterLimits.length) throw tooMuch(whole, 'characters', filterLimits.length)
  const tokens: Token[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(text)
  }
  for (;;) {
    at += take(SPACE)?.[0].length ?? 0
    if (at >= text.length) break
    const token = readToken(take, at)
    if (!token) throw filterFault(placeAt(parameter, at), text.slice(at, at + 20), expectedAt(text[at]))
    tokens.push({ kind: token.kind, value: token.value, from: at })
    at += token.length
    if (tokens.length > filterLimits.length / 4) throw tooMuch(whole, 'words', filterLimits.length / 4)
  }
  tokens.push({ kind: 'end', value: '', from: text.length })
  return tokens
}

function readToken(take: (pattern: RegExp) => RegExpExecArray | null, _at: number) {
  const made = (kind: Token['kind'], match: RegExpExecArray, value = match[0]) => ({
    kind,
    value,
    length: match[0].length,
  })
  const text = take(TEXT)
  if (text) return made('text', text, (text[1] ?? '').replaceAll(/\\'|''/g, "'"))
  const quoted = take(QUOTED)
  if (quoted) return made('quoted', quoted, (quoted[1] ?? '').replaceAll('""', '"'))
  const number = take(NUMBER)
  if (number) return made('number', number)
  const name = take(NAME)
  if (name) return made('name', name)
  const symbol = take(SYMBOL)
  return symbol ? made('symbol', symbol) : undefined
}

function expectedAt(character: string | undefined): string {
  if (character === "'" || character === '"') return 'a closing quote'
  return 'a property, a literal or an operator'
}

/** The place of a token for an error: characters are counted from 1. */
export function placeAt(parameter: string, from: number): FaultPlace {
  return { parameter, at: `at character ${from + 1}` }
}
