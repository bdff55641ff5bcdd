import type { MarkSymbolizer } from '../../core/style/layer-style.ts'
import { markElement, markReach } from '../../core/style/mark-svg.ts'

/** Marks at one place, drawn one over the other, as an SVG whose middle is the place. */
export function markSvg(marks: readonly MarkSymbolizer[]): string {
  const reach = Math.round((Math.max(...marks.map(markReach)) + 1) * 1000) / 1000
  const size = 2 * reach
  // An invisible square that makes the whole area the symbol, so that its middle is the place.
  const frame = `<path d="M${-reach} ${-reach}H${reach}V${reach}H${-reach}Z" fill="none" stroke="none"/>`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="${-reach} ${-reach} ${size} ${size}">` +
    `${frame}${marks.map(markElement).join('')}</svg>`
  )
}
