import { isStorableText } from '../requests/storable-text.ts'

/**
 * The same cells without what PostgreSQL's text cannot hold: NUL is taken out, half a surrogate pair becomes U+FFFD.
 * Returns the object that came when there was nothing to mend, which is nearly always.
 */
export function storableCells(properties: Record<string, unknown>): Record<string, unknown> {
  return isStorable(properties) ? properties : (mend(properties) as Record<string, unknown>)
}

function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return isStorableText(value)
  if (typeof value !== 'object' || value === null || value instanceof Date) return true
  return Object.entries(value).every(([name, part]) => isStorable(name) && isStorable(part))
}

function mend(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
  if (Array.isArray(value)) return value.map(mend)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [mend(name), mend(part)]))
}
