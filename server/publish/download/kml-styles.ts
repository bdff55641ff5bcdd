import { filterPredicate, type ReadValue } from '../../../core/style/filter-predicate.ts'
import type { LayerStyle, StyleRule, Symbolizer } from '../../../core/style/layer-style.ts'
import { element, type Xml } from '../xml-element.ts'

const PLAIN: readonly Symbolizer[] = [
  { kind: 'Mark', wellKnownName: 'circle', radius: 5, color: '#0f6b5c' },
  { kind: 'Line', color: '#0f6b5c', width: 2 },
  { kind: 'Fill', color: '#0f6b5c', fillOpacity: 0.35 },
]

export interface KmlStyles {
  /** `Style` elements for the head of the document. */
  shared: Xml[]
  /** Address of the style of a feature. */
  urlOf(read: ReadValue): string
}

/**
 * A layer's style as KML's (OGC 12-007r2, 12): a feature takes the first rule with a filter that holds for it, together with the
 * rules for all features. KML knows no scale of rules and no shapes of marks; what no rule draws has a plain style.
 */
export function kmlStyles({ rules }: LayerStyle): KmlStyles {
  const always = rules.filter(({ filter }) => !filter).flatMap(({ symbolizers }) => symbolizers)
  const classes = rules.flatMap(({ filter, symbolizers }: StyleRule) =>
    filter ? [{ holds: filterPredicate(filter), symbolizers: [...symbolizers, ...always] }] : [],
  )
  return {
    shared: [
      styleElement('plain', always.length > 0 ? always : PLAIN),
      ...classes.map(({ symbolizers }, at) => styleElement(`rule-${at + 1}`, symbolizers)),
    ],
    urlOf: (read) => {
      const at = classes.findIndex(({ holds }) => holds(read))
      return at < 0 ? '#plain' : `#rule-${at + 1}`
    },
  }
}

function styleElement(id: string, symbolizers: readonly Symbolizer[]) {
  const mark = symbolizers.find((one) => one.kind === 'Mark')
  const line = symbolizers.find((one) => one.kind === 'Line')
  const fill = symbolizers.find((one) => one.kind === 'Fill')
  const outline = fill?.outlineColor
    ? { color: fill.outlineColor, width: fill.outlineWidth ?? 1, opacity: fill.outlineOpacity }
    : undefined
  const edge = outline ?? line
  return element(
    'Style',
    { id },
    mark
      ? element(
          'IconStyle',
          {},
          colorElement(mark.color ?? '#ffffff', mark.fillOpacity),
          element('scale', {}, '0.9'),
        )
      : null,
    edge
      ? element(
          'LineStyle',
          {},
          colorElement(edge.color, edge.opacity),
          element('width', {}, String(edge.width)),
        )
      : null,
    fill
      ? element(
          'PolyStyle',
          {},
          fill.color ? colorElement(fill.color, fill.fillOpacity) : null,
          element('fill', {}, fill.color ? '1' : '0'),
          element('outline', {}, edge ? '1' : '0'),
        )
      : null,
  )
}

/** KML writes alpha, blue, green and red (12.2). */
function colorElement(color: string, opacity = 1) {
  const alpha = Math.round(255 * opacity)
    .toString(16)
    .padStart(2, '0')
  const [red, green, blue] = [color.slice(1, 3), color.slice(3, 5), color.slice(5, 7)]
  return element('color', {}, `${alpha}${blue}${green}${red}`.toLowerCase())
}
