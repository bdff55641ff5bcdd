import type { NoteRequest } from '../styles/picture-maker.ts'
import { type DrawingJob, groundOf } from './drawing-job.ts'
import { LETTER_WIDTH, lineOfText, linesOfText } from './line-of-text.ts'
import { mapnikXml } from './mapnik-xml.ts'

/** Pixels. */
const LINE_HEIGHT = 16
const MARGIN = 4

/** Draws words on an empty picture, in as many lines as fit; further lines are cut off. */
export function noteJob(request: NoteRequest): DrawingJob {
  const { text, width, height, format } = request
  const letters = Math.max(1, Math.floor((width - 2 * MARGIN) / LETTER_WIDTH))
  const lines = wrap(text, letters).slice(0, Math.ceil(height / LINE_HEIGHT))
  const features = lines.map((line, at) => lineOfText(line, [MARGIN, MARGIN + LINE_HEIGHT * (at + 0.5)]))
  return {
    xml: mapnikXml([linesOfText('#8a1c1c', '#ffffff')]),
    marks: {},
    tile: { features },
    width,
    height,
    bufferPixels: 0,
    background: groundOf(request),
    format,
  }
}

/** Lines of at most so many letters, broken at spaces where there are any. */
function wrap(text: string, letters: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter(Boolean).slice(0, 200)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (longer.length <= letters) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    for (; line.length > letters; line = line.slice(letters)) lines.push(line.slice(0, letters))
  }
  return line === '' ? lines : [...lines, line]
}
