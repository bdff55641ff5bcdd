import type { CycleAnswer, StageAreaAnswer, StageOpeningAnswer } from '../../core/api/cycle.ts'
import { datesFor, type StageArea, stageOpening } from '../../core/cycle/stage-opening.ts'
import { trackOf } from '../../core/cycle/track.ts'

export function stageAreasOf(areas: readonly StageAreaAnswer[]): StageArea[] {
  return areas.map(({ area, opens, closes, extendedTo, closed, frozen }) => ({
    ...{ area, opens, closes, extendedTo },
    isClosed: closed,
    isFrozen: frozen,
  }))
}

/** How each stage that an area passes stands at an instant, in their order. */
export function openingsOf(
  { timeZone, graceSeconds, stages }: Pick<CycleAnswer, 'timeZone' | 'graceSeconds' | 'stages'>,
  area: string,
  at: Date,
): StageOpeningAnswer[] {
  const track = trackOf(area)
  return stages
    .filter(({ tracks }) => track === null || tracks.includes(track))
    .map(({ key, kind, name, opens, closes, areas: told }) => {
      const areas = stageAreasOf(told)
      const stage = { opens, closes, timeZone, graceSeconds }
      const opening = stageOpening(stage, areas, { area, at })
      return { key, kind, name, opening, ...datesFor(stage, areas, area) }
    })
}
