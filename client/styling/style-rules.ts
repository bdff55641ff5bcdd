import type { MapLayer } from '../../core/api/map-layer.ts'
import type { ClassMethod } from '../../core/style/class-breaks.ts'
import type { ColouredRule } from '../../core/style/coloured-rules.ts'
import type {
  LayerStyle,
  MarkSymbolizer,
  StyleFilter,
  StyleRule,
  Symbolizer,
  TextSymbolizer,
} from '../../core/style/layer-style.ts'

export type Geometry = MapLayer['geometry']

/** What all rules that carry a colour have alike. */
export interface Look {
  fillOpacity: number
  outlineColor: string
  outlineWidth: number
  mark: MarkSymbolizer['wellKnownName']
  radius: number
  lineWidth: number
}

const usualLook: Look = {
  fillOpacity: 1,
  outlineColor: '#ffffff',
  outlineWidth: 1.6,
  mark: 'circle',
  radius: 6,
  lineWidth: 2,
}

/** The look of a style: sizes from its largest symbolizer of each kind, the rest from the first. */
export function lookOf({ rules }: LayerStyle): Look {
  const look = { ...usualLook }
  const drawn = rules.flatMap(({ symbolizers }) => symbolizers)
  for (const symbolizer of drawn.toReversed()) {
    if (symbolizer.kind === 'Fill') {
      if (symbolizer.color) look.fillOpacity = symbolizer.fillOpacity ?? 1
      if (symbolizer.outlineColor) look.outlineColor = symbolizer.outlineColor
      if (symbolizer.outlineColor) look.outlineWidth = symbolizer.outlineWidth ?? 1
    } else if (symbolizer.kind === 'Mark') {
      look.mark = symbolizer.wellKnownName
      if (symbolizer.strokeColor) look.outlineColor = symbolizer.strokeColor
      if (symbolizer.strokeColor) look.outlineWidth = symbolizer.strokeWidth ?? 1
    }
  }
  return {
    ...look,
    radius: largest(drawn.flatMap((one) => (one.kind === 'Mark' ? one.radius : []))) ?? look.radius,
    lineWidth: largest(drawn.flatMap((one) => (one.kind === 'Line' ? one.width : []))) ?? look.lineWidth,
  }
}

function largest(sizes: readonly number[]): number | undefined {
  return sizes.length > 0 ? Math.max(...sizes) : undefined
}

/** The same style with another look; colours of rules, filters and texts stay. Sizes keep their proportions. */
export function withLook(style: LayerStyle, look: Partial<Look>): LayerStyle {
  const before = lookOf(style)
  const scaled = (size: number, now: number | undefined, most: number) =>
    now === undefined ? size : Math.max(0.5, Number(((size * now) / most).toFixed(2)))
  const changed = (symbolizer: Symbolizer): Symbolizer => {
    const { fillOpacity, outlineColor, outlineWidth, mark, radius, lineWidth } = look
    if (symbolizer.kind === 'Fill')
      return {
        ...symbolizer,
        ...(fillOpacity !== undefined && symbolizer.color ? { fillOpacity } : {}),
        ...(outlineColor !== undefined && symbolizer.outlineColor ? { outlineColor } : {}),
        ...(outlineWidth !== undefined && symbolizer.outlineColor ? { outlineWidth } : {}),
      }
    if (symbolizer.kind === 'Line')
      return { ...symbolizer, width: scaled(symbolizer.width, lineWidth, before.lineWidth) }
    if (symbolizer.kind === 'Mark')
      return {
        ...symbolizer,
        ...(fillOpacity !== undefined ? { fillOpacity } : {}),
        ...(mark !== undefined ? { wellKnownName: mark } : {}),
        radius: scaled(symbolizer.radius, radius, before.radius),
        ...(outlineColor !== undefined ? { strokeColor: outlineColor } : {}),
        ...(outlineWidth !== undefined ? { strokeWidth: outlineWidth } : {}),
      }
    return symbolizer
  }
  return {
    ...style,
    rules: style.rules.map((rule) => ({ ...rule, symbolizers: rule.symbolizers.map(changed) })),
  }
}

/** With how large it is drawn beside the others: 1 as the look says. */
type SizedRule = ColouredRule & { size?: number }

