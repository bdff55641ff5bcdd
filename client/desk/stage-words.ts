import type { DeskStage } from '../../core/api/desk.ts'
import { wallClock } from '../../core/cycle/wall-clock.ts'
import { daysBetween, sayEnd, sayZone } from '../../core/cycle/wall-dates.ts'
import { number } from '../i18n/format-value.ts'
import { currentLanguage, pick } from '../i18n/translate.ts'
import { deskText } from './desk-words.ts'

/** From so many days before its end on, the end of a stage stands out; in the list, where many rows would say it, from the last on. */
const SOON_DAYS = 7
const LAST_DAYS = 2

/** Whole days until a stage closes, by the region's clock. */
function daysLeft({ closes, timeZone }: DeskStage, now: string): number {
  return closes === null ? Number.POSITIVE_INFINITY : daysBetween(wallClock(new Date(now), timeZone), closes)
}

export function isEnding(stage: DeskStage, now: string): boolean {
  return stage.opening === 'open' && daysLeft(stage, now) < SOON_DAYS
}

export function isNearlyOver(stage: DeskStage, now: string): boolean {
  return stage.opening === 'open' && daysLeft(stage, now) < LAST_DAYS
}

export function endsIn(stage: DeskStage, now: string): string {
  const days = daysLeft(stage, now)
  return days < 1 ? deskText('lastDay') : deskText('daysLeft', { days: number(days) })
}

/** In which stage of its cycle a proposal stands, and when that closes or did. */
export function stageWords(stage: DeskStage, now: string): string {
  const { closes, opening, timeZone } = stage
  const name = pick(stage.name)
  const at = closes === null ? '' : `${sayEnd(closes, currentLanguage())} ${sayZone(timeZone)}`
  if (opening === 'before') return deskText('stageBefore', { name })
  if (opening === 'open')
    return closes === null
      ? deskText('stageOpen', { name })
      : deskText('stageCloses', { name, at, left: endsIn(stage, now) })
  // Closed by hand before its time: the date that was set says nothing.
  const isByDate = closes !== null && daysLeft(stage, now) < 0
  return isByDate ? deskText('stageClosed', { name, at }) : deskText('stageClosedByHand', { name })
}
