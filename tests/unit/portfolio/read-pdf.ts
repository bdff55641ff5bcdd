import { inflateSync } from 'node:zlib'

export interface ReadPage {
  /** Words as those read them who listen or copy: in order, and as what they stand for where they are drawn otherwise. */
  readonly text: string
  /** Words letter by letter as they are drawn. */
  readonly drawn: string
  /** Baseline of the lowest text, points from the page's lower edge. */
  readonly lowest: number
  /** Widest space between the letters of a word, in their sizes. */
  readonly spacing: number
  /** Middles of circles, points from the page's lower left corner. */
  readonly circles: readonly { x: number; y: number }[]
  /** Rectangles, points. */
  readonly boxes: readonly { width: number; height: number }[]
  /** Closed paths of straight lines, by how many. */
  readonly outlines: readonly { lines: number }[]
}

type Objects = ReadonlyMap<string, string>
/** Letters by glyph, of each font of a page by its name there. */
type Letters = ReadonlyMap<string, readonly string[]>

/** The pages of a PDF without object streams, as pdfkit writes it: A4 with the origin turned to the top. */
export function readPdf(pdf: Buffer): ReadPage[] {
  const text = pdf.toString('latin1')
  const objects: Objects = new Map(
    [...text.matchAll(/(\d+) 0 obj\n([\s\S]*?)endobj/g)].map(([, number = '', body = '']) => [number, body]),
  )
  const kids = /\/Kids \[([^\]]*)\]/.exec(text)?.[1] ?? ''
  return [...kids.matchAll(/(\d+) 0 R/g)].map(([, page = '']) => {
    const contents = /\/Contents (\d+) 0 R/.exec(objects.get(page) ?? '')?.[1] ?? ''
    return readPage(streamOf(objects, contents).toString('latin1'), lettersOf(objects, page))
  })
}

function streamOf(objects: Objects, number: string): Buffer {
  const body = objects.get(number) ?? ''
  const stream = body.slice(body.indexOf('stream\n') + 7, body.lastIndexOf('\nendstream'))
  return inflateSync(Buffer.from(stream, 'latin1'))
}

/** What the glyphs of a page's fonts stand for, by their ToUnicode maps (ISO 32000-1, 9.10.3). */
function lettersOf(objects: Objects, page: string): Letters {
  const body = objects.get(page) ?? ''
  const resources = /\/Resources (\d+) 0 R/.exec(body)?.[1]
  const fonts = /\/Font <<([\s\S]*?)>>/.exec(resources ? (objects.get(resources) ?? '') : body)?.[1] ?? ''
  return new Map(
    [...fonts.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', font = '']) => {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font) ?? '')?.[1] ?? ''
      const ranges = streamOf(objects, map).toString('latin1')
      const listed = ranges.slice(ranges.indexOf('beginbfrange'), ranges.indexOf('endbfrange'))
      const lists = [...listed.matchAll(/\[([^\]]*)\]/g)].flatMap(([, list = '']) => [
        ...list.matchAll(/<([^>]*)>/g),
      ])
      return [name, lists.map(([, codes = '']) => lettersIn(codes))]
    }),
  )
}

function lettersIn(codes: string): string {
  return codes
    .split(' ')
    .filter(Boolean)
    .map((code) => String.fromCharCode(Number.parseInt(code, 16)))
    .join('')
}

const HEIGHT = 841.89

function readPage(content: string, letters: Letters): ReadPage {
  const shown: { drawn: string; text: string }[] = []
  let isReplaced = false
  let lowest = HEIGHT
  const circles: { x: number; y: number }[] = []
  const outlines: { lines: number }[] = []
  const boxes: { width: number; height: number }[] = []
  let path: { x: number; y: number; lines: number; curves: number } | null = null
  let font: readonly string[] = []
  let [size, added, spacing] = [1, 0, 0]
  for (const line of content.split('\n')) {
    const words = line.trim().split(/\s+/)
    const operator = words.at(-1) ?? ''
    const numbers = words.slice(0, -1).map(Number)
    const actual = /^\/ActualText \((.*)\)$/.exec(line)?.[1]
    if (actual) {
      shown.push({ drawn: '', text: stringOf(actual) })
      isReplaced = true
    } else if (operator === 'EMC') isReplaced = false
    else if (operator === 'TJ') {
      shown.push({ drawn: decode(line, font), text: isReplaced ? '' : decode(line, font) })
      spacing = Math.max(spacing, added / size)
    } else if (operator === 'Tf') {
      font = letters.get((words[0] ?? '').slice(1)) ?? []
      size = numbers[1] ?? 1
    } else if (operator === 'Tc') added = numbers[0] ?? 0
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
  const joined = (part: 'drawn' | 'text') =>
    shown
      .map((one) => one[part])
      .filter(Boolean)
      .join(' ')
      .replaceAll(/\s+/g, ' ')
  return { text: joined('text'), drawn: joined('drawn'), lowest, spacing, circles, boxes, outlines }
}

function decode(operands: string, font: readonly string[]): string {
  const hex = [...operands.matchAll(/<([0-9a-f]*)>/g)].map(([, part]) => part).join('')
  return (hex.match(/.{4}/g) ?? []).map((glyph) => font[Number.parseInt(glyph, 16)] ?? '\ufffd').join('')
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** A string of a PDF (7.9.2): UTF-16 where it begins with its mark. */
function stringOf(written: string): string {
  const plain = written.replaceAll(/\\(.)/g, (_, letter: string) => ESCAPED[letter] ?? letter)
  const bytes = Buffer.from(plain, 'latin1')
  return plain.startsWith('\xfe\xff') ? bytes.subarray(2).swap16().toString('utf16le') : plain
}
