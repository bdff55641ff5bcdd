import type { MarkSymbolizer } from './layer-style.ts'
import { markCorners } from './mark-shape.ts'

/** How far a mark reaches from its place in pixels, its stroke and offset included; corners of shapes are cut by no one. */
export function markReach(mark: MarkSymbolizer): number {
  const { wellKnownName, radius, strokeColor, strokeWidth = 1, offset = [0, 0] } = mark
  const corners = markCorners(wellKnownName) ?? [[1, 0]]
  const reach = Math.max(...corners.map(([x, y]) => Math.hypot(x, y)))
  // A mitred corner of 60° reaches twice half the stroke's width.
  const stroke = strokeColor ? strokeWidth : 0
  return radius * reach + stroke + Math.max(Math.abs(offset[0]), Math.abs(offset[1]))
}

/** One mark as an element of SVG around 0,0 in pixels. Every value is a number or a checked colour. */
export function markElement(mark: MarkSymbolizer): string {
  const { wellKnownName, radius, offset: [dx, dy] = [0, 0] } = mark
  const corners = markCorners(wellKnownName)
  if (!corners) return `<circle cx="${round(dx)}" cy="${round(dy)}" r="${round(radius)}"${paint(mark)}/>`
  const path = corners.map(([x, y]) => `${round(dx + x * radius)} ${round(dy + y * radius)}`).join('L')
  return `<path d="M${path}Z"${paint(mark)}/>`
}

function paint(mark: MarkSymbolizer): string {
  const { color, fillOpacity, strokeColor, strokeWidth = 1, strokeOpacity, strokeDasharray } = mark
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
