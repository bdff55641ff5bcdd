import { html, type TemplateResult } from 'lit'
import type { Chart } from '../../../../core/statistics/analysis-report.ts'
import { pick } from '../../../i18n/translate.ts'
import { statisticsText } from '../statistics-words.ts'
import { axisName, chartNumber } from './chart-frame.ts'
import type { ChartMarks } from './chart-marks.ts'

interface Table {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** What each row is the row of, where that may stand for villages. */
  readonly keys?: readonly string[]
}

/** A chart's numbers for those who do not see it, or want to read them. */
export function chartTable(chart: Chart, marks: ChartMarks | null): TemplateResult {
  const { head, rows, keys = [] } = tableOf(chart)
  return html`<details><summary>${statisticsText('table')}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="${statisticsText('table')}: ${pick(chart.title)}"><table>
      <thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${rows.map(([first = '', ...rest], place) => html`<tr class=${marks?.isMarked(keys[place] ?? '') ? 'marked' : ''}><th scope="row">${rowName(first, keys[place], marks)}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
    </table></div></details>`
}

/** A row that stands for villages takes them in or out: the keyboard's way to what a click does in the picture. */
function rowName(name: string, key: string | undefined, marks: ChartMarks | null) {
  if (!marks || key === undefined || marks.areasOf(key).length === 0) return name
  return html`<button type="button" aria-pressed=${marks.isChosen(key)} @click=${() => marks.choose([key], true)}>${name}</button>`
}

function tableOf(chart: Chart): Table {
  if (chart.kind === 'bars')
    return {
      head: [statisticsText('category'), ...chart.series.map(({ label }) => pick(label))],
      keys: chart.categories.map(({ key }) => key),
      rows: chart.categories.map(({ label }, place) => [
        pick(label),
        ...chart.series.map(({ values }) => cell(values[place])),
      ]),
    }
  if (chart.kind === 'lines')
    return {
      head: [statisticsText('series'), axisName(chart.x), axisName(chart.y)],
      rows: chart.series.flatMap(({ label, points }) =>
        points.map(([x, y]) => [pick(label), cell(x), cell(y)]),
      ),
    }
  const groups = new Map(chart.categories.map(({ key, label }) => [key, pick(label)]))
  return {
    head: [statisticsText('place'), axisName(chart.x), axisName(chart.y), statisticsText('category')],
    keys: chart.points.map(({ code }) => code),
    rows: chart.points.map(({ name, x, y, category }) => [
      name,
      cell(x),
      cell(y),
      groups.get(category) ?? '',
    ]),
  }
}

function cell(value: number | null | undefined): string {
  return value === null || value === undefined ? statisticsText('noValue') : chartNumber(value)
}
