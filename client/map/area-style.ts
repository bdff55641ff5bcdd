import type { FlatStyle, Rule } from 'ol/style/flat.js'
import type { Legend, MapLayer } from '../api/types.ts'
import type { Expression } from './style-expression.ts'

/** Where an area has no value: a cool grey unlike any class. */
export const noDataColour = '#e3e5e9'
const plainColour = '#7b8794'
const border = '#ffffff'
const width: Expression = ['interpolate', ['linear'], ['zoom'], 8, 0.8, 12, 1.3, 16, 2]

const cellEdge: Expression = ['interpolate', ['linear'], ['zoom'], 9, 0, 12, 1]

type ColourRule = { filter?: Expression; colour: string }

/**
 * The colours of a legend as rules. A value on a break belongs to the class above it; one outside all classes
 * takes the nearest. Rules compare before rasterising, so that a value on a break never flickers between two.
 */
export function legendRules(legend: Legend | null): ColourRule[] {
  if (legend?.kind === 'line' || legend?.kind === 'fill') return [{ colour: legend.colour }]
  if (legend?.kind === 'categories') return categoryRules(legend)
  if (legend?.kind === 'bivariate') return categoryRules({ property: legend.property, items: ninths(legend) })
  return legend?.kind === 'classes' ? classRules(legend) : [{ colour: plainColour }]
}

function classRules({ property, breaks, colours }: Extract<Legend, { kind: 'classes' }>): ColourRule[] {
  const value: Expression = ['get', property]
  // A missing number reads as −9999999.
  const present: Expression = ['>', value, -9_000_000]
  const classes = colours.map((colour, index): ColourRule => {
    const conditions: Expression[] = [present]
    if (index > 0) conditions.push(['>=', value, breaks[index] ?? 0])
    if (index < colours.length - 1) conditions.push(['<', value, breaks[index + 1] ?? 0])
    return { filter: conditions.length > 1 ? ['all', ...conditions] : present, colour }
  })
  return [{ filter: ['!', present], colour: noDataColour }, ...classes]
}

/** The classes of a map of two values, `x-y` from `1-1` to `3-3`, in the order of the legend's colours. */
export function ninths({ colours }: Extract<Legend, { kind: 'bivariate' }>) {
  return colours.map((colour, at) => ({ value: `${(at % 3) + 1}-${Math.floor(at / 3) + 1}`, colour }))
}

type Categories = { property: string; items: { value: string | boolean; colour: string }[] }

function categoryRules({ property, items }: Categories): ColourRule[] {
  const is = (value: string | boolean): Expression => ['==', ['get', property], value]
  const known = items.map((item) => is(item.value))
  const rest: Expression = known.length > 1 ? ['!', ['any', ...known]] : ['!', known[0] ?? true]
  return [
    { filter: rest, colour: noDataColour },
    ...items.map((item) => ({ filter: is(item.value), colour: item.colour })),
  ]
}

/** Style of any layer but proposals, by what it is and what its legend says. */
export function layerStyle(layer: MapLayer): Rule[] {
  const rules = legendRules(layer.legend)
  if (layer.id === 'areas-village') return [ruled(undefined, ground)]
  if (layer.id === 'areas-district') return [ruled(undefined, districtLine)]
  if (isWater(layer)) return [ruled(undefined, water(layer))]
  if (isSettled(layer)) return [ruled(undefined, settled)]
  if (layer.geometry === 'line') {
    const colourOf = (colour: string) => (layer.legend ? colour : '#a59c8f')
    return rules.map(({ filter, colour }) => ruled(filter, line(colourOf(colour))))
  }
  if (layer.geometry === 'point') return rules.map(({ filter, colour }) => ruled(filter, facility(colour)))
  if (!layer.legend || layer.legend.kind === 'fill') return [ruled(undefined, outlined)]
  const fills = rules.map(({ filter, colour }) => ruled(filter, { 'fill-color': colour }))
  // Lines between small cells would outshine their colours from afar.
  const isFine = layer.group === 'other' && layer.fields.some(({ name }) => name === 'cell')
  const edge = { 'stroke-color': border, 'stroke-width': isFine ? cellEdge : width }
  return [...fills, ruled(undefined, edge)]
}

function ruled(filter: Expression | undefined, style: FlatStyle): Rule {
  return filter ? { filter, style } : { style }
}

const ground: FlatStyle = { 'fill-color': '#f7f3ea', 'stroke-color': '#e2dac8', 'stroke-width': width }
const districtLine: FlatStyle = { 'stroke-color': 'rgba(74, 66, 54, 0.6)', 'stroke-width': 1.3 }
/** Built-up land and the like: a tint that lets the colour of the area through. */
const settled: FlatStyle = { 'fill-color': 'rgba(96, 84, 66, 0.16)' }
const outlined: FlatStyle = {
  'stroke-color': '#6b7683',
  'stroke-width': 1.2,
}

/** Known by their ids, which are a district package's own words. */
function isSettled({ id, geometry }: MapLayer): boolean {
  return geometry === 'polygon' && /settlement|permukiman|built|urban/.test(id)
}

function isWater({ id }: MapLayer): boolean {
  return /water|lake|river|stream|sungai|danau|laut/.test(id)
}

function water({ geometry }: MapLayer): FlatStyle {
  return geometry === 'line' ? line('#a3c3d4') : { 'fill-color': '#dbe8ee' }
}

function line(colour: string): FlatStyle {
  return {
    'stroke-color': colour,
    'stroke-width': ['interpolate', ['linear'], ['zoom'], 9, 0.6, 12, 1, 15, 2.2, 18, 6],
    'stroke-line-cap': 'round',
    'stroke-line-join': 'round',
  }
}

/** Facilities are small upright triangles: no status has that shape. */
function facility(colour: string): FlatStyle {
  return {
    'shape-points': 3,
    'shape-radius': ['interpolate', ['linear'], ['zoom'], 9, 3.5, 14, 8],
    'shape-angle': 0,
    'shape-fill-color': colour,
    'shape-stroke-color': border,
    'shape-stroke-width': 1.2,
  }
}
