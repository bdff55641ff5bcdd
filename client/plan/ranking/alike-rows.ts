import { othersByCode, sameTitles } from '../../../core/portfolio/same-titles.ts'
import type { Alternatives } from '../state/alternatives.ts'

/** By code the codes of all others with the same title in the same village; proposals without any are not in it. */
export type AlikeRows = ReadonlyMap<string, readonly string[]>

const known = new WeakMap<Alternatives, AlikeRows>()

/** Looked for once in some alternatives, not for each step of a slider. */
export function alikeRows(alternatives: Alternatives): AlikeRows {
  const found = known.get(alternatives)
  if (found) return found
  const { codes, titles, villages } = alternatives
  const stated = codes.map((code, row) => ({
    code,
    title: titles[row] ?? '',
    villageCode: villages.codes[villages.index[row] ?? -1] ?? null,
  }))
  const alike = othersByCode(sameTitles(stated))
  known.set(alternatives, alike)
  return alike
}
