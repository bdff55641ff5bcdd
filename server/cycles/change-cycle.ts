import type { Knex } from 'knex'
import { changedMeanwhile, notFound, Problem } from '../../core/problem.ts'
import { bound, run, select, sql } from '../database/sql-fragment.ts'

/** Who changes a cycle (its number), and the version that they had before them; without it, whatever stands there. */
export interface CycleChange {
  readonly cycle: number
  readonly seen: number | undefined
  readonly account: number | null
}

export type ChangeKind =
  | 'settings'
  | 'stage'
  | 'stage-added'
  | 'stage-removed'
  | 'area'
  | 'extension'
  | 'closing'
  | 'ceilings'

/** What was changed, for the record of changes. */
export interface ChangeRecord {
  readonly kind: ChangeKind
  readonly stage?: string
  readonly area?: string
  readonly change: object
}

export interface LockedCycle {
  readonly id: number
  readonly region: string
  readonly planYear: number
  readonly timeZone: string
  readonly graceSeconds: number
  readonly version: number
}

/**
 * Changes a cycle: one at a time, from the version that was seen, and recorded. Returns the new version. Throws Problem: 412 where
 * somebody changed it meanwhile, and what `work` throws.
 */
export async function changeCycle(
  write: Knex,
  { cycle, seen, account }: CycleChange,
  work: (transaction: Knex.Transaction, cycle: LockedCycle) => Promise<ChangeRecord>,
): Promise<number> {
  return await write.transaction(async (transaction) => {
    const locked = await lockCycle(transaction, cycle, seen)
    const { kind, stage = null, area = null, change } = await work(transaction, locked)
    const version = locked.version + 1
    await run(
      transaction,
      sql`UPDATE cycles SET version = ${bound(version, 'int')}, updated_at = now(), by_account = ${bound(account, 'int')}
          WHERE id = ${bound(cycle, 'int')}`,
    )
    await record(transaction, { cycle, version, account, kind, stage, area, change })
    return version
  })
}

export async function lockCycle(
  transaction: Knex.Transaction,
  id: number,
  seen: number | undefined,
): Promise<LockedCycle> {
  const [cycle] = await select<LockedCycle>(
    transaction,
    sql`SELECT id, region, plan_year AS "planYear", time_zone AS "timeZone", grace_seconds AS "graceSeconds", version
        FROM cycles WHERE id = ${bound(id, 'int')} FOR UPDATE`,
  )
  if (!cycle) throw notFound('cycle', id)
  if (seen !== undefined && seen !== cycle.version) throw changedMeanwhile(cycle.version, seen)
  return cycle
}

interface RecordedChange {
  cycle: number
  version: number
  account: number | null
  kind: ChangeKind | 'created' | 'deleted'
  stage: string | null
  area: string | null
  change: object
}

export async function record(
  transaction: Knex.Transaction,
  { cycle, version, account, kind, stage, area, change }: RecordedChange,
): Promise<void> {
  await run(
    transaction,
    sql`INSERT INTO cycle_changes (cycle_id, version, kind, stage, area_code, change, by_account)
        VALUES (${bound(cycle, 'int')}, ${bound(version, 'int')}, ${bound(kind, 'text')}, ${bound(stage, 'text')},
          ${bound(area, 'text')}, ${bound(JSON.stringify(change), 'jsonb')}, ${bound(account, 'int')})`,
  )
}

/** A cycle's change since a version was seen. */
export interface ChangeSince {
  readonly version: number
  readonly kind: ChangeKind
  readonly stage: string | null
  readonly area: string | null
  readonly at: Date
}

/** What others changed since a version. `write`, since the public's reads do not see it. */
export async function readChangesSince(write: Knex, cycle: number, version: number): Promise<ChangeSince[]> {
  return await select<ChangeSince>(
    write,
    sql`SELECT version, kind, stage, area_code AS area, at FROM cycle_changes
        WHERE cycle_id = ${bound(cycle, 'int')} AND version > ${bound(version, 'int')} ORDER BY version LIMIT 20`,
  )
}

/** A 409 that says why something does not go now. */
export function refuseNow(detail: string, parameter?: string): Problem {
  return new Problem({
    title: 'Not possible now',
    status: 409,
    detail,
    ...(parameter === undefined ? {} : { parameter }),
  })
}
