import { svg, type TemplateResult } from 'lit'
import type { PreviewShape } from '../../core/api/import-preview.ts'
import { type Envelope, envelopeOf } from '../../core/geo/envelope.ts'

const WIDTH = 320
const HEIGHT = 240
const EDGE = 8
/** Where nothing says otherwise, the country. */
const INDONESIA: Envelope = [95, -11, 141, 6]

type Position = readonly [lon: number, lat: number]
type Place = (position: Position) => [x: number, y: number]

/** Where the rows of a file lie, over the outlines of the district: a picture of longitude and latitude, north up. */
export function previewMap(
  shapes: readonly PreviewShape[],
  outlines: readonly PreviewShape[],
  label: string,
): TemplateResult {
  const place = placer(envelopeOf(positionsOf(outlines.length > 0 ? outlines : shapes)) ?? INDONESIA)
  const drawn = (all: readonly PreviewShape[]) => all.map((shape) => draw(shape, place))
  return svg`<svg class="preview-map" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${label}>
    <g class="ground">${drawn(outlines)}</g><g class="found">${drawn(shapes)}</g></svg>`
}

/** A degree of longitude is as wide as the latitude makes it. */
function placer([west, south, east, north]: Envelope): Place {
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(
    (WIDTH - 2 * EDGE) / Math.max((east - west) * narrow, 1e-6),
    (HEIGHT - 2 * EDGE) / Math.max(north - south, 1e-6),
  )
  const left = (WIDTH - (east - west) * narrow * scale) / 2
  const top = (HEIGHT - (north - south) * scale) / 2
  return ([lon, lat]) => [left + (lon - west) * narrow * scale, top + (north - lat) * scale]
}

function draw({ kind, parts }: PreviewShape, place: Place): TemplateResult | TemplateResult[] {
  if (kind === 'point')
    return parts.flat().map((position) => {
      const [x, y] = place(position)
      return svg`<circle cx=${x.toFixed(1)} cy=${y.toFixed(1)} r="3"></circle>`
    })
  const end = kind === 'polygon' ? 'Z' : ''
  const path = parts
    .map((part) => `M${part.map((position) => pair(place(position))).join('L')}${end}`)
    .join('')
  return svg`<path class=${kind} d=${path}></path>`
}

const pair = ([x, y]: [number, number]) => `${x.toFixed(1)},${y.toFixed(1)}`

const positionsOf = (shapes: readonly PreviewShape[]) => shapes.flatMap(({ parts }) => parts.flat())
