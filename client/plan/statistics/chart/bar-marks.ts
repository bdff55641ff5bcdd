import { type SVGTemplateResult, svg } from 'lit'
import type { BarChart } from '../../../../core/statistics/analysis-report.ts'
import { number } from '../../../i18n/format-value.ts'
import { pick } from '../../../i18n/translate.ts'
import { takesMore } from '../../selection/takes-more.ts'
import { statisticsText } from '../statistics-words.ts'
import { axisName, chartNumber, frame, seriesColour, uprightAxis } from './chart-frame.ts'
import type { ChartMarks } from './chart-marks.ts'
import { linearScale } from './scale.ts'

/** Of the picture's pixels: a chart of one or two bars is no wall. */
const WIDEST_BAR = 64

/** Bars from 0, one beside the other within a category; a value that is not known leaves its place empty. */
export function barMarks(chart: BarChart, marks: ChartMarks): SVGTemplateResult {
  const values = chart.series.flatMap((series) => series.values.map((value) => value ?? Number.NaN))
  const scale = linearScale(values, { from: frame.bottom, to: frame.top, fromZero: true })
  const room = (frame.right - frame.left) / Math.max(1, chart.categories.length)
  const width = Math.min(WIDEST_BAR, (room * 0.8) / Math.max(1, chart.series.length))
  const margin = (room - width * chart.series.length) / 2
  const zero = scale.at(0)
  const bars = chart.categories.map((category, place) => {
    const look = marks.isMarked(category.key) ? 'bar marked' : 'bar'
    return chart.series.map((series, index) => {
      const value = series.values[place]
      if (value === null || value === undefined) return svg``
      const x = frame.left + place * room + margin + index * width
      const colour = chart.series.length > 1 ? seriesColour(index) : (category.colour ?? seriesColour(0))
      const y = scale.at(value)
      return svg`<rect class=${look} x=${x} y=${Math.min(y, zero)} width=${width} height=${Math.max(1, Math.abs(zero - y))} fill=${colour}>
        <title>${pick(category.label)}, ${pick(series.label)}: ${chartNumber(value)}</title></rect>`
    })
  })
  return svg`${uprightAxis(scale, axisName(chart.y))}${bars}
    <line class="base" x1=${frame.left} x2=${frame.right} y1=${zero} y2=${zero} />${names(chart, room)}${chart.categories.map((category, place) => hit(category, { place, room, marks }))}`
}

/** The whole column of a category that stands for villages is its button. */
function hit(
  { key, label }: BarChart['categories'][number],
  { place, room, marks }: { place: number; room: number; marks: ChartMarks },
): SVGTemplateResult {
  const { length } = marks.areasOf(key)
  if (length === 0) return svg``
  const name = statisticsText('chooseVillages', { name: pick(label), count: number(length) })
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    marks.choose([key], takesMore(event))
  }
  return svg`<rect class="hit" role="button" tabindex="0" aria-label=${name} aria-pressed=${marks.isChosen(key)} x=${frame.left + place * room} y=${frame.top}
    width=${room} height=${frame.height - frame.top} @click=${(event: MouseEvent) => marks.choose([key], takesMore(event))} @keydown=${onKey}><title>${name}</title></rect>`
}

/** Names stand upright below their bars where they have room, slanted where they have not. */
function names({ categories }: BarChart, room: number): SVGTemplateResult {
  const longest = Math.max(0, ...categories.map(({ label }) => pick(label).length))
  const slanted = longest * 6.5 > room
  // Of very many names every so many-th is shown; the table has them all.
  const every = Math.max(1, Math.ceil(14 / room))
  return svg`${categories.map(({ label }, place) => {
    if (place % every !== 0) return svg``
    const x = frame.left + (place + 0.5) * room
    const text = shorten(pick(label), slanted ? 14 : 24)
    return slanted
      ? svg`<text class="tick" text-anchor="end" transform="translate(${x + 4} ${frame.bottom + 14}) rotate(-35)">${text}</text>`
      : svg`<text class="tick" text-anchor="middle" x=${x} y=${frame.bottom + 16}>${text}</text>`
  })}`
}

function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
