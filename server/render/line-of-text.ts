import type { PlacedFeature } from './drawing-job.ts'
import { element, FACES, type MapnikPart } from './mapnik-xml.ts'

/** Pixels. */
export const TEXT_SIZE = 12
/** A little more than the mean width of a letter of this face: the longest line of many fits. */
export const LETTER_WIDTH = TEXT_SIZE * 0.62

const PART = 'text'

/** A line that begins at a place, in the middle of its height. */
export function lineOfText(text: string, place: [x: number, y: number]): PlacedFeature {
  return { part: PART, geometry: { type: 'Point', coordinates: place }, properties: { t: text } }
}

/** How all such lines of a picture are drawn. */
export function linesOfText(ink: string, halo?: string): MapnikPart {
  const attributes = {
    'face-name': FACES.normal,
    size: TEXT_SIZE,
    fill: ink,
    'halo-fill': halo,
    'halo-radius': halo ? 1 : undefined,
    placement: 'point',
    'horizontal-alignment': 'right',
    'vertical-alignment': 'middle',
    'allow-overlap': 'true',
  }
  return { name: PART, symbolizers: element('TextSymbolizer', attributes, '[t]') }
}
