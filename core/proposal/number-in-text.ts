/** A number read from text, or why it cannot be read for certain. */
export type ReadNumber = { value: number } | { fault: 'not-a-number' | 'ambiguous' }

const PLAIN = /^\d+$/
const DECIMAL = /^(\d+)[.,](\d+)$/
// Groups of three with one separator throughout; the other mark ends them, or the same one before one or two digits.
const GROUPED = /^(\d{1,3}([., '])\d{3}(?:\2\d{3})*)(?:(?!\2)[.,](\d+)|[.,](\d{1,2}))?$/

/**
 * Reads one unsigned number in Indonesian (1.250,5) or English (1,250.5) notation. One mark before exactly three digits
 * can be a thousands or a decimal mark: `single` says how the caller's field reads it ("1.250" → 1250 as thousands,
 * 1.25 as decimal); without an entry for that mark the number is ambiguous.
 */
export function readNumber(
  text: string,
  single: { '.'?: 'thousands' | 'decimal'; ','?: 'thousands' | 'decimal' } = {},
): ReadNumber {
  if (PLAIN.test(text)) return { value: Number(text) }
  const decimal = DECIMAL.exec(text)
  if (decimal) return readSingleMark(text, decimal, single)
  const grouped = GROUPED.exec(text)
  if (!grouped?.[1]) return { fault: 'not-a-number' }
  const whole = grouped[1].replace(/[., ']/g, '')
  const fraction = grouped[3] ?? grouped[4]
  return { value: Number(fraction ? `${whole}.${fraction}` : whole) }
}

function readSingleMark(
  text: string,
  [, whole = '', rest = '']: RegExpExecArray,
  single: { '.'?: 'thousands' | 'decimal'; ','?: 'thousands' | 'decimal' },
): ReadNumber {
  const decimal = { value: Number(`${whole}.${rest}`) }
  // "0.250" and "1234.567" cannot be groups: a group of thousands has one to three digits before it and no leading zero.
  if (rest.length !== 3 || whole.length > 3 || /^0/.test(whole)) return decimal
  const reading = single[text.includes('.') ? '.' : ',']
  if (reading === undefined) return { fault: 'ambiguous' }
  return reading === 'decimal' ? decimal : { value: Number(whole + rest) }
}
