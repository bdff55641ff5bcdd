import type { Distribution } from '../../../core/api/criterion.ts'
import { perMilleOf, type Scale } from '../../../core/criteria/scale.ts'
import { scaleOf, withFill } from '../../../core/criteria/scale-of.ts'
import { type CriterionDraft, definitionOf } from './criterion-draft.ts'

const nobody: ReadonlySet<string> = new Set()

/** The scale that saving the draft would freeze, with the server's own arithmetic; null while it cannot be drawn. */
export function scaleOfDraft(draft: CriterionDraft, distribution: Distribution | null): Scale | null {
  const { known = 0, least, greatest, norm, ranked = [] } = distribution ?? {}
  const needsData = draft.kind === 'min-max' || draft.kind === 'vector' || draft.kind === 'rank'
  if (needsData && known === 0) return null
  // A curve of one's own can be drawn before any data are known.
  const ends =
    known > 0 ? { known, least: least ?? 0, greatest: greatest ?? 0 } : { known: 2, least: 0, greatest: 1 }
  try {
    const definition = { ...definitionOf(draft, nobody), key: 'draft' }
    const scale = scaleOf(definition, { ...ends, ranked, ...(norm == null ? {} : { norm }) })
    return withFill(scale, definition, countsOf(scale, distribution))
  } catch {
    // Half-typed points: the picture keeps the last curve that was right.
    return null
  }
}

/** How many known values become each per mille value; between percentiles of many values, as the one below them. */
function countsOf(scale: Scale, distribution: Distribution | null): ReadonlyMap<number, number> {
  const { ranked = [], known = 0 } = distribution ?? {}
  const counts = new Map<number, number>()
  ranked.forEach(({ value, below }, at) => {
    const perMille = perMilleOf(scale, value) ?? 0
    counts.set(perMille, (counts.get(perMille) ?? 0) + (ranked[at + 1]?.below ?? known) - below)
  })
  return counts
}

export interface ScaleSample {
  readonly name: 'least' | 'middle' | 'greatest'
  readonly raw: number
  readonly perMille: number
}

/** What the least, the middle and the greatest of the known values become. */
export function samplesOf(scale: Scale, distribution: Distribution): ScaleSample[] {
  const { least, greatest, ranked, known } = distribution
  if (least === null || greatest === null) return []
  const middle = ranked.find(({ below, equal }) => 2 * (below + equal) >= known)?.value ?? least
  const at = (name: ScaleSample['name'], raw: number) => ({
    name,
    raw,
    perMille: perMilleOf(scale, raw) ?? 0,
  })
  return least === greatest
    ? [at('least', least)]
    : [at('least', least), at('middle', middle), at('greatest', greatest)]
}
