import type { MarkSymbolizer } from '../../core/style/layer-style.ts'
import { markCorners } from '../../core/style/mark-shape.ts'

/** How far a mark reaches from its place in pixels, its stroke and offset included; corners of shapes are cut by no one. */
export function markReach({
  wellKnownName,
  radius,
  strokeWidth = 0,
  offset = [0, 0],
}: MarkSymbolizer): number {
  const corners = markCorners(wellKnownName) ?? [[1, 0]]
  const reach = Math.max(...corners.map(([x, y]) => Math.hypot(x, y)))
  // A mitred corner of 60° reaches twice half the stroke's width.
  return radius * reach + strokeWidth + Math.max(Math.abs(offset[0]), Math.abs(offset[1]))
}

/** Marks at one place, drawn one over the other, as an SVG whose middle is the place. */
export function markSvg(marks: readonly MarkSymbolizer[]): string {
  const reach = round(Math.max(...marks.map(markReach)) + 1)
  const size = 2 * reach
  // Nothing that is seen: it makes the whole square the symbol, so that its middle is the place.
  const frame = `<path d="M${-reach} ${-reach}H${reach}V${reach}H${-reach}Z" fill="none" stroke="none"/>`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="${-reach} ${-reach} ${size} ${size}">` +
    `${frame}${marks.map(shapeOf).join('')}</svg>`
  )
}

function shapeOf(mark: MarkSymbolizer): string {
  const { wellKnownName, radius, offset: [dx, dy] = [0, 0] } = mark
  const corners = markCorners(wellKnownName)
  if (!corners) return `<circle cx="${round(dx)}" cy="${round(dy)}" r="${round(radius)}"${paint(mark)}/>`
  const path = corners.map(([x, y]) => `${round(dx + x * radius)} ${round(dy + y * radius)}`).join('L')
  return `<path d="M${path}Z"${paint(mark)}/>`
}

function paint(mark: MarkSymbolizer): string {
  const { color, fillOpacity, strokeColor, strokeWidth = 0, strokeOpacity, strokeDasharray } = mark
  const parts = [` fill="${color ?? 'none'}"`]
  if (fillOpacity !== undefined) parts.push(`fill-opacity="${fillOpacity}"`)
  if (strokeColor && strokeWidth > 0) {
    parts.push(`stroke="${strokeColor}"`, `stroke-width="${round(strokeWidth)}"`)
    if (strokeOpacity !== undefined) parts.push(`stroke-opacity="${strokeOpacity}"`)
    if (strokeDasharray) parts.push(`stroke-dasharray="${strokeDasharray.map(round).join(',')}"`)
  }
  return parts.join(' ')
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
