import { type CycleStage, chooseStage, stageKindsAt } from '../cycle/choose-stage.ts'
import { TRACKS, type Track, trackOf } from '../cycle/track.ts'
import type { ProposalStage } from '../proposal/stage.ts'

/** Whether what stands at a stage of a cycle is late, for an area and all below it but for areas that are told apart. */
export interface StageEnd {
  readonly stands: ProposalStage
  readonly track: Track
  readonly area: string
  readonly ended: boolean
}

/**
 * Where the time of what stands at these kinds of stages of one cycle is over: for its region, and for areas within it where it is
 * otherwise.
 */
export function stageEnds(
  stages: readonly (CycleStage & { readonly region: string })[],
  kinds: readonly ProposalStage[],
  at: Date,
): StageEnd[] {
  const region = stages[0]?.region
  if (region === undefined) return []
  const areas = [...new Set(stages.flatMap((stage) => stage.areas.map(({ area }) => area)))]
  return kinds.flatMap((stands) =>
    TRACKS.flatMap((track) => {
      const endedIn = (area: string) => {
        const chosen = chooseStage(stages, { kinds: stageKindsAt(stands), track, area, at })
        return chosen ? ['ended', 'frozen'].includes(chosen.opening) : undefined
      }
      const whole = endedIn(region)
      if (whole === undefined) return []
      const apart = areas
        .filter((area) => (trackOf(area) ?? track) === track)
        .map((area) => ({ area, ended: endedIn(area) ?? whole }))
      // An area that is as its region still stands for itself where one around it is not.
      const isOtherwise = apart.some(({ ended }) => ended !== whole)
      return [{ area: region, ended: whole }, ...(isOtherwise ? apart : [])].map((one) => ({
        ...{ stands, track },
        ...one,
      }))
    }),
  )
}
