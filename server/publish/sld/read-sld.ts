import type { SldRemark } from '../../../core/api/style.ts'
import { Problem } from '../../../core/problem.ts'
import type { StyleRule, Symbolizer } from '../../../core/style/layer-style.ts'
import { childNamed, childrenNamed, readXml, type XmlNode } from '../../requests/read-xml.ts'
import { type FieldTypes, readStyleFilter } from './read-style-filter.ts'
import { readSymbolizer } from './read-symbolizers.ts'
import { SLD, SLD_VERSIONS } from './sld-dialect.ts'
import { Remarks } from './sld-remarks.ts'
import { ENGLISH } from './write-sld.ts'

export interface SldReading {
  /** As the document calls the style; empty where it does not. */
  name: string
  title: string
  /** Not validated yet: `readLayerStyle` checks everything that is stored. */
  document: { name: string; rules: StyleRule[] }
  /** Parts of the document that were ignored, each with its place. */
  remarks: readonly SldRemark[]
}

/**
 * Reads an SLD 1.0.0 or 1.1.0 of any program into the neutral style: the style of the layer if the document names it, otherwise
 * its first. Unsupported parts are ignored and listed in remarks. Throws Problem (400) on what is no SLD, on a style without a
 * rule that can be drawn, and on filters that cannot be kept: ignoring a filter would change what is drawn.
 */
export function readSld(body: string, layer: { id: string; fields: FieldTypes }): SldReading {
  const root = readXml(body)
  if (root.name !== 'StyledLayerDescriptor' || root.uri !== SLD)
    throw refuse(`a StyledLayerDescriptor of ${SLD}`, `${root.name} of ${root.uri || 'no namespace'}`)
  const { version } = root.attributes
  if (version !== undefined && !SLD_VERSIONS.some((known) => known === version))
    throw refuse(`version ${SLD_VERSIONS.join(' or ')}`, version)
  const remarks = new Remarks()
  const style = chooseStyle(root, layer.id, remarks)
  const rules = childrenNamed(style, 'FeatureTypeStyle').flatMap((drawn) =>
    childrenNamed(drawn, 'Rule').flatMap((rule, at) =>
      readRule(rule, `rule ${at + 1}`, layer.fields, remarks),
    ),
  )
  if (rules.length === 0) throw refuse('at least one rule with a symbolizer', 'none')
  const name = textOf(style, 'Name')
  return {
    name,
    title: described(style).title || name,
    document: { name, rules },
    remarks: remarks.list,
  }
}

function chooseStyle(root: XmlNode, id: string, remarks: Remarks): XmlNode {
  const layers = [...childrenNamed(root, 'NamedLayer'), ...childrenNamed(root, 'UserLayer')]
  const styles = layers.flatMap((layer) =>
    childrenNamed(layer, 'UserStyle').map((style) => ({ layer: textOf(layer, 'Name'), style })),
  )
  const chosen = styles.find(({ layer }) => layer === id) ?? styles[0]
  if (!chosen) throw refuse('a UserStyle in a NamedLayer', 'none')
  if (styles.length > 1)
    remarks.add(`style ${textOf(chosen.style, 'Name')}`, `${styles.length - 1} more styles`)
  return chosen.style
}

function readRule(node: XmlNode, place: string, fields: FieldTypes, remarks: Remarks): StyleRule[] {
  const { title, summary } = described(node)
  const name = title || textOf(node, 'Name')
  const here = name ? `${place} (${name})` : place
  if (childNamed(node, 'ElseFilter'))
    throw refuse('rules with a Filter of their own', `ElseFilter in ${here}`)
  const symbolizers = node.children
    .filter((child) => child.name.endsWith('Symbolizer'))
    .flatMap((child): Symbolizer[] => readSymbolizer(child, here, remarks))
  if (symbolizers.length === 0) {
    remarks.add(here, 'a rule without anything to draw')
    return []
  }
  const filter = childNamed(node, 'Filter')
  const scale = {
    ...numbered('min', textOf(node, 'MinScaleDenominator')),
    ...numbered('max', textOf(node, 'MaxScaleDenominator')),
  }
  return [
    {
      name,
      ...(summary.startsWith(ENGLISH) ? { nameEn: summary.slice(ENGLISH.length) } : {}),
      ...(filter ? { filter: readStyleFilter(filter, here, fields) } : {}),
      ...(Object.keys(scale).length > 0 ? { scaleDenominator: scale } : {}),
      symbolizers,
    },
  ]
}

function described(node: XmlNode): { title: string; summary: string } {
  const holder = childNamed(node, 'Description') ?? node
  return { title: textOf(holder, 'Title'), summary: textOf(holder, 'Abstract') }
}

function numbered(key: 'min' | 'max', text: string): { min?: number; max?: number } {
  const value = Number(text)
  return text === '' || !Number.isFinite(value) ? {} : { [key]: value }
}

function textOf(node: XmlNode, name: string): string {
  return childNamed(node, name)?.text ?? ''
}

function refuse(expected: string, received: string): Problem {
  return new Problem({
    title: 'Style not understood',
    status: 400,
    detail: `SLD: expected ${expected}, received ${received}`,
    parameter: 'body',
    received,
    expected,
  })
}
