/**
 * A number as tables write it: 12.5 or 12,5, with thousands separators of the other kind or blanks. Null when
 * it is none. A single separator with three digits behind it ("1.234") is read as a decimal, since statistics
 * are seldom grouped and a rate must never grow a thousandfold; money has a reader of its own.
 */
export function parseNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string') return null
  const text = value.trim().replace(/[\s\u00a0]/g, '')
  if (/^[-+]?\d+$/.test(text)) return Number(text)
  if (/^[-+]?\d*\.\d+(e[-+]?\d+)?$/i.test(text)) return Number(text)
  if (/^[-+]?\d*,\d+$/.test(text)) return Number(text.replace(',', '.'))
  if (/^[-+]?\d{1,3}(\.\d{3})+(,\d+)?$/.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'))
  if (/^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return Number(text.replaceAll(',', ''))
  return null
}
