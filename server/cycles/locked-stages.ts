import type { Knex } from 'knex'
import type { CycleStage } from '../../core/cycle/choose-stage.ts'
import type { ChecklistItem, StageQuota, StageReason, StageResults } from '../../core/cycle/stage-rules.ts'
import type { Label } from '../../core/proposal/label.ts'
import { always, bound, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { wallText } from './read-cycles.ts'

/** A stage as those need it who decide in it. */
export interface StageRow extends CycleStage {
  readonly cycleId: number
  readonly key: string
  /** Of its cycle: the area of what has no village. */
  readonly region: string
  readonly planYear: number
  /** Null: as its kind is called. */
  readonly name: Label | null
  readonly results: StageResults
  readonly checklist: readonly ChecklistItem[]
  readonly quotas: readonly StageQuota[]
  readonly reasons: readonly StageReason[]
}

/** Stages by their numbers. Whoever relies on their being so has locked their rows. */
export async function readStageRows(knex: Knex, ids: readonly number[]): Promise<StageRow[]> {
  return ids.length === 0
    ? []
    : await select<StageRow>(knex, stageRows(sql`s.id = ANY (${bound([...ids], 'int[]')})`))
}

/** All stages of a cycle, by its number. */
export async function readStagesOf(knex: Knex, cycle: number): Promise<StageRow[]> {
  return await select<StageRow>(knex, stageRows(sql`s.cycle_id = ${bound(cycle, 'int')}`))
}

/** All stages of the cycles whose region lies within an area, or holds it; without one, of all. */
export async function readStagesWithin(
  knex: Knex,
  { area, years }: { area?: string | undefined; years?: readonly number[] | undefined },
): Promise<StageRow[]> {
  const code = bound(area ?? '', 'text')
  const inside =
    area === undefined
      ? always
      : sql`(c.region = ${code} OR starts_with(c.region, ${code} || '.') OR starts_with(${code}, c.region || '.'))`
  const ofYears = years === undefined ? always : sql`c.plan_year = ANY (${bound([...years], 'int[]')})`
  return await select<StageRow>(knex, stageRows(sql`${inside} AND ${ofYears}`))
}

const stageRows = (condition: SqlFragment) => sql`
  SELECT s.id, s.cycle_id AS "cycleId", s.key, s.kind, s.position, s.tracks, s.actors, s.name, s.results, s.checklist, s.quotas, s.reasons, s.beside, c.region, c.plan_year AS "planYear",
    c.time_zone AS "timeZone", c.grace_seconds AS "graceSeconds", ${wallText('s.opens')} AS opens, ${wallText('s.closes')} AS closes,
    coalesce((SELECT jsonb_agg(jsonb_build_object('area', a.area_code, 'opens', ${wallText('a.opens')},
      'closes', ${wallText('a.closes')}, 'extendedTo', ${wallText('a.extended_to')},
      'isClosed', a.closed_at IS NOT NULL, 'isFrozen', a.frozen_at IS NOT NULL))
      FROM public_stage_areas a WHERE a.stage_id = s.id), '[]') AS areas
  FROM public_stages s JOIN public_cycles c ON c.id = s.cycle_id WHERE ${condition} ORDER BY s.position`
