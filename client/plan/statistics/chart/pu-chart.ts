import { html, LitElement, nothing, svg } from 'lit'
import type { Chart, LineChart, PointChart } from '../../../../core/statistics/analysis-report.ts'
import { languageChange, pick } from '../../../i18n/translate.ts'
import { listenerOf } from '../../../panel/event-control.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import { takesMore } from '../../selection/takes-more.ts'
import { RedrawWhen } from '../../state/redraw-when.ts'
import type { Plan } from '../../tab/plan-tab.ts'
import { statisticsText } from '../statistics-words.ts'
import { barRows } from './bar-rows.ts'
import { frame, seriesColour } from './chart-frame.ts'
import { type ChartMarks, chartMarks } from './chart-marks.ts'
import { chartStyles } from './chart-styles.ts'
import { chartTable } from './chart-table.ts'
import { lineMarks, placePoints, pointMarks } from './line-marks.ts'

type Corner = readonly [x: number, y: number]

/** A shorter way than this is a click. */
const SHORTEST_DRAG = 4

/**
 * A chart with its title, colours' meaning, and its numbers as a table. Where its marks stand for villages they are
 * chosen by click, by a frame drawn around points, or by the table's buttons; what is marked elsewhere shows here.
 */
export class PuChart extends LitElement {
  static override properties = {
    chart: { attribute: false },
    plan: { attribute: false },
    from: { state: true },
    to: { state: true },
  }

  static override styles = [sharedStyles, chartStyles]

  declare chart: Chart
  declare plan: Plan
  /** Corners of the frame that is being drawn, in the picture's pixels. */
  declare from: Corner | null
  declare to: Corner | null

  constructor() {
    super()
    this.from = null
    this.to = null
    new Redraw(this, () => languageChange)
    new RedrawWhen(this, () => this.plan?.store, ['selection', 'areas', 'alternatives'])
  }

  protected override render() {
    const { chart } = this
    const marks = chartMarks(chart, this.plan)
    const title = pick(chart.title)
    const links = chart.kind !== 'lines' && keysOf(chart).some((key) => marks.areasOf(key).length > 0)
    const hint = chart.kind === 'points' ? 'linkPoints' : 'linkBars'
    return html`<figure><figcaption>${title}</figcaption>
      ${links ? html`<p class="note">${statisticsText(hint)}</p>` : nothing}
      ${chart.kind === 'bars' ? html`${this.#keys(marks)}${barRows(chart, marks)}` : html`${this.#picture(chart, marks)}${this.#keys(marks)}`}
      ${chartTable(chart, links ? marks : null)}</figure>`
  }

  #picture(chart: LineChart | PointChart, marks: ChartMarks) {
    const drawn = chart.kind === 'lines' ? lineMarks(chart) : pointMarks(chart, marks)
    return html`<svg viewBox="0 0 ${frame.width} ${frame.height}" role="img" aria-label=${pick(chart.title)}
      class=${chart.kind === 'points' ? 'framed' : ''} @pointerdown=${this.#press} @pointermove=${this.#move} @pointerup=${this.#release} @pointercancel=${this.#cancel}>${drawn}${this.#frame()}</svg>`
  }

  #frame() {
    const { from, to } = this
    if (!from || !to) return nothing
    const [x, y] = [Math.min(from[0], to[0]), Math.min(from[1], to[1])]
    return svg`<rect class="frame" x=${x} y=${y} width=${Math.abs(to[0] - from[0])} height=${Math.abs(to[1] - from[1])} />`
  }

  /** The colours; those of a chart of villages choose all of theirs. */
  #keys(marks: ChartMarks) {
    const { chart } = this
    const items: { key: string | null; name: string; colour: string }[] =
      chart.kind === 'points'
        ? chart.categories.map(({ key, label, colour }) => ({ key, name: pick(label), colour }))
        : chart.series.map(({ label }, place) => ({
            key: null,
            name: pick(label),
            colour: seriesColour(place),
          }))
    if (chart.kind === 'lines' && chart.diagonal)
      items.push({ key: null, name: statisticsText('equality'), colour: 'var(--line-strong)' })
    if (items.length < 2) return nothing
    return html`<ul class="keys">${items.map(({ key, name, colour }) => {
      const swatch = html`<i style="background: ${colour}"></i>${name}`
      const areas = key === null ? [] : marks.areasOf(key)
      if (key === null || areas.length === 0) return html`<li>${swatch}</li>`
      return html`<li><button type="button" aria-pressed=${marks.isChosen(key)} @click=${(event: MouseEvent) => marks.choose([key], takesMore(event))}>${swatch}</button></li>`
    })}</ul>`
  }

  #press(event: PointerEvent): void {
    if (this.chart.kind !== 'points' || event.button !== 0) return
    listenerOf(event).setPointerCapture(event.pointerId)
    this.from = cornerOf(event)
  }

  #move(event: PointerEvent): void {
    if (this.from) this.to = cornerOf(event)
  }

  #cancel(): void {
    this.from = null
    this.to = null
  }

  #release(event: PointerEvent): void {
    const { from, chart } = this
    if (!from || chart.kind !== 'points') return
    const to = cornerOf(event)
    this.#cancel()
    const isClick = Math.hypot(to[0] - from[0], to[1] - from[1]) < SHORTEST_DRAG
    const keys = isClick ? nearest(chart, to) : within(chart, from, to)
    const { store } = this.plan
    if (keys.length > 0) chartMarks(chart, this.plan).choose(keys, takesMore(event))
    else if (!takesMore(event)) store.clearMarks()
  }
}

function keysOf(chart: Exclude<Chart, { kind: 'lines' }>): string[] {
  return chart.categories.map(({ key }) => key)
}

/** Where a pointer is, in the picture's own pixels. */
function cornerOf(event: PointerEvent): Corner {
  const { left, top, width, height } = listenerOf(event).getBoundingClientRect()
  return [((event.clientX - left) / width) * frame.width, ((event.clientY - top) / height) * frame.height]
}

function within(chart: PointChart, [x1, y1]: Corner, [x2, y2]: Corner): string[] {
  const [west, east] = [Math.min(x1, x2), Math.max(x1, x2)]
  const [top, bottom] = [Math.min(y1, y2), Math.max(y1, y2)]
  return placePoints(chart).flatMap(({ code, x, y }) =>
    x >= west && x <= east && y >= top && y <= bottom ? [code] : [],
  )
}

/** The point within 8 pixels of a click. */
function nearest(chart: PointChart, [x, y]: Corner): string[] {
  const away = placePoints(chart).map((point) => ({
    code: point.code,
    far: Math.hypot(point.x - x, point.y - y),
  }))
  const [first] = away.filter(({ far }) => far <= 8).sort((a, b) => a.far - b.far)
  return first ? [first.code] : []
}
