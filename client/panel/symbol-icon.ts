import { html, svg, type TemplateResult } from 'lit'
import { unsafeSVG } from 'lit/directives/unsafe-svg.js'
import type { LocationQuality } from '../../core/proposal/location-quality.ts'
import type { StatusGroup } from '../../core/proposal/status.ts'
import { symbolShapes } from '../../core/style/status-symbol.ts'

/** The map's symbol as a small picture beside text, which must say the same in words. */
export function symbolIcon(
  group: StatusGroup,
  quality: LocationQuality = 'point',
  size = 18,
): TemplateResult {
  // The markup comes from our own constants; nothing from outside enters it.
  const shapes = svg`${unsafeSVG(symbolShapes(group, quality))}`
  return html`<svg class="symbol" width=${size} height=${size} viewBox="5 5 38 38" overflow="visible" aria-hidden="true">${shapes}</svg>`
}
