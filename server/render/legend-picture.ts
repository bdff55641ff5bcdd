import { isInScale, zoomAtDenominator } from '../../core/geo/scale-denominator.ts'
import type { StyleRule } from '../../core/style/layer-style.ts'
import { legendRules } from '../../core/style/legend-rules.ts'
import { sizeAtZoom } from '../../core/style/size-at-zoom.ts'
import type { LegendRequest } from '../styles/picture-maker.ts'
import { type DrawingJob, groundOf, type PlacedFeature } from './drawing-job.ts'
import { LETTER_WIDTH, lineOfText, linesOfText, TEXT_SIZE } from './line-of-text.ts'
import { areaXml, isKind, type MapnikPart, mapnikXml, marksXml, strokeXml } from './mapnik-xml.ts'
import { scaleSymbolizer } from './scale-symbolizer.ts'

/** Pixels. */
const SYMBOL = { width: 24, height: 18 }
const MARGIN = 4
const GAP = 8
const INK = '#1c2733'
const NAMELESS = { id: '', en: '' }

interface Row {
  rule: StyleRule
  text: string
}

/**
 * A legend as a picture: one line for each rule that has a name, with its symbol as pictures draw it; a style without
 * names is one symbol, called as its layer.
 */
export function legendJob(request: LegendRequest): DrawingJob {
  const { width = SYMBOL.width, height = SYMBOL.height, format } = request
  const { transparent = false, background = '#ffffff' } = request
  const rows = rowsOf(request)
  const lineHeight = Math.max(height, TEXT_SIZE + 2) + MARGIN
  const longest = Math.max(0, ...rows.map(({ text }) => text.length))
  const marks: Record<string, string> = {}
  const parts: MapnikPart[] = []
  const features: PlacedFeature[] = []
  for (const [at, { rule, text }] of rows.entries()) {
    const middle = MARGIN / 2 + lineHeight * (at + 0.5)
    const box = { left: MARGIN, right: MARGIN + width, top: middle - height / 2, bottom: middle + height / 2 }
    for (const { kind, symbolizers, geometry } of symbolsOf(rule, request.geometry, box, marks)) {
      parts.push({ name: `${at}.${kind}`, symbolizers })
      features.push({ part: `${at}.${kind}`, geometry, properties: {} })
    }
    if (text !== '') features.push(lineOfText(text, [box.right + GAP, middle]))
  }
  parts.push(linesOfText(INK))
  const whole = {
    width: Math.ceil(2 * MARGIN + width + (longest > 0 ? GAP + longest * LETTER_WIDTH : 0)),
    height: Math.max(1, Math.ceil(MARGIN + lineHeight * rows.length)),
  }
  return {
    xml: mapnikXml(parts),
    marks,
    tile: { features },
    ...whole,
    bufferPixels: 0,
    background: groundOf({ transparent, background, format }),
    format,
  }
}

function rowsOf({ style, language, title, rule: wanted, scaleDenominator }: LegendRequest): Row[] {
  const shown = style.rules.filter(
    (rule) => scaleDenominator === undefined || isInScale(rule.scaleDenominator, scaleDenominator),
  )
  const factor = scaleDenominator === undefined ? 1 : sizeAtZoom(zoomAtDenominator(scaleDenominator))
  const rules =
    wanted === undefined
      ? legendRules(shown, title ?? NAMELESS)
      : shown.filter(({ name, nameEn }) => wanted === name || wanted === nameEn)
  return rules.map((rule) => ({
    rule: { ...rule, symbolizers: rule.symbolizers.map((one) => scaleSymbolizer(one, factor)) },
    text: language === 'en' ? (rule.nameEn ?? rule.name) : rule.name,
  }))
}

interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

interface DrawnSymbol {
  kind: 'area' | 'line' | 'mark'
  symbolizers: string
  geometry: PlacedFeature['geometry']
}

/** Of a layer of several kinds a symbol shows what it can: an area if there is a fill, else a line, and a mark over either. */
function symbolsOf(
  { symbolizers }: StyleRule,
  geometry: LegendRequest['geometry'],
  box: Box,
  marks: Record<string, string>,
): DrawnSymbol[] {
  const isArea = geometry === 'polygon' || (geometry === 'mixed' && symbolizers.some(isKind('Fill')))
  const symbols = symbolizers.filter(isKind('Mark'))
  const strokes = symbolizers.filter(isKind('Line')).map(strokeXml).join('')
  const drawn: DrawnSymbol[] = []
  if (isArea) drawn.push({ kind: 'area', symbolizers: areaXml(symbolizers), geometry: areaOf(box) })
  else if (geometry === 'line' || (geometry === 'mixed' && symbols.length === 0))
    drawn.push({ kind: 'line', symbolizers: strokes, geometry: lineOf(box) })
  if (geometry === 'point' || geometry === 'mixed')
    drawn.push({ kind: 'mark', symbolizers: marksXml(symbols, marks), geometry: middleOf(box) })
  return drawn.filter((symbol) => symbol.symbolizers !== '')
}

function middleOf({ left, right, top, bottom }: Box): PlacedFeature['geometry'] {
  return { type: 'Point', coordinates: [(left + right) / 2, (top + bottom) / 2] }
}

function lineOf({ left, right, top, bottom }: Box): PlacedFeature['geometry'] {
  const middle = (top + bottom) / 2
  return {
    type: 'LineString',
    coordinates: [
      [left, middle],
      [right, middle],
    ],
  }
}

function areaOf({ left, right, top, bottom }: Box): PlacedFeature['geometry'] {
  const [west, east, north, south] = [left + 1, right - 1, top + 1, bottom - 1]
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, north],
        [west, south],
        [east, south],
        [east, north],
        [west, north],
      ],
    ],
  }
}
