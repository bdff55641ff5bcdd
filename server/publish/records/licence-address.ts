const known: readonly [RegExp, string][] = [
  [/\bCC0\b/i, 'https://creativecommons.org/publicdomain/zero/1.0/'],
  [/\bCC[- ]BY[- ]SA[- ]4\.0\b/i, 'https://creativecommons.org/licenses/by-sa/4.0/'],
  [/\bCC[- ]BY[- ]4\.0\b/i, 'https://creativecommons.org/licenses/by/4.0/'],
  [/\bODbL\b/i, 'https://opendatacommons.org/licenses/odbl/1-0/'],
  [/\bPDDL\b/i, 'https://opendatacommons.org/licenses/pddl/1-0/'],
]

/** Where a licence that is named by its usual name can be read; null for any other, and for several at once. */
export function licenceAddress(text: string): string | null {
  const matching = known.filter(([name]) => name.test(text))
  return matching.length === 1 ? (matching[0]?.[1] ?? null) : null
}
