/** One `KEYWORD[…]` of well-known text (OGC 01-009 and ISO 19162), keyword in upper case. */
export interface WktNode {
  keyword: string
  values: (string | number | WktNode)[]
}

/** A CRS in WKT is a few kilobytes at most; more is not one. */
const LONGEST_WKT = 64 * 1024
const DEEPEST = 32
const TOKEN = /\s*(?:"((?:[^"]|"")*)"|([[\](),])|([^\s"[\](),]+))/y

interface Tokens {
  text: string
  position: number
}

interface Token {
  kind: 'quoted' | 'mark' | 'word'
  text: string
}

function nextToken(tokens: Tokens): Token | null {
  TOKEN.lastIndex = tokens.position
  const match = TOKEN.exec(tokens.text)
  if (!match) return null
  tokens.position = TOKEN.lastIndex
  if (match[1] !== undefined) return { kind: 'quoted', text: match[1].replaceAll('""', '"') }
  if (match[2] !== undefined) return { kind: 'mark', text: match[2] }
  return { kind: 'word', text: match[3] ?? '' }
}

function isOpening(token: Token | null): boolean {
  return token?.kind === 'mark' && (token.text === '[' || token.text === '(')
}

function parseValue(tokens: Tokens, token: Token, depth: number): string | number | WktNode {
  if (token.kind === 'quoted') return token.text
  const before = tokens.position
  if (isOpening(nextToken(tokens))) return parseNode(tokens, token.text, depth + 1)
  tokens.position = before
  const number = Number(token.text)
  return Number.isNaN(number) ? token.text : number
}

function parseNode(tokens: Tokens, keyword: string, depth: number): WktNode {
  if (depth > DEEPEST) throw new SyntaxError(`WKT nested deeper than ${DEEPEST}`)
  const node: WktNode = { keyword: keyword.toUpperCase(), values: [] }
  for (;;) {
    const token = nextToken(tokens)
    if (!token) throw new SyntaxError(`WKT ends inside ${keyword}`)
    if (token.kind !== 'mark') node.values.push(parseValue(tokens, token, depth))
    else if (token.text === ']' || token.text === ')') return node
    else if (token.text !== ',') throw new SyntaxError(`unexpected ${token.text} in WKT`)
  }
}

/** Reads a CRS in WKT 1 or 2 into a tree; throws a SyntaxError on text that is not WKT. */
export function parseWkt(text: string): WktNode {
  if (text.length > LONGEST_WKT) throw new SyntaxError(`WKT longer than ${LONGEST_WKT} characters`)
  const tokens = { text, position: 0 }
  const first = nextToken(tokens)
  if (first?.kind !== 'word' || !isOpening(nextToken(tokens))) throw new SyntaxError('not WKT')
  return parseNode(tokens, first.text, 0)
}

/** The first direct child with one of the keywords. */
export function child(node: WktNode, ...keywords: string[]): WktNode | undefined {
  return node.values.find(
    (value): value is WktNode => typeof value === 'object' && keywords.includes(value.keyword),
  )
}

export function children(node: WktNode, keyword: string): WktNode[] {
  return node.values.filter(
    (value): value is WktNode => typeof value === 'object' && value.keyword === keyword,
  )
}

/** The value at an index as text, or '' (also where a number or a node stands). */
export function textAt(node: WktNode | undefined, index: number): string {
  const value = node?.values[index]
  return typeof value === 'string' ? value : ''
}

/** The value at an index as a number (quoted numbers too), or NaN. */
export function numberAt(node: WktNode | undefined, index: number): number {
  const value = node?.values[index]
  return typeof value === 'object' || value === undefined || value === '' ? Number.NaN : Number(value)
}
