import { html, nothing, type TemplateResult } from 'lit'
import type { BarChart } from '../../../../core/statistics/analysis-report.ts'
import { number } from '../../../i18n/format-value.ts'
import { pick } from '../../../i18n/translate.ts'
import { takesMore } from '../../selection/takes-more.ts'
import { statisticsText } from '../statistics-words.ts'
import { axisName, seriesColour, shortNumber } from './chart-frame.ts'
import type { ChartMarks } from './chart-marks.ts'

interface Stretch {
  readonly low: number
  readonly span: number
}

/**
 * Bars that lie, so that each name stands in full beside its own and each value behind it, on a phone as on a desk. They start at
 * 0, one under the other within a category; a value that is not known has none.
 */
export function barRows(chart: BarChart, marks: ChartMarks): TemplateResult {
  const values = chart.series.flatMap((series) => series.values.map((value) => value ?? 0))
  const low = Math.min(0, ...values)
  const stretch = { low, span: Math.max(0, ...values) - low || 1 }
  return html`<p class="note">${axisName(chart.y)}</p>
    <div class="bars" role="group" aria-label=${pick(chart.title)}>${chart.categories.map((category, place) => barRow(category, bars(chart, place, stretch), marks))}</div>`
}

/** The whole row of a category that stands for villages is its button. */
function barRow(
  { key, label }: BarChart['categories'][number],
  content: TemplateResult[],
  marks: ChartMarks,
): TemplateResult {
  const look = marks.isMarked(key) ? 'bar marked' : 'bar'
  const { length } = marks.areasOf(key)
  const inside = html`<span class="name">${pick(label)}</span><span>${content}</span>`
  if (length === 0) return html`<div class=${look}>${inside}</div>`
  const title = statisticsText('chooseVillages', { name: pick(label), count: number(length) })
  return html`<button type="button" class="${look} hit" title=${title} aria-pressed=${marks.isChosen(key)}
    @click=${(event: MouseEvent) => marks.choose([key], takesMore(event))}>${inside}</button>`
}

function bars({ categories, series }: BarChart, place: number, stretch: Stretch): TemplateResult[] {
  return series.map(({ label, values }, index) => {
    const value = values[place]
    const several = series.length > 1
    const colour = several ? seriesColour(index) : (categories[place]?.colour ?? seriesColour(0))
    const spoken = several ? html`<span class="hidden">${pick(label)}: </span>` : nothing
    if (value === null || value === undefined)
      return html`<span class="track"><b>${spoken}${statisticsText('noValue')}</b></span>`
    const from = percentOf(Math.min(0, value), stretch)
    const to = percentOf(Math.max(0, value), stretch)
    return html`<span class="track"><i ?hidden=${value === 0} style="inset-inline-start: ${from}%; width: ${to - from}%; background: ${colour}"></i>
      <b style="inset-inline-start: ${to}%">${spoken}${shortNumber(value)}</b></span>`
  })
}

function percentOf(value: number, { low, span }: Stretch): number {
  return Math.round(((value - low) / span) * 10_000) / 100
}
