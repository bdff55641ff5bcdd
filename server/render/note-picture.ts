import type { DrawingJob, PlacedFeature } from './drawing-job.ts'
import { element, FACES, mapnikXml } from './mapnik-xml.ts'
import type { NoteRequest } from './renderer.ts'

/** Pixels. */
const TEXT_SIZE = 12
const LINE_HEIGHT = 16
const MARGIN = 4
/** A little more than the mean width of a letter of this face. */
const LETTER_WIDTH = TEXT_SIZE * 0.62

/** Words on an empty picture, in as many lines as have room; those below its edge are lost. */
export function noteJob({ text, width, height, format, transparent, background }: NoteRequest): DrawingJob {
  const letters = Math.max(1, Math.floor((width - 2 * MARGIN) / LETTER_WIDTH))
  const lines = wrap(text, letters).slice(0, Math.ceil(height / LINE_HEIGHT))
  const features = lines.map(
    (line, at): PlacedFeature => ({
      part: 'text',
      geometry: { type: 'Point', coordinates: [MARGIN, MARGIN + LINE_HEIGHT * (at + 0.5)] },
      properties: { t: line },
    }),
  )
  return {
    xml: mapnikXml([{ name: 'text', symbolizers: textOfLine() }]),
    marks: {},
    tile: { features },
    width,
    height,
    bufferPixels: 0,
    background: transparent && format !== 'jpeg' ? null : background,
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

function textOfLine(): string {
  const attributes = {
    'face-name': FACES.normal,
    size: TEXT_SIZE,
    fill: '#8a1c1c',
    'halo-fill': '#ffffff',
    'halo-radius': 1,
    placement: 'point',
    'horizontal-alignment': 'right',
    'vertical-alignment': 'middle',
    'allow-overlap': 'true',
  }
  return element('TextSymbolizer', attributes, '[t]')
}
