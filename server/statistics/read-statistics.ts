import type { Knex } from 'knex'
import type { AnalysisActivity, AnalysisSummary } from '../../core/api/statistics.ts'
import type { Label } from '../../core/proposal/label.ts'
import type { AnalysisReport } from '../../core/statistics/analysis-report.ts'
import type { Analysis } from '../analyses/analysis.ts'
import { readServiceStandards } from '../analyses/inputs/service-standard.ts'
import { listAnalyses } from '../analyses/list-analyses.ts'
import { rawOf, sql } from '../database/sql-fragment.ts'

export interface StoredAnalysis {
  readonly report: AnalysisReport & { readonly source: string | null; readonly dataYear: number | null }
  readonly milliseconds: number
  readonly computedAt: string
}

interface SummaryRow {
  id: string
  layers: string[]
  computed_at: Date | string
  possible: boolean
  n: number
  unit: Label
  finding: Label
}

/** All analyses that are possible for this store and visible, each with its finding once it has been computed. */
export async function readSummaries(
  knex: Knex,
  isVisible: (analysis: Analysis) => boolean,
  activityOf: (analysis: Analysis) => AnalysisActivity,
): Promise<AnalysisSummary[]> {
  const analyses = (await readAnalyses(knex)).filter(isVisible)
  const rows = await knex('analyses').select<SummaryRow[]>(
    'id',
    'layers',
    'computed_at',
    rawOf(
      knex,
      sql`(report ->> 'possible')::boolean AS possible, (report ->> 'n')::int AS n,
              report -> 'unit' AS unit, report -> 'finding' AS finding`,
    ),
  )
  const known = new Map(rows.map((row) => [row.id, row]))
  return analyses.map((analysis) => {
    const row = known.get(analysis.id)
    const activity = activityOf(analysis)
    return {
      id: analysis.id,
      title: analysis.title,
      question: analysis.question,
      layers: analysis.layers.map(({ id }) => id).filter((id) => row?.layers.includes(id)),
      state: row ? (row.possible ? 'ready' : 'impossible') : 'missing',
      stale: row !== undefined && activity.staleSince !== null,
      ...activity,
      computedAt: row ? toIso(row.computed_at) : null,
      n: row?.n ?? null,
      unit: row?.unit ?? null,
      finding: row?.finding ?? null,
      address: `/api/statistics/${encodeURIComponent(analysis.id)}`,
      table: `/api/statistics/${encodeURIComponent(analysis.id)}.csv`,
    }
  })
}

/** All analyses that are possible for this store. */
export async function readAnalyses(knex: Knex): Promise<Analysis[]> {
  return listAnalyses(await readServiceStandards(knex))
}

/** The analysis with this id; undefined when it is not possible for this store. */
export async function findAnalysis(knex: Knex, id: string): Promise<Analysis | undefined> {
  return (await readAnalyses(knex)).find((analysis) => analysis.id === id)
}

/** The latest result; undefined when the analysis was never computed. */
export async function readAnalysis(knex: Knex, id: string): Promise<StoredAnalysis | undefined> {
  const row = await knex('analyses')
    .where({ id })
    .first<
      { report: StoredAnalysis['report']; milliseconds: number; computed_at: Date | string } | undefined
    >('report', 'milliseconds', 'computed_at')
  if (!row) return undefined
  return { report: row.report, milliseconds: row.milliseconds, computedAt: toIso(row.computed_at) }
}

function toIso(value: Date | string): string {
  return new Date(value).toISOString()
}
