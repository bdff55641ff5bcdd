/** Saaty's judgement of a pair: how many times the first matters as much as the second, 1/9 … 9. */
export type Judgements = Readonly<Record<string, number>>

export function pairName(a: string, b: string): string {
  return `${a}>${b}`
}

/** The reciprocal matrix of judgements in the order of `keys`; a pair that was not judged counts as equal. */
export function matrixOf(keys: readonly string[], judgements: Judgements): number[][] {
  return keys.map((a, i) =>
    keys.map((b, j) => {
      if (i === j) return 1
      return i < j ? (judgements[pairName(a, b)] ?? 1) : 1 / (judgements[pairName(b, a)] ?? 1)
    }),
  )
}

/** A slider from −8 (the second matters 9 times as much) over 0 (equal) to 8. */
export function sliderOf(judgement: number): number {
  return judgement >= 1 ? Math.round(judgement) - 1 : 1 - Math.round(1 / judgement)
}

export function judgementOf(slider: number): number {
  return slider >= 0 ? slider + 1 : 1 / (1 - slider)
}
