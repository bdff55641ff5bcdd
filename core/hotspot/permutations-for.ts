/** The same for all that is permuted, so that results repeat. */
export const PERMUTATION_SEED = 20_260_101

const FEWEST_PERMUTATIONS = 999

/**
 * Permutations with which one place alone among so many can pass the false discovery rate at `alpha`: the smallest p of R of
 * them, `tails` ÷ (R + 1), is then at most α ÷ n. Rounded up to 999, 1,999 … 9,999, 19,999 …
 */
export function permutationsFor(places: number, alpha: number, tails: 1 | 2): number {
  const needed = Math.ceil((tails * places) / alpha - 1e-9)
  const unit = 10 ** Math.max(3, Math.floor(Math.log10(Math.max(1, needed))))
  return Math.max(FEWEST_PERMUTATIONS, Math.ceil(needed / unit) * unit - 1)
}