/** Whole new rules for a way of colouring, with the look and the texts that the style had. */
export function recoloured(
  style: LayerStyle,
  geometry: Geometry,
  coloured: readonly SizedRule[],
): LayerStyle {
  const look = lookOf(style)
  const rules = coloured.map(({ colour, size = 1, ...named }) => ({
    ...named,
    symbolizers: symbolizersOf(geometry, colour, {
      ...look,
      radius: Math.max(0.5, look.radius * size),
      lineWidth: look.lineWidth * size,
    }),
  }))
  const areas = geometry === 'polygon' || geometry === 'mixed'
  const { outlineColor, outlineWidth } = look
  const edge: StyleRule = { name: '', symbolizers: [{ kind: 'Fill', outlineColor, outlineWidth }] }
  return { ...style, rules: [...rules, ...(areas ? [edge] : []), ...style.rules.filter(isText)] }
}

function symbolizersOf(geometry: Geometry, color: string, look: Look): Symbolizer[] {
  const fill: Symbolizer = { kind: 'Fill', color, fillOpacity: look.fillOpacity }
  const line: Symbolizer = { kind: 'Line', color, width: look.lineWidth, cap: 'round', join: 'round' }
  const mark: Symbolizer = {
    kind: 'Mark',
    wellKnownName: look.mark,
    radius: look.radius,
    color,
    fillOpacity: look.fillOpacity,
    strokeColor: look.outlineColor,
    strokeWidth: look.outlineWidth,
  }
  if (geometry === 'mixed') return [fill, line, mark]
  return [geometry === 'polygon' ? fill : geometry === 'line' ? line : mark]
}

export interface Labelling {
  field: string
  size: number
  color: string
  bold: boolean
  /** Largest scale denominator at which the label is drawn, exclusive; null at every scale. */
  maxScale: number | null
}

/** The label that the style draws, if it is one field's. */
export function labellingOf({ rules }: LayerStyle): Labelling | null {
  const rule = rules.find(isText)
  const face = rule?.symbolizers.find(
    (symbolizer): symbolizer is TextSymbolizer => symbolizer.kind === 'Text',
  )
  const field = /^\{\{([^{}]+)\}\}$/.exec(face?.label ?? '')?.[1]
  if (!rule || !face || field === undefined) return null
  const bold = face.fontWeight === 'bold'
  return { field, size: face.size, color: face.color, bold, maxScale: rule.scaleDenominator?.max ?? null }
}

export function withLabelling(
  style: LayerStyle,
  labelling: Labelling | null,
  geometry: Geometry,
): LayerStyle {
  const rules = style.rules.filter((rule) => !isText(rule))
  if (!labelling) return { ...style, rules }
  const { field, size, color, bold, maxScale } = labelling
  const face: Symbolizer = {
    kind: 'Text',
    label: `{{${field}}}`,
    size,
    color,
    haloColor: '#ffffff',
    haloWidth: 1.5,
    fontWeight: bold ? 'bold' : 'normal',
    ...(geometry === 'point' ? { offset: [0, size + 2] as const } : {}),
  }
  const scale = maxScale === null ? {} : { scaleDenominator: { max: maxScale } }
  return { ...style, rules: [...rules, { name: '', ...scale, symbolizers: [face] }] }
}

export function isText({ symbolizers }: StyleRule): boolean {
  return symbolizers.every(({ kind }) => kind === 'Text')
}

/** The colour that a rule stands for; none where it draws edges or texts alone. */
export function colourOf({ symbolizers }: StyleRule): string | undefined {
  for (const symbolizer of symbolizers.toReversed()) {
    if (symbolizer.kind !== 'Text' && symbolizer.color) return symbolizer.color
  }
  return undefined
}

/** A rule drawn in another colour: what had the rule's colour gets the new one, a casing keeps its own. */
export function withColour(rule: StyleRule, colour: string): StyleRule {
  const before = colourOf(rule)
  const symbolizers = rule.symbolizers.map(
    (symbolizer): Symbolizer =>
      symbolizer.kind !== 'Text' && symbolizer.color === before && before !== undefined
        ? { ...symbolizer, color: colour }
        : symbolizer,
  )
  return { ...rule, symbolizers }
}

function partsOf(filter: StyleFilter): StyleFilter[] {
  if (filter[0] !== '&&') return [filter]
  const [, ...parts] = filter
  return parts
}

/** How a style that came from the store classifies, as far as it follows from its filters. */
export function classesOf({ rules }: LayerStyle): { field: string; inner: number[] } | null {
  const inner = new Set<number>()
  let field: string | undefined
  for (const { filter } of rules) {
    if (filter?.[0] !== '>=' && filter?.[0] !== '<' && filter?.[0] !== '&&') continue
    for (const part of partsOf(filter)) {
      if (part[0] !== '>=' && part[0] !== '<') return null
      const [, property, limit] = part
      field ??= property
      if (field !== property) return null
      inner.add(limit)
    }
  }
  return field === undefined ? null : { field, inner: [...inner].sort((a, b) => a - b) }
}

export type Method = ClassMethod | 'manual'
