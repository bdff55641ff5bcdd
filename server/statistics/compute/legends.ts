import type { Label } from '../../../core/proposal/label.ts'
import type { AnalysisLegend } from '../../../core/statistics/analysis-report.ts'
import { quantileBreaks } from '../../../core/style/classify.ts'

/** Classes that hold about as many values each; null when there are no values. */
export function classesOf(
  property: string,
  values: readonly (number | null)[],
  colours: readonly string[],
  unit: Label,
): AnalysisLegend | null {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return null
  const sizes = known
    .filter((value) => value !== 0)
    .map(Math.abs)
    .sort((a, b) => a - b)
  const middle = sizes[sizes.length >> 1] ?? 1
  // Two digits of a middling value: as fine as one reads a legend.
  const step = 10 ** (Math.floor(Math.log10(middle)) - 1)
  const breaks = quantileBreaks(known, colours.length, step)
  return { kind: 'classes', property, breaks, colours: colours.slice(0, breaks.length - 1), unit }
}

/** Classes that halve downwards from the greatest value, for surfaces with few high peaks. */
export function halvingClasses(
  property: string,
  values: readonly number[],
  colours: readonly string[],
  unit: Label,
): AnalysisLegend | null {
  const most = values.reduce((a, b) => Math.max(a, b), 0)
  if (most === 0) return null
  const limits = colours.map((_, at) => Number((most / 2 ** (colours.length - 1 - at)).toPrecision(2)))
  const breaks = [0, ...limits.slice(0, -1), most]
  return { kind: 'classes', property, breaks, colours, unit }
}

/** Equal classes to both sides of 0, for values that lean one way or the other; null when there are none. */
export function leaningClasses(
  property: string,
  values: readonly (number | null)[],
  colours: readonly string[],
  unit: Label,
): AnalysisLegend | null {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return null
  const most = known.reduce((a, b) => Math.max(a, Math.abs(b)), 0)
  const limit = most === 0 ? 1 : Math.ceil(most * 100) / 100
  const breaks = [...colours, ''].map((_, at) =>
    Number((((2 * at) / colours.length - 1) * limit).toPrecision(6)),
  )
  return { kind: 'classes', property, breaks, colours, unit }
}

/** Only categories that occur, in the order given. */
export function categoriesOf(
  property: string,
  values: readonly unknown[],
  items: readonly { readonly value: string; readonly colour: string; readonly label: Label }[],
): AnalysisLegend | null {
  const known = new Set(values)
  const shown = items.filter(({ value }) => known.has(value))
  return shown.length === 0 ? null : { kind: 'categories', property, items: shown }
}
