/** How much of the weight of a ranking rests on data, and which criteria have none. */
export interface WeightCoverage {
  /** Criteria with a weight, by their place among all. */
  readonly weighted: readonly number[]
  /** Those of them that have no value for any alternative, and their share of the weight, 0–1. */
  readonly empty: readonly number[]
  readonly emptyShare: number
  /** Those that have values for some alternatives only. */
  readonly partial: readonly number[]
  /** Σ weight × (alternatives with a value ÷ alternatives) ÷ Σ weight, 0–1: the share of the weight that had data. */
  readonly coveredShare: number
}

/** `known`: for each criterion how many of `total` alternatives have a value of their own. */
export function weightCoverage(
  weights: readonly number[],
  known: readonly number[],
  total: number,
): WeightCoverage {
  const weighted = weights.flatMap((weight, c) => (weight > 0 ? [c] : []))
  const sum = weighted.reduce((all, c) => all + weights[c]!, 0)
  const empty = weighted.filter((c) => known[c]! === 0)
  const covered = weighted.reduce((all, c) => all + weights[c]! * (known[c]! / Math.max(1, total)), 0)
  return {
    weighted,
    empty,
    emptyShare: sum > 0 ? empty.reduce((all, c) => all + weights[c]!, 0) / sum : 0,
    partial: weighted.filter((c) => known[c]! > 0 && known[c]! < total),
    coveredShare: sum > 0 ? covered / sum : 0,
  }
}
