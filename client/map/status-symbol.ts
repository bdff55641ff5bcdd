import { STATUS_GROUPS, type StatusGroup } from '../../core/proposal/status.ts'
import { symbolShapes } from '../../core/style/status-symbol.ts'

/** Edge of one symbol's square in the sprite, in sprite pixels; the sprite is drawn at half size. */
export const SYMBOL_CELL = 48

const drawnQualities = ['point', 'area', 'conflict'] as const
type DrawnQuality = (typeof drawnQualities)[number]

/** All symbols as one picture: a row for each quality, a column for each group. */
export function symbolSprite(): string {
  const cells = drawnQualities.flatMap((quality, row) =>
    STATUS_GROUPS.map(
      (group, column) =>
        `<g transform="translate(${column * SYMBOL_CELL} ${row * SYMBOL_CELL})">${symbolShapes(group, quality)}</g>`,
    ),
  )
  const width = STATUS_GROUPS.length * SYMBOL_CELL
  const height = drawnQualities.length * SYMBOL_CELL
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${cells.join('')}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

/** Top left corner of a symbol in the sprite. */
export function symbolOffset(group: StatusGroup, quality: DrawnQuality): [number, number] {
  return [STATUS_GROUPS.indexOf(group) * SYMBOL_CELL, drawnQualities.indexOf(quality) * SYMBOL_CELL]
}
