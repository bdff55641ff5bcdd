import type { Knex } from 'knex'
import { isWithin } from '../../core/access/grant.ts'
import { datesFor, type StageArea, type StageDates, stageOpening } from '../../core/cycle/stage-opening.ts'
import { badParameter, notFound } from '../../core/problem.ts'
import { bound, run, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { type CycleChange, changeCycle, type LockedCycle, refuseNow } from './change-cycle.ts'
import { deleteStages, refusedWhereUsed } from './create-cycle.ts'
import {
  type AreaDates,
  type CycleSettings,
  type NewStage,
  type StageClosing,
  type StageExtension,
  type StageSettings,
  YEARS_FIT,
} from './cycle-request.ts'
import { readClock, wallText } from './read-cycles.ts'

/** A change of one stage, by its key. */
export interface StageChange extends CycleChange {
  readonly stage: string
}

interface LockedStage extends StageDates {
  id: number
  position: number
  areas: StageArea[]
}

export async function changeSettings(
  write: Knex,
  change: CycleChange,
  settings: CycleSettings,
): Promise<number> {
  const { forumYear, realisationYear, timeZone, graceSeconds, pokirCloses, pokirLate } = settings
  return await changeCycle(write, change, async (transaction, { id, planYear }) => {
    if (
      forumYear > planYear ||
      forumYear < planYear - 3 ||
      realisationYear < planYear ||
      realisationYear > planYear + 3
    )
      throw badParameter('forumYear', `${forumYear}, ${planYear}, ${realisationYear}`, YEARS_FIT.error)
    await run(
      transaction,
      sql`UPDATE cycles SET forum_year = ${bound(forumYear, 'int')}, realisation_year = ${bound(realisationYear, 'int')},
            time_zone = ${bound(timeZone, 'text')}, grace_seconds = ${bound(graceSeconds, 'int')},
            pokir_closes = ${wall(pokirCloses)}, pokir_late = ${bound(pokirLate, 'text')}
          WHERE id = ${bound(id, 'int')}`,
    )
    return { kind: 'settings', change: settings }
  })
}

/** Everything of a stage but where it differs by area. Throws Problem: 409 where it would end later although it has begun. */
export async function changeStage(
  write: Knex,
  change: StageChange,
  settings: StageSettings,
): Promise<number> {
  return await changeCycle(write, change, async (transaction, cycle) => {
    const stage = await lockStage(transaction, cycle, change.stage)
    await refuseLengthening(transaction, {
      cycle,
      stage,
      area: null,
      after: { stage: settings, areas: stage.areas },
    })
    await run(transaction, updateOf(stage.id, settings))
    return { kind: 'stage', stage: change.stage, change: settings }
  })
}

const wall = (date: string | null) => sql`${bound(date, 'text')}::timestamp`
const jsonb = (value: unknown) => bound(value === null ? null : JSON.stringify(value), 'jsonb')

function updateOf(id: number, settings: StageSettings): SqlFragment {
  const { name, tracks, opens, closes, results, announces, beside } = settings
  const { actors, checklist, quotas, reasons, source } = settings
  return sql`UPDATE stages SET name = ${jsonb(name)}, tracks = ${bound(tracks, 'text[]')}, opens = ${wall(opens)},
      closes = ${wall(closes)}, results = ${bound(results, 'text')}, announces = ${wall(announces)}, beside = ${bound(beside, 'boolean')},
      actors = ${bound(actors, 'text[]')}, checklist = ${jsonb(checklist)}, quotas = ${jsonb(quotas)}, reasons = ${jsonb(reasons)},
      source = ${jsonb(source)} WHERE id = ${bound(id, 'int')}`
}

/** A stage beside those of the templates; its place in the order is after the one that is named. */
export async function addStage(write: Knex, change: CycleChange, added: NewStage): Promise<number> {
  return await changeCycle(write, change, async (transaction, cycle) => {
    const rows = await lockAllStages(transaction, cycle.id)
    if (rows.some(({ key }) => key === added.key))
      throw badParameter('key', added.key, 'a key that no stage of this cycle has')
    const before = added.after === null ? -1 : rows.findIndex(({ key }) => key === added.after)
    if (added.after !== null && before < 0)
      throw badParameter('after', added.after, `one of ${rows.map(({ key }) => key).join(', ')}`)
    if (rows.length >= MOST_STAGES) throw refuseNow(`A cycle has at most ${MOST_STAGES} stages`)
    await makeRoom(
      transaction,
      rows.map(({ id }) => id),
      before + 1,
    )
    await run(
      transaction,
      sql`INSERT INTO stages (cycle_id, key, kind, position, name, tracks, beside)
          VALUES (${bound(cycle.id, 'int')}, ${bound(added.key, 'text')}, ${bound(added.kind, 'text')},
            ${bound((before + 2) * STEP, 'int')}, ${jsonb(added.name)}, ${bound(added.tracks, 'text[]')},
            ${bound(added.beside, 'boolean')})`,
    )
    return { kind: 'stage-added', stage: added.key, change: added }
  })
}

/** In the order of their ids, in which deciders lock them; answers in their own. */
async function lockAllStages(
  transaction: Knex.Transaction,
  cycle: number,
): Promise<{ id: number; key: string }[]> {
  const of = sql`cycle_id = ${bound(cycle, 'int')}`
  await select(transaction, sql`SELECT id FROM stages WHERE ${of} ORDER BY id FOR UPDATE`)
  return await select<{ id: number; key: string }>(
    transaction,
    sql`SELECT id, key FROM stages WHERE ${of} ORDER BY position`,
  )
}

const STEP = 10
const MOST_STAGES = 100
/** Beyond all positions: two stages may at no moment have the same. */
const ELSEWHERE = 1_000_000

/** Numbers the stages anew, with a place left free. */
async function makeRoom(transaction: Knex.Transaction, ids: readonly number[], free: number): Promise<void> {
  const positions = ids.map((_, at) => (at < free ? at + 1 : at + 2) * STEP)
  for (const shift of [ELSEWHERE, 0])
    await run(
      transaction,
      sql`UPDATE stages s SET position = placed.position + ${bound(shift, 'int')}
          FROM unnest(${bound([...ids], 'int[]')}, ${bound(positions, 'int[]')}) AS placed(id, position) WHERE placed.id = s.id`,
    )
}

/** Throws Problem: 409 where something was decided in it. */
export async function removeStage(write: Knex, change: StageChange): Promise<number> {
  const removing = changeCycle(write, change, async (transaction, cycle) => {
    const { id } = await lockStage(transaction, cycle, change.stage)
    await deleteStages(transaction, sql`id = ${bound(id, 'int')}`)
    return { kind: 'stage-removed', stage: change.stage, change: {} }
  })
  return await refusedWhereUsed(removing)
}

/** Dates of its own for an area and all below it; both null for those of the area around it again. */
export async function changeAreaDates(
  write: Knex,
  { area, ...change }: StageChange & { area: string },
  dates: AreaDates,
): Promise<number> {
  return await changeCycle(write, change, async (transaction, cycle) => {
    const stage = await lockStage(transaction, cycle, change.stage)
    requireWithin(cycle, area)
    const areas = withArea(stage, area, dates)
    await refuseLengthening(transaction, { cycle, stage, area, after: { stage, areas } })
    const inForce = datesFor(stage, areas, area)
    if (inForce.opens !== null && inForce.closes !== null && inForce.opens >= inForce.closes)
      throw badParameter('closes', inForce.closes, `a moment after it opens there, ${inForce.opens}`)
    await saveArea(
      transaction,
      change,
      { stage, area },
      sql`opens = ${wall(dates.opens)}, closes = ${wall(dates.closes)}, extended_to = NULL, reason = NULL`,
    )
    await clearIfPlain(transaction, stage, area)
    return { kind: 'area', stage: change.stage, area, change: dates }
  })
}

/**
 * A later end, for an area or the whole region, for a reason that everyone may read; what was closed by hand there opens again. Throws
 * Problem: 409 where it is final, closed with an area around it, or not later than its end.
 */
export async function extendStage(
  write: Knex,
  change: StageChange,
  { area: asked, until, reason }: StageExtension,
): Promise<number> {
  return await changeCycle(write, change, async (transaction, cycle) => {
    const area = asked ?? cycle.region
    requireWithin(cycle, area)
    const stage = await lockStage(transaction, cycle, change.stage)
    const { opens, closes } = datesFor(stage, stage.areas, area)
    const around = stage.areas.find((one) => one.isClosed && one.area !== area && isWithin(area, one.area))
    if (around) throw refuseNow(`This stage was closed for all of ${around.area}: extend it there`, 'area')
    const isClosed = stage.areas.some((one) => one.isClosed && one.area === area)
    if (!isClosed && closes === null)
      throw refuseNow('This stage has no end there that could be later', 'until')
    if (!isClosed && closes !== null && until <= closes)
      throw badParameter('until', until, `a moment after its end, ${closes}`)
    if (opens !== null && until <= opens)
      throw badParameter('until', until, `a moment after it opens, ${opens}`)
    await saveArea(
      transaction,
      change,
      { stage, area },
      sql`extended_to = ${wall(until)}, reason = ${bound(reason, 'text')}, closed_at = NULL, close_reason = NULL`,
    )
    return { kind: 'extension', stage: change.stage, area, change: { until, reason } }
  })
}

/** Closes it now, for an area or the whole region, for a reason that everyone may read. */
export async function closeStage(
  write: Knex,
  change: StageChange,
  { area: asked, reason }: StageClosing,
): Promise<number> {
  return await changeCycle(write, change, async (transaction, cycle) => {
    const area = asked ?? cycle.region
    requireWithin(cycle, area)
    const stage = await lockStage(transaction, cycle, change.stage)
    await saveArea(
      transaction,
      change,
      { stage, area },
      sql`closed_at = clock_timestamp(), close_reason = ${bound(reason, 'text')}`,
    )
    return { kind: 'closing', stage: change.stage, area, change: { reason } }
  })
}

/** Waits for decisions that are being written in it, and holds those that come after until it is changed. */
async function lockStage(
  transaction: Knex.Transaction,
  cycle: LockedCycle,
  key: string,
): Promise<LockedStage> {
  const of = sql`cycle_id = ${bound(cycle.id, 'int')} AND key = ${bound(key, 'text')}`
  await select(transaction, sql`SELECT id FROM stages WHERE ${of} FOR UPDATE`)
  const [stage] = await select<LockedStage>(
    transaction,
    sql`SELECT s.id, s.position, ${wallText('s.opens')} AS opens, ${wallText('s.closes')} AS closes,
          coalesce((SELECT jsonb_agg(jsonb_build_object('area', a.area_code, 'opens', ${wallText('a.opens')},
            'closes', ${wallText('a.closes')}, 'extendedTo', ${wallText('a.extended_to')},
            'isClosed', a.closed_at IS NOT NULL, 'isFrozen', a.frozen_at IS NOT NULL)) FROM stage_areas a WHERE a.stage_id = s.id), '[]') AS areas
        FROM stages s WHERE ${of}`,
  )
  if (!stage) throw notFound('stage', key)
  return stage
}

function requireWithin({ region }: LockedCycle, area: string): void {
  if (!isWithin(area, region)) throw badParameter('area', area, `an area within ${region}`)
}

const BARE = { opens: null, closes: null, extendedTo: null, isClosed: false, isFrozen: false } as const

/** How its areas are once one has these dates; an extension there yields to them. */
function withArea({ areas }: LockedStage, area: string, dates: AreaDates): StageArea[] {
  const known = areas.find((one) => one.area === area) ?? { ...BARE, area }
  return [...areas.filter((one) => one.area !== area), { ...known, ...dates, extendedTo: null }]
}

interface Lengthening {
  cycle: LockedCycle
  stage: LockedStage
  /** Null: where no area has dates of its own. */
  area: string | null
  after: { stage: StageDates; areas: readonly StageArea[] }
}

/** Once a stage has begun, a later end is an extension, which has a reason. */
async function refuseLengthening(transaction: Knex.Transaction, given: Lengthening): Promise<void> {
  const { cycle, stage, area, after } = given
  const { timeZone, graceSeconds } = cycle
  const at = await readClock(transaction)
  if (stageOpening({ ...stage, timeZone, graceSeconds }, stage.areas, { area, at }) === 'before') return
  const [before, then] = [datesFor(stage, stage.areas, area), datesFor(after.stage, after.areas, area)]
  const isLater = before.closes !== null && (then.closes === null || then.closes > before.closes)
  if (isLater)
    throw refuseNow('This stage has begun: a later end is an extension, which needs a reason', 'closes')
}

/** Writes into the row of an area, which is final once it is frozen, or an area around or within it. */
async function saveArea(
  transaction: Knex.Transaction,
  { account }: CycleChange,
  { stage, area }: { stage: LockedStage; area: string },
  values: SqlFragment,
): Promise<void> {
  const frozen = stage.areas.find((one) => one.isFrozen && isWithin(area, one.area))
  if (frozen)
    throw refuseNow(`This stage is final for ${frozen.area}: nothing of it changes any more`, 'area')
  const of = sql`stage_id = ${bound(stage.id, 'int')} AND area_code = ${bound(area, 'text')}`
  await run(
    transaction,
    sql`INSERT INTO stage_areas (stage_id, area_code) VALUES (${bound(stage.id, 'int')}, ${bound(area, 'text')})
        ON CONFLICT DO NOTHING`,
  )
  await run(
    transaction,
    sql`UPDATE stage_areas SET ${values}, by_account = ${bound(account, 'int')} WHERE ${of}`,
  )
}

/** A row that says nothing any more is no row. */
async function clearIfPlain(transaction: Knex.Transaction, { id }: LockedStage, area: string): Promise<void> {
  await run(
    transaction,
    sql`DELETE FROM stage_areas WHERE stage_id = ${bound(id, 'int')} AND area_code = ${bound(area, 'text')}
          AND opens IS NULL AND closes IS NULL AND closed_at IS NULL AND frozen_at IS NULL`,
  )
}
