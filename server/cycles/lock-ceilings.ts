import type { Knex } from 'knex'
import { bound, select, sql } from '../database/sql-fragment.ts'

/**
 * Locks the ceilings of these stages under which proposals (codes) lie, after the stages and before the proposals: who accepts under
 * the same ceiling comes one after another, so that what each is told of it is how it stays. Whether there are any.
 */
export async function lockCeilings(
  transaction: Knex.Transaction,
  stageIds: readonly number[],
  codes: readonly string[],
): Promise<boolean> {
  if (stageIds.length === 0) return false
  const locked = await select<{ id: number }>(
    transaction,
    sql`SELECT c.id FROM ceilings c WHERE c.stage_id = ANY (${bound([...stageIds], 'int[]')}) AND EXISTS (
          SELECT FROM proposals p WHERE p.code = ANY (${bound([...codes], 'text[]')})
            AND (c.area_code IS NULL OR p.village_code = c.area_code OR starts_with(p.village_code, c.area_code || '.'))
            AND (c.agency IS NULL OR p.agency = c.agency))
        ORDER BY c.id FOR NO KEY UPDATE`,
  )
  return locked.length > 0
}
