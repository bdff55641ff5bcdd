import type { FlatStyle, Rule } from 'ol/style/flat.js'
import type { MapLayer } from '../../core/api/map-layer.ts'
import { zoomAtDenominator } from '../../core/geo/scale-denominator.ts'
import type { LayerStyle, MarkSymbolizer, StyleRule, Symbolizer } from '../../core/style/layer-style.ts'
import { sizeStops } from '../../core/style/size-at-zoom.ts'
import { flatFilter, type ValueTypes } from './flat-filter.ts'
import { markSprite, SPRITE_SCALE } from './mark-sprite.ts'
import type { Expression } from './style-expression.ts'

type Geometry = 'Point' | 'LineString' | 'Polygon'

/**
 * The neutral style as rules of OpenLayers' WebGL layers, one a symbolizer, in its order: filters compare before rasterising, so
 * that a value on a break never flickers between two classes. Texts are no part of it: `StyledLabelLayer` draws them. Nor are
 * points that stand for several (`point_count`) where `hasBubbles` says that a layer of their own draws those.
 */
export function flatRules(
  style: LayerStyle,
  layer: Pick<MapLayer, 'geometry' | 'fields'>,
  hasBubbles = false,
): Rule[] {
  const types: ValueTypes = new Map(layer.fields.map(({ name, type }) => [name, type]))
  return style.rules.flatMap((rule) => {
    const common = conditionsOf(rule, types)
    return drawings(rule.symbolizers).map(({ geometry, style: drawn }) => {
      const conditions = [
        ...common,
        ...(layer.geometry === 'mixed' && geometry ? [ofGeometry(geometry)] : []),
        ...(hasBubbles && geometry === 'Point' ? [standsForOne] : []),
      ]
      const [only, ...more] = conditions
      if (!only) return { style: drawn }
      return { filter: more.length > 0 ? ['all', only, ...more] : only, style: drawn }
    })
  })
}

// A missing number reads as −9999999.
const standsForOne: Expression = ['<', ['get', 'point_count'], 0]

function conditionsOf({ filter, scaleDenominator }: StyleRule, types: ValueTypes): Expression[] {
  const { min, max } = scaleDenominator ?? {}
  return [
    ...(filter ? [flatFilter(filter, types)] : []),
    ...(min ? [['<=', ['zoom'], zoomAtDenominator(min)]] : []),
    ...(max ? [['>', ['zoom'], zoomAtDenominator(max)]] : []),
  ]
}

function ofGeometry(geometry: Geometry): Expression {
  return ['==', ['geometry-type'], geometry]
}

/** Marks that follow one another become one picture. */
function drawings(symbolizers: readonly Symbolizer[]): { geometry?: Geometry; style: FlatStyle }[] {
  const found: { geometry?: Geometry; style: FlatStyle }[] = []
  let marks: MarkSymbolizer[] = []
  const flush = () => {
    if (marks.length > 0) found.push({ geometry: 'Point', style: icon(marks) })
    marks = []
  }
  for (const symbolizer of symbolizers) {
    if (symbolizer.kind === 'Mark') marks.push(symbolizer)
    else {
      flush()
      found.push(...plainDrawing(symbolizer))
    }
  }
  flush()
  return found
}

function plainDrawing(
  symbolizer: Exclude<Symbolizer, MarkSymbolizer>,
): { geometry?: Geometry; style: FlatStyle }[] {
  if (symbolizer.kind === 'Text') return []
  if (symbolizer.kind === 'Line') {
    const { color, opacity, width, dasharray, cap = 'butt', join = 'miter' } = symbolizer
    const dash = dasharray ? { 'stroke-line-dash': [...dasharray] } : {}
    const style = { 'stroke-color': rgba(color, opacity), 'stroke-width': atZoom(width), ...dash }
    return [{ style: { ...style, 'stroke-line-cap': cap, 'stroke-line-join': join } }]
  }
  const { color, fillOpacity, outlineColor, outlineOpacity, outlineWidth = 1, outlineDasharray } = symbolizer
  const dash = outlineDasharray ? { 'stroke-line-dash': [...outlineDasharray] } : {}
  const style: FlatStyle = {
    ...(color ? { 'fill-color': rgba(color, fillOpacity) } : {}),
    ...(outlineColor
      ? { 'stroke-color': rgba(outlineColor, outlineOpacity), 'stroke-width': atZoom(outlineWidth), ...dash }
      : {}),
  }
  return Object.keys(style).length > 0 ? [{ geometry: 'Polygon', style }] : []
}

function icon(marks: readonly MarkSymbolizer[]): FlatStyle {
  const { src, size } = markSprite(marks)
  return { 'icon-src': src, 'icon-size': [size, size], 'icon-scale': atZoom(1 / SPRITE_SCALE) }
}

function atZoom(size: number): Expression {
  return ['interpolate', ['linear'], ['zoom'], ...sizeStops.flatMap(([zoom, share]) => [zoom, share * size])]
}

function rgba(colour: string, opacity = 1): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  return opacity === 1 ? colour : `rgba(${red}, ${green}, ${blue}, ${opacity})`
}
