import type { Knex } from 'knex'
import { chooseStage, stageKindsAt } from '../../core/cycle/choose-stage.ts'
import { datesFor, type StageOpening } from '../../core/cycle/stage-opening.ts'
import type { ChecklistItem, StageQuota, StageReason, StageResults } from '../../core/cycle/stage-rules.ts'
import { trackOf } from '../../core/cycle/track.ts'
import type { Label } from '../../core/proposal/label.ts'
import { STAGE_LABELS } from '../../core/proposal/stage.ts'
import { readStagesOf, type StageRow } from '../cycles/locked-stages.ts'
import { readClock } from '../cycles/read-cycles.ts'
import { type LockedProposal, readStanding } from './lock-proposals.ts'

/** The stage of its cycle in which a proposal stands at this moment, with what holds for its area. */
export interface StageNow {
  readonly id: number
  readonly key: string
  readonly planYear: number
  readonly region: string
  readonly name: Label
  readonly opening: StageOpening
  /** By the clock on the wall of the region. */
  readonly opens: string | null
  readonly closes: string | null
  readonly timeZone: string
  readonly results: StageResults
  readonly checklist: readonly ChecklistItem[]
  readonly quotas: readonly StageQuota[]
  readonly reasons: readonly StageReason[]
}

/**
 * Those of proposals (codes), by code; what is in no cycle has none. Nothing is locked: what decides asks lock-stages.ts. `write`,
 * since reads see no office's state.
 */
export async function readStagesNow(
  write: Knex,
  codes: readonly string[],
): Promise<ReadonlyMap<string, StageNow>> {
  return await stagesNowOf(write, await readStanding(write, codes))
}

/** The same of proposals that were read. */
export async function stagesNowOf(
  write: Knex,
  proposals: readonly LockedProposal[],
): Promise<ReadonlyMap<string, StageNow>> {
  const cycles = new Map<number, readonly StageRow[]>()
  for (const id of new Set(proposals.flatMap(({ cycleId }) => cycleId ?? [])))
    cycles.set(id, await readStagesOf(write, id))
  if (cycles.size === 0) return new Map()
  const at = await readClock(write)
  return new Map(
    proposals.flatMap((proposal): [string, StageNow][] => {
      const stages = proposal.cycleId === null ? undefined : cycles.get(proposal.cycleId)
      const now = stages && stageNow(proposal, stages, at)
      return now ? [[proposal.code, now]] : []
    }),
  )
}

function stageNow(
  { stage: stands, stageId, villageCode }: LockedProposal,
  stages: readonly StageRow[],
  at: Date,
): StageNow | undefined {
  const area = villageCode ?? stages[0]?.region ?? null
  const kinds = stageKindsAt(stands)
  const chosen = chooseStage(stages, { kinds, track: trackOf(villageCode), area, at, last: stageId })
  if (!chosen) return undefined
  const { stage, opening } = chosen
  const { id, key, planYear, region, name, kind, timeZone, results, checklist, quotas, reasons } = stage
  return {
    ...{
      id,
      key,
      planYear,
      region,
      name: name ?? STAGE_LABELS[kind],
      opening,
      ...datesFor(stage, stage.areas, area),
    },
    ...{ timeZone, results, checklist, quotas, reasons },
  }
}
