import type { Label } from '../proposal/label.ts'
import type { StyleFilter, StyleRule } from './layer-style.ts'
import { className, fewestDecimals, noDataWords, otherWords } from './style-words.ts'

/** Where an area has no value: a cool grey unlike any class. */
export const NO_DATA_COLOUR = '#e3e5e9'
/** Colour of layers without classes. */
export const PLAIN_COLOUR = '#7b8794'

/** What a rule draws, and in which colour; the kind of symbol is chosen later by geometry. */
export type ColouredRule = Pick<StyleRule, 'name' | 'nameEn' | 'filter'> & { colour: string }

export interface NumberClasses {
  property: string
  /** One more than colours, ascending. A value on a break belongs to the class above it; one outside all classes takes the nearest. */
  breaks: readonly number[]
  colours: readonly string[]
  unit: Label
  /** Whether labels of the outer classes name their outer breaks, or read "less than" and "and more". */
  isOpen: boolean
}

/** Classes of numbers, and grey for what has no value. */
export function classRules({ property, breaks, colours, unit, isOpen }: NumberClasses): ColouredRule[] {
  const decimals = fewestDecimals(breaks)
  const last = colours.length - 1
  const classes = colours.map((colour, at): ColouredRule => {
    const [from, to] = [breaks[at] ?? 0, breaks[at + 1] ?? 0]
    const [low, high] = [at > 0 ? from : null, at < last ? to : null]
    const name = isOpen ? className(low, high, unit, decimals) : className(from, to, unit, decimals)
    return { ...named(name), filter: classFilter(property, low, high), colour }
  })
  return [...classes, { ...named(noDataWords), filter: ['==', property, null], colour: NO_DATA_COLOUR }]
}

/** From `low` on, below `high`; null leaves the class open on that side. */
function classFilter(property: string, low: number | null, high: number | null): StyleFilter {
  if (low !== null && high !== null) return ['&&', ['>=', property, low], ['<', property, high]]
  if (low !== null) return ['>=', property, low]
  return high !== null ? ['<', property, high] : ['!=', property, null]
}

export interface Category {
  value: string | boolean
  colour: string
  name: string
  nameEn?: string
}

/** A colour for each value, and grey for all others. */
export function categoryRules(property: string, items: readonly Category[]): ColouredRule[] {
  const is = (value: Category['value']): StyleFilter => ['==', property, value]
  const rules = items.map(({ value, ...rest }): ColouredRule => ({ ...rest, filter: is(value) }))
  const [first, ...more] = items.map(({ value }) => is(value))
  const notAny = (any: StyleFilter): StyleFilter => ['!', any]
  const other = first && { filter: notAny(more.length > 0 ? ['||', first, ...more] : first) }
  return [...rules, { ...named(otherWords), ...other, colour: NO_DATA_COLOUR }]
}

/** A label as the two names of a style's rule. */
export function named({ id, en }: Label): { name: string; nameEn: string } {
  return { name: id, nameEn: en }
}
