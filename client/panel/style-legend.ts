import { html, nothing, svg, type TemplateResult } from 'lit'
import { unsafeSVG } from 'lit/directives/unsafe-svg.js'
import type { MapLayer } from '../../core/api/map-layer.ts'
import type { LayerStyle, StyleRule, Symbolizer } from '../../core/style/layer-style.ts'
import { markElement } from '../../core/style/mark-svg.ts'
import { currentLanguage } from '../i18n/translate.ts'
import { legendTemplate } from './legend.ts'

const [width, height] = [26, 18]

/** A layer's legend, as the office or else its data have it drawn. The ground needs none: its swatch would say what its name says. */
export function layerLegend({ legend, group, style }: MapLayer): TemplateResult | typeof nothing {
  if (!style.generated) return styleLegend(style.document)
  return legend && !(group === 'base' && legend.kind === 'fill') ? legendTemplate(legend) : nothing
}

/** The legend of a style that the office chose: a row for each rule with a name. Styles are those of `PuLayerList`. */
function styleLegend({ rules }: LayerStyle): TemplateResult | typeof nothing {
  const named = rules.filter(({ name }) => name !== '')
  if (named.length === 0) return nothing
  return html`<ul class="categories">${named.map(
    (rule) =>
      html`<li>${ruleSwatch(rule)}${currentLanguage() === 'en' ? (rule.nameEn ?? rule.name) : rule.name}</li>`,
  )}</ul>`
}

/** A rule as a small picture. */
export function ruleSwatch({ symbolizers }: StyleRule): TemplateResult {
  return html`<svg class="symbol" width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true">${onlyEdges(symbolizers) ? svg`<rect width=${width} height=${height} fill="#cfd6dc"/>` : nothing}${symbolizers.map(shapeOf)}</svg>`
}

/** White edges would not be seen on white. */
function onlyEdges(symbolizers: readonly Symbolizer[]): boolean {
  return symbolizers.every((symbolizer) => symbolizer.kind === 'Fill' && !symbolizer.color)
}

function shapeOf(symbolizer: Symbolizer): TemplateResult {
  switch (symbolizer.kind) {
    case 'Fill': {
      const {
        color = 'none',
        fillOpacity = 1,
        outlineColor = 'none',
        outlineWidth = 1,
        outlineOpacity = 1,
      } = symbolizer
      return svg`<rect x="2" y="2" width=${width - 4} height=${height - 4} fill=${color} fill-opacity=${fillOpacity} stroke=${outlineColor} stroke-width=${Math.min(outlineWidth, 4)} stroke-opacity=${outlineOpacity} stroke-dasharray=${symbolizer.outlineDasharray?.join(' ') ?? nothing}/>`
    }
    case 'Line':
      return svg`<path d="M2 ${height - 4} L${width - 2} 4" fill="none" stroke=${symbolizer.color} stroke-width=${Math.min(symbolizer.width, 8)} stroke-opacity=${symbolizer.opacity ?? 1} stroke-linecap=${symbolizer.cap ?? 'butt'} stroke-dasharray=${symbolizer.dasharray?.join(' ') ?? nothing}/>`
    case 'Mark': {
      // A mark larger than the picture is drawn smaller.
      const scale = Math.min(1, (height / 2 - 1) / symbolizer.radius)
      return svg`<g transform="translate(${width / 2} ${height / 2}) scale(${scale})">${unsafeSVG(markElement(symbolizer))}</g>`
    }
    case 'Text':
      return svg`<text x=${width / 2} y=${height - 5} text-anchor="middle" font-size="11" font-weight=${symbolizer.fontWeight ?? 'normal'} fill=${symbolizer.color}>Aa</text>`
  }
}
