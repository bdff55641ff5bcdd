import type { Knex } from 'knex'
import { NEED_FROM } from '../layers/need-layer.ts'
import { PROPOSALS_FROM } from '../layers/proposal-layer.ts'
import { visibleProposal } from '../layers/visibility.ts'
import type { RawValue } from './raw-value.ts'
import type { Subject } from './raw-values.ts'

const ROWS: Record<Subject, { from: string; where: string }> = {
  proposals: { from: PROPOSALS_FROM, where: visibleProposal },
  need: { from: NEED_FROM, where: 'true' },
}

/** Raw values of every row as r0, r1 … of the temporary table `raws`: the joins are paid once for all criteria. */
export async function gatherRaws(
  transaction: Knex.Transaction,
  subject: Subject,
  raws: readonly RawValue[],
): Promise<void> {
  const { from, where } = ROWS[subject]
  const columns = raws.map(({ sql }, i) => `(${sql})::float8 AS r${i}`)
  const joins = raws.flatMap(({ join }) => join?.sql ?? [])
  await transaction.raw('DROP TABLE IF EXISTS raws')
  await transaction.raw(
    `CREATE TEMPORARY TABLE raws ON COMMIT DROP AS SELECT ${columns.join(', ')} FROM ${from} ${joins.join(' ')} WHERE ${where}`,
    [...raws.flatMap(({ bindings }) => bindings), ...raws.flatMap(({ join }) => join?.bindings ?? [])],
  )
}
