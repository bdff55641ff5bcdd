import type { MarkSymbolizer } from '../../core/style/layer-style.ts'
import { markCorners } from '../../core/style/mark-shape.ts'

/** Sprite pixels for each pixel of the screen, so that symbols are sharp on fine displays. */
export const SPRITE_SCALE = 2

export interface MarkSprite {
  src: string
  /** Edge of the square picture in sprite pixels; its middle is the place. */
  size: number
}

/** Marks drawn one over the other as one picture, from the same corners as in pictures and legends. */
export function markSprite(marks: readonly MarkSymbolizer[]): MarkSprite {
  const reach = Math.max(...marks.map(reachOf))
  const size = Math.ceil(reach + 1) * 2 * SPRITE_SCALE
  const half = size / 2
  const shapes = marks.map(markShape).join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><g transform="translate(${half} ${half}) scale(${SPRITE_SCALE})">${shapes}</g></svg>`
  return { src: `data:image/svg+xml,${encodeURIComponent(svg)}`, size }
}

/** One mark as SVG around 0,0 in pixels. Every value is a number or a checked colour. */
export function markShape(mark: MarkSymbolizer): string {
  const { color, fillOpacity, strokeColor, strokeWidth = 1, strokeOpacity, strokeDasharray, radius } = mark
  const paint = [
    `fill="${color ?? 'none'}"`,
    fillOpacity === undefined ? '' : `fill-opacity="${fillOpacity}"`,
    strokeColor ? `stroke="${strokeColor}" stroke-width="${strokeWidth}" stroke-linejoin="round"` : '',
    strokeOpacity === undefined ? '' : `stroke-opacity="${strokeOpacity}"`,
    strokeDasharray ? `stroke-dasharray="${strokeDasharray.join(' ')}"` : '',
  ].join(' ')
  const [x, y] = mark.offset ?? [0, 0]
  const corners = markCorners(mark.wellKnownName)
  if (!corners) return `<circle cx="${x}" cy="${y}" r="${radius}" ${paint}/>`
  const points = corners.map(([east, south]) => `${x + east * radius},${y + south * radius}`).join(' ')
  return `<polygon points="${points}" ${paint}/>`
}

function reachOf({
  wellKnownName,
  radius,
  strokeColor,
  strokeWidth = 1,
  offset = [0, 0],
}: MarkSymbolizer): number {
  const furthest = Math.max(1, ...(markCorners(wellKnownName) ?? []).map(([x, y]) => Math.hypot(x, y)))
  return (
    radius * furthest + (strokeColor ? strokeWidth : 0) + Math.max(Math.abs(offset[0]), Math.abs(offset[1]))
  )
}
