import type { Knex } from 'knex'
import type { Grant } from '../../core/access/grant.ts'
import { deskStages } from '../../core/desk/desk-queue.ts'
import { type StageEnd, stageEnds } from '../../core/desk/stage-ends.ts'
import { readStagesWithin } from '../cycles/locked-stages.ts'
import { readClock } from '../cycles/read-cycles.ts'

/** Of a cycle: by its plan year and region for what was not given to a stage of it, else by its stages. */
export interface CycleEnd extends StageEnd {
  readonly year: number
  readonly region: string
  readonly stages: readonly number[]
}

/** Where the time of a grant's stages is over or not, in the cycles that it reaches into; the smallest region first. */
export async function readStageEnds(write: Knex, grant: Grant): Promise<CycleEnd[]> {
  const rows = await readStagesWithin(write, grant)
  if (rows.length === 0) return []
  const at = await readClock(write)
  const kinds = deskStages(grant)
  return [...Map.groupBy(rows, ({ cycleId }) => cycleId).values()].flatMap((stages) => {
    const ids = stages.map(({ id }) => id)
    return stageEnds(stages, kinds, at).map((end) => ({
      ...end,
      year: stages[0]?.planYear ?? Number.NaN,
      region: stages[0]?.region ?? '',
      stages: ids,
    }))
  })
}
