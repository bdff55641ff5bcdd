import type { Knex } from 'knex'
import { proposalLayerWith } from '../catalogue/proposal-layer.ts'
import { criterionColumns } from '../criteria/columns/criterion-columns.ts'
import { readStoredCriteria, type StoredCriterion } from '../criteria/columns/criterion-store.ts'
import { readDefaultModel } from '../criteria/columns/score-model-store.ts'
import { isMeasuredFromPlace } from '../criteria/columns/withheld-raws.ts'
import { bound, catalogued, select, sql } from '../database/sql-fragment.ts'
import { rowsOf } from '../layers/rows-of.ts'

export interface OwnValue {
  readonly criterion: StoredCriterion
  /** As the store has it, even outside the valid range; null when missing. */
  readonly raw: number | null
  /** The raw value is a household's distance, which is not reported: see the rule of visibility. */
  readonly withheld: boolean
  /** Null when the criterion's rule leaves the proposal out. */
  readonly perMille: number | null
}

export interface OwnProposal {
  readonly code: string
  readonly year: number
  readonly status: string
  /** Day or year of the proposal's own statements. */
  readonly statedOn: string
  readonly values: readonly OwnValue[]
}

interface OwnRow {
  year: number
  status: string
  stated_on: string
  household: boolean
  [value: `raw_${number}` | `value_${number}`]: number | null
}

/** A public proposal's raw and per mille values; undefined when there is none to be seen. */
export async function readOwnCriteria(knex: Knex, code: string): Promise<OwnProposal | undefined> {
  const stored = await readStoredCriteria(knex)
  const columns = criterionColumns('proposals', stored, await readDefaultModel(knex))
  const used = stored.flatMap((criterion) => {
    const column = columns?.columns.get(criterion.key)
    return column ? [{ criterion, column }] : []
  })
  const cells = catalogued(
    used.map(({ column }, c) => `, ${column.raw} AS raw_${c}, ${column.perMille} AS value_${c}`).join(''),
  )
  const own = rowsOf(proposalLayerWith(columns), sql`p.code = ${bound(code, 'text')}`)
  const [row] = await select<OwnRow>(
    knex,
    sql`SELECT p.year, p.status, p.household, coalesce(to_char(p.proposed_on, 'YYYY-MM-DD'), p.year::text) AS stated_on${cells} ${own}`,
  )
  return (
    row && {
      code,
      year: row.year,
      status: row.status,
      statedOn: row.stated_on,
      values: used.map(({ criterion }, c) => ({
        criterion,
        raw: row[`raw_${c}`] ?? null,
        withheld: row.household && isMeasuredFromPlace(criterion.definition.source),
        perMille: row[`value_${c}`] ?? null,
      })),
    }
  )
}
