import { css, html, nothing, type TemplateResult } from 'lit'
import type { Chart } from '../../../../core/statistics/analysis-report.ts'
import { pick } from '../../../i18n/translate.ts'
import { statisticsText } from '../statistics-words.ts'
import { barMarks } from './bar-marks.ts'
import { frame, seriesColour } from './chart-frame.ts'
import { chartTable } from './chart-table.ts'
import { lineMarks, pointMarks } from './line-marks.ts'

export const chartStyles = css`
  figure { margin: 0; display: grid; gap: 0.375rem; }
  figcaption { font-weight: 700; font-size: var(--text-small); }
  svg { width: 100%; height: auto; }
  .grid { stroke: var(--line); } .base { stroke: var(--line-strong); }
  .tick, .axis { font-size: 11px; fill: var(--muted); } .axis { fill: var(--ink); font-weight: 600; }
  .curve { fill: none; stroke-width: 2.5; } .diagonal { stroke: var(--muted); stroke-dasharray: 3 4; }
  .point { stroke: #4d5763; stroke-width: 0.75; }
  .keys { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; font-size: var(--text-note); }
  .keys li { display: flex; align-items: center; gap: 0.375rem; } .keys i { width: 0.75rem; height: 0.75rem; flex: none; border-radius: 2px; box-shadow: 0 0 0 1px rgb(12 33 66 / 25%); }
  summary { font-size: var(--text-note); cursor: pointer; min-height: 1.5rem; }
  .scroll { max-height: 16rem; overflow: auto; }
  table { border-collapse: collapse; font-size: var(--text-note); width: 100%; }
  th, td { text-align: end; padding: 0.1875rem 0.375rem; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
  th:first-child { text-align: start; font-weight: 400; } thead th { font-weight: 700; }
`

/** A chart with its title, colours' meaning, and its numbers as a table. */
export function drawChart(chart: Chart): TemplateResult {
  return html`<figure><figcaption>${pick(chart.title)}</figcaption>
    <svg viewBox="0 0 ${frame.width} ${frame.height}" role="img" aria-label=${pick(chart.title)}>${marks(chart)}</svg>
    ${keys(chart)}${chartTable(chart)}</figure>`
}

function marks(chart: Chart) {
  if (chart.kind === 'bars') return barMarks(chart)
  return chart.kind === 'lines' ? lineMarks(chart) : pointMarks(chart)
}

function keys(chart: Chart) {
  const items =
    chart.kind === 'points'
      ? chart.categories.map(({ label, colour }) => ({ name: pick(label), colour }))
      : chart.series.map(({ label }, place) => ({ name: pick(label), colour: seriesColour(place) }))
  if (chart.kind === 'lines' && chart.diagonal)
    items.push({ name: statisticsText('equality'), colour: 'var(--line-strong)' })
  if (items.length < 2) return nothing
  return html`<ul class="keys">${items.map(({ name, colour }) => html`<li><i style="background: ${colour}"></i>${name}</li>`)}</ul>`
}
