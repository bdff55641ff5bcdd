import type { Knex } from 'knex'
import type { CycleAnswer, CycleStageAnswer, CycleSummary } from '../../core/api/cycle.ts'
import type { Ceiling } from '../../core/cycle/ceiling.ts'
import { badParameter, notFound } from '../../core/problem.ts'
import { STAGE_LABELS } from '../../core/proposal/stage.ts'
import { bound, catalogued, type SqlFragment, select, sql } from '../database/sql-fragment.ts'

/** Which cycle is meant: by its plan year, and by its region where several have one of that year. */
export interface CycleName {
  readonly planYear: number
  readonly region?: string | undefined
}

/** A cycle as it is read, with its number. */
export interface StoredCycle extends CycleAnswer {
  readonly id: number
}

/** A moment of the clock on the wall as a text. */
export const wallText = (column: string): SqlFragment =>
  catalogued(`to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS')`)

const SUMMARY = sql`c.id, c.region, coalesce((SELECT a.name FROM areas a WHERE a.code = c.region), (SELECT p.name FROM packages p WHERE p.id = c.region)) AS "regionName",
  c.plan_year AS "planYear", c.forum_year AS "forumYear", c.realisation_year AS "realisationYear",
  c.time_zone AS "timeZone", c.version`

const MOST_CYCLES = 500

/** Every cycle, the latest plan year first. */
export async function listCycles(knex: Knex): Promise<CycleSummary[]> {
  const rows = await select<CycleSummary & { id: number }>(
    knex,
    sql`SELECT ${SUMMARY} FROM public_cycles c ORDER BY c.plan_year DESC, c.region LIMIT ${bound(MOST_CYCLES, 'int')}`,
  )
  return rows.map(({ id: _id, ...cycle }) => cycle)
}

/** The number of a cycle. Throws Problem: 404 where there is none, 400 where several regions have one of that year. */
export async function findCycle(knex: Knex, { planYear, region }: CycleName): Promise<number> {
  const rows = await select<{ id: number; region: string }>(
    knex,
    sql`SELECT id, region FROM public_cycles WHERE plan_year = ${bound(planYear, 'int')}
          AND (${bound(region ?? null, 'text')} IS NULL OR region = ${bound(region ?? null, 'text')}) ORDER BY region`,
  )
  const [cycle, ...others] = rows
  if (!cycle) throw notFound('cycle', region === undefined ? planYear : `${planYear} of ${region}`)
  if (others.length > 0)
    throw badParameter('region', '(missing)', `one of ${rows.map((row) => row.region).join(', ')}`)
  return cycle.id
}

/** A cycle with its stages by its number. */
export async function readCycle(knex: Knex, id: number): Promise<StoredCycle> {
  const [cycle] = await select<Omit<StoredCycle, 'stages'>>(
    knex,
    sql`SELECT ${SUMMARY}, c.grace_seconds AS "graceSeconds", ${wallText('c.pokir_closes')} AS "pokirCloses",
          c.pokir_late AS "pokirLate", c.note FROM public_cycles c WHERE c.id = ${bound(id, 'int')}`,
  )
  if (!cycle) throw notFound('cycle', id)
  const rows = await select<Omit<CycleStageAnswer, 'name'> & { name: CycleStageAnswer['name'] | null }>(
    knex,
    stagesOf(id),
  )
  const stages = rows.map((stage) => ({ ...stage, name: stage.name ?? STAGE_LABELS[stage.kind] }))
  return { ...cycle, stages }
}

const stagesOf = (id: number) => sql`
  SELECT s.key, s.kind, s.name, s.tracks, ${wallText('s.opens')} AS opens, ${wallText('s.closes')} AS closes, s.results,
    ${wallText('s.announces')} AS announces, s.beside, s.actors, s.checklist, s.quotas, s.reasons, s.source,
    coalesce((SELECT jsonb_agg(jsonb_build_object('area', a.area_code, 'opens', ${wallText('a.opens')},
      'closes', ${wallText('a.closes')}, 'extendedTo', ${wallText('a.extended_to')}, 'reason', a.reason,
      'closed', a.closed_at IS NOT NULL, 'closeReason', a.close_reason, 'frozen', a.frozen_at IS NOT NULL) ORDER BY a.area_code)
      FROM public_stage_areas a WHERE a.stage_id = s.id), '[]') AS areas
  FROM public_stages s WHERE s.cycle_id = ${bound(id, 'int')} ORDER BY s.position`

/** Of a stage of a cycle, by its key. */
export async function readCeilings(knex: Knex, cycle: number, stage: string): Promise<Ceiling[]> {
  return [...((await readAllCeilings(knex, cycle, stage)).get(stage) ?? [])]
}

/** Those of the stages of a cycle, by their keys; of one stage alone where it is named. */
export async function readAllCeilings(
  knex: Knex,
  cycle: number,
  stage?: string,
): Promise<ReadonlyMap<string, readonly Ceiling[]>> {
  const rows = await select<Omit<Ceiling, 'rupiah'> & { stage: string; rupiah: string }>(
    knex,
    sql`SELECT s.key AS stage, c.area_code AS area, c.agency, c.rupiah, c.source
        FROM public_ceilings c JOIN public_stages s ON s.id = c.stage_id
        WHERE s.cycle_id = ${bound(cycle, 'int')} AND (${bound(stage ?? null, 'text')} IS NULL OR s.key = ${bound(stage ?? null, 'text')})
        ORDER BY s.position, c.area_code NULLS LAST, c.agency NULLS FIRST, c.id`,
  )
  const byStage = Map.groupBy(rows, (row) => row.stage)
  return new Map(
    [...byStage].map(([key, list]) => [
      key,
      list.map(({ stage: _stage, rupiah, ...one }) => ({ ...one, rupiah: Number(rupiah) })),
    ]),
  )
}

/** The database's clock. */
export async function readClock(knex: Knex): Promise<Date> {
  const [clock] = await select<{ now: Date }>(knex, sql`SELECT clock_timestamp() AS now`)
  return clock?.now ?? new Date()
}
