/** Text that the store can hold: PostgreSQL takes neither NUL nor half a surrogate pair. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

/** For zod's refine. */
export const STORABLE_TEXT = [isStorableText, 'expected Unicode text without NUL'] as const
