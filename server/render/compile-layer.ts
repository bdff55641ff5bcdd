import type { WindowScale } from '../../core/geo/picture-window.ts'
import { isInScale } from '../../core/geo/scale-denominator.ts'
import {
  type DrawnRule,
  type PartKind,
  partName,
  SIZE_ATTRIBUTE,
  TEXT_ATTRIBUTE,
} from '../../core/style/drawn-rule.ts'
import type { LayerStyle, StyleRule, Symbolizer } from '../../core/style/layer-style.ts'
import { markReach } from '../../core/style/mark-svg.ts'
import { sizeAtZoom } from '../../core/style/size-at-zoom.ts'
import {
  areaXml,
  element,
  FACES,
  isKind,
  type MapnikPart,
  marksXml,
  strokeXml,
  textXml,
} from './mapnik-xml.ts'
import type { GeometryKind } from './picture-source.ts'
import { plainCoats } from './plain-parts.ts'
import { scaleSymbolizer } from './scale-symbolizer.ts'

export interface CompiledLayer {
  rules: DrawnRule[]
  parts: MapnikPart[]
  /** SVG documents that the parts name; see MapnikMap. */
  marks: Record<string, string>
  bufferPixels: number
}

export interface CompileOptions {
  /** Number of the layer in the picture. */
  index: number
  geometry: GeometryKind
  scale: WindowScale
}

/** How far a label may reach from its place. */
const LABEL_PIXELS = 160
/** Bubbles need the whole of the cells that they stand in: 56 pixels, and half a largest one. */
const BUBBLE_PIXELS = 84

/**
 * A style at one scale as Mapnik's XML, and what it needs in the vector tile: a layer for each rule and kind of geometry, since
 * Mark, Line, Fill and Text are for different ones.
 */
export function compileLayer(style: LayerStyle, options: CompileOptions): CompiledLayer {
  const factor = sizeAtZoom(options.scale.zoom)
  const rules = style.rules
    .filter(({ scaleDenominator }) => isInScale(scaleDenominator, options.scale.denominator))
    .map((rule) => ({ ...rule, symbolizers: rule.symbolizers.map((one) => scaleSymbolizer(one, factor)) }))
  const marks: Record<string, string> = {}
  const compiled = rules.map((rule, number) => compileRule(rule, number, { ...options, marks }))
  const counted = options.geometry === 'point' || options.geometry === 'mixed'
  const reaches = rules.flatMap(({ symbolizers }) => symbolizers.map(reachOf))
  return {
    rules: compiled.map(({ drawn }) => drawn),
    parts: [...compiled.flatMap(({ parts }) => parts), ...(counted ? [bubbles(options)] : [])],
    marks,
    bufferPixels: Math.ceil(Math.max(4, counted ? BUBBLE_PIXELS : 0, ...reaches)),
  }
}

function compileRule(
  { filter, symbolizers }: StyleRule,
  number: number,
  { index, geometry, marks }: CompileOptions & Pick<CompiledLayer, 'marks'>,
): { drawn: DrawnRule; parts: MapnikPart[] } {
  const has = (kind: GeometryKind) => geometry === kind || geometry === 'mixed'
  const symbols = symbolizers.filter(isKind('Mark'))
  const lines = symbolizers.filter(isKind('Line'))
  const texts = symbolizers.filter(isKind('Text'))
  const areas = areaXml(symbolizers)
  const drawn: DrawnRule = {
    ...(filter ? { filter } : {}),
    point: symbols.length > 0 && has('point'),
    line: lines.length > 0 && has('line'),
    polygon: areas !== '' && has('polygon'),
    labels: texts.map(({ label }) => label),
  }
  const name = (kind: PartKind, label = 0) => partName(index, number, kind, label)
  const parts: MapnikPart[] = []
  if (drawn.polygon) parts.push({ name: name('polygon'), symbolizers: areas, coats: plainCoats(symbolizers) })
  if (drawn.line) parts.push({ name: name('line'), symbolizers: lines.map(strokeXml).join('') })
  if (drawn.point) parts.push({ name: name('point'), symbolizers: marksXml(symbols, marks) })
  for (const [i, text] of texts.entries()) {
    parts.push({ name: name('label', i), symbolizers: textXml(text, TEXT_ATTRIBUTE, false) })
    if (has('line'))
      parts.push({ name: name('line-label', i), symbolizers: textXml(text, TEXT_ATTRIBUTE, true) })
  }
  return { drawn, parts }
}

/** White discs with a number for points that stand for several, as on the map. */
function bubbles({ index }: CompileOptions): MapnikPart {
  const disc = element('MarkersSymbolizer', {
    'allow-overlap': 'true',
    'ignore-placement': 'true',
    width: `[${SIZE_ATTRIBUTE}]`,
    height: `[${SIZE_ATTRIBUTE}]`,
    fill: '#ffffff',
    'fill-opacity': 0.94,
    stroke: '#3d4a58',
    'stroke-width': 2,
  })
  const number = element(
    'TextSymbolizer',
    { 'face-name': FACES.bold, size: 11, fill: '#1c2733', placement: 'point', 'allow-overlap': 'true' },
    `[${TEXT_ATTRIBUTE}]`,
  )
  return { name: partName(index, 0, 'bubble'), symbolizers: disc + number }
}

function reachOf(symbolizer: Symbolizer): number {
  switch (symbolizer.kind) {
    case 'Fill':
      return (symbolizer.outlineWidth ?? 1) + 1
    case 'Line':
      return symbolizer.width + 1
    case 'Mark':
      return markReach(symbolizer) + 1
    case 'Text':
      return LABEL_PIXELS
  }
}
