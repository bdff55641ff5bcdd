import type { DecisionRole } from '../proposal/decision.ts'
import type { ProcessStep, ProposalAction } from '../proposal/process.ts'
import { isProposalStage, PROPOSAL_STAGES, type ProposalStage } from '../proposal/stage.ts'
import { stepOf } from '../proposal/take-step.ts'
import { type Stage, type StageArea, type StageOpening, stageOpening } from './stage-opening.ts'
import type { Track } from './track.ts'

/** A stage of a cycle, as far as it says whose proposals may be decided in it and when. */
export interface CycleStage extends Stage {
  readonly id: number
  readonly kind: ProposalStage
  readonly position: number
  readonly tracks: readonly Track[]
  /** Offices that decide in it; any, where none is named. */
  readonly actors: readonly DecisionRole[]
  readonly areas: readonly StageArea[]
  /** A forum of its own beside those of its kind, as of children: only what came into it is decided in it. */
  readonly beside: boolean
}

export interface ChosenStage<Of extends CycleStage = CycleStage> {
  readonly stage: Of
  readonly opening: StageOpening
  /** Whether the office that was asked for decides in it. */
  readonly acts: boolean
}

export interface StageQuestion {
  /** Kinds of stages in which it may be decided, those that come first preferred. */
  readonly kinds: readonly ProposalStage[]
  readonly track: Track | null
  readonly area: string | null
  readonly at: Date
  /** In whose name it is decided. */
  readonly office?: DecisionRole | undefined
  /** The stage (its id) in which it was last: preferred while that is open. */
  readonly last?: number | null
}

/** What follows the forums is decided in whichever of these is open: work plan, budget and their changes run into each other. */
const AFTER_FORUMS: readonly ProposalStage[] = ['plan', 'budget', 'realisation']

/**
 * In stages of which kinds a step is taken with a proposal that stands at one: entering plan, budget or works is decided in a stage
 * of that kind; all else where the proposal stands, or, after the forums, in any stage that is after them.
 */
export function stageKindsOf(action: ProposalAction, stands: ProposalStage): readonly ProposalStage[] {
  const { to }: ProcessStep = stepOf(action)
  return isProposalStage(to.stage) ? [to.stage] : stageKindsAt(stands)
}

/** The same without a step: where a proposal that stands at one is at all. */
export function stageKindsAt(stands: ProposalStage): readonly ProposalStage[] {
  if (!AFTER_FORUMS.includes(stands)) return [stands]
  return [stands, ...AFTER_FORUMS.filter((kind) => kind !== stands)]
}

/** Of each kind at which a proposal may stand, the kinds of stages in which this may be decided about it. */
export function stageKindsByStand(
  action: ProposalAction | undefined,
): Readonly<Record<string, readonly ProposalStage[]>> {
  return Object.fromEntries(
    PROPOSAL_STAGES.map((stands) => [
      stands,
      action === undefined ? stageKindsAt(stands) : stageKindsOf(action, stands),
    ]),
  )
}

/**
 * The stage of a cycle in which something is decided: one that is open there and in which the office decides, or else one that is
 * open, the last that has begun, the first that will. Undefined where the cycle has none of these kinds for that track.
 */
export function chooseStage<Of extends CycleStage>(
  stages: readonly Of[],
  { kinds, track, area, at, office, last }: StageQuestion,
): ChosenStage<Of> | undefined {
  const candidates = stages
    .filter((stage) => kinds.includes(stage.kind) && (track === null || stage.tracks.includes(track)))
    .filter(({ beside, id }) => !beside || id === last)
    .map((stage) => ({
      stage,
      opening: stageOpening(stage, stage.areas, { area, at }),
      acts: office === undefined || stage.actors.length === 0 || stage.actors.includes(office),
    }))
    .sort((one, other) => one.stage.position - other.stage.position)
  const rank = ({ stage, acts }: ChosenStage<Of>) =>
    (acts ? 0 : 100) + (stage.id === last ? 0 : 10) + kinds.indexOf(stage.kind)
  const open = candidates
    .filter(({ opening }) => opening === 'open')
    .sort((one, other) => rank(one) - rank(other))
  return open[0] ?? candidates.findLast(({ opening }) => opening !== 'before') ?? candidates[0]
}
