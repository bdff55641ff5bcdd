import { inflateSync } from 'node:zlib'

export interface ReadPage {
  /** Words as the page shows them in the standard fonts, from top to bottom as they were written. */
  readonly text: string
  /** Baseline of the lowest text, points from the page's lower edge. */
  readonly lowest: number
  /** Middles of circles, points from the page's lower left corner. */
  readonly circles: readonly { x: number; y: number }[]
  /** Rectangles, points. */
  readonly boxes: readonly { width: number; height: number }[]
  /** Closed paths of straight lines, by how many. */
  readonly outlines: readonly { lines: number }[]
}

/** Windows-1252 beyond Latin-1, as far as sheets use it. */
const WINDOWS: Readonly<Record<string, string>> = { '\x93': '“', '\x94': '”', '\x96': '–', '\x85': '…' }

/** The pages of a PDF without object streams, as pdfkit writes it: A4 with the origin turned to the top. */
export function readPdf(pdf: Buffer): ReadPage[] {
  const text = pdf.toString('latin1')
  const objects = new Map(
    [...text.matchAll(/(\d+) 0 obj\n([\s\S]*?)endobj/g)].map(([, number, body]) => [number, body ?? '']),
  )
  const kids = /\/Kids \[([^\]]*)\]/.exec(text)?.[1] ?? ''
  return [...kids.matchAll(/(\d+) 0 R/g)].map(([, page = '']) => {
    const contents = /\/Contents (\d+) 0 R/.exec(objects.get(page) ?? '')?.[1] ?? ''
    const body = objects.get(contents) ?? ''
    const stream = body.slice(body.indexOf('stream\n') + 7, body.lastIndexOf('\nendstream'))
    return readPage(inflateSync(Buffer.from(stream, 'latin1')).toString('latin1'))
  })
}

const HEIGHT = 841.89

function readPage(content: string): ReadPage {
  const shown: string[] = []
  let lowest = HEIGHT
  const circles: { x: number; y: number }[] = []
  const outlines: { lines: number }[] = []
  const boxes: { width: number; height: number }[] = []
  let path: { x: number; y: number; lines: number; curves: number } | null = null
  for (const line of content.split('\n')) {
    const words = line.trim().split(/\s+/)
    const operator = words.at(-1) ?? ''
    const numbers = words.slice(0, -1).map(Number)
    if (operator === 'TJ') shown.push(decode(line))
    else if (operator === 'Tm') lowest = Math.min(lowest, numbers[5] ?? HEIGHT)
    else if (operator === 're') boxes.push({ width: numbers[2] ?? 0, height: numbers[3] ?? 0 })
    else if (operator === 'm') path = { x: numbers[0] ?? 0, y: numbers[1] ?? 0, lines: 0, curves: 0 }
    else if (operator === 'l' && path) path.lines++
    else if (operator === 'c' && path) path.curves++
    else if (operator === 'h' && path) {
      // A circle begins at its left: its middle lies half its width to the right of there; only places are compared.
      if (path.curves === 4) circles.push({ x: path.x, y: HEIGHT - path.y })
      else if (path.curves === 0) outlines.push({ lines: path.lines })
      path = null
    }
  }
  return { text: shown.join(' ').replaceAll(/\s+/g, ' '), lowest, circles, boxes, outlines }
}

function decode(operands: string): string {
  const hex = [...operands.matchAll(/<([0-9a-f]*)>/g)].map(([, part]) => part).join('')
  const latin = Buffer.from(hex, 'hex').toString('latin1')
  return [...latin].map((letter) => WINDOWS[letter] ?? letter).join('')
}
