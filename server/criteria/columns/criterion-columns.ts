import type { ScoreModel } from '../../../core/api/score-model.ts'
import type { Scale } from '../../../core/criteria/scale.ts'
import { bound, catalogued, joinSql, type SqlFragment, sql } from '../../database/sql-fragment.ts'
import type { LayerField } from '../../layers/layer.ts'
import type { StoredCriterion } from './criterion-store.ts'
import type { RawValue } from './raw-value.ts'
import { rawValue, type Subject } from './raw-values.ts'

/** Pieces of a layer's query that give every row its criteria: `{scales} rows {joins} {values}`, bound in that order. */
export interface CriterionColumns {
  /** Before the rows: the frozen scales as one row of bound arrays, which the planner folds into constants. */
  scales: SqlFragment
  /** After the rows: statistics by village, and one lateral row of raw (x.r0 …) and per mille (x.c0 …) values. */
  values: SqlFragment
  /** `c_{key}` of every criterion, and `score` under the model where that is not empty. */
  fields: LayerField[]
  /** By key: the SQL of its raw and per mille value over this FROM. */
  columns: ReadonlyMap<string, { raw: string; perMille: string }>
}

interface Column {
  criterion: StoredCriterion
  scale: Scale
  raw: RawValue
}

/** Columns of the criteria that the subject has values for; null when there is none. */
export function criterionColumns(
  subject: Subject,
  criteria: readonly StoredCriterion[],
  model: ScoreModel,
): CriterionColumns | null {
  const used = criteria.flatMap((criterion, i): Column[] => {
    const raw = rawValue(criterion.definition.source, subject, `st${i}`)
    const scale = subject === 'need' ? (criterion.needScale ?? criterion.scale) : criterion.scale
    return raw ? [{ criterion, scale, raw }] : []
  })
  if (used.length === 0) return null
  const weights = used.map(({ criterion }) => model.weights[criterion.key] ?? 0)
  return {
    scales: sql`(SELECT ${joinSql([...used.flatMap(scaleSql), ...weights.map(weightSql)], ', ')}) scales CROSS JOIN `,
    values: valuesSql(used),
    fields: [...used.map(({ criterion }, i) => fieldOf(criterion, i)), ...scoreField(weights)],
    columns: new Map(
      used.map(({ criterion }, i) => [criterion.key, { raw: `x.r${i}`, perMille: `x.c${i}` }]),
    ),
  }
}

function scaleSql({ scale: { low, high, knots, marks, fill } }: Column, i: number): SqlFragment[] {
  return [
    named(bound(low, 'float8'), `l${i}`),
    named(bound(high, 'float8'), `h${i}`),
    named(bound(`{${knots.join()}}`, 'float8[]'), `k${i}`),
    named(bound(`{${marks.join()}}`, 'float8[]'), `m${i}`),
    named(fill === null ? catalogued('NULL::int') : bound(fill, 'int'), `f${i}`),
  ]
}

const weightSql = (weight: number, i: number) => named(bound(weight, 'int'), `w${i}`)

function named(value: SqlFragment, name: string): SqlFragment {
  return sql`${value} AS ${catalogued(name)}`
}

/**
 * Each raw value is computed once: OFFSET 0 keeps PostgreSQL from repeating the expression wherever its per mille value is used.
 * The planner drops those that no column needs.
 */
function valuesSql(used: readonly Column[]): SqlFragment {
  const joins = used.flatMap(({ raw }) => raw.join ?? [])
  const raws = used.map(({ raw }, i) => named(sql`(${raw.value})::float8`, `r${i}`))
  const perMille = used.map(({ scale: { kind } }, i) =>
    catalogued(
      `per_mille_${kind}(r.r${i}, scales.l${i}, scales.h${i}, scales.k${i}, scales.m${i}, scales.f${i}) AS c${i}`,
    ),
  )
  return sql` ${joinSql(joins, ' ')} CROSS JOIN LATERAL (SELECT r.*, ${joinSql(perMille, ', ')}
    FROM (SELECT ${joinSql(raws, ', ')} OFFSET 0) r OFFSET 0) x`
}

function fieldOf({ key, definition }: StoredCriterion, i: number): LayerField {
  return {
    name: `c_${key}`,
    sql: `x.c${i}`,
    type: 'integer',
    title: definition.title,
    unit: { id: 'per mil', en: 'per mille' },
    inTiles: true,
    sumAs: `c_${key}_sum`,
  }
}

/** Σ weight × value ÷ Σ weight, one decimal, half up, from whole numbers: `scoreOf` of core gives the same. */
function scoreField(weights: readonly number[]): LayerField[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return []
  const terms = weights.flatMap((weight, i) => (weight > 0 ? [`scales.w${i} * x.c${i}`] : []))
  const divisor = weights.flatMap((weight, i) => (weight > 0 ? [`scales.w${i}`] : []))
  return [
    {
      name: 'score',
      sql: `floor((${terms.join(' + ')}) * 10::float8 / (${divisor.join(' + ')}) + 0.5) / 10`,
      type: 'number',
      title: { id: 'Skor', en: 'Score' },
      unit: { id: 'per mil', en: 'per mille' },
      inTiles: true,
    },
  ]
}
