import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'

export type Weight = 'plain' | 'bold'

/** Letters are spread over files; the first that has a letter writes it. pdfkit reads WOFF, not every WOFF2. */
const SUBSETS = ['latin', 'latin-ext', 'vietnamese'] as const
const WEIGHTS: Readonly<Record<Weight, number>> = { plain: 400, bold: 700 }

/** Plus Jakarta Sans (SIL Open Font License 1.1), by the names that documents call it. */
export function registerFonts(document: PDFKit.PDFDocument): void {
  for (const weight of ['plain', 'bold'] as const)
    for (const place of SUBSETS.keys()) document.registerFont(fontName(weight, place), fileOf(weight, place))
}

/** Of the file that has a letter; the first goes by the name of the weight alone. */
export function fontName(weight: Weight, place: number): string {
  return place === 0 ? weight : `${weight} ${SUBSETS[place]}`
}

/** Which file has a letter; undefined when none has. */
export function placeOfLetter(letter: string): number | undefined {
  letters ??= SUBSETS.map((_, place) => lettersOf(fileOf('plain', place)))
  const code = letter.codePointAt(0) ?? 0
  const place = letters.findIndex((known) => known.has(code))
  return place === -1 ? undefined : place
}

/** Of each file; read at the first text, and the same for both weights. */
let letters: readonly ReadonlySet<number>[] | undefined

function fileOf(weight: Weight, place: number): string {
  const name = `plus-jakarta-sans-${SUBSETS[place]}-${WEIGHTS[weight]}-normal.woff`
  return fileURLToPath(import.meta.resolve(`@fontsource/plus-jakarta-sans/files/${name}`))
}

/** pdfkit opens the file; what letters it has is known to the font alone, of which the types say nothing. */
function lettersOf(file: string): ReadonlySet<number> {
  const document = new PDFDocument({ autoFirstPage: false, font: file })
  const opened: { font: { characterSet: number[] } } = Reflect.get(document, '_font')
  return new Set(opened.font.characterSet)
}
