import { createHash } from 'node:crypto'
import type {
  FillSymbolizer,
  LineSymbolizer,
  MarkSymbolizer,
  Symbolizer,
  TextSymbolizer,
} from '../../core/style/layer-style.ts'
import type { PlainCoat } from '../../core/style/plain-part.ts'
import { markSvg } from './mark-svg.ts'

/** A layer of the vector tile and how Mapnik draws it. */
export interface MapnikPart {
  /** Of the tile's layer. */
  name: string
  /** Symbolizers in Mapnik's XML. */
  symbolizers: string
  /** The part as plain painting, for the painter of plain areas; absent where only Mapnik can draw it. */
  coats?: readonly PlainCoat[] | null
}

export interface MapnikMap {
  xml: string
  /** SVG documents by the names that the XML calls them, in the folder MARKS. */
  marks: Record<string, string>
}

/** Stands in the XML for the folder in which the drawing process keeps marks. */
export const MARKS = '{marks}'
export const FACES = { normal: 'Plus Jakarta Sans Regular', bold: 'Plus Jakarta Sans Bold' } as const

/** One Mapnik style for each part, drawn in their order. The plane is called EPSG:3857 whatever it is: nothing is projected. */
export function mapnikXml(parts: readonly MapnikPart[]): string {
  const styles = parts.map(
    ({ name, symbolizers }) => `<Style name="${name}"><Rule>${symbolizers}</Rule></Style>`,
  )
  const layers = parts.map(
    ({ name }) => `<Layer name="${name}" srs="epsg:3857"><StyleName>${name}</StyleName></Layer>`,
  )
  return `<Map srs="epsg:3857">${styles.join('')}${layers.join('')}</Map>`
}

/** Fill and outline of areas. */
function fillXml(fill: FillSymbolizer): string {
  const area = fill.color
    ? element('PolygonSymbolizer', { fill: fill.color, 'fill-opacity': fill.fillOpacity })
    : ''
  if (!fill.outlineColor || fill.outlineWidth === 0) return area
  return area + strokeXml(outlineOf(fill, fill.outlineColor))
}

/** What is drawn of an area: fills, outlines, and lines along its edge, in their order. */
export function areaXml(symbolizers: readonly Symbolizer[]): string {
  return symbolizers
    .map((one) => (one.kind === 'Fill' ? fillXml(one) : one.kind === 'Line' ? strokeXml(one) : ''))
    .join('')
}

export function outlineOf(fill: FillSymbolizer, color: string): LineSymbolizer {
  return {
    kind: 'Line',
    color,
    width: fill.outlineWidth ?? 1,
    join: 'round',
    ...(fill.outlineOpacity === undefined ? {} : { opacity: fill.outlineOpacity }),
    ...(fill.outlineDasharray ? { dasharray: fill.outlineDasharray } : {}),
  }
}

export function strokeXml({ color, width, opacity, dasharray, cap, join }: LineSymbolizer): string {
  if (width === 0) return ''
  return element('LineSymbolizer', {
    stroke: color,
    'stroke-width': round(width),
    'stroke-opacity': opacity,
    'stroke-dasharray': dasharray?.map(round).join(','),
    'stroke-linecap': cap,
    'stroke-linejoin': join,
  })
}

/** Marks at one place as one symbol, so that each stands whole over the one before. Adds to `marks` what it needs. */
export function marksXml(symbols: readonly MarkSymbolizer[], marks: Record<string, string>): string {
  const always = { 'allow-overlap': 'true', 'ignore-placement': 'true' }
  if (symbols.length === 0) return ''
  const svg = markSvg(symbols)
  const name = createHash('sha1').update(svg).digest('hex').slice(0, 16)
  marks[name] = svg
  return element('MarkersSymbolizer', { ...always, file: `${MARKS}/${name}` })
}

/** A label from an attribute of the tile's layer, along lines or at a place. */
export function textXml(text: TextSymbolizer, attribute: string, alongLine: boolean): string {
  const attributes = {
    'face-name': FACES[text.fontWeight ?? 'normal'],
    size: text.size,
    fill: text.color,
    'halo-fill': text.haloColor,
    'halo-radius': text.haloColor ? (text.haloWidth ?? 1) : undefined,
    placement: alongLine ? 'line' : 'point',
    dx: text.offset ? round(text.offset[0]) : undefined,
    dy: text.offset ? round(text.offset[1]) : undefined,
    'minimum-distance': alongLine ? 4 : 2,
    spacing: alongLine ? 250 : undefined,
  }
  return element('TextSymbolizer', attributes, `[${attribute}]`)
}

export function element(
  name: string,
  attributes: Record<string, string | number | undefined>,
  content = '',
): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${value}"`],
  )
  return `<${name}${written.join('')}>${content}</${name}>`
}

export function isKind<K extends Symbolizer['kind']>(kind: K) {
  return (symbolizer: Symbolizer): symbolizer is Extract<Symbolizer, { kind: K }> => symbolizer.kind === kind
}

export function round(value: number): number {
  return Math.round(value * 100) / 100
}
