import type { MarkSymbolizer } from '../../core/style/layer-style.ts'
import { markElement, markReach } from '../../core/style/mark-svg.ts'

/** Sprite pixels for each pixel of the screen, so that symbols are sharp on fine displays. */
export const SPRITE_SCALE = 2

export interface MarkSprite {
  src: string
  /** Edge of the square picture in sprite pixels; its middle is the place. */
  size: number
}

/** Marks drawn one over the other as one picture, of the same shapes as in pictures and legends. */
export function markSprite(marks: readonly MarkSymbolizer[]): MarkSprite {
  const reach = Math.ceil(Math.max(...marks.map(markReach)) + 1)
  const size = 2 * reach * SPRITE_SCALE
  const shapes = marks.map(markElement).join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="${-reach} ${-reach} ${2 * reach} ${2 * reach}">${shapes}</svg>`
  return { src: `data:image/svg+xml,${encodeURIComponent(svg)}`, size }
}
