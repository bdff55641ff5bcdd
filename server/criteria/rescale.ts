import type { Knex } from 'knex'
import type { Criterion } from '../../core/criteria/criterion.ts'
import type { Scale } from '../../core/criteria/scale.ts'
import { discriminates, scaleOf, withFill } from '../../core/criteria/scale-of.ts'
import { NEED_FROM } from '../layers/need-layer.ts'
import { PROPOSALS_FROM } from '../layers/proposal-layer.ts'
import { visibleProposal } from '../layers/visibility.ts'
import { type StoredCriterion, writeCriterion } from './criterion-store.ts'
import { differsForCells, type RawValue, rawValue, type Subject } from './raw-values.ts'
import { type ColumnSummary, countPerMille, summarise } from './summarise.ts'

const ROWS: Record<Subject, { from: string; where: string }> = {
  proposals: { from: PROPOSALS_FROM, where: visibleProposal },
  need: { from: NEED_FROM, where: 'true' },
}

/** Freezes the scales of these criteria over all proposals that are no drafts, and where it differs over the need grid. */
export async function rescaleCriteria(
  transaction: Knex.Transaction,
  criteria: readonly StoredCriterion[],
): Promise<void> {
  const definitions = criteria.map(({ definition }) => definition)
  const own = await scaleOver(transaction, 'proposals', definitions)
  const ofCells = definitions.filter(({ source }) => differsForCells(source))
  const cells = await scaleOver(transaction, 'need', ofCells)
  for (const criterion of criteria) {
    const scaled = own.get(criterion.key)
    if (!scaled) throw new Error(`criterion ${criterion.key} has no raw value for proposals`)
    await writeCriterion(transaction, {
      ...criterion,
      scale: scaled.scale,
      needScale: cells.get(criterion.key)?.scale ?? null,
      known: scaled.summary.known,
      missing: scaled.summary.missing,
      outOfRange: scaled.summary.outOfRange,
      discriminates: discriminates(scaled.summary),
    })
  }
}

interface Scaled {
  scale: Scale
  summary: ColumnSummary
}

async function scaleOver(
  transaction: Knex.Transaction,
  subject: Subject,
  definitions: readonly Criterion[],
): Promise<Map<string, Scaled>> {
  const used = definitions.flatMap((criterion, i) => {
    const raw = rawValue(criterion.source, subject, `st${i}`)
    return raw ? [{ criterion, raw }] : []
  })
  if (used.length === 0) return new Map()
  await gatherRaws(
    transaction,
    subject,
    used.map(({ raw }) => raw),
  )
  const scaled = new Map<string, Scaled>()
  for (const [index, { criterion }] of used.entries()) {
    const summary = await summarise(transaction, index, criterion)
    const scale = scaleOf(criterion, summary)
    const counts = criterion.missing === 'median' ? await countPerMille(transaction, index, scale) : new Map()
    scaled.set(criterion.key, { summary, scale: withFill(scale, criterion, counts) })
  }
  await transaction.raw('DROP TABLE raws')
  return scaled
}

/** Raw values of every row as r0, r1 … of the temporary table `raws`: the joins are paid once for all criteria. */
async function gatherRaws(
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
