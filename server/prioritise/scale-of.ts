import type { RankingMethod } from '../../core/score/rank-by-method.ts'
import { type ScaleName, scaleTexts } from '../../core/score/scale-words.ts'

/** What TOPSIS read, and in a sentence which of both scales is the published one. */
export function scaleOf(method: Extract<RankingMethod, { kind: 'topsis' }>) {
  const scale: ScaleName = method.scale ?? 'per-mille'
  return { scale, basis: scaleTexts.topsis[scale] }
}
