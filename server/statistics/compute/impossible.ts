import type { Label } from '../../../core/proposal/label.ts'
import type { AnalysisOutput } from './analysis.ts'

/** The answer where the data cannot bear an analysis: why, in words, and nothing else. */
export function impossible(
  method: Label,
  reason: Label,
  { n, unit }: { n: number; unit: Label },
): AnalysisOutput {
  return {
    report: {
      possible: false,
      method,
      finding: reason,
      n,
      unit,
      parameters: [],
      missing: [],
      warnings: [reason],
      crs: null,
      figures: [],
      charts: [],
      layers: {},
    },
    areas: {},
    cells: {},
  }
}
