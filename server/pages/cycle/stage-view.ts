import { isWithin } from '../../../core/access/grant.ts'
import type { CycleAnswer, CycleStageAnswer, StageAreaAnswer } from '../../../core/api/cycle.ts'
import { datesFor, type StageOpening, stageOpening } from '../../../core/cycle/stage-opening.ts'
import { trackOf } from '../../../core/cycle/track.ts'
import { stageAreasOf } from '../../cycles/openings.ts'

/** How a stage stands somewhere. */
export interface Standing {
  area: string
  opening: StageOpening
  opens: string | null
  closes: string | null
  /** Why it was extended or closed there. */
  reason: string | null
}

export interface StageView {
  stage: CycleStageAnswer
  /** For the whole region, or the area that is looked at. */
  whole: Standing
  /** Areas within it where it stands otherwise. */
  elsewhere: Standing[]
}

/** How the stages of a cycle stand at an instant, for the region or for an area of it. */
export function viewStages(cycle: CycleAnswer, area: string, at: Date): StageView[] {
  const track = trackOf(area)
  return cycle.stages
    .filter(({ tracks }) => track === null || tracks.includes(track))
    .map((stage) => {
      const whole = standing(cycle, stage, area, at)
      const elsewhere = stage.areas
        .filter((one) => one.area !== area && isWithin(one.area, area))
        .map((one) => standing(cycle, stage, one.area, at))
        .filter((one) => !isSame(one, whole))
      return { stage, whole, elsewhere }
    })
}

export function isOpenSomewhere({ whole, elsewhere }: StageView): boolean {
  return [whole, ...elsewhere].some(({ opening }) => opening === 'open')
}

function standing(
  { timeZone, graceSeconds }: CycleAnswer,
  stage: CycleStageAnswer,
  area: string,
  at: Date,
): Standing {
  const { opens, closes } = stage
  const areas = stageAreasOf(stage.areas)
  const opening = stageOpening({ opens, closes, timeZone, graceSeconds }, areas, { area, at })
  const reason = reasonFor(stage.areas, area, opening)
  return { area, opening, ...datesFor({ opens, closes }, areas, area), reason }
}

/** Of the innermost area around it that says one. */
function reasonFor(areas: readonly StageAreaAnswer[], area: string, opening: StageOpening): string | null {
  const around = areas
    .filter((one) => isWithin(area, one.area))
    .toSorted((one, other) => other.area.length - one.area.length)
  const closed = around.find((one) => one.closed)
  if (opening !== 'open' && closed) return closed.closeReason
  if (opening === 'before') return null
  return around.find((one) => one.extendedTo !== null || one.closes !== null)?.reason ?? null
}

function isSame(one: Standing, other: Standing): boolean {
  return one.opening === other.opening && one.opens === other.opens && one.closes === other.closes
}
