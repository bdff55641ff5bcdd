/** What a study of robustness says of a proposal, the surest first: above the line whatever the weights, or not, or it depends. */
export const STANDINGS = ['certain', 'depends', 'no'] as const
export type RankStanding = (typeof STANDINGS)[number]

/** Above the line in at least this share of samples is certain, in at most the rest of it is not; between, it depends. */
export const CERTAIN_SHARE = 0.95

/** `aboveLine`: the share of samples, 0–1, in which it is above the line. */
export function standingOf({ aboveLine }: { readonly aboveLine: number }): RankStanding {
  if (aboveLine >= CERTAIN_SHARE) return 'certain'
  return aboveLine <= 1 - CERTAIN_SHARE + 1e-9 ? 'no' : 'depends'
}
