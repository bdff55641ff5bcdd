import type { Knex } from 'knex'
import type { Criterion } from '../../../core/criteria/criterion.ts'
import { defaultCriterionSet } from '../../../core/criteria/default-set.ts'
import type { Scale } from '../../../core/criteria/scale.ts'
import { scaleOf } from '../../../core/criteria/scale-of.ts'

/** A criterion as the store has it: its definition, and the scale frozen when data or criteria last changed. */
export interface StoredCriterion {
  key: string
  position: number
  version: number
  origin: 'default' | 'custom'
  definition: Criterion
  scale: Scale
  /** Scale for the need grid, where cells measure something else than proposals. */
  needScale: Scale | null
  known: number
  missing: number
  outOfRange: number
  discriminates: boolean
}

interface CriterionRow {
  key: string
  position: number
  version: number
  origin: 'default' | 'custom'
  definition: Criterion
  scale: Scale
  need_scale: Scale | null
  known: number
  missing: number
  out_of_range: number
  discriminates: boolean
}

/**
 * All criteria in order. Those of the default set are there even before anything was scaled, giving 0 to all, and say what
 * the set that ships now says, unless somebody has put another definition in their place.
 */
export async function readStoredCriteria(knex: Knex): Promise<StoredCriterion[]> {
  const rows = await knex('criteria').select<CriterionRow[]>(
    ...['key', 'position', 'version', 'origin', 'definition', 'scale', 'need_scale'],
    ...['known', 'missing', 'out_of_range', 'discriminates'],
  )
  const stored = new Map(rows.map((row) => [row.key, toStored(row)]))
  defaultCriterionSet.criteria.forEach((definition, position) => {
    const known = stored.get(definition.key)
    if (!known) stored.set(definition.key, unscaled(definition, position))
    else if (known.origin === 'default') stored.set(definition.key, { ...known, definition, position })
  })
  return [...stored.values()].sort((a, b) => a.position - b.position || (a.key < b.key ? -1 : 1))
}

/** A criterion without a scale yet: it gives 0 to every row until the next rescaling. */
export function unscaled(definition: Criterion, position: number): StoredCriterion {
  return {
    key: definition.key,
    position,
    version: 1,
    origin: 'default',
    definition,
    scale: scaleOf(definition, { known: 0, least: 0, greatest: 0 }),
    needScale: null,
    known: 0,
    missing: 0,
    outOfRange: 0,
    discriminates: false,
  }
}

function toStored({ need_scale, out_of_range, ...row }: CriterionRow): StoredCriterion {
  return { ...row, needScale: need_scale, outOfRange: out_of_range }
}

/** `byAccount` is whoever defined it; a scale that is frozen anew leaves that as it is. */
export async function writeCriterion(
  transaction: Knex,
  criterion: StoredCriterion,
  byAccount?: number | null,
): Promise<void> {
  const { key, definition, scale, needScale, outOfRange, ...rest } = criterion
  const row = {
    ...rest,
    definition: JSON.stringify(definition),
    scale: JSON.stringify(scale),
    need_scale: needScale && JSON.stringify(needScale),
    out_of_range: outOfRange,
    scaled_at: transaction.fn.now(),
    ...(byAccount === undefined ? {} : { by_account: byAccount }),
  }
  await transaction('criteria')
    .insert({ key, ...row })
    .onConflict('key')
    .merge(row)
}
