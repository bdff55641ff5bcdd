import {
  type FillSymbolizer,
  type LineSymbolizer,
  MARKS,
  type MarkSymbolizer,
  type Symbolizer,
  type TextSymbolizer,
} from '../../../core/style/layer-style.ts'
import { childNamed, type XmlNode } from '../../requests/read-xml.ts'
import type { Remarks } from './sld-remarks.ts'

/** SLD's defaults (02-070, clause 11): a square of 6 pixels, grey; lines black and 1 wide; text of 10 pixels. */
const defaults = { colour: '#808080', stroke: '#000000', width: 1, markSize: 6, fontSize: 10 }

/** One symbolizer as the neutral style has it; none where it cannot be drawn, with a remark. */
export function readSymbolizer(node: XmlNode, place: string, remarks: Remarks): Symbolizer[] {
  const here = `${place}, ${node.name}`
  const { uom } = node.attributes
  if (uom && !uom.endsWith('pixel')) remarks.add(here, `sizes in ${uom} are taken as pixels`)
  if (childNamed(node, 'Geometry')) remarks.add(here, 'Geometry: the feature itself is drawn')
  switch (node.name) {
    case 'PolygonSymbolizer':
      return [fillSymbolizer(node, here, remarks)]
    case 'LineSymbolizer':
      return [lineSymbolizer(node, here, remarks)]
    case 'PointSymbolizer':
      return markSymbolizers(node, here, remarks)
    case 'TextSymbolizer':
      return textSymbolizers(node, here, remarks)
    default:
      remarks.add(here, `${node.name} is not drawn`)
      return []
  }
}

function fillSymbolizer(node: XmlNode, place: string, remarks: Remarks): FillSymbolizer {
  const fill = parametersOf(childNamed(node, 'Fill'), place, remarks)
  const strokeNode = childNamed(node, 'Stroke')
  const stroke = parametersOf(strokeNode, place, remarks)
  return compact<FillSymbolizer>({
    kind: 'Fill',
    color: childNamed(node, 'Fill') && (colour(fill.get('fill'), place, remarks) ?? defaults.colour),
    fillOpacity: number(fill.get('fill-opacity')),
    outlineColor: strokeNode && (colour(stroke.get('stroke'), place, remarks) ?? defaults.stroke),
    outlineWidth: strokeNode && (number(stroke.get('stroke-width')) ?? defaults.width),
    outlineOpacity: number(stroke.get('stroke-opacity')),
    outlineDasharray: dashes(stroke.get('stroke-dasharray')),
  })
}

function lineSymbolizer(node: XmlNode, place: string, remarks: Remarks): LineSymbolizer {
  const stroke = parametersOf(childNamed(node, 'Stroke'), place, remarks)
  const join = stroke.get('stroke-linejoin')?.replace('mitre', 'miter')
  const cap = stroke.get('stroke-linecap')
  if (childNamed(node, 'PerpendicularOffset')) remarks.add(place, 'PerpendicularOffset')
  return compact<LineSymbolizer>({
    kind: 'Line',
    color: colour(stroke.get('stroke'), place, remarks) ?? defaults.stroke,
    width: number(stroke.get('stroke-width')) ?? defaults.width,
    opacity: number(stroke.get('stroke-opacity')),
    dasharray: dashes(stroke.get('stroke-dasharray')),
    cap: oneOf(cap, ['butt', 'round', 'square']),
    join: oneOf(join, ['bevel', 'round', 'miter']),
  })
}

function markSymbolizers(node: XmlNode, place: string, remarks: Remarks): Symbolizer[] {
  const graphic = childNamed(node, 'Graphic')
  const marks = graphic?.children.filter(({ name }) => name === 'Mark') ?? []
  if (graphic && childNamed(graphic, 'ExternalGraphic'))
    remarks.add(place, 'ExternalGraphic: pictures from elsewhere are never fetched')
  if (!graphic || (marks.length === 0 && childNamed(graphic, 'ExternalGraphic'))) return []
  const size = number(childNamed(graphic, 'Size')?.text) ?? defaults.markSize
  const turned = (number(childNamed(graphic, 'Rotation')?.text) ?? 0) % 90
  return (marks.length > 0 ? marks : [undefined]).map((mark): MarkSymbolizer => {
    const word = mark ? childNamed(mark, 'WellKnownName')?.text : undefined
    const diamond = (word ?? 'square') === 'square' && Math.abs(turned) === 45
    if (turned !== 0 && !diamond && word !== 'circle') remarks.add(place, `Rotation of ${turned}°`)
    const known = oneOf(word?.replace(/^cross2$/, 'x'), MARKS)
    if (word && !known) remarks.add(place, `the mark ${word} is drawn as a square`)
    const fillNode = mark && childNamed(mark, 'Fill')
    const strokeNode = mark && childNamed(mark, 'Stroke')
    const fill = parametersOf(fillNode, place, remarks)
    const stroke = parametersOf(strokeNode, place, remarks)
    // A mark without fill and stroke is drawn with both (02-070, 11.3.2).
    const bare = !fillNode && !strokeNode
    const offset = offsetOf(graphic)
    return compact<MarkSymbolizer>({
      kind: 'Mark',
      wellKnownName: diamond ? 'diamond' : (known ?? 'square'),
      radius: Number(((size / 2) * (diamond ? Math.SQRT2 : 1)).toFixed(3)),
      color: fillNode || bare ? (colour(fill.get('fill'), place, remarks) ?? defaults.colour) : undefined,
      fillOpacity: number(fill.get('fill-opacity')) ?? number(childNamed(graphic, 'Opacity')?.text),
      strokeColor:
        strokeNode || bare ? (colour(stroke.get('stroke'), place, remarks) ?? defaults.stroke) : undefined,
      strokeWidth: strokeNode || bare ? (number(stroke.get('stroke-width')) ?? defaults.width) : undefined,
      strokeOpacity: number(stroke.get('stroke-opacity')),
      strokeDasharray: dashes(stroke.get('stroke-dasharray')),
      ...(offset ? { offset } : {}),
    })
  })
}

