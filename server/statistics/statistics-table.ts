import type { Label } from '../../core/proposal/label.ts'
import type { AnalysisReport, Chart } from '../../core/statistics/analysis-report.ts'

export const TABLE_COLUMNS = ['part', 'key', 'series', 'label_id', 'label_en', 'x', 'y', 'unit'] as const

type Row = readonly (string | number | null)[]

/** A report as one long table: parameters, counts, figures, and every point of every chart. */
export function* statisticsTable(report: AnalysisReport): Generator<Row> {
  for (const { key, title, value, unit } of report.parameters)
    yield row('parameter', key, title, [null, typeof value === 'object' ? value.id : value, unit])
  yield row('n', 'n', report.unit, [null, report.n])
  for (const { key, title, count } of report.missing) yield row('missing', key, title, [null, count])
  for (const { key, title, value, unit } of report.figures)
    yield row('figure', key, title, [null, value, unit])
  for (const chart of report.charts) yield* chartRows(chart)
}

function* chartRows(chart: Chart): Generator<Row> {
  if (chart.kind === 'points') {
    for (const { code, name, x, y, category } of chart.points)
      yield row(chart.key, code, { id: name, en: name }, [x, y, chart.y.unit], category)
    return
  }
  for (const series of chart.series) {
    if ('points' in series) {
      for (const [at, [x, y]] of series.points.entries())
        yield row(chart.key, String(at), series.label, [x, y, chart.y.unit], series.key)
    } else if (chart.kind === 'bars') {
      for (const [at, { key, label }] of chart.categories.entries())
        yield row(chart.key, key, label, [null, series.values[at] ?? null, chart.y.unit], series.key)
    }
  }
}

function row(
  part: string,
  key: string,
  label: Label,
  [x, y, unit]: readonly [number | null, string | number | null, Label?],
  series = '',
): Row {
  return [part, key, series, label.id, label.en, x, y, unit?.id ?? '']
}
