import type { Knex } from 'knex'
import { isWithin } from '../../core/access/grant.ts'
import type { Ceiling } from '../../core/cycle/ceiling.ts'
import { badParameter, notFound } from '../../core/problem.ts'
import { bound, run, select, sql } from '../database/sql-fragment.ts'
import { changeCycle } from './change-cycle.ts'
import type { StageChange } from './change-stage.ts'

/** Puts these ceilings in the place of all that a stage has. Returns the cycle's new version. */
export async function replaceCeilings(
  write: Knex,
  change: StageChange,
  ceilings: readonly Ceiling[],
): Promise<number> {
  return await changeCycle(write, change, async (transaction, { id, region }) => {
    const [stage] = await select<{ id: number }>(
      transaction,
      sql`SELECT id FROM stages WHERE cycle_id = ${bound(id, 'int')} AND key = ${bound(change.stage, 'text')} FOR UPDATE`,
    )
    if (!stage) throw notFound('stage', change.stage)
    const outside = ceilings.findIndex(({ area }) => area !== null && !isWithin(area, region))
    if (outside >= 0)
      throw badParameter(`ceilings[${outside}].area`, ceilings[outside]?.area, `an area within ${region}`)
    await run(transaction, sql`DELETE FROM ceilings WHERE stage_id = ${bound(stage.id, 'int')}`)
    await run(
      transaction,
      sql`INSERT INTO ceilings (stage_id, area_code, agency, rupiah, source, by_account)
          SELECT ${bound(stage.id, 'int')}, area, agency, rupiah, source, ${bound(change.account, 'int')}
          FROM jsonb_to_recordset(${bound(JSON.stringify(ceilings), 'jsonb')}) AS given(area text, agency text, rupiah numeric, source text)`,
    )
    return { kind: 'ceilings', stage: change.stage, change: { ceilings } }
  })
}
