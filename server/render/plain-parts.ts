import type { LineSymbolizer, Symbolizer } from '../../core/style/layer-style.ts'
import type { PlainCoat, PlainPart } from '../../core/style/plain-part.ts'
import { type MapnikPart, outlineOf, round } from './mapnik-xml.ts'

/** What symbolizers draw of an area, in their order, if it is plain: colours, and solid borders with round corners; or null. */
export function plainCoats(symbolizers: readonly Symbolizer[]): PlainCoat[] | null {
  const coats = symbolizers.flatMap((symbolizer): (PlainCoat | null)[] => {
    if (symbolizer.kind === 'Line') return [strokeOf(symbolizer)]
    if (symbolizer.kind !== 'Fill') return []
    const { color, fillOpacity = 1, outlineColor } = symbolizer
    return [
      ...(color ? [{ kind: 'fill', color, opacity: fillOpacity } as const] : []),
      ...(outlineColor ? [strokeOf(outlineOf(symbolizer, outlineColor))] : []),
    ]
  })
  const plain = coats.filter((coat) => coat !== null)
  return plain.length === coats.length ? plain.filter((coat) => coat.kind === 'fill' || coat.width > 0) : null
}

function strokeOf({ color, opacity = 1, width, dasharray, join }: LineSymbolizer): PlainCoat | null {
  if (dasharray || join !== 'round') return null
  return { kind: 'stroke', color, opacity, width: round(width) }
}

/** The parts as who paints plain areas needs them; null where one of them is anything else. */
export function plainParts(parts: readonly MapnikPart[]): PlainPart[] | null {
  const plain = parts.flatMap(({ name, coats }) => (coats ? [{ name, coats }] : []))
  return plain.length === parts.length ? plain : null
}
