import { isWithin } from '../access/grant.ts'
import { wallClock } from './wall-clock.ts'

/** Dates by the clock on the wall of the region, as 2026-02-28T08:00:00. Half-open: `closes` is the first moment at which it is closed. */
export interface StageDates {
  readonly opens: string | null
  readonly closes: string | null
}

export interface Stage extends StageDates {
  /** IANA name of the region's zone. */
  readonly timeZone: string
  /** What arrives so long after the end still arrives within it. */
  readonly graceSeconds?: number
}

/** Where a stage differs: an area and all below it. */
export interface StageArea extends StageDates {
  readonly area: string
  /** Instead of `closes`, with a reason that everyone may read. */
  readonly extendedTo: string | null
  /** Closed by hand before its time. */
  readonly isClosed: boolean
  /** What was decided there is a snapshot, and nothing changes it any more. */
  readonly isFrozen: boolean
}

export type StageOpening = 'before' | 'open' | 'ended' | 'frozen'

/**
 * Whether a stage is open for an area at an instant. Of the areas that hold it the innermost that has a date gives it, or else
 * the stage; closing and freezing hold for all below. A stage that was never given a day to open has not begun.
 */
export function stageOpening(
  stage: Stage,
  areas: readonly StageArea[],
  { area, at }: { area: string | null; at: Date },
): StageOpening {
  const holding = holdingAreas(areas, area)
  if (holding.some(({ isFrozen }) => isFrozen)) return 'frozen'
  if (holding.some(({ isClosed }) => isClosed)) return 'ended'
  const { opens, closes } = datesFor(stage, areas, area)
  if (opens === null || wallClock(at, stage.timeZone) < opens) return 'before'
  const graceMs = (stage.graceSeconds ?? 0) * 1000
  return closes !== null && wallClock(new Date(at.getTime() - graceMs), stage.timeZone) >= closes
    ? 'ended'
    : 'open'
}

/** The dates that hold for an area, by the same rule: when it opens, and the first moment at which it is closed. */
export function datesFor(stage: StageDates, areas: readonly StageArea[], area: string | null): StageDates {
  const holding = holdingAreas(areas, area)
  return {
    opens: first(holding.map((one) => one.opens)) ?? stage.opens,
    closes: first(holding.map((one) => one.extendedTo ?? one.closes)) ?? stage.closes,
  }
}

/** The areas that hold this one, the innermost first. */
function holdingAreas(areas: readonly StageArea[], area: string | null): StageArea[] {
  return areas
    .filter((one) => isWithin(area, one.area))
    .sort((one, other) => other.area.length - one.area.length)
}

const first = (dates: readonly (string | null)[]) => dates.find((date) => date !== null)
