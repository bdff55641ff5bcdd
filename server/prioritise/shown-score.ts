/** Score in per mille with one decimal, half up: as the field `score` of every layer and file. */
export function shownScore(sum: number, weights: readonly number[]): number {
  return Math.floor((sum * 10) / weights.reduce((a, b) => a + b, 0) + 0.5) / 10
}
