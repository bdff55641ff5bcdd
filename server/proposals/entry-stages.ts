import type { Knex } from 'knex'
import { isWithin } from '../../core/access/grant.ts'
import { chooseStage } from '../../core/cycle/choose-stage.ts'
import { trackOf } from '../../core/cycle/track.ts'
import { Problem } from '../../core/problem.ts'
import type { ProposalStage } from '../../core/proposal/stage.ts'
import { readStageRows, type StageRow } from '../cycles/locked-stages.ts'
import { readTrustedClock } from '../cycles/trusted-clock.ts'
import { selectPrepared } from '../database/prepared.ts'
import { bound, sql } from '../database/sql-fragment.ts'

/** Stages in which new proposals come in, locked for share as deciders lock theirs (lock-stages.ts). */
export interface EntryStages {
  /** The plan year of the cycle that is open for an area: of several the earliest. Undefined where none is. */
  openYear(area: string | null): number | undefined
  /**
   * The stage that takes a proposal of a year, or of none where no cycle is open; null where none has such a stage. Throws Problem:
   * 409 while it is not open.
   */
  stageOf(year: number | undefined, area: string | null): number | null
}

interface EntryStage extends StageRow {
  readonly planYear: number
}

/** Those of a plan year, or of every year. */
export async function lockEntryStages(
  transaction: Knex.Transaction,
  kind: ProposalStage,
  year: number | undefined,
): Promise<EntryStages> {
  const wanted = bound(year ?? null, 'int')
  const locked = await selectPrepared<{ id: number; planYear: number }>(
    transaction,
    sql`SELECT s.id, c.plan_year AS "planYear" FROM stages s JOIN cycles c ON c.id = s.cycle_id
        WHERE s.kind = ${bound(kind, 'text')} AND (${wanted} IS NULL OR c.plan_year = ${wanted}) ORDER BY s.id FOR SHARE OF s`,
  )
  if (locked.length === 0) return { openYear: () => undefined, stageOf: () => null }
  const years = new Map(locked.map(({ id, planYear }) => [id, planYear]))
  const rows = await readStageRows(
    transaction,
    locked.map(({ id }) => id),
  )
  const stages = rows.map((stage) => ({ ...stage, planYear: years.get(stage.id) ?? Number.NaN }))
  return ofStages(stages, kind, await readTrustedClock(transaction))
}

function ofStages(stages: readonly EntryStage[], kind: ProposalStage, at: Date): EntryStages {
  const years = [...new Set(stages.map(({ planYear }) => planYear))].sort((one, other) => one - other)
  const chosen = (year: number, area: string | null) => {
    const ofYear = stages.filter(
      ({ planYear, region }) => planYear === year && (area === null || isWithin(area, region)),
    )
    // Of regions within each other the smallest.
    const region = ofYear
      .map((stage) => stage.region)
      .reduce((one, other) => (other.length > one.length ? other : one), '')
    const ofRegion = ofYear.filter((stage) => stage.region === region)
    return chooseStage(ofRegion, { kinds: [kind], track: trackOf(area), area: area ?? region, at })
  }
  return {
    openYear: (area) => years.find((year) => chosen(year, area)?.opening === 'open'),
    stageOf(year, area) {
      const last = years.findLast((one) => chosen(one, area) !== undefined)
      const asked = year ?? last
      const entry = asked === undefined || area === null ? undefined : chosen(asked, area)
      if (asked !== undefined && entry && entry.opening !== 'open')
        throw notOpen(entry.opening === 'before', asked)
      return entry?.stage.id ?? null
    },
  }
}

function notOpen(isEarly: boolean, year: number): Problem {
  const when = isEarly ? 'has not begun' : 'has ended'
  return new Problem({
    title: 'Stage not open',
    status: 409,
    detail: `Proposals for ${year} are not taken here now: the stage in which they come in ${when} for this area; /siklus has its dates`,
    parameter: 'year',
    received: String(year),
    expected: 'a year whose cycle is open for this area',
  })
}
