/** Measures (points, A4), colours and fonts of the sheet. */
export const PAGE = { width: 595.28, height: 841.89, margin: 42, footer: 34 } as const
export const CONTENT = {
  left: PAGE.margin,
  right: PAGE.width - PAGE.margin,
  top: PAGE.margin,
  bottom: PAGE.height - PAGE.margin - PAGE.footer,
  width: PAGE.width - 2 * PAGE.margin,
} as const

/** A box on a page, points from its upper left corner. */
export interface Frame {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const INK = {
  text: '#1c2733',
  muted: '#5f6b7a',
  line: '#c9cfd6',
  wash: '#f1f4f4',
  brand: '#0f6b5c',
  poorest: '#eec595',
  land: '#f6f7f8',
  border: '#aeb6bf',
  district: '#77828f',
  other: '#98a2ae',
} as const

/** Of the fourteen that every reader of PDF has, so that nothing is embedded. */
export const FONT = { plain: 'Helvetica', bold: 'Helvetica-Bold' } as const

const REPLACED: Readonly<Record<string, string>> = {
  '≥': '>=',
  '≤': '<=',
  '−': '-',
  '′': "'",
  '″': '"',
  '≈': '~',
  // Letters of regional languages that are no letter with a mark.
  ŋ: 'ng',
  Ŋ: 'Ng',
  ɲ: 'ny',
  Ɲ: 'Ny',
  ə: 'e',
  Ə: 'E',
  ɛ: 'e',
  ɔ: 'o',
  ɓ: 'b',
  ɗ: 'd',
  đ: 'd',
  Đ: 'D',
  ʔ: "'",
  ʼ: "'",
  ʻ: "'",
}
/** Characters of Windows-1252 that Latin-1 lacks. */
const WINDOWS = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'

/** Text as the standard fonts can write it: other letters lose their marks, or become a question mark. */
export function printable(text: string): string {
  return [...text.normalize('NFC')].map(printableLetter).join('')
}

/** Whether no letter of a text becomes a question mark. */
export function isPrintable(text: string): boolean {
  return [...text.normalize('NFC')].every((letter) => letter === '?' || printableLetter(letter) !== '?')
}

/** Stands in a file in which a letter became a question mark. */
export const UNPRINTABLE = {
  id: 'Huruf yang tidak dapat dicetak di berkas ini ditulis sebagai tanda tanya (?).',
  en: 'Letters that this file cannot print are written as question marks (?).',
} as const

function printableLetter(letter: string): string {
  if ((letter >= ' ' && letter <= '~') || (letter >= '\u00a0' && letter <= 'ÿ') || WINDOWS.includes(letter))
    return letter
  const replaced = REPLACED[letter]
  if (replaced !== undefined) return replaced
  if (/\s/.test(letter)) return ' '
  if (/\p{M}|\p{C}/u.test(letter)) return ''
  const base = letter.normalize('NFD')[0] ?? ''
  return base >= ' ' && base <= '~' ? base : '?'
}
