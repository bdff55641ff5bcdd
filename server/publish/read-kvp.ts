/** Key-value pairs as OGC services take them: names in lower case. */
export type Kvp = ReadonlyMap<string, string>

/**
 * Reads key-value pairs (OGC 06-121r3, clause 11.5). Names count in any case, and empty values are as if not there. Of the names
 * that the service knows, one that is given twice is handed to `refuse`, since nobody knows which was meant; others, which
 * it passes over anyway, are left out.
 */
export function readKvp(
  parameters: URLSearchParams,
  refuse: (name: string) => Error,
  isKnown: (name: string) => boolean = () => true,
): Kvp {
  const values = new Map<string, string>()
  for (const [name, value] of parameters) {
    const key = name.toLowerCase()
    if (value === '' || !isKnown(key)) continue
    if (values.has(key)) throw refuse(key.slice(0, 40))
    values.set(key, value)
  }
  return values
}

/** The parts of a comma list, without those that are empty. */
export function listOf(value: string | undefined): string[] {
  if (value === undefined) return []
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
