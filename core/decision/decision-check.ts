/** One thing that was computed again, beside what the file says of it. */
export interface DecisionCheck {
  readonly what: string
  readonly expected: string
  readonly actual: string
  readonly holds: boolean
}

export function compare(what: string, expected: unknown, actual: unknown): DecisionCheck {
  const [said, found] = [show(expected), show(actual)]
  return { what, expected: said, actual: found, holds: said === found }
}

/** Numbers as they read back to the same 64 bits. */
function show(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
}
