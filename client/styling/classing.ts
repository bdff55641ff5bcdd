import type { MapLayer } from '../../core/api/map-layer.ts'
import type { FieldValues } from '../../core/api/style.ts'
import { classBreaks, readableStep } from '../../core/style/class-breaks.ts'
import { colourSchemes, coloursOf } from '../../core/style/colour-schemes.ts'
import {
  type Category,
  type ColouredRule,
  categoryRules,
  classRules,
  PLAIN_COLOUR,
} from '../../core/style/coloured-rules.ts'
import type { LayerStyle } from '../../core/style/layer-style.ts'
import { classesOf, type Method } from './style-rules.ts'

export const FEWEST = 2
const none = { id: '', en: '' }

export interface Classing {
  field: string
  method: Method
  classes: number
  scheme: string
  reversed: boolean
  /** What tells the classes apart; sizes are for points and lines. */
  by: 'colour' | 'size'
  /** Between the classes, ascending. */
  inner: number[]
}

export const firstClassing: Classing = {
  field: '',
  method: 'quantile',
  classes: 5,
  scheme: 'YlOrBr',
  reversed: false,
  by: 'colour',
  inner: [],
}

/** How a style that was stored classifies, as far as its filters tell. */
export function classingOf(document: LayerStyle): Classing {
  const known = classesOf(document)
  if (!known) return firstClassing
  const { field, inner } = known
  return { ...firstClassing, field, method: 'manual', inner, classes: inner.length + 1 }
}

/** The classing with its limits found, and the rules that it makes. */
export function classed(layer: MapLayer, classing: Classing, values: FieldValues) {
  const schemes = colourSchemes.filter(({ kind }) => (kind === 'qualitative') === (values.kind === 'words'))
  const scheme = schemes.find(({ name }) => name === classing.scheme) ?? schemes[0]!
  const turned = (colours: string[]) => (classing.reversed ? colours.toReversed() : colours)
  if (values.kind === 'none') return { classing, coloured: plainRules() }
  if (values.kind === 'words') {
    const words = values.words.slice(0, scheme.colours.length)
    const colours = turned(coloursOf(scheme, words.length))
    const items = words.map(({ value }, at) => ({
      value,
      ...wordsOf(value),
      colour: colours[at] ?? PLAIN_COLOUR,
    }))
    return { classing, coloured: categoryRules(classing.field, items) }
  }
  const { least, most } = values
  const breaks =
    classing.method === 'manual'
      ? [
          Math.min(least, classing.inner[0] ?? least),
          ...classing.inner,
          Math.max(most, classing.inner.at(-1) ?? most),
        ]
      : classBreaks(values.values, classing.classes, classing.method, readableStep(least, most))
  const colours = turned(coloursOf(scheme, Math.max(1, breaks.length - 1)))
  const unit = layer.fields.find(({ name }) => name === classing.field)?.unit ?? none
  return {
    classing: { ...classing, classes: Math.max(FEWEST, breaks.length - 1), inner: breaks.slice(1, -1) },
    coloured: sized(
      classRules({ property: classing.field, breaks, colours, unit, isOpen: true }),
      classing.by,
      breaks.length - 1,
    ),
  }
}

/** One colour for all. */
export function plainRules(): ColouredRule[] {
  return [{ name: 'Semua', nameEn: 'All', colour: PLAIN_COLOUR }]
}

function wordsOf(value: Category['value']): Pick<Category, 'name' | 'nameEn'> {
  if (typeof value === 'string') return { name: value, nameEn: value }
  return value ? { name: 'Ya', nameEn: 'Yes' } : { name: 'Tidak', nameEn: 'No' }
}

const SMALLEST = 0.35

/** By size all classes have the colour of the highest; the lowest is a third as large, and what has no value is smallest. */
function sized(rules: readonly ColouredRule[], by: Classing['by'], classes: number) {
  if (by === 'colour') return rules
  const colour = rules[classes - 1]?.colour
  return rules.map((rule, at) => {
    if (at >= classes || colour === undefined) return { ...rule, size: SMALLEST }
    const share = classes > 1 ? at / (classes - 1) : 1
    return { ...rule, colour, size: Number((SMALLEST + (1 - SMALLEST) * share).toFixed(3)) }
  })
}
