import type { ExpressionValue } from 'ol/expr/expression.js'
import type { FlatStyleLike } from 'ol/style/flat.js'
import type { Legend, MapLayer } from '../api/types.ts'

/** Where an area has no value: hatched in the legend, a cool grey on the map, unlike any class. */
export const noDataColour = '#e6e7ea'
const border = '#ffffff'
const land = '#f7f3ea'

type Expression = ExpressionValue[]

/** The colour of a feature by its legend. A value on a break belongs to the class above it. */
export function legendColour(legend: Legend | null): Expression | string {
  if (legend?.kind === 'line') return legend.colour
  if (legend?.kind === 'categories') {
    const cases = legend.items.flatMap((item) => [item.value, item.colour])
    return ['match', ['get', legend.property], ...cases, noDataColour]
  }
  if (legend?.kind !== 'classes') return '#7b8794'
  const upper = legend.breaks.slice(1, -1)
  const cases = upper.flatMap(
    (top, index): Expression => [['<', ['get', legend.property], top], legend.colours[index] ?? noDataColour],
  )
  const last = legend.colours.at(-1) ?? noDataColour
  return ['case', ['!', ['has', legend.property]], noDataColour, ...cases, last]
}

const casing = ['interpolate', ['linear'], ['zoom'], 8, 0.8, 12, 1.4, 16, 2] as Expression

/** Style of any layer but proposals, by what it is and what its legend says. */
export function layerStyle(layer: MapLayer): FlatStyleLike {
  const colour = legendColour(layer.legend)
  if (layer.id === 'areas-village')
    return { 'fill-color': land, 'stroke-color': '#e2dac8', 'stroke-width': casing }
  if (layer.id === 'areas-district') return { 'stroke-color': 'rgba(74,66,54,0.55)', 'stroke-width': 1.4 }
  if (/water|lake|sea/.test(layer.id) && layer.geometry === 'polygon') return { 'fill-color': '#cfe0e9' }
  if (/river|stream/.test(layer.id) && layer.geometry === 'line') return lineStyle('#a9c6d6')
  if (layer.geometry === 'line') return lineStyle(layer.legend ? colour : '#a59c8f')
  if (layer.geometry === 'point') return pointStyle(colour)
  if (layer.legend) return { 'fill-color': colour, 'stroke-color': border, 'stroke-width': casing }
  return { 'fill-color': 'rgba(123,135,148,0.15)', 'stroke-color': '#6b7683', 'stroke-width': 1.2 }
}

function lineStyle(colour: Expression | string): FlatStyleLike {
  return {
    'stroke-color': colour,
    'stroke-width': ['interpolate', ['exponential', 1.4], ['zoom'], 9, 0.7, 13, 1.8, 17, 6],
    'stroke-line-cap': 'round',
    'stroke-line-join': 'round',
  }
}

/** Facilities are small upright triangles: no status has that shape. */
function pointStyle(colour: Expression | string): FlatStyleLike {
  return {
    'shape-points': 3,
    'shape-radius': ['interpolate', ['linear'], ['zoom'], 9, 4, 14, 8],
    'shape-angle': 0,
    'shape-fill-color': colour,
    'shape-stroke-color': border,
    'shape-stroke-width': 1.2,
  }
}
