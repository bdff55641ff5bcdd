import { fontName, placeOfLetter, type Weight } from './fonts.ts'

/** Letters that one font writes. */
export interface Run {
  readonly font: string
  readonly text: string
}

/** What is written at one go. */
export interface Piece {
  readonly runs: readonly Run[]
  /**
   * The word that it stands for, where several fonts write it or letters stand in for others: for those who search, copy or
   * listen.
   */
  readonly actual?: string
}

/** Signs that no file of the font has: written by others that look alike, or by the nearest letters. */
const REPLACED: Readonly<Record<string, string>> = {
  '≥': '>=',
  '≤': '<=',
  '≈': '~',
  '\u2011': '-',
  ɲ: 'ny',
  Ɲ: 'Ny',
  ɛ: 'e',
  ɔ: 'o',
  ɓ: 'b',
  ɗ: 'd',
  ʔ: '’',
  ʼ: '’',
  ʻ: '‘',
}

/** Stands in a file in which a letter became a question mark. */
export const UNPRINTABLE = {
  id: 'Huruf yang tidak dapat dicetak di berkas ini ditulis sebagai tanda tanya (?).',
  en: 'Letters that this file cannot print are written as question marks (?).',
} as const

/** A text as pieces to be written one after another. */
export function piecesOf(weight: Weight, text: string): Piece[] {
  const pieces: Piece[] = []
  for (const word of text.normalize('NFC').match(/\s+|\S+/g) ?? []) {
    const { runs, isAsWritten } = runsOf(weight, word)
    const [run] = runs
    if (!run) continue
    const before = pieces.at(-1)
    const [last] = before?.runs ?? []
    if (runs.length > 1 || !isAsWritten) pieces.push({ runs, actual: word })
    else if (last?.font === run.font && before?.actual === undefined)
      pieces[pieces.length - 1] = { runs: [{ font: run.font, text: last.text + run.text }] }
    else pieces.push({ runs })
  }
  return pieces
}

function runsOf(weight: Weight, word: string): { runs: Run[]; isAsWritten: boolean } {
  const runs: Run[] = []
  let isAsWritten = true
  for (const letter of word) {
    const { written, place } = writtenLetter(letter)
    isAsWritten &&= written === letter || /\s/.test(letter)
    if (written === '') continue
    const font = fontName(weight, place)
    const last = runs.at(-1)
    if (last?.font === font) runs[runs.length - 1] = { font, text: last.text + written }
    else runs.push({ font, text: written })
  }
  return { runs, isAsWritten }
}

/** Whether no letter of a text becomes a question mark. */
export function isPrintable(text: string): boolean {
  return [...text.normalize('NFC')].every((letter) => letter === '?' || writtenLetter(letter).written !== '?')
}

/** How a letter is written, and by which file: as it is, by one that looks alike, without its marks, or as a question mark. */
function writtenLetter(letter: string): { written: string; place: number } {
  if (/\s/.test(letter)) return { written: ' ', place: 0 }
  const own = placeOfLetter(letter)
  if (own !== undefined) return { written: letter, place: own }
  const replaced = REPLACED[letter]
  if (replaced !== undefined) return { written: replaced, place: 0 }
  if (/\p{M}|\p{C}/u.test(letter)) return { written: '', place: 0 }
  const base = letter.normalize('NFD')[0] ?? ''
  const place = base === letter ? undefined : placeOfLetter(base)
  return place === undefined ? { written: '?', place: 0 } : { written: base, place }
}
