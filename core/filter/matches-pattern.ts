/**
 * Whether a whole text fits a pattern of LIKE: % any characters, _ one, \ takes the next one as it is. Looks back to the
 * last % only, so that the time is at most the product of the two lengths.
 */
export function matchesPattern(text: string, pattern: string): boolean {
  const parts = partsOf(pattern)
  const characters = [...text]
  let at = 0
  let part = 0
  let star = -1
  let mark = 0
  while (at < characters.length) {
    const wanted = parts[part]
    if (wanted !== undefined && wanted !== ANY && (wanted === ONE || wanted === characters[at])) {
      at += 1
      part += 1
    } else if (wanted === ANY) {
      star = part
      mark = at
      part += 1
    } else if (star >= 0) {
      part = star + 1
      mark += 1
      at = mark
    } else {
      return false
    }
  }
  while (parts[part] === ANY) part += 1
  return part === parts.length
}

const ANY = Symbol('%')
const ONE = Symbol('_')

function partsOf(pattern: string): (string | typeof ANY | typeof ONE)[] {
  const parts: (string | typeof ANY | typeof ONE)[] = []
  let literal = false
  for (const character of pattern) {
    if (literal) {
      parts.push(character)
      literal = false
    } else if (character === '\\') literal = true
    else if (character === '%') parts.push(ANY)
    else if (character === '_') parts.push(ONE)
    else parts.push(character)
  }
  if (literal) parts.push('\\')
  return parts
}
