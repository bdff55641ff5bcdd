import type { Knex } from 'knex'
import {
  type ChosenStage,
  chooseStage,
  stageKindsAt,
  stageKindsByStand,
  stageKindsOf,
} from '../../core/cycle/choose-stage.ts'
import { type StageOpening, stageOpening } from '../../core/cycle/stage-opening.ts'
import { trackOf } from '../../core/cycle/track.ts'
import type { DecisionRole } from '../../core/proposal/decision.ts'
import type { ProposalAction } from '../../core/proposal/process.ts'
import { readStageRows, type StageRow } from '../cycles/locked-stages.ts'
import { readTrustedClock } from '../cycles/trusted-clock.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'
import { cycleOf, type LockedProposal } from './lock-proposals.ts'

/** What is to be decided, and in whose name. */
export interface StageStep {
  readonly action: ProposalAction
  readonly office: DecisionRole
}

/** Where a proposal is decided: in a stage of its cycle. */
export type DecidedAt = ChosenStage<StageRow>

/** How the stages of proposals stand at the moment at which they were locked. */
export interface LockedStages {
  /** Whether any of them has something for people to tick. */
  readonly hasChecklist: boolean
  /**
   * The stage of its cycle in which this step is taken with a proposal; undefined where no cycle has one, and so nothing has dates.
   * One that came to another stage between the two locks has another version, too, and is refused for that.
   */
  stageFor(proposal: LockedProposal, step?: StageStep): DecidedAt | undefined
  /** How a stage (its id) stands for a proposal's area; what is in no cycle has no dates. */
  openingOf(stageId: number | null, proposal: LockedProposal): StageOpening
}

/**
 * Locks for share the stages in which a step may be taken with these proposals (codes), before the proposals themselves are locked:
 * whoever changes or freezes a stage locks its row exclusively, so that it waits for decisions that are being written, and
 * these for it. Without a step, those in which they stand. `besides` are the ids of others.
 */
export async function lockStages(
  transaction: Knex.Transaction,
  codes: readonly string[],
  { action, besides = [] }: { action?: ProposalAction; besides?: readonly number[] } = {},
): Promise<readonly number[]> {
  const kinds = bound(JSON.stringify(stageKindsByStand(action)), 'jsonb')
  const rows = await select<{ id: number }>(
    transaction,
    sql`SELECT s.id FROM stages s WHERE s.id IN (
          SELECT at.id FROM (
            SELECT ${cycleOf} AS cycle, coalesce(o.stage, p.stage) AS stands
            FROM proposals p LEFT JOIN office_states o ON o.proposal_id = p.id WHERE p.code = ANY (${bound([...codes], 'text[]')})
          ) p JOIN stages at ON at.cycle_id = p.cycle AND ${kinds} -> p.stands ? at.kind)
          OR s.id = ANY (${bound([...besides], 'int[]')})
        ORDER BY s.id FOR SHARE`,
  )
  return rows.map(({ id }) => id)
}

/** Reads stages that are locked, and the database's clock now that they are. */
export async function readLockedStages(
  transaction: Knex.Transaction,
  ids: readonly number[],
): Promise<LockedStages> {
  const stages = await readStageRows(transaction, ids)
  const at = ids.length === 0 ? new Date() : await readTrustedClock(transaction)
  const byCycle = Map.groupBy(stages, ({ cycleId }) => cycleId)
  return {
    hasChecklist: stages.some(({ checklist }) => checklist.length > 0),
    stageFor({ cycleId, stage, stageId, villageCode }, step) {
      const known = cycleId === null ? undefined : byCycle.get(cycleId)
      if (!known) return undefined
      return chooseStage(known, {
        kinds: step ? stageKindsOf(step.action, stage) : stageKindsAt(stage),
        track: trackOf(villageCode),
        area: villageCode ?? known[0]?.region ?? null,
        ...{ at, office: step?.office, last: stageId },
      })
    },
    openingOf(stageId, { villageCode }) {
      const stage = stages.find(({ id }) => id === stageId)
      return stage ? stageOpening(stage, stage.areas, { area: villageCode ?? stage.region, at }) : 'open'
    },
  }
}
