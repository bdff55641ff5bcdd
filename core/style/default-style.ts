import { denominatorAtZoom } from '../geo/scale-denominator.ts'
import {
  type Category,
  type ColouredRule,
  categoryRules,
  classRules,
  named,
  PLAIN_COLOUR,
} from './coloured-rules.ts'
import { proposalRules } from './default-proposal-style.ts'
import { isBuilding, isNeighbour, isSettled, isWater } from './layer-kinds.ts'
import type { FillSymbolizer, LayerStyle, StyleRule, Symbolizer } from './layer-style.ts'
import type { Legend } from './legend.ts'

/** The properties of a layer that its default style depends on. */
export interface StyledLayer {
  id: string
  geometry: 'point' | 'line' | 'polygon' | 'mixed'
  group: string
  legend: Legend | null
  fields: readonly { name: string }[]
}

/** The name of the style that is made from the data; no stored style has it. */
export const STANDARD = 'standard'

const BORDER = '#ffffff'
const BORDER_WIDTH = 1.65
const BUILDING: FillSymbolizer = {
  kind: 'Fill',
  color: '#9a8f80',
  fillOpacity: 0.7,
  outlineColor: '#7d7365',
  outlineWidth: 0.6,
}
/** Quieter than the district itself, and unlike the sea. */
const NEIGHBOUR: FillSymbolizer = {
  kind: 'Fill',
  color: '#ecebe6',
  outlineColor: '#c9c4b8',
  outlineWidth: 1.4,
}

/** How a layer is drawn while nobody has styled it: by what it is, and by the legend that its data ask for. */
export function defaultStyle(layer: StyledLayer): LayerStyle {
  return { name: STANDARD, rules: rulesOf(layer) }
}

function rulesOf(layer: StyledLayer): StyleRule[] {
  if (layer.id === 'proposals') return proposalRules()
  if (layer.id === 'areas-village')
    return [plain({ kind: 'Fill', color: '#f7f3ea', outlineColor: '#e2dac8', outlineWidth: BORDER_WIDTH })]
  if (layer.id === 'areas-district')
    return [plain({ kind: 'Line', color: '#4a4236', opacity: 0.6, width: 1.8, join: 'round' })]
  if (isWater(layer))
    return [plain(layer.geometry === 'line' ? line('#a3c3d4') : { kind: 'Fill', color: '#dbe8ee' })]
  // Built-up land and the like: a tint that lets the colour of the area through.
  if (isSettled(layer)) return [plain({ kind: 'Fill', color: '#605442', fillOpacity: 0.16 })]
  if (isBuilding(layer)) return [{ ...plain(BUILDING), scaleDenominator: { max: denominatorAtZoom(13) } }]
  if (isNeighbour(layer)) return [plain(NEIGHBOUR)]
  const coloured = colouredRules(layer.legend)
  if (layer.geometry === 'line')
    return coloured.map((rule) => drawn(rule, line(layer.legend ? rule.colour : '#a59c8f')))
  if (layer.geometry === 'point') return coloured.map((rule) => drawn(rule, facility(rule.colour)))
  if (!layer.legend || layer.legend.kind === 'fill') return [plain(...outlined(layer))]
  const fills = coloured.map((rule) => drawn(rule, { kind: 'Fill', color: rule.colour }))
  return [...fills, edges(layer)]
}

/** Edges over all fills, so that no neighbour covers half of them. Between small cells they would outshine the colours from afar. */
function edges({ group, fields }: StyledLayer): StyleRule {
  const isFine = group === 'other' && fields.some(({ name }) => name === 'cell')
  const edge: FillSymbolizer = { kind: 'Fill', outlineColor: BORDER, outlineWidth: isFine ? 1 : BORDER_WIDTH }
  return { ...plain(edge), ...(isFine ? { scaleDenominator: { max: denominatorAtZoom(10.5) } } : {}) }
}

/** The colours of a legend as rules. */
function colouredRules(legend: Legend | null): ColouredRule[] {
  if (legend?.kind === 'line' || legend?.kind === 'fill') return [{ name: '', colour: legend.colour }]
  if (legend?.kind === 'categories') {
    const items = legend.items.map(({ value, colour, label }) => ({ value, colour, ...named(label) }))
    return categoryRules(legend.property, items)
  }
  if (legend?.kind === 'bivariate') return categoryRules(legend.property, ninths(legend))
  return legend?.kind === 'classes'
    ? classRules({ ...legend, isOpen: false })
    : [{ name: '', colour: PLAIN_COLOUR }]
}

/** The classes of a map of two values, `x-y` from `1-1` to `3-3`, in the order of the legend's colours. */
export function ninths({ colours, x, y }: Extract<Legend, { kind: 'bivariate' }>): Category[] {
  const third = (at: number) => ['rendah', 'sedang', 'tinggi'][at] ?? ''
  const thirdEn = (at: number) => ['low', 'medium', 'high'][at] ?? ''
  return colours.map((colour, at) => {
    const [column, row] = [at % 3, Math.floor(at / 3)]
    return {
      value: `${column + 1}-${row + 1}`,
      colour,
      name: `${x.title.id} ${third(column)}, ${y.title.id} ${third(row)}`,
      nameEn: `${x.title.en} ${thirdEn(column)}, ${y.title.en} ${thirdEn(row)}`,
    }
  })
}

function plain(...symbolizers: Symbolizer[]): StyleRule {
  return { name: '', symbolizers }
}

function drawn({ colour: _, ...rule }: ColouredRule, symbolizer: Symbolizer): StyleRule {
  return { ...rule, symbolizers: [symbolizer] }
}

function line(color: string): Symbolizer {
  return { kind: 'Line', color, width: 1.8, cap: 'round', join: 'round' }
}

function outlined({ geometry }: StyledLayer): Symbolizer[] {
  const areas: Symbolizer = { kind: 'Fill', outlineColor: '#6b7683', outlineWidth: 1.6 }
  return geometry === 'mixed' ? [areas, line('#6b7683'), facility(PLAIN_COLOUR)] : [areas]
}

/** Facilities are small upright triangles: no status has that shape. */
function facility(color: string): Symbolizer {
  return {
    kind: 'Mark',
    wellKnownName: 'triangle',
    radius: 6.9,
    color,
    strokeColor: BORDER,
    strokeWidth: 1.2,
  }
}
