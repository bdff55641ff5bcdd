import type { Weight } from './fonts.ts'
import { INK } from './page.ts'
import { type Piece, piecesOf } from './text-runs.ts'

type Document = PDFKit.PDFDocument

export interface TextStyle {
  readonly weight?: Weight
  /** Points. */
  readonly size: number
  readonly colour?: string
  /** Wraps there; one line without it. */
  readonly width?: number
  readonly align?: 'left' | 'right' | 'center'
  /** Most lines; the last of them ends in … where there is more. */
  readonly lines?: number
  /** Points between letters; from about a tenth of their size on, readers take the gaps for spaces. */
  readonly spacing?: number
}

interface Line {
  readonly pieces: readonly Piece[]
  readonly width: number
}

/** Height of a line in sizes of its letters. */
const LEADING = 1.28
/** Between letters, in their sizes: at small sizes the font's own spaces are too thin to see. */
const SPACING = 0.018

/** A text that is broken into its lines: finding where they end costs more than writing them. */
export interface LaidText {
  readonly lines: readonly Line[]
  readonly style: TextStyle
  /** Points. */
  readonly height: number
}

export function layText(document: Document, text: string, style: TextStyle): LaidText {
  const lines = linesOf(document, text, style)
  return { lines, style, height: lines.length * style.size * LEADING }
}

/** Writes a text from its upper left corner; gives where it ends. */
export function writeText(
  document: Document,
  text: string,
  from: readonly [x: number, y: number],
  style: TextStyle,
): number {
  return writeLaid(document, layText(document, text, style), from)
}

export function writeLaid(
  document: Document,
  { lines, style }: LaidText,
  [x, y]: readonly [x: number, y: number],
): number {
  const { size, colour = INK.text, width, align = 'left', spacing = SPACING * size } = style
  let top = y
  for (const line of lines) {
    const free = (width ?? line.width) - line.width
    let left = x + (align === 'left' ? 0 : align === 'right' ? free : free / 2)
    for (const { runs, actual } of line.pieces) {
      if (actual !== undefined) document.markContent('Span', { actual })
      for (const { font, text: letters } of runs) {
        document.font(font).fontSize(size).fillColor(colour)
        document.text(letters, left, top, { lineBreak: false, characterSpacing: spacing })
        left += document.widthOfString(letters, { characterSpacing: spacing }) + spacing
      }
      if (actual !== undefined) document.endMarkedContent()
    }
    top += size * LEADING
  }
  return top
}

/** How high a text will be. */
export function heightOfText(document: Document, text: string, style: TextStyle): number {
  return layText(document, text, style).height
}

export function widthOfText(document: Document, text: string, style: TextStyle): number {
  return lineOf(document, text, style).width
}

function lineOf(document: Document, text: string, style: TextStyle): Line {
  const { weight = 'plain', size, spacing = SPACING * size } = style
  const pieces = piecesOf(weight, text)
  const widths = pieces.flatMap(({ runs }) =>
    runs.map(({ font, text: letters }) =>
      document.font(font).fontSize(size).widthOfString(letters, { characterSpacing: spacing }),
    ),
  )
  return { pieces, width: widths.reduce((sum, width) => sum + width, 0) }
}

function linesOf(document: Document, text: string, style: TextStyle): Line[] {
  const { width, lines: most = Number.POSITIVE_INFINITY } = style
  if (width === undefined) return [lineOf(document, text, style)]
  const measure = (part: string) => lineOf(document, part, style).width
  const broken = breakText(text, width, measure)
  if (broken.length <= most) return broken.map((line) => lineOf(document, line, style))
  const shown = broken.slice(0, most)
  shown[most - 1] = shorten(shown[most - 1]!, width, measure)
  return shown.map((line) => lineOf(document, line, style))
}

type Measure = (text: string) => number

/** Lines no wider than this: broken at spaces, after slashes, and within a word that fills a line by itself. */
function breakText(text: string, width: number, measure: Measure): string[] {
  const lines: string[] = []
  let line = ''
  const add = (part: string) => {
    if (line === '') line = part.trimStart()
    else if (measure(line + part.trimEnd()) <= width) line += part
    else {
      lines.push(line.trimEnd())
      line = part.trimStart()
    }
    while (measure(line.trimEnd()) > width && line.length > 1) {
      const fits = lettersThatFit(line, width, measure)
      lines.push(line.slice(0, fits))
      line = line.slice(fits)
    }
  }
  for (const part of text.match(/\s*[^\s/]*\/?/g) ?? []) if (part !== '') add(part)
  return line.trim() === '' && lines.length > 0 ? lines : [...lines, line.trimEnd()]
}

/** At least one, or nothing would ever end. */
function lettersThatFit(text: string, width: number, measure: Measure): number {
  let [fits, tooMany] = [1, text.length + 1]
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1
    if (measure(text.slice(0, middle)) <= width) fits = middle
    else tooMany = middle
  }
  return fits
}

function shorten(line: string, width: number, measure: Measure): string {
  const room = width - measure('…')
  return `${measure(line) <= room ? line : line.slice(0, lettersThatFit(line, room, measure))}…`
}