function textSymbolizers(node: XmlNode, place: string, remarks: Remarks): Symbolizer[] {
  const label = labelOf(node, place, remarks)
  if (label === '') {
    remarks.add(place, 'a text without a label')
    return []
  }
  const font = parametersOf(childNamed(node, 'Font'), place, remarks)
  const fill = parametersOf(childNamed(node, 'Fill'), place, remarks)
  const halo = childNamed(node, 'Halo')
  const haloFill = parametersOf(halo && childNamed(halo, 'Fill'), place, remarks)
  const placement = childNamed(node, 'LabelPlacement')
  const at = placement && childNamed(placement, 'PointPlacement')
  if (placement && !at) remarks.add(place, 'labels along lines stand at a point')
  const offset = at && offsetOf(at)
  return [
    compact<TextSymbolizer>({
      kind: 'Text',
      label,
      size: number(font.get('font-size')) ?? defaults.fontSize,
      color: colour(fill.get('fill'), place, remarks) ?? defaults.stroke,
      haloColor: halo && (colour(haloFill.get('fill'), place, remarks) ?? '#ffffff'),
      haloWidth: halo && (number(childNamed(halo, 'Radius')?.text) ?? 1),
      fontWeight: font.has('font-weight')
        ? font.get('font-weight') === 'bold'
          ? 'bold'
          : 'normal'
        : undefined,
      ...(offset ? { offset } : {}),
    }),
  ]
}

/** The text of a label as the neutral style has it: properties in double braces. */
function labelOf(node: XmlNode, place: string, remarks: Remarks): string {
  return (childNamed(node, 'Label')?.content ?? [])
    .map((part) => {
      if (typeof part === 'string') return part.replaceAll(/\s+/g, ' ')
      if (part.name === 'PropertyName') return `{{${part.text}}}`
      if (part.name === 'Literal') return part.text
      remarks.add(place, `${part.name} in a label`)
      return ''
    })
    .join('')
    .trim()
}

/** SLD counts to the right and upwards. */
function offsetOf(node: XmlNode): readonly [number, number] | undefined {
  const moved = childNamed(node, 'Displacement')
  if (!moved) return undefined
  const [x = 0, y = 0] = ['DisplacementX', 'DisplacementY'].map((axis) =>
    number(childNamed(moved, axis)?.text),
  )
  return [x, y === 0 ? 0 : -y]
}

/** CssParameter or SvgParameter by name, as constants; an expression is passed over. */
function parametersOf(node: XmlNode | undefined, place: string, remarks: Remarks): Map<string, string> {
  const found = new Map<string, string>()
  for (const child of node?.children ?? []) {
    if (child.name !== 'CssParameter' && child.name !== 'SvgParameter') {
      remarks.add(place, `${child.name} in ${node?.name}`)
      continue
    }
    const { name = '' } = child.attributes
    const [only] = child.children
    if (only && (only.name !== 'Literal' || child.children.length > 1)) {
      remarks.add(place, `${name} by ${only.name}: only constants are kept`)
      continue
    }
    found.set(name, only?.text ?? child.text)
  }
  return found
}

function colour(text: string | undefined, place: string, remarks: Remarks): string | undefined {
  if (text === undefined) return undefined
  if (/^#[0-9a-f]{6}$/i.test(text)) return text.toLowerCase()
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text)
  if (short) return `#${[...short.slice(1)].map((digit) => digit + digit).join('')}`.toLowerCase()
  remarks.add(place, `the colour ${text}`)
  return undefined
}

function number(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

function dashes(text: string | undefined): number[] | undefined {
  const lengths = text
    ?.split(/[\s,]+/)
    .filter(Boolean)
    .map(Number)
  return lengths && lengths.length >= 2 && lengths.every(Number.isFinite) ? lengths : undefined
}

function oneOf<Word extends string>(text: string | undefined, words: readonly Word[]): Word | undefined {
  return words.find((word) => word === text)
}

/** Without the keys that have no value. */
function compact<Whole extends object>(parts: { [Key in keyof Whole]: Whole[Key] | undefined }): Whole {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Whole
}
