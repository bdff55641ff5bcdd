import type { Knex } from 'knex'
import type { Criterion } from '../../core/criteria/criterion.ts'
import type { Scale } from '../../core/criteria/scale.ts'
import { discriminates, scaleOf, withFill } from '../../core/criteria/scale-of.ts'
import { run, sql } from '../database/sql-fragment.ts'
import { partOf, type WorkWatch } from '../workload/work-watch.ts'
import { type StoredCriterion, writeCriterion } from './columns/criterion-store.ts'
import { differsForCells, rawValue, type Subject } from './columns/raw-values.ts'
import { gatherRaws } from './gather-raws.ts'
import { type ColumnSummary, countPerMille, summarise } from './summarise.ts'

/**
 * Freezes the scales of these criteria over all proposals that are no drafts, and where it differs over the need grid.
 * Throws the reason of the watch's signal once it has fired: the transaction is to end with it. `byAccount` is who defined
 * them, where they are defined anew.
 */
export async function rescaleCriteria(
  transaction: Knex.Transaction,
  criteria: readonly StoredCriterion[],
  watch: WorkWatch = {},
  byAccount?: number | null,
): Promise<void> {
  const definitions = criteria.map(({ definition }) => definition)
  const ofCells = definitions.filter(({ source }) => differsForCells(source))
  const share = ofCells.length > 0 ? PROPOSALS_SHARE : 1
  const own = await scaleOver(transaction, 'proposals', definitions, partOf(watch, 0, share))
  const cells = await scaleOver(transaction, 'need', ofCells, partOf(watch, share, 1))
  for (const criterion of criteria) {
    const scaled = own.get(criterion.key)
    if (!scaled) throw new Error(`criterion ${criterion.key} has no raw value for proposals`)
    const { known, missing, outOfRange } = scaled.summary
    const frozen = {
      ...{ ...criterion, known, missing, outOfRange },
      scale: scaled.scale,
      needScale: cells.get(criterion.key)?.scale ?? null,
      discriminates: discriminates(scaled.summary),
    }
    await writeCriterion(transaction, frozen, byAccount)
  }
}

/** Shares of the work: of proposals where cells are scaled too, and of reading within one kind of rows. */
const [PROPOSALS_SHARE, GATHERING_SHARE] = [0.9, 0.6]

interface Scaled {
  scale: Scale
  summary: ColumnSummary
}

async function scaleOver(
  transaction: Knex.Transaction,
  subject: Subject,
  definitions: readonly Criterion[],
  watch: WorkWatch,
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
    partOf(watch, 0, GATHERING_SHARE),
  )
  const rest = partOf(watch, GATHERING_SHARE, 1)
  const scaled = new Map<string, Scaled>()
  for (const [index, { criterion }] of used.entries()) {
    watch.signal?.throwIfAborted()
    const summary = await summarise(transaction, index, criterion)
    const scale = scaleOf(criterion, summary)
    const counts = criterion.missing === 'median' ? await countPerMille(transaction, index, scale) : new Map()
    scaled.set(criterion.key, { summary, scale: withFill(scale, criterion, counts) })
    rest.onProgress?.({ done: index + 1, of: used.length })
  }
  await run(transaction, sql`DROP TABLE raws`)
  return scaled
}
