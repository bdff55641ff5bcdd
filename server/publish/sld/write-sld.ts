import type { LayerStyle, StyleRule } from '../../../core/style/layer-style.ts'
import { element, type Xml, xmlDocument } from '../xml-element.ts'
import { dialectOf, OGC, SE, SLD, type SldDialect, type SldVersion } from './sld-dialect.ts'
import { writeStyleFilter } from './write-style-filter.ts'
import { writeSymbolizer } from './write-symbolizers.ts'

export const SLD_TYPE = 'application/vnd.ogc.sld+xml'
/** Stands ahead of a rule's English name in its summary, since SLD knows one language only. */
export const ENGLISH = 'en: '

export interface SldStyle {
  layer: string
  title: string
  isDefault: boolean
  document: LayerStyle
}

/**
 * A style as a Styled Layer Descriptor, in pixels. What SLD cannot say is left out: that symbols shrink farther out
 * (`sizeAtZoom`), and in 1.0.0 that a mark is moved beside its place.
 */
export function writeSld(style: SldStyle, version: SldVersion): string {
  return writeSlds([style], version)
}

/** Styles of several layers in one document, as a WMS answers GetStyles. */
export function writeSlds(styles: readonly SldStyle[], version: SldVersion): string {
  const dialect = dialectOf(version)
  const byLayer = Map.groupBy(styles, ({ layer }) => layer)
  const layers = [...byLayer].map(([layer, of]) =>
    element(
      'NamedLayer',
      {},
      dialect.se('Name', layer),
      of.map((style) => userStyle(style, dialect)),
    ),
  )
  const names = { xmlns: SLD, 'xmlns:ogc': OGC, 'xmlns:xlink': 'http://www.w3.org/1999/xlink' }
  const root = version === '1.0.0' ? names : { ...names, 'xmlns:se': SE }
  return xmlDocument(element('StyledLayerDescriptor', { ...root, version }, layers))
}

function userStyle({ title, isDefault, document }: SldStyle, dialect: SldDialect): Xml {
  return element(
    'UserStyle',
    {},
    dialect.se('Name', document.name),
    dialect.described(title),
    element('IsDefault', {}, isDefault ? 1 : 0),
    drawnTogether(document.rules).map((rules) =>
      dialect.se('FeatureTypeStyle', ...rules.map((rule) => writeRule(rule, dialect))),
    ),
  )
}

/**
 * A renderer of SLD draws feature by feature within a FeatureTypeStyle, and one FeatureTypeStyle after the other. A rule for all
 * features, such as edges over fills, so begins a new one.
 */
function drawnTogether(rules: readonly StyleRule[]): StyleRule[][] {
  const groups: StyleRule[][] = []
  rules.forEach((rule, at) => {
    const last = groups.at(-1)
    if (last && rule.filter && rules[at - 1]?.filter) last.push(rule)
    else groups.push([rule])
  })
  return groups
}

function writeRule(
  { name, nameEn, filter, scaleDenominator, symbolizers }: StyleRule,
  dialect: SldDialect,
): Xml {
  const { min, max } = scaleDenominator ?? {}
  return dialect.se(
    'Rule',
    name ? dialect.se('Name', name) : null,
    dialect.described(name || undefined, nameEn && `${ENGLISH}${nameEn}`),
    filter ? element('ogc:Filter', {}, writeStyleFilter(filter)) : null,
    min === undefined ? null : dialect.se('MinScaleDenominator', min),
    max === undefined ? null : dialect.se('MaxScaleDenominator', max),
    symbolizers.map((symbolizer) => writeSymbolizer(symbolizer, dialect)),
  )
}
