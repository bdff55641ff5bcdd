import type { ZoneCount } from '../../../../core/zones/zone-figures.ts'
import { number } from '../../../i18n/format-value.ts'
import { zoneText } from '../zone-words.ts'

export function countText({ value, below }: ZoneCount): string {
  if (below !== undefined) return zoneText('below', { below: number(below, 0) })
  return value === null ? zoneText('unknown') : number(value, 0)
}

/** Where the truth lies, and on how much of the zone the figure rests where that is not all: short, and in words. */
export function soundness(count: ZoneCount): { short: string; words: string } {
  const range = rangeOf(count)
  const share = count.coveragePercent < 99.95 ? { share: number(count.coveragePercent, 0) } : null
  const coverage = share && count.value !== null
  return {
    short: [range?.short, coverage ? zoneText('knownShort', share) : ''].filter(Boolean).join(' · '),
    words: [range?.words, coverage ? zoneText('known', share) : ''].filter(Boolean).join('; '),
  }
}

function rangeOf({ value, low, high }: ZoneCount): { short: string; words: string } | null {
  if (value === null || low === null || low === high) return null
  if (high === null) {
    const ends = { low: number(low, 0) }
    return { short: zoneText('atLeastShort', ends), words: zoneText('atLeast', ends) }
  }
  const ends = { low: number(low, 0), high: number(high, 0) }
  return { short: `${ends.low}–${ends.high}`, words: zoneText('bounds', ends) }
}
