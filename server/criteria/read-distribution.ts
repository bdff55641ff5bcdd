import type { Knex } from 'knex'
import type { Distribution } from '../../core/api/criterion.ts'
import type { Criterion } from '../../core/criteria/criterion.ts'
import { rangeOf } from '../../core/criteria/scale-of.ts'
import { select, sql } from '../database/sql-fragment.ts'
import { partOf, type WorkWatch } from '../workload/work-watch.ts'
import { checkSource } from './check-source.ts'
import { rawValue } from './columns/raw-values.ts'
import { readCriterionOrigins } from './criterion-origins.ts'
import { gatherRaws } from './gather-raws.ts'
import { summarise } from './summarise.ts'

const BINS = 24

/** Writes nothing. Values outside `validRange` count as missing. Throws 400 for a source that a criterion may not read. */
export async function readDistribution(
  knex: Knex,
  source: string,
  validRange?: readonly [number, number],
  watch: WorkWatch = {},
): Promise<Distribution> {
  const criterion = { ...QUESTION, source, ...(validRange ? { validRange } : {}) }
  return await knex.transaction(async (transaction) => {
    await checkSource(transaction, source)
    const raw = rawValue(source, 'proposals', 'st0')
    if (!raw) throw new Error(`source ${source} has no raw value for proposals`)
    await gatherRaws(transaction, 'proposals', [raw], partOf(watch, 0, GATHERED))
    watch.signal?.throwIfAborted()
    const { norm } = await summarise(transaction, 0, { ...criterion, normalisation: { kind: 'vector' } })
    reach(NORM_KNOWN, watch)
    const summary = await summarise(transaction, 0, { ...criterion, normalisation: { kind: 'rank' } })
    reach(RANKED, watch)
    const { known, missing, outOfRange, least, greatest, ranked = [] } = summary
    const differ = known > 0 && least < greatest
    const histogram = differ ? await readHistogram(transaction, criterion, [least, greatest]) : []
    const origins = await readCriterionOrigins(transaction, [{ key: source, definition: { source } }], null)
    return {
      ...(origins.get(source) ?? { sourceText: { id: '', en: '' }, sourceDate: null }),
      ...{ source, known, missing, outOfRange },
      least: known > 0 ? least : null,
      greatest: known > 0 ? greatest : null,
      norm: norm ?? null,
      ranked,
      histogram,
    }
  })
}

/** Shares of the work that are done after each step; sorting a million values takes about half as long as reading them. */
const [GATHERED, NORM_KNOWN, RANKED] = [0.55, 0.65, 0.95]

/** Reports a share of the whole work, and stops when the signal has fired. */
function reach(share: number, { signal, onProgress }: WorkWatch): void {
  signal?.throwIfAborted()
  onProgress?.({ done: share, of: 1 })
}

const NO_WORDS = { id: '', en: '' }
/** Fields of a criterion that are required by its type but not used here. */
const QUESTION = {
  key: 'distribution',
  title: NO_WORDS,
  unit: NO_WORDS,
  direction: 'maximise',
  missing: 'zero',
  normalisation: { kind: 'rank' },
} as const

async function readHistogram(
  transaction: Knex,
  criterion: Criterion,
  [least, greatest]: readonly [number, number],
): Promise<number[]> {
  const [low, high] = rangeOf(criterion)
  const rows = await select<{ bin: number; held: number }>(
    transaction,
    sql`SELECT least(width_bucket(r0, ${least}::float8, ${greatest}::float8, ${BINS}::int), ${BINS}::int) AS bin, count(*)::int AS held
     FROM raws WHERE r0 >= ${low}::float8 AND r0 <= ${high}::float8 GROUP BY 1`,
  )
  const bins = new Array<number>(BINS).fill(0)
  for (const { bin, held } of rows) bins[bin - 1] = held
  return bins
}
