import type { Knex } from 'knex'
import { type PlannedStage, planStages, usualDate } from '../../core/cycle/cycle-template.ts'
import { badParameter, Problem } from '../../core/problem.ts'
import { bound, run, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { lockCycle, record, refuseNow } from './change-cycle.ts'
import type { CycleCreation } from './cycle-request.ts'
import { readTemplates } from './cycle-templates.ts'

/** Between stages of a new cycle, so that others find room. */
const STEP = 10

/**
 * Makes a cycle of the templates of its tracks; without dates, unless the usual ones are asked for. Returns its number. Throws
 * Problem: 400 for a region that no package has, 409 where it has a cycle of that year.
 */
export async function createCycle(
  write: Knex,
  account: number | null,
  creation: CycleCreation,
): Promise<number> {
  const templates = (await readTemplates()).filter(({ track }) => creation.tracks.includes(track))
  const stages = planStages(templates)
  const note = {
    id: templates.map((one) => one.note.id).join(' '),
    en: templates.map((one) => one.note.en).join(' '),
  }
  const { region, planYear } = creation
  return await write.transaction(async (transaction) => {
    const known = await transaction('areas').where({ code: region }).first<object | undefined>('code')
    if (!known && !(await hasAreasBelow(transaction, region)))
      throw badParameter('region', region, 'the code of an area that was imported')
    const made = await insertCycle(transaction, account, creation, note)
    if (!made) throw alreadyThere(region, planYear)
    const { id, version } = made
    await insertStages(transaction, id, stages, creation)
    const change = { ...creation, templates: templates.map((one) => one.id) }
    await record(transaction, {
      ...{ cycle: id, version, account, kind: 'created' },
      stage: null,
      area: null,
      change,
    })
    return id
  })
}

/** A package may bring villages and districts alone. */
async function hasAreasBelow(transaction: Knex.Transaction, region: string): Promise<boolean> {
  const rows = await select(
    transaction,
    sql`SELECT FROM areas WHERE starts_with(code, ${bound(`${region}.`, 'text')}) LIMIT 1`,
  )
  return rows.length > 0
}

async function insertCycle(
  transaction: Knex.Transaction,
  account: number | null,
  { region, planYear, forumYear, realisationYear, timeZone }: CycleCreation,
  note: object,
): Promise<{ id: number; version: number } | undefined> {
  // One that takes the place of another goes on from its version, so that nobody takes the one for the other.
  const former = sql`SELECT max(version) FROM cycle_changes WHERE kind = 'deleted' AND change ->> 'region' = ${bound(region, 'text')}
    AND change -> 'planYear' = to_jsonb(${bound(planYear, 'int')})`
  const [row] = await select<{ id: number; version: number }>(
    transaction,
    sql`INSERT INTO cycles (version, region, plan_year, forum_year, realisation_year, time_zone, note, by_account)
        VALUES (coalesce((${former}), 0) + 1, ${bound(region, 'text')}, ${bound(planYear, 'int')}, ${bound(forumYear, 'int')}, ${bound(realisationYear, 'int')},
          ${bound(timeZone, 'text')}, ${bound(JSON.stringify(note), 'jsonb')}, ${bound(account, 'int')})
        ON CONFLICT (region, plan_year) DO NOTHING RETURNING id, version`,
  )
  return row
}

function alreadyThere(region: string, planYear: number): Problem {
  return new Problem({
    title: 'Already there',
    status: 409,
    detail: `planYear: ${region} has a cycle of ${planYear} already`,
    parameter: 'planYear',
    received: String(planYear),
    expected: 'a year that has no cycle yet',
  })
}

async function insertStages(
  transaction: Knex.Transaction,
  cycle: number,
  stages: readonly PlannedStage[],
  { planYear, usualDates }: Pick<CycleCreation, 'planYear' | 'usualDates'>,
): Promise<void> {
  const rows = stages.map(({ usual, ...stage }, at) => ({
    ...stage,
    position: (at + 1) * STEP,
    opens: usualDates ? usualDate(usual.opens, planYear) : null,
    closes: usualDates ? usualDate(usual.closes, planYear) : null,
  }))
  await run(
    transaction,
    sql`INSERT INTO stages (cycle_id, key, kind, position, name, tracks, opens, closes, results, actors, checklist, quotas, reasons, source, beside)
        SELECT ${bound(cycle, 'int')}, key, kind, position, name, ARRAY(SELECT jsonb_array_elements_text(tracks)), opens, closes, results,
          ARRAY(SELECT jsonb_array_elements_text(actors)), checklist, quotas, reasons, source, coalesce(beside, false)
        FROM jsonb_to_recordset(${bound(JSON.stringify(rows), 'jsonb')}) AS given(key text, kind text, position integer, name jsonb,
          tracks jsonb, opens timestamp, closes timestamp, results text, actors jsonb, checklist jsonb, quotas jsonb, reasons jsonb,
          source jsonb, beside boolean)`,
  )
}

/** Takes away a cycle in which nothing was decided. Throws Problem: 409 once something was. */
export async function deleteCycle(
  write: Knex,
  { cycle, seen, account }: { cycle: number; seen: number | undefined; account: number | null },
): Promise<void> {
  const deleting = write.transaction(async (transaction) => {
    const { version, region, planYear } = await lockCycle(transaction, cycle, seen)
    await deleteStages(transaction, sql`cycle_id = ${bound(cycle, 'int')}`)
    await run(transaction, sql`DELETE FROM cycles WHERE id = ${bound(cycle, 'int')}`)
    await record(transaction, {
      ...{ cycle, version: version + 1, account, kind: 'deleted' },
      ...{ stage: null, area: null, change: { region, planYear } },
    })
  })
  await refusedWhereUsed(deleting)
}

/** With ceilings and dates of areas, but not where it is frozen: what still names a stage holds it. */
export async function deleteStages(transaction: Knex.Transaction, which: SqlFragment): Promise<void> {
  const ofStages = sql`stage_id IN (SELECT id FROM stages WHERE ${which})`
  await run(transaction, sql`DELETE FROM ceilings WHERE ${ofStages}`)
  await run(transaction, sql`DELETE FROM stage_areas WHERE ${ofStages} AND frozen_at IS NULL`)
  await run(transaction, sql`DELETE FROM stages WHERE ${which}`)
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const FOREIGN_KEY_VIOLATION = '23503'

/** Decisions and proposals name the stages in which they were made: the store lets none of these go. */
export async function refusedWhereUsed<T>(deleting: Promise<T>): Promise<T> {
  return await deleting.catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === FOREIGN_KEY_VIOLATION)
      throw refuseNow('Something was decided there: it stays. A stage that is not wanted can be closed')
    throw error
  })
}
