import { zoomAtDenominator } from '../../../core/geo/scale-denominator.ts'
import type { LayerStyle, MarkSymbolizer, StyleRule, Symbolizer } from '../../../core/style/layer-style.ts'
import { sizeStops } from '../../../core/style/size-at-zoom.ts'
import { type MapboxExpression, mapboxFilter } from './mapbox-filter.ts'

interface MapboxLayer {
  id: string
  type: 'fill' | 'line' | 'circle'
  source: string
  'source-layer': string
  filter?: MapboxExpression
  minzoom?: number
  maxzoom?: number
  layout?: Record<string, unknown>
  paint: Record<string, unknown>
  metadata: { rule: string }
}

/** Their zooms count tiles of 512 pixels, ours of 256. */
const ZOOM_SHIFT = 1
const DEEPEST = 24

/**
 * A layer's style for Mapbox GL and MapLibre, version 8, over the layer's own vector tiles. Texts are left out, since they need
 * a server of glyphs; marks other than circles are drawn as circles.
 */
export function writeMapboxStyle(
  layer: string,
  { title, document, tileJson }: { title: string; document: LayerStyle; tileJson: string },
) {
  return {
    version: 8,
    name: title,
    sources: { [layer]: { type: 'vector', url: tileJson } },
    layers: document.rules.flatMap((rule, at) =>
      rule.symbolizers.flatMap((symbolizer, part) =>
        layersOf(symbolizer).map(({ type, paint, layout, only }, piece): MapboxLayer => {
          return {
            id: `${layer}-${at + 1}-${part + 1}${piece > 0 ? `-${piece + 1}` : ''}`,
            type,
            source: layer,
            'source-layer': layer,
            ...filterOf(rule, only),
            ...zoomsOf(rule),
            ...(layout ? { layout } : {}),
            paint: withoutMissing(paint),
            metadata: { rule: rule.name },
          }
        }),
      ),
    ),
  }
}

interface Piece {
  type: MapboxLayer['type']
  paint: Record<string, unknown>
  layout?: Record<string, unknown>
  /** Geometry that it draws, where its type would draw others too. */
  only?: 'Point'
}

function layersOf(symbolizer: Symbolizer): Piece[] {
  switch (symbolizer.kind) {
    case 'Fill': {
      const {
        color,
        fillOpacity,
        outlineColor,
        outlineWidth = 1,
        outlineOpacity,
        outlineDasharray,
      } = symbolizer
      const fill: Piece = { type: 'fill', paint: { 'fill-color': color, 'fill-opacity': fillOpacity } }
      const outline = {
        color: outlineColor,
        width: outlineWidth,
        opacity: outlineOpacity,
        dasharray: outlineDasharray,
      }
      return [
        ...(color === undefined ? [] : [fill]),
        ...(outlineColor === undefined ? [] : [{ type: 'line', paint: linePaint(outline) } as const]),
      ]
    }
    case 'Line': {
      const { cap, join } = symbolizer
      const layout = withoutMissing({ 'line-cap': cap, 'line-join': join })
      return [{ type: 'line', paint: linePaint(symbolizer), layout }]
    }
    case 'Mark':
      return [circleOf(symbolizer)]
    default:
      return []
  }
}

function circleOf(mark: MarkSymbolizer): Piece {
  const { radius, color, fillOpacity, strokeColor, strokeWidth = 1, strokeOpacity, offset } = mark
  const stroke = strokeColor !== undefined && {
    'circle-stroke-color': strokeColor,
    'circle-stroke-width': scaled(strokeWidth),
    'circle-stroke-opacity': strokeOpacity,
  }
  const fill = {
    'circle-color': color ?? '#000000',
    'circle-opacity': color === undefined ? 0 : fillOpacity,
  }
  return {
    type: 'circle',
    only: 'Point',
    paint: { 'circle-radius': scaled(radius), ...fill, ...stroke, 'circle-translate': offset },
  }
}

interface Line {
  color: string | undefined
  width: number
  opacity?: number | undefined
  dasharray?: readonly number[] | undefined
}

/** Dashes are counted in widths of the line there. */
function linePaint({ color, width, opacity, dasharray }: Line): Record<string, unknown> {
  return {
    'line-color': color,
    'line-width': scaled(width),
    'line-opacity': opacity,
    'line-dasharray': width > 0 ? dasharray?.map((length) => length / width) : undefined,
  }
}

/** Sizes shrink farther out, as on the map (core/style/size-at-zoom). */
function scaled(size: number): MapboxExpression {
  const stops = sizeStops.flatMap(([zoom, share]) => [
    zoom - ZOOM_SHIFT,
    Math.round(size * share * 1000) / 1000,
  ])
  return ['interpolate', ['linear'], ['zoom'], ...stops]
}

function filterOf({ filter }: StyleRule, only: Piece['only']): { filter?: MapboxExpression } {
  const conditions = [
    ...(only ? [['==', ['geometry-type'], only] as MapboxExpression] : []),
    ...(filter ? [mapboxFilter(filter)] : []),
  ]
  const [first, second] = conditions
  if (!first) return {}
  return { filter: second ? ['all', first, second] : first }
}

/** A denominator's upper end is a zoom's lower one. */
function zoomsOf({ scaleDenominator }: StyleRule): { minzoom?: number; maxzoom?: number } {
  const zoom = (denominator: number) =>
    Math.max(0, Math.min(DEEPEST, Math.round((zoomAtDenominator(denominator) - ZOOM_SHIFT) * 1000) / 1000))
  const { min, max } = scaleDenominator ?? {}
  return { ...(max ? { minzoom: zoom(max) } : {}), ...(min ? { maxzoom: zoom(min) } : {}) }
}

function withoutMissing(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
